export { QueueSkeleton as default } from "@/features/opinions/queue-skeleton.tsx";
