import { createHash } from "node:crypto";
import { findPersonalData, foldText, type Shingles, type Signature, shinglesOfFolded, signatureOf } from "@langnghe/text";
import { takingTurns } from "../../foundation/turns.ts";
import type { Refusal } from "../opinion.errors.ts";
import { findableTextOf, type Redaction } from "../redaction.ts";
import { type Draft, draftOf, screenOpinion } from "../screening/index.ts";
import type { IntakeItem, IntakeJob } from "./intake-item.ts";

/** A text on its way in, with what is computed from it once, before it meets the database. */
export interface Fresh {
  readonly item: IntakeItem;
  readonly draft: Draft;
  readonly redactions: readonly Redaction[];
  /** This and what follows are of the text without what is covered. */
  readonly folded: string;
  readonly textHash: Buffer;
  readonly shingles: Shingles;
  readonly signature: Signature;
}

export interface FreshJob {
  readonly job: IntakeJob;
  /** In the order of the items; a text that cannot be kept is refused here and costs no more. */
  readonly texts: readonly (Fresh | Refusal)[];
}

export async function freshJobs(jobs: readonly IntakeJob[]): Promise<FreshJob[]> {
  const turn = takingTurns();
  const fresh: FreshJob[] = [];
  for (const job of jobs) {
    const texts: (Fresh | Refusal)[] = [];
    for (const item of job.items) {
      texts.push(freshOf(item));
      await turn();
    }
    fresh.push({ job, texts });
  }
  return fresh;
}

/** Those that go on to the database, in the order in which both look-up and plan count them. */
export function freshTexts(jobs: readonly FreshJob[]): Fresh[] {
  return jobs.flatMap(({ texts }) => texts.filter((text) => typeof text !== "string"));
}

function freshOf(item: IntakeItem): Fresh | Refusal {
  const draft = draftOf(item.rawText);
  const refusal = item.isPromised ? undefined : screenOpinion(draft);
  if (refusal) return refusal;
  const redactions = findPersonalData(draft.text);
  return { item, draft, redactions, ...lookUpsOf(findableTextOf({ receivedText: draft.text, redactions })) };
}

/** What an opinion is found by: its words, its exact repeats and its near-duplicates. */
export function lookUpsOf(findableText: string): Pick<Fresh, "folded" | "textHash" | "shingles" | "signature"> {
  const folded = foldText(findableText);
  const shingles = shinglesOfFolded(folded);
  return { folded, textHash: createHash("sha256").update(findableText).digest(), shingles, signature: signatureOf(shingles) };
}
