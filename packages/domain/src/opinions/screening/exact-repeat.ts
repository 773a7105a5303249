import type { Phase } from "./verdict.ts";

/** The same words again through the same channel: taken in and marked, so that a moderator decides and not a rule. */
export const markExactRepeat: Phase = (_draft, { earliestWithSameText }) =>
  earliestWithSameText === undefined ? undefined : { kind: "REPEAT", repeatOfId: earliestWithSameText };
