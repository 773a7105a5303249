import {
  type FeedEntry,
  isOpinionEvent,
  isShown,
  OPINION_STATUSES,
  type OpinionFilter,
  type OpinionStatus,
  URGENCIES,
} from "@langnghe/domain/opinions";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { readWholeLog } from "../support/read-whole-log.ts";
import { UNITS, type UnitName } from "../support/small-union.ts";
import { aWorld, TestClock, type TestStaff, type World } from "../support/world.ts";

const WORDS = ["Lương tháng 13", "lương khoán", "Bữa ăn ca nguội", "100% ca đêm", "gạch_dưới \\ chéo", "ĐÌNH CÔNG?"] as const;
const CHANNELS = ["PORTAL", "FANPAGE", "IMPORT"] as const;
const unitNames = Object.keys(UNITS) as UnitName[];
const DAY_MS = 24 * 60 * 60 * 1000;

let world: World;
let entries: readonly FeedEntry[];
const readers: TestStaff[] = [];
const clock = new TestClock();
const start = clock.now();

beforeAll(async () => {
  world = await aWorld({ clock });
  const moderator = await world.aStaffMember({ role: "MODERATOR" });
  const { opinions } = world.domain;
  for (const [place, text] of [...WORDS, ...WORDS, ...WORDS].entries()) {
    clock.moveTo(new Date(start.getTime() + place * DAY_MS));
    const unit = unitNames[place % unitNames.length] as UnitName;
    const { id } = await world.anOpinion({ text: `${text} ${place}`, unit, channel: CHANNELS[place % CHANNELS.length] as string });
    if (place % 3 === 1) await opinions.triage({ opinionId: id, expectedVersion: 1, urgency: URGENCIES[place % URGENCIES.length] }, moderator);
    if (place % 5 === 2) await opinions.setAside({ opinionId: id, expectedVersion: place % 3 === 1 ? 2 : 1, reason: "SPAM" }, moderator);
  }
  clock.moveTo(start);
  for (const unit of ["plantA", "plantB", "boilers", "union"] as const) readers.push(await world.aStaffMember({ role: "MODERATOR", unit }));
  const logged = await readWholeLog(world);
  // The last event of each opinion shows it as it stands; only what it stands at now is compared with the list.
  const last = [
    ...new Map(
      logged
        .filter(isOpinionEvent)
        .filter(({ name }) => name !== "OpinionMatched")
        .map((event) => [event.subjectId, event]),
    ).values(),
  ];
  entries = (await opinions.readFeed(last)).map((entry) => ({ ...entry, event: withoutPast(entry) }));
});

function withoutPast({ event }: FeedEntry): FeedEntry["event"] {
  if (!("after" in event.payload)) return event;
  const { unitId, after } = event.payload;
  return { ...event, name: "OpinionReceived", payload: { unitId, after } } as FeedEntry["event"];
}

const some = <Value>(values: readonly Value[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const aMoment = fc.integer({ min: -1, max: WORDS.length * 3 + 1 }).map((days) => new Date(start.getTime() + days * DAY_MS));
const aFilter: fc.Arbitrary<OpinionFilter> = fc.record(
  {
    status: some(OPINION_STATUSES as readonly OpinionStatus[]),
    urgency: some(URGENCIES),
    channel: some(["portal", "FANPAGE", "Import", "NOWHERE"]),
    unitId: fc.constantFrom(...unitNames).map((name) => UNITS[name].id),
    text: fc.constantFrom("luong", "LƯƠNG", "an ca", "ca  bữa", "100%", "_", "\\", "dinh cong", "không có"),
    from: aMoment,
    to: aMoment,
  },
  { requiredKeys: [] },
);

test("what a watcher is shown is what a list with the same filter shows the same caller, whatever both are", async () => {
  await fc.assert(
    fc.asyncProperty(aFilter, fc.nat({ max: 3 }), async (filter, place) => {
      const reader = readers[place] as TestStaff;
      const scope = await world.domain.opinions.feedScope(filter, reader);
      const page = await world.domain.opinions.list({ filter, first: 100 }, reader);
      const shown = entries.filter((entry) => isShown(entry, scope)).map(({ item }) => item.opinion.id);
      expect(shown.toSorted()).toEqual(page.rows.map(({ id }) => id).toSorted());
    }),
    { numRuns: 150 },
  );
});
