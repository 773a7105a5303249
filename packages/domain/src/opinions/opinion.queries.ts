import { foldText } from "@langnghe/text";
import type { EntityManager, SelectQueryBuilder } from "typeorm";
import { decodeRowCursor, type Page, type PageRequest, toPage } from "../foundation/page.ts";
import { Channel } from "../organization/channel.entity.ts";
import { Opinion } from "./opinion.entity.ts";
import { OpinionDecision } from "./opinion-decision.entity.ts";
import type { OpinionStatus, Urgency } from "./opinion-status.ts";

/** What a list or a feed is narrowed to; a part left out narrows nothing. */
export interface OpinionFilter {
  readonly status?: readonly OpinionStatus[] | undefined;
  readonly urgency?: readonly Urgency[] | undefined;
  readonly topicId?: string | undefined;
  /** Channel codes, in any case. */
  readonly channel?: readonly string[] | undefined;
  /** The unit and everything below it. */
  readonly unitId?: string | undefined;
  /** All of these words, without regard to case and diacritics. */
  readonly text?: string | undefined;
  /** Inclusive. */
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
}

/** Opinions of these units that pass the filter, newest first, and by id within a quarter of an hour. */
export async function findOpinionPage(
  manager: EntityManager,
  { filter, unitIds, first, after }: PageRequest & { filter: OpinionFilter; unitIds: ReadonlySet<string> },
): Promise<Page<Opinion>> {
  const query = await selectFixed(manager, { filter, unitIds });
  narrowToStanding(query, filter);
  if (after !== undefined) query.andWhere("(opinion.receivedAt, opinion.id) < (:at, :id)", { ...decodeRowCursor(after) });
  const rows = await query
    .orderBy("opinion.receivedAt", "DESC")
    .addOrderBy("opinion.id", "DESC")
    .limit(first + 1)
    .getMany();
  return toPage(rows, first);
}

/**
 * The next opinions that nobody holds, the most urgent first and then the oldest, locked until the transaction ends.
 * What somebody else is taking at this moment is passed over.
 */
export async function findNextFree(
  manager: EntityManager,
  { filter, unitIds, count, at }: { filter: OpinionFilter; unitIds: ReadonlySet<string>; count: number; at: Date },
): Promise<Opinion[]> {
  const query = (await selectFixed(manager, { filter, unitIds })).andWhere(
    `NOT EXISTS (SELECT FROM claim WHERE subject_kind = 'OPINION' AND subject_id = opinion.id AND expires_at > :at)`,
    { at },
  );
  narrowToStanding(query, filter);
  return query
    .addSelect("array_position(ARRAY['HOTSPOT','URGENT','SOON','ROUTINE'], opinion.urgency)", "urgency_rank")
    .orderBy("urgency_rank", "ASC")
    .addOrderBy("opinion.receivedAt", "ASC")
    .addOrderBy("opinion.id", "ASC")
    .limit(count)
    .setLock("pessimistic_write")
    .setOnLocked("skip_locked")
    .getMany();
}

/** The given opinions, with the folded text that a search looks into. */
export async function findWithFoldedText(manager: EntityManager, opinionIds: readonly string[]): Promise<Map<string, Opinion>> {
  const query = manager.createQueryBuilder(Opinion, "opinion").addSelect("opinion.foldedText").where("opinion.id = ANY(:opinionIds)", { opinionIds });
  return new Map((await query.getMany()).map((opinion) => [opinion.id, opinion]));
}

/**
 * Where unit, channel, words and period become SQL; feed-scope.ts says the same in memory, for the feed. The units are named one by
 * one: only so can PostgreSQL see that a quiet unit has few opinions, and does not walk the whole queue to find them.
 */
async function selectFixed(
  manager: EntityManager,
  { filter, unitIds }: { filter: OpinionFilter; unitIds: ReadonlySet<string> },
): Promise<SelectQueryBuilder<Opinion>> {
  const wanted = filter.unitId === undefined ? unitIds : [...(await findUnitsBelow(manager, filter.unitId))].filter((unitId) => unitIds.has(unitId));
  const query = manager.createQueryBuilder(Opinion, "opinion").where("opinion.unitId = ANY(:unitIds)", { unitIds: [...wanted] });
  if (filter.channel) query.andWhere(`opinion.channelId IN ${channelIds(query)}`, { codes: filter.channel.map((code) => code.toUpperCase()) });
  if (filter.from) query.andWhere("opinion.receivedAt >= :from", { from: filter.from });
  if (filter.to) query.andWhere("opinion.receivedAt < :to", { to: filter.to });
  const words = wordsOf(filter.text);
  // What has not been looked through yet still has in its folded text what will be covered.
  if (words.length > 0) query.andWhere("opinion.redactions IS NOT NULL");
  for (const [place, word] of words.entries()) query.andWhere(`opinion.foldedText LIKE :word${place}`, { [`word${place}`]: `%${escapeLike(word)}%` });
  return query;
}

/** The parts of the filter that decisions change. */
function narrowToStanding(query: SelectQueryBuilder<Opinion>, { status, urgency, topicId }: OpinionFilter): void {
  if (status) query.andWhere("opinion.status IN (:...status)", { status });
  if (urgency) query.andWhere("opinion.urgency IN (:...urgency)", { urgency });
  if (topicId) query.andWhere("opinion.topicId = :topicId", { topicId });
}

const UNITS_BELOW = `
  WITH RECURSIVE below AS (
    SELECT id FROM unit WHERE id = $1
    UNION
    SELECT unit.id FROM unit JOIN below ON unit.parent_id = below.id
  ) SELECT id FROM below`;

/** The unit and everything below it; empty when there is no such unit. */
export async function findUnitsBelow(manager: EntityManager, unitId: string): Promise<ReadonlySet<string>> {
  const rows: { id: string }[] = await manager.query(UNITS_BELOW, [unitId]);
  return new Set(rows.map(({ id }) => id));
}

function channelIds(query: SelectQueryBuilder<Opinion>): string {
  return query.subQuery().select("channel.id").from(Channel, "channel").where("channel.code IN (:...codes)").getQuery();
}

const MOST_WORDS = 12;

export function wordsOf(text: string | undefined): string[] {
  return foldText(text ?? "")
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, "\\$&");
}

export async function findOpinion(manager: EntityManager, opinionId: string): Promise<Opinion | null> {
  return manager.findOneBy(Opinion, { id: opinionId });
}

/** For changing it: nobody else changes it until the transaction ends. */
export async function lockOpinion(manager: EntityManager, opinionId: string): Promise<Opinion | null> {
  return manager.findOne(Opinion, { where: { id: opinionId }, lock: { mode: "pessimistic_write" } });
}

/** Histories, each oldest first, of several opinions. */
export async function findDecisions(manager: EntityManager, opinionIds: readonly string[]): Promise<OpinionDecision[]> {
  return manager
    .createQueryBuilder(OpinionDecision, "decision")
    .where("decision.opinionId = ANY(:opinionIds)", { opinionIds })
    .orderBy("decision.opinionId")
    .addOrderBy("decision.opinionVersion")
    .getMany();
}

/** The last decision that stands: neither an undoing nor undone. */
export function standingDecision(history: readonly OpinionDecision[]): OpinionDecision | undefined {
  const undone = new Set(history.map(({ undoesId }) => undoesId));
  return history.findLast(({ id, kind }) => kind !== "UNDONE" && !undone.has(id));
}

export interface OpinionOfReceipt {
  readonly id: string;
  readonly text: string;
  readonly status: OpinionStatus;
  readonly unitId: string;
  /** Null while it waits: no time of sending is kept then. */
  readonly receivedAt: Date | null;
}

/** The opinion of a receipt, wherever it is: in the feed already, or still waiting among others. */
export async function findByReceiptHash(manager: EntityManager, receiptHash: Buffer): Promise<OpinionOfReceipt | undefined> {
  const [found]: OpinionOfReceipt[] = await manager.query(
    `SELECT id, text, status, unit_id AS "unitId", received_at AS "receivedAt" FROM opinion WHERE receipt_hash = $1
      UNION ALL
     SELECT id, text, 'RECEIVED', unit_id, NULL FROM waiting_opinion WHERE receipt_hash = $1`,
    [receiptHash],
  );
  return found;
}
