export { ArticleNotFound as default } from "@/features/articles/article-not-found.tsx";
