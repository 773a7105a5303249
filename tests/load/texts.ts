const ONSETS = ["", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"];
const RIMES = [
  "a",
  "ao",
  "áo",
  "ạch",
  "ăn",
  "ấp",
  "ầu",
  "ến",
  "ết",
  "ềm",
  "ia",
  "iết",
  "iều",
  "ình",
  "o",
  "óc",
  "ôi",
  "ồng",
  "ơn",
  "ợp",
  "u",
  "ùng",
  "uốc",
  "ương",
  "ượt",
  "y",
];

const oneOf = (parts: readonly string[]) => parts[Math.floor(Math.random() * parts.length)] ?? "";

const SYLLABLES = 70;

/**
 * Random syllables spelled as Vietnamese ones are, so that triples of letters come as often as in what members write; about 400
 * bytes, which brings a delivery to about 600. No two are alike, so that none is taken for another's double.
 */
export function aText(): string {
  return Array.from({ length: SYLLABLES }, () => oneOf(ONSETS) + oneOf(RIMES)).join(" ");
}
