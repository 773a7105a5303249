import type { Metadata } from "next";
import { ArticlePage, articlePageMetadata } from "@/features/articles/article-page.tsx";

type Props = PageProps<"/[locale]/bai-viet/[slug]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return articlePageMetadata((await params).slug);
}

export default async function Page({ params }: Props) {
  return <ArticlePage slug={(await params).slug} />;
}
