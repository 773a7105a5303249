export { countCharacters, hasLetters } from "./count.ts";
export { foldText } from "./fold.ts";
export { type Shingles, type Signature, shinglesOf, shinglesOfFolded, signatureOf, similarityOf } from "./near-duplicates.ts";
export { normalizeText } from "./normalize.ts";
export { isWellFormedText } from "./well-formed.ts";
