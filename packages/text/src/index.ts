export { countCharacters, countLetters } from "./count.ts";
export { foldText } from "./fold.ts";
export { normalizeText } from "./normalize.ts";
export { isWellFormedText } from "./well-formed.ts";
