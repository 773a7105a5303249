import { isWellFormedText } from "@langnghe/text";
import type { Phase } from "./verdict.ts";

/** NUL and halves of surrogate pairs: PostgreSQL refuses the one and would silently change the other. */
export const refuseBadCharacters: Phase = ({ rawText }) => (isWellFormedText(rawText) ? undefined : { kind: "REFUSE", refusal: "BAD_CHARACTERS" });
