import { readField } from "@/forms/read-field.ts";

/** What the writer wants done with personal data in the text. ASK until they have been asked. */
export type PersonalDataChoice = "ASK" | "COVER" | "KEEP";

/** The name of the buttons that send with a choice. */
export const CHOICE_FIELD = "personalData";

export function readPersonalDataChoice(form: FormData): PersonalDataChoice {
  const choice = readField(form, CHOICE_FIELD);
  return choice === "COVER" || choice === "KEEP" ? choice : "ASK";
}
