import { ArticlesPage } from "@/features/articles/articles-page.tsx";

export { articlesPageMetadata as generateMetadata } from "@/features/articles/articles-page.tsx";

export default async function Page({ searchParams }: PageProps<"/[locale]/bai-viet">) {
  const { after } = await searchParams;
  return <ArticlesPage after={typeof after === "string" ? after : undefined} />;
}
