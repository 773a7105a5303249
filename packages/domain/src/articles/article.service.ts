import { randomUUID } from "node:crypto";
import { isWellFormedText } from "@langnghe/text";
import { type DataSource, type EntityManager, In } from "typeorm";
import { recordInAudit } from "../access/audit.ts";
import { requireHold } from "../claims/holds.ts";
import { appendEvents } from "../events/append-events.ts";
import type { WakeUps } from "../events/wake-up.ts";
import { type Actor, type Permission, permittedUnits, requireAllowed, type StaffActor } from "../foundation/actor.ts";
import type { Clock } from "../foundation/clock.ts";
import { NotAllowed } from "../foundation/domain-error.ts";
import { isUuid, type Page, type PageRequest, requirePageSize } from "../foundation/page.ts";
import type { Replicas } from "../foundation/replicas.ts";
import { requireWellFormed } from "../foundation/require-text.ts";
import { Article } from "./article.entity.ts";
import { ArticleConflict, ArticleNotFound, ArticleStepImpossible } from "./article.errors.ts";
import { approvalHindrance, canReadDraft, mayMove, mayWrite } from "./article.policy.ts";
import {
  type ArticleDraftFilter,
  findAnsweredIds,
  findDraftPage,
  findLastRevisionNumber,
  findPublishedAnswers,
  findPublishedPage,
  findSteps,
  findWriterIds,
  findWritersOf,
  lockArticle,
} from "./article.queries.ts";
import { type ArticleContent, requireWholeContent, toKeptContent } from "./article-content.ts";
import { ArticleRevision } from "./article-revision.entity.ts";
import { type ArticleMove, type ArticleStepKind, isEditable, isStepPossible } from "./article-status.ts";
import { ArticleStep } from "./article-step.entity.ts";
import { ACT_OF_STEP } from "./article-step-acts.ts";
import { insertAnswers } from "./revision-answers.ts";
import { freeSlug } from "./slug.ts";
import { STEP_HINDRANCES } from "./step-hindrances.ts";

export const LARGEST_ARTICLE_PAGE = 100;

export interface ArticleInHand {
  readonly articleId: string;
  /** The version the caller looked at; another one by now is a conflict. */
  readonly expectedVersion: number;
  /** Of the claim the caller edits under; asked when a revision is saved. */
  readonly fencingNumber?: number | undefined;
}

interface ArticleParts {
  readonly dataSource: DataSource;
  readonly replicas: Replicas;
  readonly clock: Clock;
  readonly wakeUps: WakeUps;
}

/** Articles: written, read by a second person, published in the union's name, corrected and withdrawn in public. */
export class ArticleService {
  readonly #dataSource: DataSource;
  readonly #replicas: Replicas;
  readonly #clock: Clock;
  readonly #wakeUps: WakeUps;

  constructor({ dataSource, replicas, clock, wakeUps }: ArticleParts) {
    this.#dataSource = dataSource;
    this.#replicas = replicas;
    this.#clock = clock;
    this.#wakeUps = wakeUps;
  }

  /** What the public may list. */
  async listPublished({ first, after }: PageRequest): Promise<Page<Article>> {
    requirePageSize(first, LARGEST_ARTICLE_PAGE);
    return this.#replicas.upToDate((reader) => findPublishedPage(reader, { first, after }));
  }

  /** What the public reads at an address; a withdrawn article too, with its reason. */
  async findPublished(slug: string): Promise<Article | null> {
    return isWellFormedText(slug) ? this.#dataSource.manager.findOneBy(Article, { slug }) : null;
  }

  async findAnswersTo(opinionId: string): Promise<Article[]> {
    return findPublishedAnswers(this.#dataSource.manager, opinionId);
  }

  async findRevisions(revisionIds: readonly string[]): Promise<ArticleRevision[]> {
    return this.#dataSource.manager.findBy(ArticleRevision, { id: In([...revisionIds]) });
  }

  async findHistories(articleIds: readonly string[]): Promise<ArticleStep[]> {
    return findSteps(this.#dataSource.manager, articleIds);
  }

  async findWriters(articleIds: readonly string[]): Promise<{ articleId: string; staffId: string }[]> {
    return findWritersOf(this.#dataSource.manager, articleIds);
  }

  /** The opinions that the newest revision answers. */
  async findAnsweredIds({ workingRevisionId }: Article): Promise<string[]> {
    return findAnsweredIds(this.#dataSource.manager, workingRevisionId);
  }

  /** Who cannot approve, since they wrote what is to be published. */
  async findUnapprovedWriters(article: Article): Promise<string[]> {
    return findWriterIds(this.#dataSource.manager, article);
  }

  async listDrafts({ filter, first, after }: PageRequest & { filter: ArticleDraftFilter }, actor: Actor): Promise<Page<Article>> {
    requirePageSize(first, LARGEST_ARTICLE_PAGE);
    requireWellFormed(filter.text ?? "");
    const request = { filter, unitIds: permittedUnits(actor, "article:read"), first, after };
    return this.#replicas.upToDate((reader) => findDraftPage(reader, request));
  }

  async readDraft(articleId: string, actor: Actor): Promise<Article | null> {
    const article = isUuid(articleId) ? await this.#dataSource.manager.findOneBy(Article, { id: articleId }) : null;
    return article && canReadDraft(actor, article) ? article : null;
  }

  /** Starts an article for a unit. @throws NotAllowed, ArticleStepImpossible (content) */
  async start(
    { unitId, content, opinionIds }: { unitId: string; content: ArticleContent; opinionIds: readonly string[] },
    actor: Actor,
  ): Promise<Article> {
    const kept = toKeptContent(content);
    return this.#dataSource.transaction(async (manager) => {
      requireAllowed(mayWrite(actor, { unitId }), "article:write");
      const staff = requireStaff(actor, "article:write");
      const article = this.#newArticle(unitId);
      await manager.insert(Article, article);
      await this.#insertRevision(manager, { article, content: kept, writer: staff });
      await this.#recordStep(manager, article, { kind: "STARTED", actor });
      await insertAnswers(manager, actor, { revisionId: article.workingRevisionId, opinionIds, knownIds: [] });
      return article;
    });
  }

  /** Saves a new revision of a draft. @throws ArticleNotFound, ArticleConflict, ClaimConflict, ClaimOutdated, NotAllowed, ArticleStepImpossible */
  async save(
    { content, opinionIds, ...inHand }: ArticleInHand & { content: ArticleContent; opinionIds: readonly string[] },
    actor: Actor,
  ): Promise<Article> {
    const kept = toKeptContent(content);
    return this.#change(inHand, actor, async (manager, article) => {
      requireAllowed(mayWrite(actor, article), "article:write");
      if (!isEditable(article.status)) throw new ArticleStepImpossible(STEP_HINDRANCES.notEditable, { article });
      await requireHold(manager, { kind: "ARTICLE", id: article.id }, { fencingNumber: inHand.fencingNumber, actor, at: this.#clock.now() });
      const knownIds = await findAnsweredIds(manager, article.workingRevisionId);
      await this.#insertRevision(manager, { article, content: kept, writer: requireStaff(actor, "article:write") });
      await insertAnswers(manager, actor, { revisionId: article.workingRevisionId, opinionIds, knownIds });
      await recordInAudit(manager, actor, { act: "article:save", subjectIds: [article.id], unitId: article.unitId });
      return undefined;
    });
  }

  /** @throws ArticleStepImpossible naming the field that is missing */
  async sendForReview(inHand: ArticleInHand, actor: Actor): Promise<Article> {
    return this.#move("SENT_FOR_REVIEW", inHand, actor, async (manager, article) => {
      const revision = await manager.findOneByOrFail(ArticleRevision, { id: article.workingRevisionId });
      requireWholeContent(revision);
      article.status = "IN_REVIEW";
      return {};
    });
  }

  /** Back to the writers, with a word on what to change. */
  async returnToWriters({ note, ...inHand }: ArticleInHand & { note: string }, actor: Actor): Promise<Article> {
    return this.#move("RETURNED", inHand, actor, async (_manager, article) => {
      Object.assign(article, { status: "DRAFT", approvedRevisionId: null, approvedBy: null, publishAt: null });
      return { note: requireNote(note, article) };
    });
  }

  /** A second person stands in for this very revision. @throws ArticleStepImpossible when the actor wrote any of it */
  async approve(inHand: ArticleInHand, actor: Actor): Promise<Article> {
    return this.#move("APPROVED", inHand, actor, async (manager, article) => {
      const hindrance = approvalHindrance(actor, await findWriterIds(manager, article));
      if (hindrance) throw new ArticleStepImpossible(hindrance, { article });
      Object.assign(article, {
        status: "APPROVED",
        approvedRevisionId: article.workingRevisionId,
        approvedBy: requireStaff(actor, "article:approve").id,
      });
      return {};
    });
  }

  /** Publishes the approved revision now, or at a later moment. */
  async publish({ publishAt, ...inHand }: ArticleInHand & { publishAt?: Date | undefined }, actor: Actor): Promise<Article> {
    if (publishAt === undefined) {
      const published = await this.#move("PUBLISHED", inHand, actor, (manager, article) => this.#publish(manager, article));
      this.#wakeUps.hint();
      return published;
    }
    return this.#move("SCHEDULED", inHand, actor, async (_manager, article) => {
      if (publishAt <= this.#clock.now()) throw new ArticleStepImpossible(STEP_HINDRANCES.past, { article, field: "publishAt" });
      Object.assign(article, { status: "SCHEDULED", publishAt });
      return {};
    });
  }

  /** Opens a published article for a correction; the public goes on reading the published revision meanwhile. */
  async startCorrection({ note, ...inHand }: ArticleInHand & { note: string }, actor: Actor): Promise<Article> {
    return this.#move("CORRECTION_STARTED", inHand, actor, async (_manager, article) => {
      const reason = requireNote(note, article);
      Object.assign(article, { status: "DRAFT", approvedRevisionId: null, approvedBy: null, pendingCorrectionNote: reason });
      return { note: reason };
    });
  }

  /** Takes an article back in public: its address stays and says why. */
  async withdraw({ reason, ...inHand }: ArticleInHand & { reason: string }, actor: Actor): Promise<Article> {
    const withdrawn = await this.#move("WITHDRAWN", inHand, actor, async (manager, article) => {
      const note = requireNote(reason, article);
      Object.assign(article, { status: "WITHDRAWN", withdrawnAt: this.#clock.now(), withdrawalReason: note });
      await appendEvents(manager, [{ name: "ArticleWithdrawn", subjectId: article.id, payload: { unitId: article.unitId } }]);
      return { note };
    });
    this.#wakeUps.hint();
    return withdrawn;
  }

  /** Publishes what is due; each article once, however many processes ask. Returns how many. */
  async publishDue(): Promise<number> {
    const published = await this.#dataSource.transaction(async (manager) => {
      const due = await manager
        .createQueryBuilder(Article, "article")
        .where("article.status = 'SCHEDULED' AND article.publishAt <= :now", { now: this.#clock.now() })
        .orderBy("article.publishAt")
        .limit(20)
        .setLock("pessimistic_write")
        .setOnLocked("skip_locked")
        .getMany();
      for (const article of due) {
        const { kind } = await this.#publish(manager, article);
        await this.#store(manager, article);
        await this.#recordStep(manager, article, { kind, actor: SCHEDULE });
      }
      return due.length;
    });
    if (published > 0) this.#wakeUps.hint();
    return published;
  }

  #newArticle(unitId: string): Article {
    return Object.assign(new Article(), {
      id: randomUUID(),
      unitId,
      status: "DRAFT",
      slug: null,
      workingRevisionId: randomUUID(),
      approvedRevisionId: null,
      approvedBy: null,
      publishedRevisionId: null,
      publishAt: null,
      publishedAt: null,
      correctedAt: null,
      correctionNote: null,
      pendingCorrectionNote: null,
      withdrawnAt: null,
      withdrawalReason: null,
      version: 1,
      updatedAt: this.#clock.now(),
    } satisfies Partial<Article>);
  }

  async #insertRevision(
    manager: EntityManager,
    { article, content, writer }: { article: Article; content: ArticleContent; writer: StaffActor },
  ): Promise<void> {
    const number = (await findLastRevisionNumber(manager, article.id)) + 1;
    if (number > 1) article.workingRevisionId = randomUUID();
    const { kind, title, summary, body, byline, sources } = content;
    await manager.insert(ArticleRevision, {
      id: article.workingRevisionId,
      articleId: article.id,
      number,
      kind,
      title,
      summary,
      body,
      byline,
      sources: [...sources],
      writtenBy: writer.id,
      writtenAt: this.#clock.now(),
    });
  }

  async #publish(manager: EntityManager, article: Article): Promise<{ readonly kind: ArticleStepKind }> {
    if (!article.approvedRevisionId || article.approvedRevisionId !== article.workingRevisionId)
      throw new ArticleStepImpossible(STEP_HINDRANCES.notApproved, { article });
    const isFirst = article.publishedAt === null;
    const now = this.#clock.now();
    Object.assign(article, { status: isFirst ? "PUBLISHED" : "CORRECTED", publishedRevisionId: article.approvedRevisionId, publishAt: null });
    if (isFirst) Object.assign(article, { publishedAt: now, slug: await freeSlug(manager, article) });
    else Object.assign(article, { correctedAt: now, correctionNote: article.pendingCorrectionNote, pendingCorrectionNote: null });
    await appendEvents(manager, [
      { name: "ArticlePublished", subjectId: article.id, payload: { unitId: article.unitId, revisionId: article.approvedRevisionId } },
    ]);
    return { kind: isFirst ? "PUBLISHED" : "CORRECTED" };
  }

  /** Takes a step: right, state, effect, history. */
  #move(
    move: ArticleMove,
    inHand: ArticleInHand,
    actor: Actor,
    effect: (manager: EntityManager, article: Article) => Promise<StepDetail>,
  ): Promise<Article> {
    return this.#change(inHand, actor, async (manager, article) => {
      requireAllowed(mayMove(actor, article, move), PERMISSION_OF_MOVE[move]);
      if (!isStepPossible(move, article.status)) throw new ArticleStepImpossible(STEP_HINDRANCES.notFromHere, { article });
      const detail = await effect(manager, article);
      return { kind: move, ...detail, actor };
    });
  }

  async #change(
    { articleId, expectedVersion }: ArticleInHand,
    actor: Actor,
    apply: (manager: EntityManager, article: Article) => Promise<NewStep | undefined>,
  ): Promise<Article> {
    return this.#dataSource.transaction(async (manager) => {
      const article = isUuid(articleId) ? await lockArticle(manager, articleId) : null;
      if (!article || !canReadDraft(actor, article)) throw new ArticleNotFound(articleId);
      if (article.version !== expectedVersion) throw new ArticleConflict(article);
      const step = await apply(manager, article);
      await this.#store(manager, article);
      if (step) await this.#recordStep(manager, article, step);
      return article;
    });
  }

  async #store(manager: EntityManager, article: Article): Promise<void> {
    article.version += 1;
    article.updatedAt = this.#clock.now();
    const { id, ...columns } = article;
    await manager.update(Article, id, columns);
  }

  async #recordStep(manager: EntityManager, article: Article, { kind, note, actor }: NewStep): Promise<void> {
    await manager.insert(ArticleStep, {
      id: randomUUID(),
      articleId: article.id,
      articleVersion: article.version,
      kind,
      revisionNumber: await findLastRevisionNumber(manager, article.id),
      note: note ?? null,
      takenBy: actor.kind === "staff" ? actor.id : null,
      takenAt: this.#clock.now(),
    });
    await recordInAudit(manager, actor, { act: ACT_OF_STEP[kind], subjectIds: [article.id], unitId: article.unitId, reason: note });
  }
}

/** What an effect adds to the line of history. */
interface StepDetail {
  /** Where it is not the move's own: a publication may be the first, or a correction. */
  readonly kind?: ArticleStepKind;
  readonly note?: string;
}

interface NewStep extends StepDetail {
  readonly kind: ArticleStepKind;
  readonly actor: Actor;
}

const SCHEDULE = { kind: "system", name: "schedule" } as const;

const PERMISSION_OF_MOVE: Readonly<Record<ArticleMove, Permission>> = {
  SENT_FOR_REVIEW: "article:write",
  RETURNED: "article:approve",
  APPROVED: "article:approve",
  SCHEDULED: "article:publish",
  PUBLISHED: "article:publish",
  CORRECTION_STARTED: "article:write",
  WITHDRAWN: "article:publish",
};

function requireNote(note: string, article: Article): string {
  if (!isWellFormedText(note)) throw new ArticleStepImpossible(STEP_HINDRANCES.brokenNote, { article, field: "note" });
  if (note.trim() === "") throw new ArticleStepImpossible(STEP_HINDRANCES.note, { article, field: "note" });
  return note.trim();
}

/** Articles are signed work: a key never writes, approves or publishes one. */
function requireStaff(actor: Actor, permission: Permission): StaffActor {
  if (actor.kind !== "staff") throw new NotAllowed(permission);
  return actor;
}
