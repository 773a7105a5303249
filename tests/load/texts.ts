const ONSETS = ["", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"];
const RIMES = ["a", "ao", "áo", "ạch", "ăn", "ấp", "ầu", "ến", "ết", "ềm", "ia", "iết", "iều", "ình", "o", "óc", "ôi", "ồng", "ơn", "ợp", "u", "ùng", "uốc", "ương", "ượt", "y"];

const oneOf = (parts: readonly string[]) => parts[Math.floor(Math.random() * parts.length)] ?? "";

/** Random syllables spelled as Vietnamese ones are, so that letters, accents and triples come as often as in what members write. No two are alike. */
export function aText(syllables: number): string {
  return Array.from({ length: syllables }, () => oneOf(ONSETS) + oneOf(RIMES)).join(" ");
}
