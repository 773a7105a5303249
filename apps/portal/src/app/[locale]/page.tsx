export { HomePage as default, homePageMetadata as generateMetadata } from "@/features/home/home-page.tsx";
