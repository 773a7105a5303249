import type { ArticleContentInput, ArticleKind } from "@/graphql/generated/graphql";
import { withoutSource } from "./article-content.ts";

export const ARTICLE_KINDS = ["GUIDANCE", "FACT_CHECK", "QUESTION_ANSWER", "GOOD_EXAMPLE"] as const satisfies readonly ArticleKind[];

/** A source as it is being typed; empty parts are "". */
export interface SourceForm {
  /** Holds the field's place on the screen while sources are added and removed; says nothing. */
  readonly key: number;
  readonly title: string;
  readonly url: string;
  readonly quote: string;
  /** YYYY-MM-DD or "". */
  readonly accessedOn: string;
}

/** All that an editor types. The texts of opinions are not in it: a draft on this machine holds only their ids. */
export interface ArticleForm {
  /** Chosen once, for a new article. */
  readonly unitId: string;
  readonly kind: ArticleKind;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly byline: string;
  readonly sources: readonly SourceForm[];
  /** Ids of the opinions it answers. */
  readonly answers: readonly string[];
}

export const ARTICLE_PARTS = ["kind", "title", "summary", "body", "byline", "sources", "answers"] as const;
export type ArticlePart = (typeof ARTICLE_PARTS)[number];

interface SavedArticle extends Omit<ArticleForm, "unitId" | "sources" | "answers"> {
  readonly unit: { readonly id: string };
  readonly sources: readonly {
    readonly title: string;
    readonly url?: string | null | undefined;
    readonly quote?: string | null | undefined;
    readonly accessedOn?: string | null | undefined;
  }[];
  readonly answers: readonly { readonly id: string }[];
}

export function toForm({ unit, kind, title, summary, body, byline, sources, answers }: SavedArticle): ArticleForm {
  return {
    unitId: unit.id,
    kind,
    title,
    summary,
    body,
    byline,
    sources: sources.map((source, key) => ({
      key,
      title: source.title,
      url: source.url ?? "",
      quote: source.quote ?? "",
      accessedOn: source.accessedOn ?? "",
    })),
    answers: answers.map(({ id }) => id),
  };
}

export function blankForm({ unitId, kind, answers }: Pick<ArticleForm, "unitId" | "kind" | "answers">): ArticleForm {
  return { unitId, kind, answers, title: "", summary: "", body: "", byline: "", sources: [] };
}

/** What is sent. A source without a word is none: its row and its marks are left out. */
export function toContent({ kind, title, summary, body, byline, sources }: ArticleForm): ArticleContentInput {
  const filled = sources.filter((source) => !isBlankSource(source));
  const blankPlaces = sources.flatMap((source, index) => (isBlankSource(source) ? [index + 1] : []));
  return {
    kind,
    title,
    summary,
    body: blankPlaces.toReversed().reduce(withoutSource, body),
    byline,
    sources: filled.map((source) => ({
      title: source.title,
      url: source.url.trim() || null,
      quote: source.quote.trim() || null,
      accessedOn: source.accessedOn || null,
    })),
  };
}

export function addSource(sources: readonly SourceForm[]): readonly SourceForm[] {
  const key = Math.max(-1, ...sources.map((source) => source.key)) + 1;
  return [...sources, { key, title: "", url: "", quote: "", accessedOn: "" }];
}

export function isBlankSource({ title, url, quote, accessedOn }: SourceForm): boolean {
  return [title, url, quote, accessedOn].every((part) => part.trim() === "");
}

/** What is the matter with a source that the server will not keep; null when nothing is. */
export function sourceFault(source: SourceForm): "title" | "url" | null {
  if (isBlankSource(source)) return null;
  if (source.title.trim() === "") return "title";
  const url = source.url.trim();
  return url === "" || (/^https?:\/\//i.test(url) && URL.canParse(url)) ? null : "url";
}

/** The parts in which two forms differ; blanks around and the way a letter is composed make no difference. */
export function differingParts(one: ArticleForm, other: ArticleForm): readonly ArticlePart[] {
  return ARTICLE_PARTS.filter((part) => partKey(one, part) !== partKey(other, part));
}

export function isSameForm(one: ArticleForm, other: ArticleForm): boolean {
  return one.unitId === other.unitId && differingParts(one, other).length === 0;
}

function partKey(form: ArticleForm, part: ArticlePart): string {
  if (part === "answers") return form.answers.toSorted().join(" ");
  if (part === "sources") return toContent(form).sources.map(sourceKey).join("\n\n");
  return kept(form[part]);
}

function sourceKey({ title, url, quote, accessedOn }: ArticleContentInput["sources"][number]): string {
  return [title, url, quote, accessedOn].map((part) => kept(part ?? "")).join("\n");
}

/** As the server keeps a text. */
function kept(text: string): string {
  return text.normalize("NFC").replace(/\r\n?/g, "\n").trim();
}
