import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ApiAway, findViewer } from "@/features/sign-in/find-viewer.ts";
import { askApi } from "@/graphql/ask-api.ts";
import { RefusedPage } from "@/shell/refused-page.tsx";
import { ARTICLE } from "./article.query.ts";
import { ArticleEditor } from "./article-editor.tsx";
import { toForm } from "./article-form.ts";
import { NoRight } from "./no-right.tsx";
import { findPortalUrl } from "./portal-url.ts";

interface ArticlePageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function articleMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("articles"))("titleOfOne") };
}

/** One article of the desk; "not found" also for one outside of the viewer's units. @throws ApiAway */
export async function ArticlePage({ params }: ArticlePageProps) {
  const [{ id }, viewer, portalUrl] = await Promise.all([params, findViewer(), findPortalUrl()]);
  if (!viewer?.permissions.includes("article:read")) return <NoRight to="read" />;
  const answer = await askApi(ARTICLE, { id });
  if (answer.kind === "signed-out") redirect(`/sign-in?next=${encodeURIComponent(`/articles/${id}`)}`);
  if (answer.kind === "away") throw new ApiAway("the article could not be read");
  if (answer.kind === "refused") return <RefusedPage refusal={answer} />;
  const article = answer.data.articleDraft;
  if (!article) notFound();
  return (
    <ArticleEditor
      key={article.id}
      viewer={viewer}
      article={article}
      blank={toForm(article)}
      newSlot={article.id}
      firstAnswer={null}
      units={[]}
      portalUrl={portalUrl}
    />
  );
}
