export { ChannelsPage as default, channelsPageMetadata as generateMetadata } from "@/features/organization/channels-page.tsx";
