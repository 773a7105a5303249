import { ARTICLE_PARTS, type ArticleForm, type ArticlePart, differingParts, type SourceForm } from "../article-form.ts";

export type KeptVersion = "mine" | "theirs" | "both";
export type MergeChoices = Readonly<Partial<Record<ArticlePart, KeptVersion>>>;

/** Parts of which both versions can stand one behind the other. */
const JOINABLE: ReadonlySet<ArticlePart> = new Set(["body", "sources", "answers"]);

export interface PartConflict {
  readonly part: ArticlePart;
  /** Who changed it since the version both began with. */
  readonly changedBy: "me" | "them" | "both";
  readonly canKeepBoth: boolean;
}

interface Versions {
  readonly mine: ArticleForm;
  readonly theirs: ArticleForm;
  /** What both began with. */
  readonly base: ArticleForm;
}

/** Where the two versions differ, and who of the two changed it. */
export function findConflicts({ mine, theirs, base }: Versions): readonly PartConflict[] {
  const changedByMe = new Set(differingParts(mine, base));
  const changedByThem = new Set(differingParts(theirs, base));
  return differingParts(mine, theirs).map((part) => ({
    part,
    changedBy: changedByMe.has(part) ? (changedByThem.has(part) ? "both" : "me") : "them",
    canKeepBoth: JOINABLE.has(part),
  }));
}

/** What stands chosen at first: a part that one side left alone follows the other; where both wrote, one's own text. */
export function suggestChoices(conflicts: readonly PartConflict[]): MergeChoices {
  return Object.fromEntries(conflicts.map(({ part, changedBy }) => [part, changedBy === "them" ? "theirs" : "mine"]));
}

/** One form out of two; a part without a choice is the same in both and stays. */
export function mergeForms({ mine, theirs }: Pick<Versions, "mine" | "theirs">, choices: MergeChoices): ArticleForm {
  const merged: { -readonly [Part in keyof ArticleForm]: ArticleForm[Part] } = { ...mine, unitId: theirs.unitId };
  for (const part of ARTICLE_PARTS) {
    if (choices[part] === "theirs") Object.assign(merged, { [part]: theirs[part] });
    if (choices[part] === "both") Object.assign(merged, { [part]: joined(part, mine, theirs) });
  }
  return merged;
}

function joined(part: ArticlePart, mine: ArticleForm, theirs: ArticleForm): unknown {
  if (part === "answers") return [...new Set([...theirs.answers, ...mine.answers])];
  if (part === "sources") return joinSources(theirs.sources, mine.sources);
  if (part === "body") return joinBodies(theirs.body, mine.body);
  return mine[part];
}

/** Their text, and behind it the paragraphs that only mine has. */
function joinBodies(theirs: string, mine: string): string {
  const paragraphsOf = (body: string) => body.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  const known = new Set(paragraphsOf(theirs));
  return [theirs.trimEnd(), ...paragraphsOf(mine).filter((paragraph) => !known.has(paragraph))].join("\n\n");
}

function joinSources(theirs: readonly SourceForm[], mine: readonly SourceForm[]): readonly SourceForm[] {
  const known = new Set(theirs.map(contentOf));
  return [...theirs, ...mine.filter((source) => !known.has(contentOf(source)))].map((source, key) => ({ ...source, key }));
}

function contentOf({ title, url, quote, accessedOn }: SourceForm): string {
  return JSON.stringify([title.trim(), url.trim(), quote.trim(), accessedOn]);
}
