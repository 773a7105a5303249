import { countWords, SUMMARY_WORDS, sourceMarksIn, TITLE_WORDS } from "../article-content.ts";
import { type ArticleForm, isBlankSource, sourceFault } from "../article-form.ts";

export const ARTICLE_CHECKS = ["title", "summary", "body", "byline", "sources", "marks"] as const;
export type ArticleCheck = (typeof ARTICLE_CHECKS)[number];

type Checked = Pick<ArticleForm, "title" | "summary" | "body" | "byline" | "sources">;

/** What can be seen from the text alone; whether it is true is for the second pair of eyes. */
const IS_MET: Readonly<Record<ArticleCheck, (article: Checked) => boolean>> = {
  title: ({ title }) => isWithin(countWords(title), TITLE_WORDS),
  summary: ({ summary }) => isWithin(countWords(summary), SUMMARY_WORDS),
  body: ({ body }) => body.trim() !== "",
  byline: ({ byline }) => byline.trim() !== "",
  sources: ({ sources }) => sources.some((source) => !isBlankSource(source)) && sources.every((source) => sourceFault(source) === null),
  marks: ({ body, sources }) => sourceMarksIn(body).every((place) => place <= sources.length),
};

export function checkArticle(article: Checked): readonly { readonly check: ArticleCheck; readonly isMet: boolean }[] {
  return ARTICLE_CHECKS.map((check) => ({ check, isMet: IS_MET[check](article) }));
}

function isWithin(words: number, most: number): boolean {
  return words > 0 && words <= most;
}
