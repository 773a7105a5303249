export { NotFoundPage as default } from "@/shell/not-found-page.tsx";
