export { ArticleListPage as default, articleListMetadata as generateMetadata } from "@/features/articles/list/article-list-page.tsx";
