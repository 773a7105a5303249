export { InvitationPage as default, invitationMetadata as generateMetadata } from "@/features/sign-in/invitation/invitation-page.tsx";
