import { randomUUID } from "node:crypto";
import type { DataSource } from "typeorm";
import { CLIENT_SCOPES, type Role } from "../access/index.ts";
import type { ArticleContent, Article as WrittenArticle } from "../articles/index.ts";
import { createDomain, type Domain } from "../domain.ts";
import type { Clock, StaffActor, SystemActor } from "../foundation/index.ts";
import { Channel, Organization, Topic, Unit } from "../organization/index.ts";
import { type DemoSample, readDemoSample, type SampleArticle, type SampleOpinion } from "./demo-sample.ts";
import { createDemoStaff, type DemoAccount } from "./demo-staff.ts";

const SEEDER: SystemActor = { kind: "system", name: "demo" };
const QUARTER_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const ORGANIZATION = { name: "Công đoàn Năng lượng Tân Lạch", shortName: "CĐ Tân Lạch", timeZone: "Asia/Ho_Chi_Minh", retentionMonths: 24 };
const VIETNAM_OFFSET_MS = 7 * 60 * 60_000;

export interface SeededDemo {
  readonly accounts: readonly DemoAccount[];
  readonly apiClient: { readonly name: string; readonly key: string };
}

/** The demo is lived through in its own time: each step at the moment the sample says. */
class StoryClock implements Clock {
  #now: Date;

  constructor(readonly end: Date) {
    this.#now = end;
  }

  now(): Date {
    return this.#now;
  }

  /** Never later than the real present. */
  moveTo(moment: Date): void {
    this.#now = moment < this.end ? moment : this.end;
  }
}

/**
 * Whether nothing has been set up in this database yet. The organization is written last, so units without one mean
 * that filling the demo was cut off; nobody can have worked with such a database.
 */
export async function isUntouched({ manager }: DataSource): Promise<boolean> {
  if (await manager.existsBy(Organization, { isOnly: true })) return false;
  if ((await manager.count(Unit)) === 0) return true;
  throw new Error("Filling the demo organization was cut off. Remove the data folder (or the database) and start again.");
}

/**
 * Fills an untouched database with the demo organization, through the same services as everybody else:
 * so every demo opinion and article has the history it would have in real life.
 */
export async function seedDemo({ dataSource, databaseUrl, now }: { dataSource: DataSource; databaseUrl: string; now: Date }): Promise<SeededDemo> {
  const clock = new StoryClock(now);
  const domain = await createDomain({ dataSource, databaseUrl, clock });
  try {
    const sample = await readDemoSample();
    const rootUnitId = await insertTree(dataSource, sample);
    const accounts = await createDemoStaff(domain.access, rootUnitId);
    const { key } = await domain.apiClients.install({ name: "Hệ thống mẫu", scopes: CLIENT_SCOPES, unitIds: [rootUnitId] }, SEEDER);
    const story: Story = { domain, clock, people: await signInPeople(domain, accounts) };
    const opinionIds = await tellOpinions(story, sample);
    await tellArticles(story, { sample, opinionIds });
    clock.moveTo(clock.end);
    await domain.insight.freezeDue();
    await dataSource.manager.insert(Organization, { isOnly: true, ...ORGANIZATION });
    return { accounts, apiClient: { name: "Hệ thống mẫu", key } };
  } finally {
    await domain.close();
  }
}

interface Story {
  readonly domain: Domain;
  readonly clock: StoryClock;
  readonly people: ReadonlyMap<Role, StaffActor>;
}

async function insertTree(dataSource: DataSource, { units, topics, channels }: DemoSample): Promise<string> {
  const idOfCode = new Map(units.map(({ code }) => [code, randomUUID()]));
  const idOf = (code: string) => required(idOfCode.get(code), `unit ${code}`);
  const root = required(
    units.find(({ parentCode }) => parentCode === null),
    "root unit",
  );
  await dataSource.transaction(async (manager) => {
    for (const [position, { code, name, parentCode, isChoosable }] of units.entries()) {
      await manager.insert(Unit, {
        id: idOf(code),
        code,
        name,
        isChoosable,
        position,
        memberCount: isChoosable ? 120 : 12,
        parentId: parentCode === null ? null : idOf(parentCode),
      });
    }
    await manager.insert(
      Topic,
      topics.map(({ code, vi, en }, position) => ({ id: randomUUID(), code, nameVi: vi, nameEn: en, position })),
    );
    await manager.insert(
      Channel,
      channels.map((channel) => ({ id: randomUUID(), ...channel })),
    );
  });
  return idOf(root.code);
}

/** The people as they act in the story; their sessions end again at once. */
async function signInPeople({ access }: Domain, accounts: readonly DemoAccount[]): Promise<ReadonlyMap<Role, StaffActor>> {
  const people = new Map<Role, StaffActor>();
  for (const { role, email, password } of accounts) {
    const { actor } = await access.signIn({ email, password });
    await access.signOut(actor);
    people.set(role, actor);
  }
  return people;
}

async function tellOpinions({ domain, clock, people }: Story, { opinions }: DemoSample): Promise<string[]> {
  const topics = new Map((await domain.organization.listTopics()).map(({ code, id }) => [code, id]));
  const moderator = required(people.get("MODERATOR"), "moderator");
  const ids: string[] = [];
  for (const opinion of opinions) {
    const receivedAt = momentOf(opinion, clock.end);
    clock.moveTo(receivedAt);
    const [outcome] = await domain.intake.submitBatch(
      { channel: opinion.channel, opinions: [{ text: opinion.text, unitCode: opinion.unitCode, occurredAt: receivedAt }] },
      SEEDER,
    );
    if (outcome?.kind !== "ACCEPTED") throw new Error("The demo sample holds an opinion that was not accepted");
    ids.push(outcome.opinionId);
    clock.moveTo(new Date(receivedAt.getTime() + 3 * QUARTER_MS));
    const on = { opinionId: outcome.opinionId, expectedVersion: 1 };
    if (opinion.decision?.kind === "TRIAGED")
      await domain.opinions.triage({ ...on, topicId: topics.get(opinion.topic ?? ""), urgency: opinion.urgency }, moderator);
    if (opinion.decision?.kind === "SET_ASIDE") await domain.opinions.setAside({ ...on, reason: opinion.decision.reason }, moderator);
  }
  return ids;
}

async function tellArticles(story: Story, { sample, opinionIds }: { sample: DemoSample; opinionIds: readonly string[] }): Promise<void> {
  const unitIds = new Map((await story.domain.organization.listUnits()).map(({ unit }) => [unit.code, unit.id]));
  const byAge = sample.articles.toSorted((a, b) => (b.daysAgo ?? 0) - (a.daysAgo ?? 0));
  for (const article of byAge) {
    await tellArticle(story, {
      article,
      unitId: required(unitIds.get(article.unitCode), `unit ${article.unitCode}`),
      answers: article.answers.map((line) => required(opinionIds[line], `opinion ${line}`)),
    });
  }
}

/** Walks an article to the state the sample wants: each step by the person who would take it. */
async function tellArticle(
  { domain: { articles }, clock, people }: Story,
  { article, unitId, answers }: { article: SampleArticle; unitId: string; answers: readonly string[] },
): Promise<void> {
  const editor = required(people.get("EDITOR"), "editor");
  const approver = required(people.get("APPROVER"), "approver");
  const publishedAt = new Date(clock.end.getTime() - (article.daysAgo ?? 0) * DAY_MS);
  clock.moveTo(new Date(Math.min(publishedAt.getTime(), clock.end.getTime()) - DAY_MS));
  const inHand = ({ id, version }: WrittenArticle) => ({ articleId: id, expectedVersion: version });

  let current = await articles.start({ unitId, content: contentOf(article), opinionIds: answers }, editor);
  if (article.state === "DRAFT") return;
  current = await articles.sendForReview(inHand(current), editor);
  if (article.state === "IN_REVIEW") return;
  current = await articles.approve(inHand(current), approver);
  if (article.state === "APPROVED") return;
  if (article.state === "SCHEDULED") return void (await articles.publish({ ...inHand(current), publishAt: publishedAt }, approver));
  clock.moveTo(publishedAt);
  current = await articles.publish(inHand(current), approver);
  clock.moveTo(new Date(publishedAt.getTime() + DAY_MS));
  if (article.withdrawal) await articles.withdraw({ ...inHand(current), reason: article.withdrawal.reason }, approver);
  if (article.correction) {
    const { note, title = article.title, body } = article.correction;
    current = await articles.startCorrection({ ...inHand(current), note }, editor);
    current = await articles.save({ ...inHand(current), content: { ...contentOf(article), title, body }, opinionIds: answers }, editor);
    current = await articles.sendForReview(inHand(current), editor);
    current = await articles.approve(inHand(current), approver);
    await articles.publish(inHand(current), approver);
  }
}

function contentOf({ kind, title, summary, body, byline, sources }: SampleArticle): ArticleContent {
  return { kind, title, summary, body, byline, sources };
}

/** Days and quarters of the sample are counted in Vietnamese days. */
function momentOf({ daysAgo, quarter }: SampleOpinion, now: Date): Date {
  const startOfToday = Math.floor((now.getTime() + VIETNAM_OFFSET_MS) / DAY_MS) * DAY_MS - VIETNAM_OFFSET_MS;
  return new Date(Math.min(startOfToday - daysAgo * DAY_MS + quarter * QUARTER_MS, now.getTime()));
}

function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The demo sample lacks: ${what}`);
  return value;
}
