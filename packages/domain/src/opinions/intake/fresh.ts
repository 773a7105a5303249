import { createHash } from "node:crypto";
import { type Signature, shinglesOf, signatureOf } from "@langnghe/text";
import type { Refusal } from "../opinion.errors.ts";
import { type Draft, draftOf, screenOpinion } from "../screening/index.ts";
import type { IntakeItem, IntakeJob } from "./intake-item.ts";

/** A text on its way in, with what is computed from it once, before it meets the database. */
export interface Fresh {
  readonly item: IntakeItem;
  readonly draft: Draft;
  readonly textHash: Buffer;
  readonly shingles: ReadonlySet<number>;
  readonly signature: Signature;
}

export interface FreshJob {
  readonly job: IntakeJob;
  /** In the order of the items; a text that cannot be kept is refused here and costs no more. */
  readonly texts: readonly (Fresh | Refusal)[];
}

export function freshJob(job: IntakeJob): FreshJob {
  return { job, texts: job.items.map(freshOf) };
}

/** Those that go on to the database, in the order in which both look-up and plan count them. */
export function freshTexts(jobs: readonly FreshJob[]): Fresh[] {
  return jobs.flatMap(({ texts }) => texts.filter((text) => typeof text !== "string"));
}

function freshOf(item: IntakeItem): Fresh | Refusal {
  const draft = draftOf(item.rawText);
  const verdict = screenOpinion(draft, { earliestWithSameText: undefined });
  if (verdict?.kind === "REFUSE") return verdict.refusal;
  const shingles = shinglesOf(draft.text);
  return { item, draft, textHash: createHash("sha256").update(draft.text).digest(), shingles, signature: signatureOf(shingles) };
}
