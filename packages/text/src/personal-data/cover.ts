import type { Span } from "./span.ts";

/** A text with covers laid over it, and where they lie in it. */
export interface CoveredText<Covered extends Span> {
  readonly text: string;
  /** Each with its place in the covered text. */
  readonly covers: readonly Covered[];
}

/**
 * Lays a cover over each span. A span beyond the text or half under another hides what it touches all the same.
 * @param coverOf what stands in the span's place; its length tells nothing of what is under it
 */
export function coverText<Covered extends Span>(text: string, spans: readonly Covered[], coverOf: (span: Covered) => string): CoveredText<Covered> {
  const covers: Covered[] = [];
  let covered = "";
  let from = 0;
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    if (span.start >= from) {
      covered += text.slice(from, span.start);
      const cover = coverOf(span);
      covers.push({ ...span, start: covered.length, end: covered.length + cover.length });
      covered += cover;
    }
    from = Math.max(from, span.end);
  }
  return { text: covered + text.slice(from), covers };
}
