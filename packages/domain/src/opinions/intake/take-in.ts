import type { EventPosition } from "../../events/event-map.ts";
import type { Queryable } from "../../foundation/queryable.ts";
import type { IdempotencyMismatch } from "../opinion.errors.ts";
import { freshJobs } from "./fresh.ts";
import type { IntakeJob, Settled } from "./intake-item.ts";
import { findMatches } from "./near-duplicates.ts";
import { planIntake } from "./plan-intake.ts";
import { readKnown } from "./read-known.ts";
import { storeIntake } from "./store-intake.ts";

export interface Taken {
  /** In the order of the jobs. */
  readonly results: readonly (Settled | IdempotencyMismatch)[];
  /** Where the log ends by this; undefined when nothing entered it. */
  readonly newest: EventPosition | undefined;
}

/** Takes in what several callers bring: one look, one plan, one write. */
export async function takeIn(database: Queryable, jobs: readonly IntakeJob[]): Promise<Taken> {
  const fresh = await freshJobs(jobs);
  const known = await readKnown(database, fresh);
  const plan = planIntake(fresh, known);
  const matches = await findMatches(plan.opinions, known);
  return { results: plan.results, newest: await storeIntake(database, { ...plan, matches }) };
}

/** What `takeIn` would answer; nothing is stored. */
export async function rehearse(database: Queryable, jobs: readonly IntakeJob[]): Promise<readonly (Settled | IdempotencyMismatch)[]> {
  const fresh = await freshJobs(jobs);
  return planIntake(fresh, await readKnown(database, fresh)).results;
}
