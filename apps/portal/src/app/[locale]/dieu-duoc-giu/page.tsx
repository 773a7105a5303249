export { KeptPage as default, keptPageMetadata as generateMetadata } from "@/features/opinions/kept-page.tsx";
