import { type KeyObject, randomInt, randomUUID } from "node:crypto";
import { isWellFormedText } from "@langnghe/text";
import type { DataSource } from "typeorm";
import type { WakeUps } from "../events/wake-up.ts";
import { type Actor, isPermitted, isPermittedSomewhere, requireAllowed } from "../foundation/actor.ts";
import { type Clock, cutToQuarter } from "../foundation/clock.ts";
import { Coalescer } from "../foundation/coalescer.ts";
import { InvalidInput } from "../foundation/domain-error.ts";
import { isUuid } from "../foundation/page.ts";
import type { Queryable } from "../foundation/queryable.ts";
import type { Channel } from "../organization/channel.entity.ts";
import type { NewChannel } from "../organization/organization.service.ts";
import type { Places } from "../organization/places.ts";
import type { Unit } from "../organization/unit.entity.ts";
import { type HashedRequest, hashRequest } from "./idempotency.ts";
import { catchUpBands } from "./intake/catch-up-bands.ts";
import { catchUpRedactions } from "./intake/catch-up-redactions.ts";
import { hashOrigin, type IntakeItem, type IntakeJob, type IntakeOutcome, type Settled, type WaitingItem } from "./intake/intake-item.ts";
import { rehearse, takeIn } from "./intake/take-in.ts";
import { OpinionRefused, PortalIsForMembers, type Refusal } from "./opinion.errors.ts";
import { deriveReceipt, newReceipt, type Receipt } from "./receipt.ts";
import { draftOf, screenOpinion } from "./screening/index.ts";

/** Most opinions in one batch; each batch is one transaction, and a long one keeps the live feed waiting. */
export const LARGEST_BATCH = 500;

const HOUR_MS = 60 * 60 * 1000;
const SHORTEST_WAIT_MS = HOUR_MS;
const QUARTER_MS = 15 * 60 * 1000;
const LONGEST_WAIT_MS = 24 * HOUR_MS;

export interface Submission {
  readonly text: string;
  /** The root when left out. */
  readonly unitId?: string | undefined;
  /** LATER lets it wait 1 to 24 hours, drawn at random, before it enters the feed. */
  readonly forward: "NOW" | "LATER";
  readonly idempotencyKey?: string | undefined;
}

export interface BatchItem {
  readonly text: string;
  readonly unitCode?: string | undefined;
  /** The item's id where it came from; only a keyed hash of it is kept. The same one is taken in once per channel and system. */
  readonly externalId?: string | undefined;
  readonly occurredAt?: Date | undefined;
}

export interface BatchSubmission {
  /** Channel code, in any case. */
  readonly channel: string;
  readonly opinions: readonly BatchItem[];
  readonly idempotencyKey?: string | undefined;
}

interface IntakeParts {
  readonly dataSource: DataSource;
  readonly hotPath: Queryable;
  readonly places: Places;
  readonly clock: Clock;
  readonly wakeUps: WakeUps;
  readonly secret: KeyObject;
}

/** How opinions come in: one at a time from a person, or in batches from a system, the importer or a connector. */
export class IntakeService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #wakeUps: WakeUps;
  readonly #secret: KeyObject;
  readonly #places: Places;
  readonly #coalescer: Coalescer<IntakeJob, Settled>;

  constructor({ dataSource, hotPath, places, clock, wakeUps, secret }: IntakeParts) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#wakeUps = wakeUps;
    this.#secret = secret;
    this.#places = places;
    this.#coalescer = new Coalescer<IntakeJob, Settled>({
      async flush(jobs) {
        const { results, newest } = await takeIn(hotPath, jobs);
        if (newest) wakeUps.hint(newest);
        return results;
      },
      sizeOf: ({ items }) => Math.max(1, items.length),
    });
  }

  /**
   * Takes in one opinion, from a member on the portal or through an outside system.
   * The receipt is returned here and can never be read again, but for the same key with the same request.
   * @throws OpinionRefused, IdempotencyMismatch, InvalidInput (key), NotAllowed
   */
  async submit(submission: Submission, actor: Actor): Promise<Receipt> {
    const refusal = screenOpinion(draftOf(submission.text));
    if (refusal) throw new OpinionRefused(refusal);
    const hashed = keyOfSubmission(submission, actor);
    const receipt = this.#receiptOf(submission, hashed);
    await this.#coalescer.run(await this.#jobOf(submission, { receipt, key: hashed, actor }));
    return receipt;
  }

  /**
   * Takes in up to 500 opinions of one channel in one transaction; a refused one does not stop the others.
   * @throws UnknownChannel, IdempotencyMismatch, InvalidInput, NotAllowed
   */
  async submitBatch(batch: BatchSubmission, actor: Actor): Promise<IntakeOutcome[]> {
    if (batch.opinions.length < 1 || batch.opinions.length > LARGEST_BATCH) {
      throw new InvalidInput({ vi: `Mỗi lần gửi từ 1 đến ${LARGEST_BATCH} ý kiến.`, en: `A batch holds 1 to ${LARGEST_BATCH} opinions.` });
    }
    if (actor.kind !== "system") requireAllowed(isPermittedSomewhere(actor, "opinion:submit"), "opinion:submit");
    const placed = await this.#place(batch, { channel: await this.#places.channel(batch.channel), actor });
    const key = keyOfBatch(batch, actor);
    const answerOf = (outcomes: readonly IntakeOutcome[]) => withRefusedUnits(placed, outcomes);
    const settled = await this.#coalescer.run({ items: itemsOf(placed), key, answerOf });
    return settled.kind === "REPEATED" ? (settled.answer as IntakeOutcome[]) : withRefusedUnits(placed, settled.outcomes);
  }

  /**
   * What `submitBatch` would answer, without storing anything. `newChannel` stands in for one that a real run would make first.
   * @throws UnknownChannel, InvalidInput, NotAllowed
   */
  async rehearseBatch(batch: BatchSubmission, actor: Actor, { newChannel }: { newChannel?: NewChannel } = {}): Promise<IntakeOutcome[]> {
    const isNew = newChannel?.code.toUpperCase() === batch.channel.toUpperCase();
    // Nothing is known yet of a channel that does not stand, so any id will do.
    const channel = isNew ? { id: randomUUID(), kind: newChannel.kind } : await this.#places.channel(batch.channel);
    const placed = await this.#place(batch, { channel, actor });
    const [settled] = await rehearse(this.#dataSource.manager, [{ items: itemsOf(placed) }]);
    return settled && "outcomes" in settled ? withRefusedUnits(placed, settled.outcomes) : [];
  }

  /** Lets opinions enter the feed whose drawn moment has come. Returns how many. */
  async releaseDue(): Promise<number> {
    const now = this.#clock.now();
    const released = await this.#dataSource.transaction(async (manager) => {
      const due: WaitingRow[] = await manager.query(
        `SELECT id, channel_id AS "channelId", unit_id AS "unitId", text, receipt_hash AS "receiptHash" FROM waiting_opinion
          WHERE release_at <= $1 ORDER BY release_at, id LIMIT 100 FOR UPDATE SKIP LOCKED`,
        [now],
      );
      if (due.length === 0) return 0;
      const items = due.map(({ channelId, unitId, text, receiptHash }) => {
        return { rawText: text, channelId, unitId, receiptHash, receivedAt: now, isPromised: true };
      });
      await takeIn(manager, [{ items }]);
      await manager.query("DELETE FROM waiting_opinion WHERE id = ANY($1::uuid[])", [due.map(({ id }) => id)]);
      return due.length;
    });
    if (released > 0) this.#wakeUps.hint();
    return released;
  }

  /** Removes idempotency keys past their two days. Returns how many. */
  async forgetOldKeys(): Promise<number> {
    const [, count]: [unknown, number] = await this.#dataSource.query("DELETE FROM idempotency_key WHERE expires_on < current_date");
    return count;
  }

  /** Gives opinions from before there were bands theirs, a few hundred at a time. Returns how many. */
  async catchUpBands(): Promise<number> {
    return catchUpBands(this.#dataSource);
  }

  /** Looks for personal data in opinions from before it was looked for. Returns in how many. */
  async catchUpRedactions(): Promise<number> {
    return catchUpRedactions(this.#dataSource);
  }

  /** With a key, the receipt follows from the key and the request, so that repeating them gives the same one. */
  #receiptOf({ idempotencyKey }: Submission, hashed: HashedRequest | undefined): Receipt {
    if (!hashed) return newReceipt(this.#secret);
    // From the key itself, of which only a hash is stored: the database alone cannot make the receipt again.
    return deriveReceipt(Buffer.concat([Buffer.from(`${idempotencyKey}\n`), hashed.requestHash]), this.#secret);
  }

  async #jobOf(
    submission: Submission,
    { receipt, key, actor }: { receipt: Receipt; key: HashedRequest | undefined; actor: Actor },
  ): Promise<IntakeJob> {
    const unit = await this.#submissionUnit(submission.unitId, actor);
    const channel = await this.#places.channel(actor.kind === "client" ? "API" : "PORTAL");
    const place = { unitId: unit.id, channelId: channel.id, receiptHash: receipt.hash };
    const now = this.#clock.now();
    if (submission.forward === "LATER") return { items: [], waiting: waitingItem(submission.text, place, now), key };
    return { items: [{ rawText: submission.text, receivedAt: now, ...place }], key };
  }

  /** Members choose among the choosable units; a system needs the scope there. Foreign and absent give the same refusal. */
  async #submissionUnit(unitId: string | undefined, actor: Actor): Promise<Unit> {
    const unit = unitId === undefined ? await this.#places.root() : isUuid(unitId) ? await this.#places.unit(unitId.toLowerCase()) : undefined;
    const isOpen = unit && (actor.kind === "client" ? isPermitted(actor, "opinion:submit", unit.id) : unit.isChoosable || unit.parentId === null);
    if (!isOpen) throw new OpinionRefused("UNKNOWN_UNIT");
    return unit;
  }

  /** What is said in each item goes to the unit it names, or to the root; an item whose unit the caller may not name has no place. */
  async #place(
    { opinions }: BatchSubmission,
    { channel, actor }: { channel: Pick<Channel, "id" | "kind">; actor: Actor },
  ): Promise<readonly Placed[]> {
    // The portal is where members speak for themselves: what a system brings must not stand among their words.
    if (channel.kind === "PORTAL" && actor.kind !== "system") throw new PortalIsForMembers();
    const codes = new Set(opinions.flatMap(({ unitCode }) => (unitCode !== undefined && isWellFormedText(unitCode) ? [unitCode.toUpperCase()] : [])));
    const [units, root] = [await this.#places.units([...codes]), await this.#places.root()];
    const source = actor.kind === "system" ? undefined : actor.kind === "anonymous" ? "anonymous" : `${actor.kind}:${actor.id}`;
    const context = { channelId: channel.id, now: this.#clock.now(), source, secret: this.#secret };
    return opinions.map((item) => {
      const unit = item.unitCode === undefined ? root : units.get(item.unitCode.toUpperCase());
      const isOpen = unit && (actor.kind === "system" || isPermitted(actor, "opinion:submit", unit.id));
      return isOpen ? toIntakeItem(item, { ...context, unitId: unit.id }) : undefined;
    });
  }
}

/** Undefined for an item that names a unit which is not there for its caller. */
type Placed = IntakeItem | undefined;

function itemsOf(placed: readonly Placed[]): IntakeItem[] {
  return placed.filter((item) => item !== undefined);
}

/** The outcomes in the order sent, those without a place among them. */
function withRefusedUnits(placed: readonly Placed[], outcomes: readonly IntakeOutcome[]): IntakeOutcome[] {
  let next = 0;
  return placed.map((item) => (item === undefined ? REFUSED_UNIT : (outcomes[next++] ?? REFUSED_UNIT)));
}

const REFUSED_UNIT = { kind: "REFUSED", refusal: "UNKNOWN_UNIT" satisfies Refusal } as const;

interface WaitingRow {
  readonly id: string;
  readonly channelId: string;
  readonly unitId: string;
  readonly text: string;
  readonly receiptHash: Buffer;
}

function toIntakeItem(
  { text, externalId, occurredAt }: BatchItem,
  { now, source, secret, ...place }: { channelId: string; unitId: string; now: Date; source: string | undefined; secret: KeyObject },
): IntakeItem {
  const receivedAt = occurredAt !== undefined && occurredAt < now ? occurredAt : now;
  return { rawText: text, receivedAt, originHash: externalId ? hashOrigin({ origin: externalId, source, secret }) : undefined, ...place };
}

function waitingItem(rawText: string, place: Pick<WaitingItem, "unitId" | "channelId" | "receiptHash">, now: Date): WaitingItem {
  const releaseAt = cutToQuarter(new Date(now.getTime() + randomInt(SHORTEST_WAIT_MS + QUARTER_MS, LONGEST_WAIT_MS)));
  return { id: randomUUID(), text: draftOf(rawText).text, releaseAt, ...place };
}

function keyOfSubmission({ idempotencyKey, text, unitId, forward }: Submission, actor: Actor): HashedRequest | undefined {
  if (idempotencyKey === undefined) return undefined;
  return hashRequest({ caller: callerName(actor), key: idempotencyKey, request: ["submit", text, unitId ?? null, forward] });
}

function keyOfBatch({ idempotencyKey, channel, opinions }: BatchSubmission, actor: Actor): HashedRequest | undefined {
  if (idempotencyKey === undefined) return undefined;
  return hashRequest({ caller: callerName(actor), key: idempotencyKey, request: ["submitBatch", channel.toUpperCase(), opinions] });
}

function callerName(actor: Actor): string {
  // Never an account's id: beside a hash of the words it would lead to who sent them.
  return actor.kind === "client" ? actor.id : "anonymous";
}
