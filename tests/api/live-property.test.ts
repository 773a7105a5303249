import type { Role } from "@langnghe/domain/access";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { UNITS, type UnitName } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { liveCursor, watchFeed } from "../support/watch-feed.ts";
import { aWorld, TEST, TestClock, type TestStaff, type World } from "../support/world.ts";

const unitNames = Object.keys(UNITS) as UnitName[];
const READING_ROLES = ["MODERATOR", "CASE_HANDLER", "EDITOR", "APPROVER"] as const satisfies readonly Role[];
const WORDS = ["lương", "ca đêm", "bữa ăn"] as const;
const CHANNELS = ["PORTAL", "FANPAGE"] as const;
/** Everybody of the union is told these, so a watcher who has the last one has had all before it. */
const LAST = "Chuyện cuối cùng";

let world: World;
let api: TestApi;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
});

interface Watching {
  readonly grants: readonly { readonly role: Role; readonly unit: UnitName }[];
  readonly filter: Record<string, unknown>;
}

const aGrant = fc.record({ role: fc.constantFrom(...READING_ROLES), unit: fc.constantFrom(...unitNames) });
const aFilter = fc.record(
  {
    unitId: fc.constantFrom(...unitNames).map((name) => UNITS[name].id),
    channel: fc.constantFrom(...CHANNELS).map((code) => [code]),
    text: fc.constantFrom("luong", "ca dem", "chuyện"),
  },
  { requiredKeys: [] },
);
const aWatching: fc.Arbitrary<Watching> = fc.record({ grants: fc.array(aGrant, { minLength: 1, maxLength: 3 }), filter: aFilter });
const anArrival = fc.record({ unit: fc.constantFrom(...unitNames), channel: fc.constantFrom(...CHANNELS), word: fc.constantFrom(...WORDS) });

async function someoneWith({ grants: [first, ...others] }: Watching): Promise<TestStaff> {
  const member = await world.aStaffMember({ ...(first && { role: first.role, unit: first.unit }) });
  for (const { role, unit } of others) await world.domain.access.grantRole({ staffId: member.id, role, unitId: UNITS[unit].id }, TEST);
  return member;
}

async function listed(member: TestStaff, filter: Record<string, unknown>, among: ReadonlySet<string>): Promise<string[]> {
  const { data } = await api.ask(
    "query ($filter: OpinionFilter) { opinions(filter: $filter, first: 100) { edges { node { id } } } }",
    { filter },
    member,
  );
  return data.opinions.edges.map(({ node }: { node: { id: string } }) => node.id).filter((id: string) => among.has(id));
}

test("nobody is ever sent what a query of their own would not show them, and everything that it would, whatever the grants, filters and arrivals", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aWatching, { minLength: 3, maxLength: 6 }),
      fc.array(anArrival, { minLength: 5, maxLength: 15 }),
      async (watchings, arrivals) => {
        const members = await Promise.all(watchings.map(someoneWith));
        const root = await world.aStaffMember({ role: "MODERATOR" });
        const after = await liveCursor(api, root);
        // Two sockets for each: who shares a group, and who comes back in the middle, gets the same.
        const feeds = members.flatMap((member, place) =>
          [1, 2].map(() => watchFeed(api.connect(member), { after, filter: watchings[place]?.filter ?? {} })),
        );
        const everything = watchFeed(api.connect(root), { after });
        const ids = new Set<string>();
        for (const { unit, channel, word } of arrivals)
          ids.add((await world.anOpinion({ unit, channel, text: `${word} ${crypto.randomUUID()}` })).id);
        const last = await world.anOpinion({ text: `${LAST} ${crypto.randomUUID()}` });
        ids.add(last.id);
        await until("the last is told", () => everything.items.some(({ opinion }) => opinion.id === last.id));
        for (const [place, member] of members.entries()) {
          const expected = await listed(member, watchings[place]?.filter ?? {}, ids);
          for (const feed of feeds.slice(place * 2, place * 2 + 2)) {
            await until("all is told", () => feed.items.length >= expected.length).catch(() => undefined);
            expect(feed.items.map(({ opinion }) => opinion.id).toSorted()).toEqual(expected.toSorted());
          }
        }
        for (const { stop } of [...feeds, everything]) stop();
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
}, 60_000);
