"use server";

import { readField } from "@/forms/read-field.ts";
import { followAnswer } from "./follow-answer.ts";
import { followOpinion } from "./follow-opinion.ts";
import { emptyDraft, readDraft } from "./opinion-draft.ts";
import { readPersonalDataChoice } from "./personal-data/personal-data-choice.ts";
import { readReceiptWords } from "./receipt-words.ts";
import { submitAnswer } from "./submit-answer.ts";
import { submitOpinion } from "./submit-opinion.ts";
import { withdrawByReceipt } from "./withdraw-by-receipt.ts";

/** From the start page's box to the form: the text travels in the body, never in an address. */
export async function carryText(form: FormData): Promise<void> {
  await submitAnswer.give({ kind: "draft", draft: emptyDraft(readField(form, "text")) });
}

export async function sendOpinion(form: FormData): Promise<void> {
  await submitAnswer.give(await submitOpinion(readDraft(form), readPersonalDataChoice(form)));
}

export async function openReceipt(form: FormData): Promise<void> {
  await followAnswer.give(await followOpinion(readReceiptWords(form)));
}

export async function withdrawOpinion(form: FormData): Promise<void> {
  await followAnswer.give(await withdrawByReceipt(readReceiptWords(form)));
}
