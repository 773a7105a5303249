export type ArticleBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "list"; readonly lines: readonly string[] };

export type ArticleInline = string | { readonly sourcePlace: number };

const HEADING = "## ";
const LIST_LINE = "- ";
const SOURCE_MARK = /\[(\d{1,2})\]/;

/** The blocks of an article: blank lines part paragraphs, `## ` starts a heading, `- ` a list line. */
export function parseArticleBody(body: string): readonly ArticleBlock[] {
  return body
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*(?:\n|$)/)
    .flatMap((chunk) => groupLines(chunk.split("\n").map((line) => line.trim())));
}

/** Text with its source marks: `[1]` becomes a mark when the article has that many sources, and stays text otherwise. */
export function parseArticleInline(text: string, sourceCount: number): readonly ArticleInline[] {
  return text
    .split(SOURCE_MARK)
    .map((part, index) => (index % 2 === 0 ? part : readMark(part, sourceCount)))
    .filter((part) => part !== "");
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
