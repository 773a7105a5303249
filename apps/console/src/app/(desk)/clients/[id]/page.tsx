export { ClientPage as default, clientMetadata as generateMetadata } from "@/features/api-clients/client-page.tsx";
