import type { EventPosition } from "../../events/event-map.ts";
import type { Queryable } from "../../foundation/queryable.ts";
import type { IdempotencyMismatch } from "../opinion.errors.ts";
import { freshJob } from "./fresh.ts";
import type { IntakeJob, Settled } from "./intake-item.ts";
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
  const fresh = jobs.map(freshJob);
  const plan = planIntake(fresh, await readKnown(database, fresh));
  return { results: plan.results, newest: await storeIntake(database, plan) };
}

/** What `takeIn` would answer; nothing is stored. */
export async function rehearse(database: Queryable, jobs: readonly IntakeJob[]): Promise<readonly (Settled | IdempotencyMismatch)[]> {
  const fresh = jobs.map(freshJob);
  return planIntake(fresh, await readKnown(database, fresh)).results;
}
