import { createHash, randomBytes } from "node:crypto";
import { readField } from "@/forms/read-field.ts";
import type { WhenToForward } from "@/graphql/generated/graphql";

const FORM_KEY_BYTES = 24;
const FORM_KEY_PATTERN = /^[\w-]{32}$/;

/** What stands in the form, as typed. */
export interface OpinionDraft {
  readonly text: string;
  /** Empty when no unit is named. */
  readonly unitId: string;
  readonly forward: WhenToForward;
  /** 192 random bits, drawn when the form is rendered. */
  readonly formKey: string;
}

export function emptyDraft(text = ""): OpinionDraft {
  return { text, unitId: "", forward: "NOW", formKey: newFormKey() };
}

export function readDraft(form: FormData): OpinionDraft {
  const formKey = readField(form, "formKey");
  return {
    text: readField(form, "text"),
    unitId: readField(form, "unitId"),
    forward: readField(form, "forward") === "LATER" ? "LATER" : "NOW",
    formKey: FORM_KEY_PATTERN.test(formKey) ? formKey : newFormKey(),
  };
}

/**
 * The same form with the same content, sent twice by a double click or a reload, has the same key and stays one opinion.
 * Changed content has another key, so a correction after an unclear failure is never refused as a mismatch.
 */
export function idempotencyKeyOf({ formKey, text, unitId, forward }: OpinionDraft): string {
  return createHash("sha256")
    .update(JSON.stringify([formKey, text, unitId, forward]))
    .digest("base64url");
}

function newFormKey(): string {
  return randomBytes(FORM_KEY_BYTES).toString("base64url");
}
