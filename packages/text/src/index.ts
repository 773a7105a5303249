export { countCharacters, hasLetters } from "./count.ts";
export { foldText } from "./fold.ts";
export { type Shingles, type Signature, shinglesOf, shinglesOfFolded, signatureOf, similarityOf } from "./near-duplicates.ts";
export { normalizeText } from "./normalize.ts";
export {
  COVER_WORDS,
  type CoveredText,
  coverText,
  findPersonalData,
  PERSONAL_DATA_KINDS,
  type PersonalDataKind,
  type PersonalDataSpan,
  type Span,
} from "./personal-data/index.ts";
export { isWellFormedText } from "./well-formed.ts";
