import type { Client } from "graphql-ws";
import { beforeAll, describe, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { until } from "../support/until.ts";
import { watchFeed } from "../support/watch-feed.ts";
import { aWorld, TestClock, type TestStaff, type World } from "../support/world.ts";

let world: World;
let api: TestApi;
let mai: TestStaff;
let tuan: TestStaff;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  mai = await world.aStaffMember({ role: "MODERATOR", name: "Mai Hạnh" });
  tuan = await world.aStaffMember({ role: "MODERATOR", name: "Trần Tuấn", locale: "EN" });
});

const CLAIM = `mutation ($id: ID!) { claimOpinion(input: { opinionId: $id }) {
  __typename ... on OpinionClaimed { claim { fencingNumber holder { name } } opinion { id version viewerCanClaim claim { holder { name } } } }
  ... on ClaimConflict { message holder { name } expiresAt } } }`;
const TRIAGE = `mutation ($input: TriageOpinionInput!) { triageOpinion(input: $input) {
  __typename ... on OpinionDecided { opinion { claim { holder { name } } } } ... on ClaimConflict { holder { name } } ... on ClaimOutdated { message } } }`;
const RELEASE = "mutation ($ids: [ID!]!) { releaseClaims(input: { kind: OPINION, ids: $ids }) }";
const KEEP = "mutation ($id: ID!, $mode: PresenceMode!) { keepPresence(input: { subject: { kind: OPINION, id: $id }, mode: $mode }) }";
const LEAVE = "mutation ($id: ID!) { leavePresence(input: { subject: { kind: OPINION, id: $id } }) }";

describe("a claim over the API", () => {
  test("goes to the first who asks; the second reads the holder's name, and decides nothing", async () => {
    const { id } = await world.anOpinion();
    const won = await api.ask(CLAIM, { id }, mai);
    expect(won.data.claimOpinion).toMatchObject({ __typename: "OpinionClaimed", claim: { fencingNumber: 1 }, opinion: { viewerCanClaim: true } });
    const refused = await api.ask(CLAIM, { id }, tuan);
    expect(refused.data.claimOpinion).toMatchObject({ __typename: "ClaimConflict", holder: { name: "Mai Hạnh" } });
    expect(refused.data.claimOpinion.message).toMatch(/^Mai Hạnh is working on this opinion/);
    const late = await api.ask(TRIAGE, { input: { opinionId: id, expectedVersion: 1 } }, tuan);
    expect(late.data.triageOpinion).toEqual({ __typename: "ClaimConflict", holder: { name: "Mai Hạnh" } });
    const own = await api.ask(TRIAGE, { input: { opinionId: id, expectedVersion: 1, fencingNumber: 1 } }, mai);
    expect(own.data.triageOpinion).toEqual({ __typename: "OpinionDecided", opinion: { claim: null } });
  });

  test("that was another's since comes too late", async () => {
    const { id } = await world.anOpinion();
    await api.ask(CLAIM, { id }, mai);
    await api.ask(RELEASE, { ids: [id] }, mai);
    await api.ask(CLAIM, { id }, tuan);
    await api.ask(RELEASE, { ids: [id] }, tuan);
    const late = await api.ask(TRIAGE, { input: { opinionId: id, expectedVersion: 1, fencingNumber: 1 } }, mai);
    expect(late.data.triageOpinion.__typename).toBe("ClaimOutdated");
  });

  test("and its end come through the feed, with the holder's name, where the opinion passes the filter", async () => {
    const socket = api.connect(tuan);
    const all = watchFeed(socket);
    const hotspots = watchFeed(socket, { filter: { urgency: ["HOTSPOT"] } });
    const { id } = await openedWhile(all, () => world.anOpinion());
    await api.ask(CLAIM, { id }, mai);
    await api.ask(RELEASE, { ids: [id] }, mai);
    const told = () => all.items.filter(({ opinion, kind }) => opinion.id === id && kind !== "RECEIVED");
    await until("both are told", () => told().length === 2);
    expect(told().map(({ kind, decidedBy }) => [kind, decidedBy?.name])).toEqual([
      ["CLAIMED", "Mai Hạnh"],
      ["CLAIM_RELEASED", "Mai Hạnh"],
    ]);
    expect(hotspots.items).toEqual([]);
    await socket.dispose();
  });
});

describe("presence", () => {
  test("shows a colleague as they come, begin to edit, and go", async () => {
    const { id } = await world.anOpinion();
    const socket = api.connect(tuan);
    const states = watchPresence(socket, [id]);
    const last = () => states.at(-1)?.people;
    await api.ask(KEEP, { id, mode: "VIEWING" }, mai);
    await until("she is seen", () => JSON.stringify(last()) === JSON.stringify([{ mode: "VIEWING", member: { name: "Mai Hạnh" } }]));
    await api.ask(KEEP, { id, mode: "EDITING" }, mai);
    await until("she is seen editing", () => last()?.[0]?.mode === "EDITING");
    await api.ask(LEAVE, { id }, mai);
    await until("she is gone", () => last()?.length === 0);
    await socket.dispose();
  });

  test("is silent about what lies in other units", async () => {
    const stranger = await world.aStaffMember({ role: "MODERATOR", unit: "plantB" });
    const [foreign, own] = [await world.anOpinion({ unit: "plantA" }), await world.anOpinion({ unit: "plantB" })];
    const socket = api.connect(stranger);
    const states = watchPresence(socket, [foreign.id, own.id]);
    await api.ask(KEEP, { id: foreign.id, mode: "VIEWING" }, mai);
    await api.ask(KEEP, { id: own.id, mode: "VIEWING" }, mai);
    await until("one's own unit is told", () => states.length > 0);
    expect(states.map(({ subjectId }) => subjectId)).toEqual([own.id]);
    await socket.dispose();
  });

  test("that is not kept up is forgotten", async () => {
    const { id } = await world.anOpinion();
    await world.domain.presence.keep({ kind: "OPINION", id }, "VIEWING", mai);
    world.clock.moveBy(60_000);
    expect(await world.domain.presence.forgetExpired()).toBeGreaterThan(0);
    expect(await world.domain.dataSource.query("SELECT FROM presence WHERE subject_id = $1", [id])).toEqual([]);
  });
});

interface PeopleAt {
  readonly subjectId: string;
  readonly people: readonly { readonly mode: string; readonly member: { readonly name: string } }[];
}

function watchPresence(socket: Client, ids: readonly string[]): readonly PeopleAt[] {
  const states: PeopleAt[] = [];
  socket.subscribe<{ presence: PeopleAt }>(
    {
      query: "subscription ($subjects: [SubjectInput!]!) { presence(subjects: $subjects) { subjectId people { mode member { name } } } }",
      variables: { subjects: ids.map((id) => ({ kind: "OPINION", id })) },
    },
    { next: ({ data }) => void (data && states.push(data.presence)), error: () => undefined, complete: () => undefined },
  );
  return states;
}

/** An opinion that came in while the feed was open for certain. */
async function openedWhile(feed: ReturnType<typeof watchFeed>, arrive: () => Promise<{ id: string }>): Promise<{ id: string }> {
  for (;;) {
    const opinion = await arrive();
    const isTold = () => feed.items.some(({ opinion: { id } }) => id === opinion.id);
    if (await until("it is told", isTold, { withinMs: 500 }).catch(() => false)) return opinion;
  }
}
