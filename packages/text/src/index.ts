export { countCharacters, countLetters } from "./count.ts";
export { foldText } from "./fold.ts";
export { type Signature, shinglesOf, signatureOf, similarityOf } from "./near-duplicates.ts";
export { normalizeText } from "./normalize.ts";
export { isWellFormedText } from "./well-formed.ts";
