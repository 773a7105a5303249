/**
 * Whether PostgreSQL and every JSON reader will hand the text back unchanged.
 * NUL is refused by PostgreSQL's `text`; half of a surrogate pair is silently replaced on the way there.
 */
export function isWellFormedText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}
