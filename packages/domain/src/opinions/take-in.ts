import { createHash, createHmac, randomUUID } from "node:crypto";
import { foldText } from "@langnghe/text";
import type { EntityManager } from "typeorm";
import { appendEvents } from "../events/append-events.ts";
import { cutToQuarter } from "../foundation/clock.ts";
import type { Refusal } from "./opinion.errors.ts";
import { type Draft, draftOf, screenOpinion } from "./screening/index.ts";

export interface IntakeItem {
  readonly rawText: string;
  readonly unitId: string;
  /** When it was said, as closely as the source knows; kept cut to the quarter of an hour. */
  readonly receivedAt: Date;
  readonly receiptHash?: Buffer;
  /** See `hashOrigin`: an item with a hash that is known already is not taken in again. */
  readonly originHash?: Buffer | undefined;
}

export type IntakeOutcome =
  | { readonly kind: "ACCEPTED"; readonly opinionId: string }
  | { readonly kind: "ALREADY_KNOWN"; readonly opinionId: string }
  | { readonly kind: "REFUSED"; readonly refusal: Refusal };

interface NewOpinion {
  readonly id: string;
  readonly draft: Draft;
  readonly textHash: Buffer;
  readonly repeatOfId: string | null;
  readonly item: IntakeItem;
}

/**
 * Where an item came from, in a form that leads nowhere: intake can tell that it has seen the post or the row
 * before, and nobody can look the post up again.
 */
export function hashOrigin(origin: string, secret: Buffer): Buffer {
  return createHmac("sha256", secret).update("origin:").update(origin).digest();
}

/**
 * Takes texts in: screens each, stores what passes and appends one event for each, in the caller's transaction.
 * Outcomes stand in the order of the items; a refused one never stops the others.
 */
export async function takeIn(
  manager: EntityManager,
  { channelId, items }: { channelId: string; items: readonly IntakeItem[] },
): Promise<IntakeOutcome[]> {
  const known = await findKnownOrigins(manager, channelId, items);
  const opinions: NewOpinion[] = [];
  const earliest = await findEarliestTexts(manager, channelId, items);
  const outcomes = items.map((item): IntakeOutcome => {
    const origin = item.originHash?.toString("hex");
    const knownId = origin === undefined ? undefined : known.get(origin);
    if (knownId !== undefined) return { kind: "ALREADY_KNOWN", opinionId: knownId };
    const draft = draftOf(item.rawText);
    const textHash = hashText(draft.text);
    const verdict = screenOpinion(draft, { earliestWithSameText: earliest.get(textHash.toString("hex")) });
    if (verdict?.kind === "REFUSE") return { kind: "REFUSED", refusal: verdict.refusal };
    const opinion: NewOpinion = { id: randomUUID(), draft, textHash, repeatOfId: verdict?.repeatOfId ?? null, item };
    opinions.push(opinion);
    if (origin !== undefined) known.set(origin, opinion.id);
    if (!verdict) earliest.set(textHash.toString("hex"), opinion.id);
    return { kind: "ACCEPTED", opinionId: opinion.id };
  });
  const storedIds = await insertOpinions(manager, channelId, opinions);
  await appendEvents(
    manager,
    opinions.filter(({ id }) => storedIds.has(id)).map((opinion) => receivedEvent(opinion, channelId)),
  );
  const settled = storedIds.size === opinions.length ? outcomes : await settleLostRaces(manager, channelId, { items, outcomes, storedIds });
  await markRepeatsWithin(manager, { opinions, outcomes, settled });
  return settled;
}

function hashText(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

async function findKnownOrigins(manager: EntityManager, channelId: string, items: readonly IntakeItem[]): Promise<Map<string, string>> {
  const hashes = items.flatMap(({ originHash }) => originHash ?? []);
  if (hashes.length === 0) return new Map();
  const rows: { hash: string; id: string }[] = await manager.query(
    `SELECT encode(origin_hash, 'hex') AS hash, id FROM opinion WHERE channel_id = $1 AND origin_hash = ANY($2::bytea[])`,
    [channelId, hashes],
  );
  return new Map(rows.map(({ hash, id }) => [hash, id]));
}

async function findEarliestTexts(manager: EntityManager, channelId: string, items: readonly IntakeItem[]): Promise<Map<string, string>> {
  const hashes = items.map(({ rawText }) => hashText(draftOf(rawText).text));
  const rows: { hash: string; id: string }[] = await manager.query(
    `SELECT DISTINCT ON (text_hash) encode(text_hash, 'hex') AS hash, coalesce(repeat_of_id, id) AS id
       FROM opinion WHERE channel_id = $1 AND text_hash = ANY($2::bytea[])
      ORDER BY text_hash, repeat_of_id IS NOT NULL, received_at, id`,
    [channelId, hashes],
  );
  return new Map(rows.map(({ hash, id }) => [hash, id]));
}

/** Returns the ids that were stored: all, but for those whose origin another transaction took in at the same moment. */
async function insertOpinions(manager: EntityManager, channelId: string, opinions: readonly NewOpinion[]): Promise<Set<string>> {
  if (opinions.length === 0) return new Set();
  // A repeat within the batch may name one that loses its race: it is marked when that is known.
  const batchIds = new Set<string | null>(opinions.map(({ id }) => id));
  const rows: { id: string }[] = await manager.query(
    `INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at, repeat_of_id, receipt_hash, origin_hash)
     SELECT id, unit_id, $1, text, folded_text, text_hash, received_at, repeat_of_id, receipt_hash, origin_hash
       FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[], $8::uuid[], $9::bytea[], $10::bytea[])
         AS taken (id, unit_id, text, folded_text, text_hash, received_at, repeat_of_id, receipt_hash, origin_hash)
      -- In one order for everybody: two batches that bring the same origins would wait for each other otherwise.
      ORDER BY origin_hash
     ON CONFLICT (channel_id, origin_hash) DO NOTHING
     RETURNING id`,
    [
      channelId,
      opinions.map(({ id }) => id),
      opinions.map(({ item }) => item.unitId),
      opinions.map(({ draft }) => draft.text),
      opinions.map(({ draft }) => foldText(draft.text)),
      opinions.map(({ textHash }) => textHash),
      opinions.map(({ item }) => cutToQuarter(item.receivedAt)),
      opinions.map(({ repeatOfId }) => (batchIds.has(repeatOfId) ? null : repeatOfId)),
      opinions.map(({ item }) => item.receiptHash ?? null),
      opinions.map(({ item }) => item.originHash ?? null),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

function receivedEvent({ id, item }: NewOpinion, channelId: string) {
  const after = { status: "RECEIVED", setAsideReason: null, topicId: null, urgency: "ROUTINE" } as const;
  return { name: "OpinionReceived", subjectId: id, payload: { unitId: item.unitId, channelId, after } } as const;
}

/** Marks the repeats of opinions of this very batch, or of those that another transaction stored in their stead. */
async function markRepeatsWithin(
  manager: EntityManager,
  { opinions, outcomes, settled }: { opinions: readonly NewOpinion[]; outcomes: readonly IntakeOutcome[]; settled: readonly IntakeOutcome[] },
): Promise<void> {
  const finalIds = new Map(
    outcomes.flatMap((outcome, place) => (outcome.kind === "ACCEPTED" ? [[outcome.opinionId, storedIdOf(settled[place])] as const] : [])),
  );
  const repeats = opinions.flatMap(({ id, repeatOfId }) => {
    const target = repeatOfId === null ? undefined : finalIds.get(repeatOfId);
    return target !== undefined && finalIds.get(id) === id ? [{ id, target }] : [];
  });
  if (repeats.length === 0) return;
  await manager.query(
    "UPDATE opinion SET repeat_of_id = repeat.target FROM unnest($1::uuid[], $2::uuid[]) AS repeat (id, target) WHERE opinion.id = repeat.id",
    [repeats.map(({ id }) => id), repeats.map(({ target }) => target)],
  );
}

function storedIdOf(outcome: IntakeOutcome | undefined): string | undefined {
  return outcome && outcome.kind !== "REFUSED" ? outcome.opinionId : undefined;
}

/** Another transaction took the same origins in between our look and our insert: answer with its opinions. */
async function settleLostRaces(
  manager: EntityManager,
  channelId: string,
  { items, outcomes, storedIds }: { items: readonly IntakeItem[]; outcomes: readonly IntakeOutcome[]; storedIds: ReadonlySet<string> },
): Promise<IntakeOutcome[]> {
  const known = await findKnownOrigins(manager, channelId, items);
  return outcomes.map((outcome, place) => {
    if (outcome.kind === "REFUSED" || storedIds.has(outcome.opinionId)) return outcome;
    const winnerId = known.get(items[place]?.originHash?.toString("hex") ?? "");
    // Thrown, so that the transaction is undone and the caller's retry settles it.
    if (winnerId === undefined) throw new Error("An opinion was neither stored nor found by its origin");
    return { kind: "ALREADY_KNOWN", opinionId: winnerId };
  });
}
