import { foldText } from "@langnghe/text";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { anApi, type Credentials, type TestApi } from "../support/api.ts";
import { TOPICS, UNITS, type UnitName } from "../support/small-union.ts";
import { aWorld, TEST, TestClock, type World } from "../support/world.ts";

const COUNT = 160;
const QUARTER_MS = 15 * 60_000;
const START = Date.UTC(2026, 9, 1);
const WORDS = ["Lương", "tháng", "10", "ca đêm", "Bữa ăn", "nguội", "máy 50%", "quạt_hút", "ĐƯỜNG", "đi lại"];
const CHANNELS = ["PORTAL", "FIELD_REPORT", "IMPORT", "FANPAGE", "API"];
const UNIT_NAMES = Object.keys(UNITS) as UnitName[];
const BELOW: Readonly<Record<UnitName, readonly UnitName[]>> = {
  union: UNIT_NAMES,
  plantA: ["plantA", "boilers", "turbines"],
  plantB: ["plantB", "tiny"],
  boilers: ["boilers"],
  turbines: ["turbines"],
  tiny: ["tiny"],
};

/** An opinion as the test remembers it. */
interface Remembered {
  readonly id: string;
  readonly text: string;
  readonly unit: UnitName;
  readonly channel: string;
  readonly at: number;
  status: string;
  topicId: string | null;
  urgency: string;
}

let world: World;
let api: TestApi;
let all: Remembered[];
let ofPlantA: Credentials;
let ofAll: Credentials;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  ofPlantA = await world.aStaffMember({ role: "MODERATOR", unit: "plantA" });
  const moderator = await world.aStaffMember({ role: "MODERATOR" });
  ofAll = moderator;
  all = [];
  const draws = fc.sample(
    fc.record({
      words: fc.shuffledSubarray(WORDS, { minLength: 1, maxLength: 4 }),
      unit: fc.constantFrom(...UNIT_NAMES),
      channel: fc.constantFrom(...CHANNELS),
      // Few quarters, so that many opinions share one and the order within it counts.
      quarter: fc.nat({ max: 12 }),
      decision: fc.constantFrom("none", "none", "triaged", "aside"),
      topicId: fc.constantFrom(TOPICS.wages, TOPICS.safety),
      urgency: fc.constantFrom("ROUTINE" as const, "SOON" as const, "HOTSPOT" as const),
    }),
    { numRuns: COUNT, seed: 20261122 },
  );
  for (const [n, { words, unit, channel, quarter, decision, topicId, urgency }] of draws.entries()) {
    const at = START + quarter * QUARTER_MS;
    const text = `${words.join(" ")} (${n})`;
    const [outcome] = await world.domain.intake.submitBatch(
      { channel, opinions: [{ text, unitCode: UNITS[unit].code, occurredAt: new Date(at) }] },
      TEST,
    );
    if (outcome?.kind !== "ACCEPTED") throw new Error("It should have been accepted");
    const remembered: Remembered = { id: outcome.opinionId, text, unit, channel, at, status: "RECEIVED", topicId: null, urgency: "ROUTINE" };
    const on = { opinionId: outcome.opinionId, expectedVersion: 1 };
    if (decision === "triaged") {
      await world.domain.opinions.triage({ ...on, topicId, urgency }, moderator);
      Object.assign(remembered, { status: "TRIAGED", topicId, urgency });
    }
    if (decision === "aside") {
      await world.domain.opinions.setAside({ ...on, reason: "TEST" }, moderator);
      remembered.status = "SET_ASIDE";
    }
    all.push(remembered);
  }
});

const newestFirst = (a: Remembered, b: Remembered) => b.at - a.at || (a.id < b.id ? 1 : -1);
const PAGE = `query ($filter: OpinionFilter, $first: Int, $after: String) {
  opinions(filter: $filter, first: $first, after: $after) { edges { cursor node { id } } pageInfo { endCursor hasNextPage } }
}`;

/** Walks the list to its end in pages of these sizes, over and over. */
async function walk(as: Credentials, sizes: readonly number[], filter?: Record<string, unknown>): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let turn = 0; ; turn += 1) {
    const first = sizes[turn % sizes.length];
    const { data, errors } = await api.ask(PAGE, { filter, first, after }, as);
    expect(errors).toBeUndefined();
    const { edges, pageInfo } = data.opinions;
    ids.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
    expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
    if (!pageInfo.hasNextPage) return ids;
    expect(edges).toHaveLength(first ?? 0);
    after = pageInfo.endCursor;
  }
}

describe("the list of opinions", () => {
  test("is walked from end to end, newest first, each once, whatever the sizes of the pages", async () => {
    const ofUnits = all.filter(({ unit }) => BELOW.plantA.includes(unit)).toSorted(newestFirst);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }), async (sizes) => {
        const ids = await walk(ofPlantA, sizes.some((size) => size > 4) ? sizes : [...sizes, 40]);
        expect(ids).toEqual(ofUnits.map(({ id }) => id));
      }),
      { numRuns: 12 },
    );
  });

  test("goes on where it was left while new opinions come in", async () => {
    const { data } = await api.ask(PAGE, { first: 5 }, ofPlantA);
    const late = await world.anOpinion({ text: "Vừa mới vào", unit: "boilers" });
    const rest = await api.ask(PAGE, { first: 100, after: data.opinions.pageInfo.endCursor }, ofPlantA);
    const ids = rest.data.opinions.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect(ids).not.toContain(late.id);
    expect(ids[0]).toBe(all.filter(({ unit }) => BELOW.plantA.includes(unit)).toSorted(newestFirst)[5]?.id);
    // Kept out of what the other tests remember.
    all.push({
      id: late.id,
      text: late.text,
      unit: "boilers",
      channel: "PORTAL",
      at: late.receivedAt.getTime(),
      status: "RECEIVED",
      topicId: null,
      urgency: "ROUTINE",
    });
  });

  test.each([0, -1, 101])("has no pages of %d", async (first) => {
    const { errors } = await api.ask(PAGE, { first }, ofPlantA);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  });

  test.each(["", "x", "bm90LW91cnM"])("does not take %j for a cursor", async (after) => {
    const { errors } = await api.ask(PAGE, { first: 1, after }, ofPlantA);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  });
});

describe("a filter", () => {
  const aSome = <Value>(values: readonly Value[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
  const aMoment = fc.integer({ min: -1, max: 13 }).map((quarter) => START + quarter * QUARTER_MS);
  const asTyped = (text: string) => fc.constantFrom(text, foldText(text), text.toUpperCase(), text.normalize("NFD"), `  ${text}  `);
  const aText = fc.oneof(
    fc.constantFrom(...WORDS, "luong thang", "nguoi bua an", "không ai nói", "50%", "t_h", "%", "(1").chain(asTyped),
    fc.constant(" "),
  );
  const aFilter = fc.record(
    {
      status: aSome(["RECEIVED", "TRIAGED", "SET_ASIDE", "ANSWERED"]),
      urgency: aSome(["ROUTINE", "SOON", "HOTSPOT"]),
      channel: aSome([...CHANNELS, "portal", "nowhere"]),
      unit: fc.constantFrom(...UNIT_NAMES),
      topicId: fc.constantFrom(TOPICS.wages, TOPICS.safety),
      text: aText,
      from: aMoment,
      to: aMoment,
    },
    { requiredKeys: [] },
  );
  type Filter = typeof aFilter extends fc.Arbitrary<infer Value> ? Value : never;

  /** The filter in plain words: what each part left in lets through. */
  const passes =
    ({ status, urgency, channel, unit, topicId, text, from, to }: Filter) =>
    (opinion: Remembered) =>
      (status === undefined || status.includes(opinion.status)) &&
      (urgency === undefined || urgency.includes(opinion.urgency)) &&
      (channel === undefined || channel.some((code) => code.toUpperCase() === opinion.channel)) &&
      (unit === undefined || BELOW[unit].includes(opinion.unit)) &&
      (topicId === undefined || topicId === opinion.topicId) &&
      (from === undefined || opinion.at >= from) &&
      (to === undefined || opinion.at < to) &&
      foldText(text ?? "")
        .split(" ")
        .every((word) => foldText(opinion.text).includes(word));

  test("lets through what it says and nothing else, like a plain model of it", async () => {
    await fc.assert(
      fc.asyncProperty(aFilter, fc.boolean(), async (filter, isOfPlantA) => {
        const { unit, from, to, ...rest } = filter;
        const sent = {
          ...rest,
          ...(unit !== undefined && { unitId: UNITS[unit].id }),
          ...(from !== undefined && { from: new Date(from).toISOString() }),
          ...(to !== undefined && { to: new Date(to).toISOString() }),
        };
        const visible = isOfPlantA ? all.filter((opinion) => BELOW.plantA.includes(opinion.unit)) : all;
        const ids = await walk(isOfPlantA ? ofPlantA : ofAll, [100], sent);
        expect(ids).toEqual(
          visible
            .filter(passes(filter))
            .toSorted(newestFirst)
            .map(({ id }) => id),
        );
      }),
      { numRuns: 120 },
    );
  });

  test.each([{ status: [] }, { channel: [] }, { urgency: [] }, { unitId: "NM-A" }, { topicId: "wages" }])(
    "that is broken, %j, never comes to mean everything",
    async (filter) => {
      const { errors } = await api.ask(PAGE, { filter }, ofAll);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
    },
  );
});
