import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ApiAway, findViewer } from "@/features/sign-in/find-viewer.ts";
import { askApi } from "@/graphql/ask-api.ts";
import { graphql } from "@/graphql/generated";
import { RefusedPage } from "@/shell/refused-page.tsx";
import { ANSWERED } from "./article.query.ts";
import { newSlot } from "./article-draft-store.ts";
import { ArticleEditor } from "./article-editor.tsx";
import { blankForm } from "./article-form.ts";
import { NoRight } from "./no-right.tsx";
import { findPortalUrl } from "./portal-url.ts";
import { unitsBelow } from "./units-below.ts";

const CHOICES = graphql(`
  query NewArticleChoices {
    units {
      id
      name
      depth
      parentId
    }
    viewer {
      id
      grants {
        id
        unit {
          id
        }
      }
    }
  }
`);

interface NewArticlePageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function newArticleMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("articles"))("titleOfNew") };
}

/** A new article; `?opinion=ID` lets it begin with that opinion among the answered ones. @throws ApiAway */
export async function NewArticlePage({ searchParams }: NewArticlePageProps) {
  const [{ opinion: asked }, viewer, portalUrl] = await Promise.all([searchParams, findViewer(), findPortalUrl()]);
  if (!viewer?.permissions.includes("article:write")) return <NoRight to="write" />;
  const opinionId = typeof asked === "string" && asked !== "" ? asked : null;
  const [choices, opinion] = await Promise.all([askApi(CHOICES, {}), opinionId ? askApi(ANSWERED, { id: opinionId }) : null]);
  if (choices.kind === "signed-out") redirect(`/sign-in?next=${encodeURIComponent("/articles/new")}`);
  if (choices.kind === "away") throw new ApiAway("the units could not be read");
  if (choices.kind === "refused") return <RefusedPage refusal={choices} />;
  const firstAnswer = opinion?.kind === "answered" ? (opinion.data.opinion ?? null) : null;
  const granted = choices.data.viewer?.grants.map(({ unit }) => unit.id) ?? [];
  const units = unitsBelow(choices.data.units, granted);
  const unit = units.find(({ id }) => id === firstAnswer?.unit.id) ?? units[0];
  const blank = blankForm({
    unitId: unit?.id ?? "",
    kind: firstAnswer ? "QUESTION_ANSWER" : "GUIDANCE",
    answers: firstAnswer ? [firstAnswer.id] : [],
  });
  const slot = newSlot(firstAnswer?.id ?? null);
  return (
    <ArticleEditor
      key={slot}
      viewer={viewer}
      article={null}
      blank={blank}
      newSlot={slot}
      firstAnswer={firstAnswer}
      units={units}
      portalUrl={portalUrl}
    />
  );
}
