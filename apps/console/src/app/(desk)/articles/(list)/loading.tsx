export { ArticleListSkeleton as default } from "@/features/articles/list/article-list-skeleton.tsx";
