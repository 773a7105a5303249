const COMBINING_MARKS = /\p{M}+/gu;
const WHITE_SPACE = /\s+/gu;

/**
 * A text as it is compared and searched: lower case, without diacritics (đ → d), white space as single blanks.
 * "Lương  tháng 10" and "luong thang 10" fold to the same. For looking up only, never for storing or showing.
 */
export function foldText(text: string): string {
  return text.normalize("NFD").replace(COMBINING_MARKS, "").toLowerCase().replaceAll("đ", "d").replace(WHITE_SPACE, " ").trim();
}
