export { ArticleEditorSkeleton as default } from "@/features/articles/article-editor-skeleton.tsx";
