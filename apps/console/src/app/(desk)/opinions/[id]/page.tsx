export { QueuePage as default, queueMetadata as generateMetadata } from "@/features/opinions/queue-page.tsx";
