/**
 * The form in which a text is kept: Unicode NFC, line ends as LF, no white space around it.
 * Nothing else changes: a sender's words, spelling and diacritics stay as typed.
 */
export function normalizeText(text: string): string {
  return text.normalize("NFC").replace(/\r\n?/g, "\n").trim();
}
