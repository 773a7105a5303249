import type { EntityManager } from "typeorm";
import { type Actor, permittedUnits } from "../foundation/actor.ts";
import { Channel } from "../organization/channel.entity.ts";
import type { Opinion } from "./opinion.entity.ts";
import { findUnitsBelow, type OpinionFilter, wordsOf } from "./opinion.queries.ts";
import type { OpinionStatus, Urgency } from "./opinion-status.ts";

/**
 * A filter and somebody's units, resolved to plain sets: what a watcher may see and wants to see. It decides in memory what
 * `selectFixed` of opinion.queries.ts decides in SQL; a property test holds the two to the same answers.
 */
export interface FeedScope {
  /** Where the watcher may read, narrowed to the filter's unit and what is below it. */
  readonly unitIds: ReadonlySet<string>;
  readonly channelIds: ReadonlySet<string> | undefined;
  /** Folded; all of them are wanted. */
  readonly words: readonly string[];
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  readonly status: readonly OpinionStatus[] | undefined;
  readonly urgency: readonly Urgency[] | undefined;
  readonly topicId: string | undefined;
}

export async function findFeedScope(manager: EntityManager, filter: OpinionFilter, actor: Actor): Promise<FeedScope> {
  const permitted = permittedUnits(actor, "opinion:read");
  const wanted = filter.unitId === undefined ? permitted : await findUnitsBelow(manager, filter.unitId);
  const { topicId, from, to } = filter;
  return {
    unitIds: new Set([...wanted].filter((unitId) => permitted.has(unitId))),
    channelIds: filter.channel && (await findChannelIds(manager, filter.channel)),
    words: wordsOf(filter.text),
    from,
    to,
    status: filter.status,
    urgency: filter.urgency,
    topicId,
  };
}

/** What of an opinion never changes, but for the erasure of its words. */
export type FixedParts = Pick<Opinion, "unitId" | "channelId" | "receivedAt" | "foldedText" | "redactions">;

export function isInScope({ unitId, channelId, receivedAt, foldedText, redactions }: FixedParts, scope: FeedScope): boolean {
  return (
    scope.unitIds.has(unitId) &&
    (!scope.channelIds || scope.channelIds.has(channelId)) &&
    (!scope.from || receivedAt >= scope.from) &&
    (!scope.to || receivedAt < scope.to) &&
    (scope.words.length === 0 || (redactions !== null && scope.words.every((word) => foldedText.includes(word))))
  );
}

async function findChannelIds(manager: EntityManager, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const wanted = new Set(codes.map((code) => code.toUpperCase()));
  const channels = await manager.find(Channel);
  return new Set(channels.filter(({ code }) => wanted.has(code)).map(({ id }) => id));
}
