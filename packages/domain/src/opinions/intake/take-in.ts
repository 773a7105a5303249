import type { EntityManager } from "typeorm";
import type { IdempotencyMismatch } from "../opinion.errors.ts";
import { freshJob } from "./fresh.ts";
import type { IntakeJob, Settled } from "./intake-item.ts";
import { planIntake } from "./plan-intake.ts";
import { readKnown } from "./read-known.ts";
import { storeIntake } from "./store-intake.ts";

/** Takes in what several callers bring: one look, one plan, one write. Results stand in the order of the jobs. */
export async function takeIn(manager: EntityManager, jobs: readonly IntakeJob[]): Promise<readonly (Settled | IdempotencyMismatch)[]> {
  const fresh = jobs.map(freshJob);
  const plan = planIntake(fresh, await readKnown(manager, fresh));
  await storeIntake(manager, plan);
  return plan.results;
}

/** What `takeIn` would answer; nothing is stored. */
export async function rehearse(manager: EntityManager, jobs: readonly IntakeJob[]): Promise<readonly (Settled | IdempotencyMismatch)[]> {
  const fresh = jobs.map(freshJob);
  return planIntake(fresh, await readKnown(manager, fresh)).results;
}
