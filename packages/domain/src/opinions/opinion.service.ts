import { type KeyObject, randomBytes } from "node:crypto";
import { isWellFormedText } from "@langnghe/text";
import { type DataSource, type EntityManager, In } from "typeorm";
import { recordInAudit, recordShowings, type Showing } from "../access/audit.ts";
import { requireClaimant } from "../claims/claim.service.ts";
import { endHold, requireHold, takeHolds } from "../claims/holds.ts";
import type { WakeUps } from "../events/wake-up.ts";
import { type Actor, isPermittedSomewhere, type Permission, permittedUnits, requireAllowed } from "../foundation/actor.ts";
import type { Clock } from "../foundation/clock.ts";
import { InvalidInput } from "../foundation/domain-error.ts";
import { isUuid, type Page, type PageRequest, requirePageSize } from "../foundation/page.ts";
import type { Queryable } from "../foundation/queryable.ts";
import type { Replicas } from "../foundation/replicas.ts";
import { Topic } from "../organization/topic.entity.ts";
import { type FeedScope, findFeedScope } from "./feed-scope.ts";
import { Opinion } from "./opinion.entity.ts";
import { OpinionConflict, OpinionNotFound, OpinionStepImpossible } from "./opinion.errors.ts";
import { canRead, mayReveal, maySetAside, mayTriage, mayUndo } from "./opinion.policy.ts";
import {
  findByReceiptHash,
  findDecisions,
  findNextFree,
  findOpinion,
  findOpinionPage,
  lockOpinion,
  type OpinionFilter,
  type OpinionOfReceipt,
  standingDecision,
} from "./opinion.queries.ts";
import { changeOpinion, decidableOf } from "./opinion-change.ts";
import type { OpinionDecision } from "./opinion-decision.entity.ts";
import { type FeedEntry, findFeedEntries, type OpinionEvent } from "./opinion-feed.ts";
import { type ForwardDecision, isPossible, type SetAsideReason, type Urgency } from "./opinion-status.ts";
import { hashTypedReceipt } from "./receipt.ts";
import { type Redaction, redactionsOf } from "./redaction.ts";
import { requireRevealReason } from "./reveal-reason.ts";
import { findSimilar, type SimilarOpinions } from "./similar-opinions.ts";

export const LARGEST_OPINION_PAGE = 100;
export const LARGEST_CLAIM_BATCH = 25;

/** A decision on an opinion as the caller saw it. */
export interface OnVersion {
  readonly opinionId: string;
  /** The version the caller decided on; another one by now is a conflict. */
  readonly expectedVersion: number;
  /** Of the claim the caller works under; a newer one makes this decision come too late. */
  readonly fencingNumber?: number | undefined;
}

/** The words as received, for one who asked with a reason. */
export interface RevealedText {
  readonly text: string;
  /** Where in them what is covered for others lies. */
  readonly redactions: readonly Redaction[];
}

interface OpinionParts {
  readonly dataSource: DataSource;
  readonly hotPath: Queryable;
  readonly replicas: Replicas;
  readonly clock: Clock;
  readonly wakeUps: WakeUps;
  readonly secret: KeyObject;
}

/** Reading opinions and deciding on them. Every reading of a text is noted in the audit. */
export class OpinionService {
  readonly #dataSource: DataSource;
  readonly #hotPath: Queryable;
  readonly #replicas: Replicas;
  readonly #clock: Clock;
  readonly #wakeUps: WakeUps;
  readonly #secret: KeyObject;

  constructor({ dataSource, hotPath, replicas, clock, wakeUps, secret }: OpinionParts) {
    this.#dataSource = dataSource;
    this.#hotPath = hotPath;
    this.#replicas = replicas;
    this.#clock = clock;
    this.#wakeUps = wakeUps;
    this.#secret = secret;
  }

  /** A page of what the actor may read, newest first. @throws InvalidInput (page size, cursor, filter) */
  async list({ filter, first, after }: PageRequest & { filter: OpinionFilter }, actor: Actor): Promise<Page<Opinion>> {
    requirePageSize(first, LARGEST_OPINION_PAGE);
    requireFilter(filter);
    const request = { filter, unitIds: permittedUnits(actor, "opinion:read"), first, after };
    const page = await this.#replicas.upToDate((reader) => findOpinionPage(reader, request));
    await recordInAudit(this.#hotPath, actor, { act: "opinion:read", subjectIds: page.rows.map(({ id }) => id) });
    return page;
  }

  /** Null for an opinion that is not there and for one outside the actor's units alike. */
  async read(opinionId: string, actor: Actor): Promise<Opinion | null> {
    const manager = this.#dataSource.manager;
    const opinion = isUuid(opinionId) ? await findOpinion(manager, opinionId) : null;
    if (!opinion || !canRead(actor, opinion)) return null;
    await recordInAudit(this.#hotPath, actor, { act: "opinion:read", subjectIds: [opinion.id] });
    return opinion;
  }

  /**
   * The words as received, for this caller and this time alone: the opinion stays covered. Noted in the audit, with the reason, before they are given.
   * @throws OpinionNotFound, NotAllowed, InvalidInput (reason)
   */
  async revealText({ opinionId, reason }: { opinionId: string; reason: string }, actor: Actor): Promise<RevealedText> {
    const written = requireRevealReason(reason);
    const opinion = isUuid(opinionId) ? await findOpinion(this.#dataSource.manager, opinionId) : null;
    if (!opinion || !canRead(actor, opinion)) throw new OpinionNotFound(opinionId);
    requireAllowed(mayReveal(actor, opinion), "opinion:reveal");
    await recordInAudit(this.#hotPath, actor, { act: "opinion:reveal", subjectIds: [opinion.id], reason: written });
    return { text: opinion.receivedText, redactions: redactionsOf(opinion) };
  }

  /** What the actor may watch with this filter. @throws NotAllowed, InvalidInput (filter) */
  async feedScope(filter: OpinionFilter, actor: Actor): Promise<FeedScope> {
    requireFilter(filter);
    requireAllowed(isPermittedSomewhere(actor, "opinion:read"), "opinion:read");
    return findFeedScope(this.#dataSource.manager, filter, actor);
  }

  /** For the live feed alone, which shows each watcher what `isShown` grants and notes it with `noteShown` before. */
  async readFeed(events: readonly OpinionEvent[]): Promise<FeedEntry[]> {
    return findFeedEntries(this.#dataSource.manager, events);
  }

  /** Notes in the audit what watchers are about to be shown. */
  async noteShown(showings: readonly Showing[]): Promise<void> {
    await recordShowings(this.#hotPath, showings);
  }

  /** The sender's own view. Undefined when no opinion has this receipt. */
  async findByReceipt(typedReceipt: string): Promise<OpinionOfReceipt | undefined> {
    // What is no receipt at all is looked for too: each asks the database once.
    const hash = hashTypedReceipt(typedReceipt, this.#secret) ?? randomBytes(32);
    return findByReceiptHash(this.#dataSource.manager, hash);
  }

  /** Those of the given opinions that the actor may read, as a related list shows them. */
  async findReadable(opinionIds: readonly string[], actor: Actor): Promise<Opinion[]> {
    const manager = this.#dataSource.manager;
    const opinions = (await manager.findBy(Opinion, { id: In([...opinionIds]) })).filter((opinion) => canRead(actor, opinion));
    await recordInAudit(this.#hotPath, actor, { act: "opinion:read", subjectIds: opinions.map(({ id }) => id) });
    return opinions;
  }

  /** How many of the given opinions the actor may read: others are not even counted (promise 3). */
  async countReadable(opinionIds: readonly string[], actor: Actor): Promise<number> {
    const unitIds = [...permittedUnits(actor, "opinion:read")];
    return this.#dataSource.manager.countBy(Opinion, { id: In([...opinionIds]), unitId: In(unitIds) });
  }

  /** What is similar to opinions that the actor reads, among those the actor may read. Ids and scores only. */
  async findSimilar(opinionIds: readonly string[], actor: Actor): Promise<Map<string, SimilarOpinions>> {
    return findSimilar(this.#dataSource.manager, { opinionIds, unitIds: permittedUnits(actor, "opinion:read") });
  }

  /** Those of the given ids that the actor may know of; no text is read. */
  async keepReadable(opinionIds: readonly string[], actor: Actor): Promise<Set<string>> {
    const unitIds = [...permittedUnits(actor, "opinion:read")];
    const rows = await this.#dataSource.manager.find(Opinion, { select: { id: true }, where: { id: In([...opinionIds]), unitId: In(unitIds) } });
    return new Set(rows.map(({ id }) => id));
  }

  /** The histories of opinions which the actor has been allowed to read already. */
  async findHistories(opinionIds: readonly string[]): Promise<OpinionDecision[]> {
    return findDecisions(this.#dataSource.manager, opinionIds);
  }

  /**
   * Marks the opinion as looked at, with a topic and an urgency; parts left out stay as they are.
   * @throws OpinionNotFound, NotAllowed, OpinionConflict, OpinionStepImpossible, InvalidInput (topic)
   */
  async triage(
    { topicId, urgency, ...on }: OnVersion & { topicId?: string | undefined; urgency?: Urgency | undefined },
    actor: Actor,
  ): Promise<Opinion> {
    return this.#decide("TRIAGED", on, actor, async (manager, opinion) => {
      if (topicId !== undefined && !(isUuid(topicId) && (await manager.existsBy(Topic, { id: topicId })))) {
        throw new InvalidInput({ vi: "Không có chủ đề này. Chọn lại trong danh sách.", en: "There is no such topic. Choose one from the list." });
      }
      return { ...decidableOf(opinion), status: "TRIAGED", topicId: topicId ?? opinion.topicId, urgency: urgency ?? opinion.urgency };
    });
  }

  /**
   * Takes the opinion out of the queues, for one of the listed reasons. Nothing is deleted.
   * @throws OpinionNotFound, NotAllowed, OpinionConflict, OpinionStepImpossible
   */
  async setAside({ reason, ...on }: OnVersion & { reason: SetAsideReason }, actor: Actor): Promise<Opinion> {
    return this.#decide("SET_ASIDE", on, actor, async (_manager, opinion) => ({
      ...decidableOf(opinion),
      status: "SET_ASIDE",
      setAsideReason: reason,
    }));
  }

  /**
   * Takes back the last decision that stands; the opinion is again as it was before it.
   * @throws OpinionNotFound, NotAllowed, OpinionConflict, OpinionStepImpossible (nothing to take back, or an answer)
   */
  async undoDecision(on: OnVersion, actor: Actor): Promise<Opinion> {
    return this.#change(on, actor, async (manager, opinion) => {
      const last = standingDecision(await findDecisions(manager, [opinion.id]));
      if (!last || last.kind === "ANSWERED" || last.kind === "WITHDRAWN") throw new OpinionStepImpossible(opinion);
      requireAllowed(mayUndo(actor, opinion, last), last.kind === "SET_ASIDE" ? "opinion:setAside" : "opinion:triage");
      return changeOpinion(manager, { opinion, change: { kind: "UNDONE", after: last.before, undoesId: last.id, at: this.#clock.now() }, actor });
    });
  }

  /**
   * Reserves the next opinions that nobody holds: the most urgent first, then the oldest. Two who ask at once get different ones.
   * Without a status in the filter it takes those not looked at yet. @throws NotAllowed, InvalidInput (count, filter)
   */
  async claimNext({ filter, count }: { filter: OpinionFilter; count: number }, actor: Actor): Promise<Opinion[]> {
    const staff = requireClaimant(actor, "opinion:triage");
    requirePageSize(count, LARGEST_CLAIM_BATCH);
    requireFilter(filter);
    const unitIds = permittedUnits(actor, "opinion:triage");
    const at = this.#clock.now();
    const claimed = await this.#dataSource.transaction(async (manager) => {
      const opinions: Opinion[] = [];
      // What a colleague took between the look and the lock is refused here; the next look no longer sees it.
      while (opinions.length < count) {
        const wanted = count - opinions.length;
        const free = await findNextFree(manager, { filter: { status: ["RECEIVED"], ...filter }, unitIds, count: wanted, at });
        if (free.length === 0) break;
        const held = await takeHolds(manager, { kind: "OPINION", subjects: free, staffId: staff.id, at });
        const heldIds = new Set(held.map(({ subject }) => subject.id));
        opinions.push(...free.filter(({ id }) => heldIds.has(id)));
      }
      return opinions;
    });
    if (claimed.length > 0) this.#wakeUps.hint();
    await recordInAudit(this.#hotPath, actor, { act: "opinion:read", subjectIds: claimed.map(({ id }) => id) });
    return claimed;
  }

  #decide(
    decision: StaffDecision,
    on: OnVersion,
    actor: Actor,
    afterOf: (manager: EntityManager, opinion: Opinion) => Promise<ReturnType<typeof decidableOf>>,
  ): Promise<Opinion> {
    return this.#change(on, actor, async (manager, opinion) => {
      requireAllowed(...DECISION_RULES[decision](actor, opinion));
      if (!isPossible(decision, opinion.status)) throw new OpinionStepImpossible(opinion);
      const after = await afterOf(manager, opinion);
      return changeOpinion(manager, { opinion, change: { kind: decision, after, at: this.#clock.now() }, actor });
    });
  }

  async #change(
    { opinionId, expectedVersion, fencingNumber }: OnVersion,
    actor: Actor,
    apply: (manager: EntityManager, opinion: Opinion) => Promise<Opinion>,
  ): Promise<Opinion> {
    let shownId: string | undefined;
    const work = this.#dataSource.transaction(async (manager) => {
      const opinion = isUuid(opinionId) ? await lockOpinion(manager, opinionId) : null;
      if (!opinion || !canRead(actor, opinion)) throw new OpinionNotFound(opinionId);
      shownId = opinion.id;
      await requireHold(manager, { kind: "OPINION", id: opinion.id }, { fencingNumber, actor, at: this.#clock.now() });
      if (opinion.version !== expectedVersion) throw new OpinionConflict(opinion, (await findDecisions(manager, [opinionId])).at(-1));
      const changed = await apply(manager, opinion);
      await endHold(manager, { kind: "OPINION", id: opinion.id });
      return changed;
    });
    try {
      const changed = await work;
      this.#wakeUps.hint();
      return changed;
    } finally {
      // Every outcome shows the opinion, a conflict too; noted outside of the transaction, which a conflict undoes.
      if (shownId) await recordInAudit(this.#hotPath, actor, { act: "opinion:read", subjectIds: [shownId] });
    }
  }
}

/** An answer comes with an article, and only the sender withdraws. */
type StaffDecision = Exclude<ForwardDecision, "ANSWERED" | "WITHDRAWN">;

const DECISION_RULES: Record<StaffDecision, (actor: Actor, opinion: Opinion) => [boolean, Permission]> = {
  TRIAGED: (actor, opinion) => [mayTriage(actor, opinion), "opinion:triage"],
  SET_ASIDE: (actor, opinion) => [maySetAside(actor, opinion), "opinion:setAside"],
};

/** An empty list or a broken id must never come to mean "all". */
export function requireFilter({ status, urgency, channel, unitId, topicId, text }: OpinionFilter): void {
  const lists = [status, urgency, channel].filter((list) => list !== undefined);
  const ids = [unitId, topicId].filter((id) => id !== undefined);
  if (lists.every((list) => list.length > 0) && ids.every(isUuid) && [...(channel ?? []), text ?? ""].every(isWellFormedText)) return;
  throw new InvalidInput({
    vi: "Bộ lọc có phần trống hoặc mã không đúng. Bỏ phần đó hoặc chọn lại.",
    en: "The filter has an empty list or an id that is none. Leave that part out or choose again.",
  });
}

/** What the system does with opinions when an article answers them; joins the caller's transaction. */
export async function recordAnswered(manager: EntityManager, { opinionIds, at }: { opinionIds: readonly string[]; at: Date }): Promise<void> {
  for (const opinionId of opinionIds.toSorted()) {
    const opinion = await lockOpinion(manager, opinionId);
    if (!opinion || !isPossible("ANSWERED", opinion.status)) continue;
    await changeOpinion(manager, {
      opinion,
      change: { kind: "ANSWERED", after: { ...decidableOf(opinion), status: "ANSWERED" }, at },
      actor: ARTICLE_WORKER,
    });
  }
}

/** The reverse, when the article is withdrawn: each opinion is again as it was before the answer. */
export async function takeBackAnswered(manager: EntityManager, { opinionIds, at }: { opinionIds: readonly string[]; at: Date }): Promise<void> {
  for (const opinionId of opinionIds.toSorted()) {
    const opinion = await lockOpinion(manager, opinionId);
    const last = opinion && standingDecision(await findDecisions(manager, [opinionId]));
    if (!opinion || last?.kind !== "ANSWERED") continue;
    await changeOpinion(manager, { opinion, change: { kind: "UNDONE", after: last.before, undoesId: last.id, at }, actor: ARTICLE_WORKER });
  }
}

const ARTICLE_WORKER = { kind: "system", name: "articles" } as const;
