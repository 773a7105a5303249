import { type GraphQLSchema, isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApiSchema } from "../../apps/api/src/schema.ts";
import { FORBIDDEN, labelOf, type Thing } from "../support/forbidden-shapes.ts";
import { aWorld } from "../support/world.ts";

/** What has such a shape and may be, each with its reason. What is not here and has one fails. */
const MAY_BE: Readonly<Record<string, string>> = {
  "opinion_decision -> staff_account": "the colleague who decided, not who said it",
  "opinion_decision -> api_client": "the outside system that decided",
  "staff_account.email": "the account of a member of staff, who signs in with it",
  "StaffAccount.email": "the account of a member of staff",
  "InviteStaffInput.email": "the account of a member of staff",
  "Invitation.email": "the account of a member of staff",
  "staff_session.browser": "the family alone, so that staff know their own sessions apart; no address, no version",
  "StaffSession.browser": "the family alone, so that staff know their own sessions apart; no address, no version",
  "Viewer.email": "the caller's own account",
  "CreateStaffAccountInput.email": "the account of a member of staff",
  "SignInInput.email": "the account of a member of staff",
  "Query.opinionByReceipt.receipt": "the sender's own key to their own opinion",
  "WithdrawOpinionInput.receipt": "the sender's own key to their own opinion",
  "BatchOpinionInput.externalId": "the id where a line came from; only a keyed hash is kept, and nothing can be asked by it",
  "PeopleAtSubject.kind": "colleagues who look at the same thing at this moment; forgotten after 45 seconds",
  "PeopleAtSubject.people": "colleagues who look at the same thing at this moment; forgotten after 45 seconds",
  "PeopleAtSubject.subjectId": "colleagues who look at the same thing at this moment; forgotten after 45 seconds",
  "PresentPerson.member": "a colleague who is there at this moment",
  "PresentPerson.mode": "a colleague who is there at this moment",
};

let things: readonly Thing[];
beforeAll(async () => {
  const { dataSource } = (await aWorld()).domain;
  const columns = await dataSource.query(
    `SELECT 'column' AS kind, relname AS "table", attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped`,
  );
  const references = await dataSource.query(
    `SELECT DISTINCT 'reference' AS kind, conrelid::regclass::text AS "table", confrelid::regclass::text AS "to" FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  const indexes = await dataSource.query(
    `SELECT 'index' AS kind, tablename AS "table", indexname AS name, regexp_replace(indexdef, '^.* USING ', '') AS definition FROM pg_indexes WHERE schemaname = 'public'`,
  );
  things = [...columns, ...references, ...indexes, ...thingsOf(await buildApiSchema({ get: () => undefined }))];
});

function* thingsOf(schema: GraphQLSchema): Generator<Thing> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) yield { kind: "argument", owner: type.name, name: field.name, type: String(field.type) };
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      yield { kind: "field", owner: type.name, name: field.name, type: String(field.type) };
      for (const arg of field.args) yield { kind: "argument", owner: `${type.name}.${field.name}`, name: arg.name, type: String(arg.type) };
    }
  }
}

const found = () => new Set(things.filter((thing) => FORBIDDEN.some(({ is }) => is(thing))).map(labelOf));

describe("what it must not become", () => {
  test.each(FORBIDDEN.map((shape) => [shape.sentence, shape] as const))(
    "%s: nowhere, and the rule knows one when it sees it",
    (_sentence, { is, example }) => {
      expect(is(example)).toBe(true);
      const wrong = things.filter((thing) => is(thing) && !(labelOf(thing) in MAY_BE)).map(labelOf);
      expect([...new Set(wrong)]).toEqual([]);
    },
  );

  test("each exception is of something that is there", () => {
    const labels = found();
    expect(Object.keys(MAY_BE).filter((label) => !labels.has(label))).toEqual([]);
  });

  /** Whatever column comes to a table of what was said, somebody has to have thought of whom it leads to. */
  test("what is kept with an opinion is this and nothing else", () => {
    const kept = things.filter((thing) => thing.kind === "column" && ["opinion", "waiting_opinion"].includes(thing.table)).map(labelOf);
    expect(kept.toSorted()).toEqual(KEPT_WITH_AN_OPINION.toSorted());
  });

  test("an opinion is asked for by these and nothing else", () => {
    const asked = things.filter((thing) => thing.kind === "argument" && /^OpinionFilter$|^Query\.opinion/.test(thing.owner)).map(labelOf);
    expect(asked.toSorted()).toEqual(ASKED_BY.toSorted());
  });
});

const KEPT_WITH_AN_OPINION = [
  ..."id unit_id channel_id text folded_text text_hash received_at status set_aside_reason topic_id urgency repeat_of_id receipt_hash origin_hash version erased_on redactions"
    .split(" ")
    .map((name) => `opinion.${name}`),
  ..."id unit_id channel_id text receipt_hash release_at".split(" ").map((name) => `waiting_opinion.${name}`),
];
const ASKED_BY = [
  ..."channel from status text to topicId unitId urgency".split(" ").map((name) => `OpinionFilter.${name}`),
  "Query.opinion.id",
  "Query.opinionByReceipt.receipt",
  "Query.opinionCounts.filters",
  "Query.opinions.after",
  "Query.opinions.filter",
  "Query.opinions.first",
];
