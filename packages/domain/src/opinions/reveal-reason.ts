import { COVER_WORDS, countCharacters, coverText, findPersonalData, hasLetters, isWellFormedText, normalizeText } from "@langnghe/text";
import { InvalidInput } from "../foundation/domain-error.ts";

const SHORTEST_REVEAL_REASON = 10;
const LONGEST_REVEAL_REASON = 500;

/**
 * The reason as the audit keeps it: personal data in it is covered, since the audit must not become the place where it stands.
 * @throws InvalidInput unless it has 10 to 500 characters, and letters among them
 */
export function requireRevealReason(reason: string): string {
  const written = isWellFormedText(reason) ? normalizeText(reason) : "";
  const count = countCharacters(written);
  if (count < SHORTEST_REVEAL_REASON || count > LONGEST_REVEAL_REASON || !hasLetters(written, SHORTEST_REVEAL_REASON / 2)) {
    throw new InvalidInput({
      vi: `Ghi lý do từ ${SHORTEST_REVEAL_REASON} đến ${LONGEST_REVEAL_REASON} ký tự: cần xem để làm việc gì.`,
      en: `Write a reason of ${SHORTEST_REVEAL_REASON} to ${LONGEST_REVEAL_REASON} characters: what it has to be seen for.`,
    });
  }
  return coverText(written, findPersonalData(written), ({ kind }) => COVER_WORDS[kind]).text;
}
