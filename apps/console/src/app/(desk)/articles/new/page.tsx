export { NewArticlePage as default, newArticleMetadata as generateMetadata } from "@/features/articles/new-article-page.tsx";
