import { randomUUID } from "node:crypto";
import type { HashedRequest } from "../idempotency.ts";
import { IdempotencyMismatch } from "../opinion.errors.ts";
import { type Fresh, type FreshJob, freshTexts } from "./fresh.ts";
import type { IntakeOutcome, Settled, WaitingItem } from "./intake-item.ts";
import type { Known } from "./read-known.ts";

export interface NewOpinion {
  readonly id: string;
  /** Of its text in the flush. */
  readonly place: number;
  readonly fresh: Fresh;
  readonly repeatOfId: string | null;
}

export interface KeptKey extends HashedRequest {
  readonly answer: unknown;
}

/** What is to be stored for a flush, and what each caller hears once it is. */
export interface IntakePlan {
  /** By place of the job; an error concerns that caller alone. */
  readonly results: readonly (Settled | IdempotencyMismatch)[];
  readonly opinions: readonly NewOpinion[];
  readonly waiting: readonly WaitingItem[];
  readonly keys: readonly KeptKey[];
}

/**
 * Decides, job by job in the order they came, from what the database knew and from the jobs before: pure, so that a flush that
 * met another process can be planned again from a new look.
 */
export function planIntake(jobs: readonly FreshJob[], known: Known): IntakePlan {
  const plan = new Planning(known, freshTexts(jobs));
  const results = jobs.map((job, place) => plan.settle(job, place));
  return { ...plan.stored(), results };
}

class Planning {
  readonly #known: Known;
  readonly #placeOf: ReadonlyMap<Fresh, number>;
  readonly #opinions: NewOpinion[] = [];
  readonly #waiting: WaitingItem[] = [];
  readonly #keys = new Map<string, KeptKey>();
  /** By channel and hash: what this very flush brings. */
  readonly #origins = new Map<string, string>();
  readonly #texts = new Map<string, string>();

  constructor(known: Known, texts: readonly Fresh[]) {
    this.#known = known;
    this.#placeOf = new Map(texts.map((text, place) => [text, place]));
  }

  settle({ job, texts }: FreshJob, place: number): Settled | IdempotencyMismatch {
    const before = this.#settledBefore(job.key, place);
    if (before) return before;
    const outcomes = texts.map((text) => (typeof text === "string" ? ({ kind: "REFUSED", refusal: text } as const) : this.#take(text)));
    if (job.waiting) this.#waiting.push(job.waiting);
    if (job.key) this.#keys.set(nameOf(job.key), { ...job.key, answer: job.answerOf?.(outcomes) ?? null });
    return { kind: "DONE", outcomes };
  }

  stored(): Omit<IntakePlan, "results"> {
    return { opinions: this.#opinions, waiting: this.#waiting, keys: [...this.#keys.values()] };
  }

  #settledBefore(key: HashedRequest | undefined, place: number): Settled | IdempotencyMismatch | undefined {
    if (!key) return undefined;
    const inFlush = this.#keys.get(nameOf(key));
    const kept = inFlush ? { requestHash: inFlush.requestHash.toString("hex"), answer: inFlush.answer } : this.#known.keys.get(place);
    if (!kept) return undefined;
    return kept.requestHash === key.requestHash.toString("hex") ? { kind: "REPEATED", answer: kept.answer } : new IdempotencyMismatch();
  }

  #take(fresh: Fresh): IntakeOutcome {
    const { channelId, originHash } = fresh.item;
    const place = this.#placeOf.get(fresh) ?? -1;
    const origin = originHash && `${channelId} ${originHash.toString("hex")}`;
    const knownId = origin && (this.#known.origins.get(place) ?? this.#origins.get(origin));
    if (knownId) return { kind: "ALREADY_KNOWN", opinionId: knownId };
    const text = `${channelId} ${fresh.textHash.toString("hex")}`;
    const repeatOfId = this.#known.earliest.get(place) ?? this.#texts.get(text) ?? null;
    const opinion = { id: randomUUID(), place, fresh, repeatOfId };
    this.#opinions.push(opinion);
    if (origin) this.#origins.set(origin, opinion.id);
    if (repeatOfId === null) this.#texts.set(text, opinion.id);
    return { kind: "ACCEPTED", opinionId: opinion.id };
  }
}

function nameOf({ caller, keyHash }: HashedRequest): string {
  return `${caller} ${keyHash.toString("hex")}`;
}
