import type { Domain } from "@langnghe/domain";
import { encodeRowCursor, type StaffActor } from "@langnghe/domain/foundation";
import type { OpinionFilter } from "@langnghe/domain/opinions";
import { HotPath } from "../../../packages/domain/src/database/hot-path.ts";
import { freshJobs } from "../../../packages/domain/src/opinions/intake/fresh.ts";
import { readKnown } from "../../../packages/domain/src/opinions/intake/read-known.ts";
import { findNextFree } from "../../../packages/domain/src/opinions/opinion.queries.ts";
import type { Arm } from "../arms/start-arm.ts";
import { ask } from "../ask.ts";
import { Draws, Texts } from "../texts.ts";
import { A_COMPANY, CHANNEL_IDS, QUIETEST_UNIT, ROOT_UNIT } from "./union.ts";

/** One size under measure. */
export interface Subject {
  readonly count: number;
  readonly databaseUrl: string;
  readonly domain: Domain;
  readonly leader: StaffActor;
  readonly api: Arm;
}

export interface Measure {
  readonly name: string;
  /** Fewer tries, for what writes so much that it would make a small size a larger one. */
  readonly isHeavy?: boolean;
  /** Looks up once what every try needs. */
  readonly prepare: (subject: Subject) => Promise<() => Promise<unknown>>;
}

const OPEN = { status: ["RECEIVED"] } as const satisfies OpinionFilter;
const LIST = `query ($filter: OpinionFilter, $after: String) { opinions(filter: $filter, first: 50, after: $after) {
  edges { cursor node { id text status receivedAt unit { name } channel { name } } } pageInfo { hasNextPage endCursor } } }`;
const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }";
const texts = await Texts.read(new Draws(77));

export const MEASURES: readonly Measure[] = [
  list("list: first page, RECEIVED", OPEN),
  list("list: page in the middle", OPEN, 0.5),
  list("list: last page", OPEN, 1),
  list("list: everything, first page", {}),
  list("list: RECEIVED of two channels", { ...OPEN, channel: ["FANPAGE", "FIELD_REPORT"] }),
  list("list: RECEIVED of a company", { ...OPEN, unitId: A_COMPANY.id }),
  list("list: last page of a company", { ...OPEN, unitId: A_COMPANY.id }, 1),
  list("list: RECEIVED of the quietest unit", { ...OPEN, unitId: QUIETEST_UNIT.id }),
  list("search: a common word in a company", { unitId: A_COMPANY.id, text: "lương" }),
  list("search: three words", { text: "bảo hiểm lao động" }),
  list("search: a rare word", { text: "tăng ca nguội" }),
  list("search: words that nobody said", { text: "khủng long biết bay" }),
  list("search: a rare word, RECEIVED of a company", { ...OPEN, unitId: A_COMPANY.id, text: "tăng ca nguội" }),
  { name: "near-duplicate look-up, fresh text", prepare: lookUp(() => texts.fresh()) },
  { name: "replay of 1,000 events from the middle", prepare: replay },
  { name: "counts of eight filters", prepare: counts },
  { name: "the next opinion that nobody holds", prepare: nextFree },
  {
    name: "api: first page, RECEIVED",
    prepare:
      async ({ api }) =>
      () =>
        ask(api, LIST, { filter: OPEN }),
  },
  {
    name: "api: three words",
    prepare:
      async ({ api }) =>
      () =>
        ask(api, LIST, { filter: { text: "bảo hiểm lao động" } }),
  },
  {
    name: "api: submit one",
    prepare:
      async ({ api }) =>
      () =>
        ask(api, SUBMIT, { input: { text: texts.fresh() } }),
  },
  {
    name: "submit one",
    prepare:
      async ({ domain }) =>
      () =>
        domain.intake.submit({ text: texts.fresh(), forward: "NOW" }, { kind: "anonymous" }),
  },
  {
    name: "batch of 500",
    isHeavy: true,
    prepare: async ({ domain }) => {
      const opinions = () => Array.from({ length: 500 }, () => ({ text: texts.fresh() }));
      return () => domain.intake.submitBatch({ channel: "IMPORT", opinions: opinions() }, { kind: "system", name: "growth" });
    },
  },
];

/** A page of 50; `depth` from 0, the first page, to 1, the last. */
function list(name: string, filter: OpinionFilter, depth = 0): Measure {
  return {
    name,
    async prepare({ domain, leader }) {
      const after = depth === 0 ? undefined : await cursorAt(domain, leader, filter, depth);
      return () => domain.opinions.list({ filter, first: 50, after }, leader);
    },
  };
}

/** The cursor behind which a page lies that deep, by the moments between which the opinions came; for the last page, by counting from the end. */
async function cursorAt(domain: Domain, leader: StaffActor, { unitId, status }: OpinionFilter, depth: number): Promise<string> {
  const unitIds = unitId ? [...(await domain.opinions.feedScope({ unitId }, leader)).unitIds] : [...(leader.reach["opinion:read"] ?? [])];
  const [[row]] = await Promise.all([
    domain.dataSource.query(
      `SELECT received_at AS at, id FROM opinion
        WHERE unit_id = ANY($1) AND status = ANY($2)
          AND received_at <= (SELECT min(received_at) + (1 - $3::float8) * (max(received_at) - min(received_at)) + interval '1 year' * ($3 = 1)::int FROM opinion)
        ORDER BY received_at ${depth === 1 ? "ASC, id ASC OFFSET 50" : "DESC, id DESC"} LIMIT 1`,
      [unitIds, status ?? [], depth],
    ),
  ]);
  return encodeRowCursor(row);
}

function lookUp(aText: () => string): Measure["prepare"] {
  return async ({ databaseUrl }) => {
    const hotPath = new HotPath(databaseUrl);
    const item = { channelId: CHANNEL_IDS[0] ?? "", unitId: ROOT_UNIT.id, receivedAt: new Date() };
    return async () => readKnown(hotPath, await freshJobs([{ items: [{ ...item, rawText: aText() }] }]));
  };
}

async function replay({ domain, count }: Subject) {
  const [after] = await domain.dataSource.query(
    'SELECT transaction_id::text AS "transactionId", id::text FROM event WHERE id >= $1 ORDER BY id LIMIT 1',
    [count],
  );
  return async () => {
    const events = await domain.events.replay({ after, limit: 1_000 });
    if (events.length !== 1_000) throw new Error(`${events.length} events instead of 1,000`);
  };
}

/** Locked and let go: nobody holds it afterwards. */
async function nextFree({ domain, leader }: Subject) {
  const unitIds = leader.reach["opinion:triage"] ?? new Set<string>();
  const at = new Date();
  return () => domain.dataSource.transaction((manager) => findNextFree(manager, { filter: OPEN, unitIds, count: 1, at }));
}

async function counts({ domain, leader }: Subject) {
  const filters = [
    {},
    OPEN,
    { status: ["TRIAGED"] },
    { urgency: ["HOTSPOT"] },
    { unitId: A_COMPANY.id },
    { ...OPEN, unitId: A_COMPANY.id },
    { channel: ["FANPAGE"] },
    { ...OPEN, channel: ["PORTAL"] },
  ] as const;
  return () => domain.opinionCounts.count(filters, leader);
}
