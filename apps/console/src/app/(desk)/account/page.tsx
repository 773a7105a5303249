export { AccountPage as default, accountMetadata as generateMetadata } from "@/features/account/account-page.tsx";
