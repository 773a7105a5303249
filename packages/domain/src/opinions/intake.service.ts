import { randomInt, randomUUID } from "node:crypto";
import { isWellFormedText } from "@langnghe/text";
import type { DataSource, EntityManager } from "typeorm";
import type { WakeUps } from "../events/wake-up.ts";
import { type Actor, isPermitted, isPermittedSomewhere, requireAllowed } from "../foundation/actor.ts";
import { type Clock, cutToQuarter } from "../foundation/clock.ts";
import { InvalidInput } from "../foundation/domain-error.ts";
import { isUuid } from "../foundation/page.ts";
import { findChannelByCode, findRootUnit, insertChannel, type NewChannel } from "../organization/organization.service.ts";
import { Unit } from "../organization/unit.entity.ts";
import { claimKey, hashRequest, keepAnswer, readAnswer } from "./idempotency.ts";
import { OpinionRefused, type Refusal } from "./opinion.errors.ts";
import { deriveReceipt, newReceipt, type Receipt } from "./receipt.ts";
import { draftOf, screenOpinion } from "./screening/index.ts";
import { hashOrigin, type IntakeItem, type IntakeOutcome, takeIn } from "./take-in.ts";

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
  /** The item's id where it came from; only a keyed hash of it is kept. The same one is taken in once per channel. */
  readonly externalId?: string | undefined;
  readonly occurredAt?: Date | undefined;
}

export interface BatchSubmission {
  /** Channel code, in any case. */
  readonly channel: string;
  readonly opinions: readonly BatchItem[];
  readonly idempotencyKey?: string | undefined;
}

/** How opinions come in: one at a time from a person, or in batches from a system, the importer or a connector. */
export class IntakeService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #wakeUps: WakeUps;
  readonly #secret: Buffer;

  constructor({ dataSource, clock, wakeUps, secret }: { dataSource: DataSource; clock: Clock; wakeUps: WakeUps; secret: Buffer }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#wakeUps = wakeUps;
    this.#secret = secret;
  }

  /**
   * Takes in one opinion, from a member on the portal or through an outside system.
   * The receipt is returned here and can never be read again, but for the same key with the same request.
   * @throws OpinionRefused, IdempotencyMismatch, InvalidInput (key), NotAllowed
   */
  async submit(submission: Submission, actor: Actor): Promise<Receipt> {
    const { text } = draftOf(submission.text);
    const verdict = screenOpinion({ rawText: submission.text, text }, { earliestWithSameText: undefined });
    if (verdict?.kind === "REFUSE") throw new OpinionRefused(verdict.refusal);
    const receipt = await this.#dataSource.transaction(async (manager) => {
      const unit = await findSubmissionUnit(manager, submission.unitId, actor);
      const { receipt, isRepeat } = await this.#issueReceipt(manager, submission, actor);
      if (!isRepeat) await this.#store(manager, { submission, unit, receipt, actor });
      return receipt;
    });
    this.#wakeUps.hint();
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
    const outcomes = await this.#dataSource.transaction((manager) => this.#storeBatchOnce(manager, batch, actor));
    this.#wakeUps.hint();
    return outcomes;
  }

  /**
   * What `submitBatch` would answer, without storing anything. `newChannel` stands in for one that a real run would make first.
   * @throws UnknownChannel, InvalidInput, NotAllowed
   */
  async rehearseBatch(batch: BatchSubmission, actor: Actor, { newChannel }: { newChannel?: NewChannel } = {}): Promise<IntakeOutcome[]> {
    const runner = this.#dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      if (newChannel) await insertChannel(runner.manager, newChannel);
      return await this.#storeBatch(runner.manager, batch, actor);
    } finally {
      // Nothing to roll back where the connection is lost; that error is the one to be told.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    }
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
      await manager.query("DELETE FROM waiting_opinion WHERE id = ANY($1::uuid[])", [due.map(({ id }) => id)]);
      for (const { channelId, unitId, text, receiptHash } of due) {
        await takeIn(manager, { channelId, items: [{ rawText: text, unitId, receiptHash, receivedAt: now }] });
      }
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

  /** With a key, the receipt follows from the key and the request, so that repeating them gives the same one. */
  async #issueReceipt(
    manager: EntityManager,
    { text, unitId, forward, idempotencyKey }: Submission,
    actor: Actor,
  ): Promise<{ receipt: Receipt; isRepeat: boolean }> {
    if (idempotencyKey === undefined) return { receipt: newReceipt(this.#secret), isRepeat: false };
    const hashed = hashRequest({ caller: callerName(actor), key: idempotencyKey, request: ["submit", text, unitId ?? null, forward] });
    const isRepeat = !(await claimKey(manager, hashed));
    // From the key itself, of which only a hash is stored: the database alone cannot make the receipt again.
    return { receipt: deriveReceipt(Buffer.concat([Buffer.from(`${idempotencyKey}\n`), hashed.requestHash]), this.#secret), isRepeat };
  }

  async #store(
    manager: EntityManager,
    { submission, unit, receipt, actor }: { submission: Submission; unit: Unit; receipt: Receipt; actor: Actor },
  ): Promise<void> {
    const channel = await findChannelByCode(manager, actor.kind === "client" ? "API" : "PORTAL");
    const now = this.#clock.now();
    if (submission.forward === "LATER") {
      const releaseAt = cutToQuarter(new Date(now.getTime() + randomInt(SHORTEST_WAIT_MS + QUARTER_MS, LONGEST_WAIT_MS)));
      await manager.query("INSERT INTO waiting_opinion (id, unit_id, channel_id, text, receipt_hash, release_at) VALUES ($1, $2, $3, $4, $5, $6)", [
        randomUUID(),
        unit.id,
        channel.id,
        draftOf(submission.text).text,
        receipt.hash,
        releaseAt,
      ]);
      return;
    }
    const item: IntakeItem = { rawText: submission.text, unitId: unit.id, receivedAt: now, receiptHash: receipt.hash };
    await takeIn(manager, { channelId: channel.id, items: [item] });
  }

  async #storeBatchOnce(manager: EntityManager, batch: BatchSubmission, actor: Actor): Promise<IntakeOutcome[]> {
    if (batch.idempotencyKey === undefined) return this.#storeBatch(manager, batch, actor);
    const hashed = hashRequest({
      caller: callerName(actor),
      key: batch.idempotencyKey,
      request: ["submitBatch", batch.channel.toUpperCase(), batch.opinions],
    });
    if (!(await claimKey(manager, hashed))) return readAnswer(manager, hashed);
    const outcomes = await this.#storeBatch(manager, batch, actor);
    await keepAnswer(manager, hashed, outcomes);
    return outcomes;
  }

  async #storeBatch(manager: EntityManager, batch: BatchSubmission, actor: Actor): Promise<IntakeOutcome[]> {
    const channel = await findChannelByCode(manager, batch.channel);
    const units = await findBatchUnits(manager, batch.opinions, actor);
    const now = this.#clock.now();
    const placed = batch.opinions.map((item) => {
      const unitId = item.unitCode === undefined ? units.defaultUnitId : units.byCode.get(item.unitCode.toUpperCase());
      return unitId === undefined ? undefined : toIntakeItem(item, { unitId, now, secret: this.#secret });
    });
    const taken = await takeIn(manager, { channelId: channel.id, items: placed.filter((item) => item !== undefined) });
    let next = 0;
    return placed.map((item) => (item === undefined ? REFUSED_UNIT : (taken[next++] ?? REFUSED_UNIT)));
  }
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
  { unitId, now, secret }: { unitId: string; now: Date; secret: Buffer },
): IntakeItem {
  const receivedAt = occurredAt !== undefined && occurredAt < now ? occurredAt : now;
  return { rawText: text, unitId, receivedAt, originHash: !externalId ? undefined : hashOrigin(externalId, secret) };
}

function callerName(actor: Actor): string {
  // Never an account's id: beside a hash of the words it would lead to who sent them.
  return actor.kind === "client" ? actor.id : "anonymous";
}

/** Members choose among the choosable units; a system needs the scope there. Foreign and absent give the same refusal. */
async function findSubmissionUnit(manager: EntityManager, unitId: string | undefined, actor: Actor): Promise<Unit> {
  const unit = unitId === undefined ? await findRootUnit(manager) : isUuid(unitId) ? await manager.findOneBy(Unit, { id: unitId }) : null;
  const isOpen =
    actor.kind === "client"
      ? unit !== null && isPermitted(actor, "opinion:submit", unit.id)
      : unit !== null && (unit.isChoosable || unit.parentId === null);
  if (!unit || !isOpen) throw new OpinionRefused("UNKNOWN_UNIT");
  return unit;
}

interface BatchUnits {
  /** For items that name no unit: the root, if the caller may submit there. */
  readonly defaultUnitId: string | undefined;
  readonly byCode: ReadonlyMap<string, string>;
}

async function findBatchUnits(manager: EntityManager, items: readonly BatchItem[], actor: Actor): Promise<BatchUnits> {
  const codes = [...new Set(items.flatMap(({ unitCode }) => (unitCode !== undefined && isWellFormedText(unitCode) ? unitCode.toUpperCase() : [])))];
  const units: Unit[] = await manager
    .createQueryBuilder(Unit, "unit")
    .where("unit.code = ANY(:codes) OR unit.parent_id IS NULL", { codes })
    .getMany();
  const open = units.filter(({ id }) => actor.kind === "system" || isPermitted(actor, "opinion:submit", id));
  return { defaultUnitId: open.find(({ parentId }) => parentId === null)?.id, byCode: new Map(open.map(({ code, id }) => [code, id])) };
}
