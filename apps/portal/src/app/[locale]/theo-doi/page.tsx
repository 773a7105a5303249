export { FollowPage as default, followPageMetadata as generateMetadata } from "@/features/opinions/follow-page.tsx";
