export { SignInPage as default, signInMetadata as generateMetadata } from "@/features/sign-in/sign-in-page.tsx";
