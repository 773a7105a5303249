import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ApiAway, findViewer } from "@/features/sign-in/find-viewer.ts";
import { askApi } from "@/graphql/ask-api.ts";
import { RefusedPage } from "@/shell/refused-page.tsx";
import { ArticleList } from "../article-list.tsx";
import { NoRight } from "../no-right.tsx";
import { readArticleAddress, type SearchParams, toArticleFilter, writeArticleAddress } from "./article-filter.ts";
import { ARTICLE_PAGE, ARTICLE_PAGE_SIZE } from "./article-page.query.ts";

interface ArticleListPageProps {
  readonly searchParams: Promise<SearchParams>;
}

export async function articleListMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("articles"))("title") };
}

/** The first page of the list, made on the server. @throws ApiAway */
export async function ArticleListPage({ searchParams }: ArticleListPageProps) {
  const [address, viewer] = await Promise.all([searchParams.then(readArticleAddress), findViewer()]);
  if (!viewer?.permissions.includes("article:read")) return <NoRight to="read" />;
  const page = await askApi(ARTICLE_PAGE, { filter: toArticleFilter(address), first: ARTICLE_PAGE_SIZE, after: null });
  if (page.kind === "signed-out") redirect(`/sign-in?next=${encodeURIComponent(writeArticleAddress(address))}`);
  if (page.kind === "away") throw new ApiAway("the articles could not be read");
  if (page.kind === "refused") return <RefusedPage refusal={page} />;
  return <ArticleList key={JSON.stringify(address)} viewer={viewer} address={address} firstPage={page.data.articleDrafts} />;
}
