/** Rules of thumb for articles: see the "Articles" line of the house's tone. Hints, not limits: the server refuses later. */
export const TITLE_WORDS = 12;
export const SUMMARY_WORDS = 40;

export type ArticleBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "list"; readonly lines: readonly string[] };

export type ArticleInline = string | { readonly sourcePlace: number };

const HEADING = "## ";
const LIST_LINE = "- ";
const SOURCE_MARK = /\[(\d{1,2})\]/;

/** Written words, as people count them in Vietnamese: what stands between blanks and holds a letter or a digit. */
export function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The blocks of a body, read as the portal reads them: blank lines part paragraphs, `## ` starts a heading, `- ` a list line. */
export function parseBody(body: string): readonly ArticleBlock[] {
  return body
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*(?:\n|$)/)
    .flatMap((chunk) => groupLines(chunk.split("\n").map((line) => line.trim())));
}

/** Text with its source marks; a mark behind which there is no source stays text, as it will in public. */
export function parseInline(text: string, sourceCount: number): readonly ArticleInline[] {
  return text
    .split(SOURCE_MARK)
    .map((part, index) => (index % 2 === 0 ? part : readMark(part, sourceCount)))
    .filter((part) => part !== "");
}

/** The source marks of a body, each once, in ascending order. */
export function sourceMarksIn(body: string): readonly number[] {
  const places = [...body.matchAll(new RegExp(SOURCE_MARK, "g"))].map(([, digits]) => Number(digits));
  return [...new Set(places)].filter((place) => place > 0).toSorted((a, b) => a - b);
}

/** The body after the source at this place is gone: its marks go with it, later marks follow their sources. */
export function withoutSource(body: string, place: number): string {
  return body.replace(/[ \t]*\[(\d{1,2})\]/g, (mark, digits: string) => {
    const own = Number(digits);
    if (own === place) return "";
    return own > place ? mark.replace(digits, String(own - 1)) : mark;
  });
}

function readMark(digits: string, sourceCount: number): ArticleInline {
  const sourcePlace = Number(digits);
  return sourcePlace >= 1 && sourcePlace <= sourceCount ? { sourcePlace } : `[${digits}]`;
}

function groupLines(lines: readonly string[]): readonly ArticleBlock[] {
  const blocks: ArticleBlock[] = [];
  for (const line of lines) {
    if (line === "") continue;
    const before = blocks.pop();
    blocks.push(...joinLine(before, line));
  }
  return blocks;
}

function joinLine(before: ArticleBlock | undefined, line: string): readonly ArticleBlock[] {
  const earlier = before ? [before] : [];
  if (line.startsWith(HEADING)) return [...earlier, { kind: "heading", text: line.slice(HEADING.length) }];
  if (line.startsWith(LIST_LINE)) {
    const text = line.slice(LIST_LINE.length);
    return before?.kind === "list" ? [{ kind: "list", lines: [...before.lines, text] }] : [...earlier, { kind: "list", lines: [text] }];
  }
  return before?.kind === "paragraph" ? [{ kind: "paragraph", text: `${before.text}\n${line}` }] : [...earlier, { kind: "paragraph", text: line }];
}
