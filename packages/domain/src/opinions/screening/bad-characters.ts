import { isWellFormedText } from "@langnghe/text";
import type { Phase } from "./phase.ts";

/** NUL and halves of surrogate pairs: PostgreSQL refuses the one and would silently change the other. */
export const refuseBadCharacters: Phase = ({ rawText }) => (isWellFormedText(rawText) ? undefined : "BAD_CHARACTERS");
