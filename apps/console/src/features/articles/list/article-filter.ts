import type { ArticleDraftFilter, ArticleKind, ArticleStatus } from "@/graphql/generated/graphql";
import { ARTICLE_KINDS } from "../article-form.ts";

export const ARTICLE_STATUSES = [
  "DRAFT",
  "IN_REVIEW",
  "APPROVED",
  "SCHEDULED",
  "PUBLISHED",
  "CORRECTED",
  "WITHDRAWN",
] as const satisfies readonly ArticleStatus[];

/** The list as its address says: a narrowed list can be kept and sent to a colleague. "" narrows nothing. */
export interface ArticleAddress {
  readonly status: ArticleStatus | "";
  readonly kind: ArticleKind | "";
  readonly text: string;
}

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export function readArticleAddress(params: SearchParams): ArticleAddress {
  const one = (name: string) => {
    const value = params[name];
    return typeof value === "string" ? value.trim().slice(0, 200) : "";
  };
  return {
    status: ARTICLE_STATUSES.find((each) => each === one("status")) ?? "",
    kind: ARTICLE_KINDS.find((each) => each === one("kind")) ?? "",
    text: one("text"),
  };
}

export function writeArticleAddress(address: ArticleAddress): string {
  const narrowed = Object.entries(address).filter(([, value]) => value !== "");
  const query = new URLSearchParams(narrowed).toString();
  return query === "" ? "/articles" : `/articles?${query}`;
}

export function isNarrowed({ status, kind, text }: ArticleAddress): boolean {
  return status !== "" || kind !== "" || text !== "";
}

export function toArticleFilter({ status, kind, text }: ArticleAddress): ArticleDraftFilter {
  return { ...(status && { status: [status] }), ...(kind && { kind }), ...(text && { text }) };
}
