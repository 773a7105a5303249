export { SubmitPage as default, submitPageMetadata as generateMetadata } from "@/features/opinions/submit-page.tsx";
