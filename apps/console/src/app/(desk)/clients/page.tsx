export { ClientListPage as default, clientListMetadata as generateMetadata } from "@/features/api-clients/client-list-page.tsx";
