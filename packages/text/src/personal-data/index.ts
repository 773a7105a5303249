export { type CoveredText, coverText } from "./cover.ts";
export { COVER_WORDS } from "./cover-words.ts";
export { findPersonalData } from "./find-personal-data.ts";
export { PERSONAL_DATA_KINDS, type PersonalDataKind, type PersonalDataSpan, type Span } from "./span.ts";
