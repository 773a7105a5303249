export { ArticlePage as default, articleMetadata as generateMetadata } from "@/features/articles/article-page.tsx";
