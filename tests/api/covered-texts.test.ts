import { ROLES } from "@langnghe/domain/access";
import type { Opinion } from "@langnghe/domain/opinions";
import { getNamedType, isObjectType } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApiSchema } from "../../apps/api/src/schema.ts";
import { anApi, askOnSocket, type Credentials, type TestApi } from "../support/api.ts";
import { until } from "../support/until.ts";
import { aWorld, TestClock, type TestStaff, type World } from "../support/world.ts";

const PLANTED = "0912 345 678";
// Longer than what a random id may hold by chance.
const TRACES = ["0912 345", "345 678", "912345678"];
const COVER = "[số điện thoại]";
const WORDS = "id text redactions { kind start end }";

let world: World;
let api: TestApi;
let moderator: TestStaff;
let editor: TestStaff;
const readers = new Map<string, Credentials>();
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  for (const role of ROLES) readers.set(role, await world.aStaffMember({ role }));
  readers.set("CLIENT", { key: (await world.aClient()).key });
  readers.set("ANONYMOUS", {});
  moderator = readers.get("MODERATOR") as TestStaff;
  editor = readers.get("EDITOR") as TestStaff;
});

const planted = () => world.anOpinion({ text: `Tổ trưởng nạt nộ cả ca ${crypto.randomUUID()}, hỏi thêm ${PLANTED}` });
const decide = (name: string, input: string, more: string) =>
  `mutation ($id: ID!, $version: Int!) { ${name}(input: { opinionId: $id, expectedVersion: $version ${more} }) { ...on ${input} { opinion { ${WORDS} } } } }`;

interface Way {
  readonly document: string;
  /** What the document is asked with; each asker gets an opinion of its own. */
  readonly variables?: (opinion: Opinion) => Promise<Record<string, unknown>> | Record<string, unknown>;
}

/** A way to each field of the schema that gives an opinion. */
const WAYS: Readonly<Record<string, Way>> = {
  "Query.opinion": { document: `query ($id: ID!) { opinion(id: $id) { ${WORDS} } }`, variables: ({ id }) => ({ id }) },
  "OpinionEdge.node": { document: `{ opinions(first: 3) { edges { node { ${WORDS} } } } }` },
  "SimilarOpinion.opinion": {
    document: `query ($id: ID!) { opinion(id: $id) { similar { opinion { ${WORDS} } } } }`,
    variables: async ({ id, receivedText }) => {
      await world.anOpinion({ text: `${receivedText} nữa` });
      return { id };
    },
  },
  "ArticleDraft.answers": {
    document: `query ($id: ID!) { articleDraft(id: $id) { answers { ${WORDS} } } }`,
    variables: async ({ id }) => ({ id: (await world.aDraft(editor, { opinionIds: [id] })).id }),
  },
  "OpinionDecided.opinion": {
    document: decide("triageOpinion", "OpinionDecided", "urgency: SOON"),
    variables: ({ id, version }) => ({ id, version }),
  },
  "OpinionConflict.opinion": {
    document: decide("triageOpinion", "OpinionConflict", "urgency: SOON"),
    variables: ({ id }) => ({ id, version: 9 }),
  },
  "OpinionStepImpossible.opinion": {
    document: decide("undoOpinionDecision", "OpinionStepImpossible", ""),
    variables: ({ id, version }) => ({ id, version }),
  },
  "OpinionClaimed.opinion": {
    document: `mutation ($id: ID!) { claimOpinion(input: { opinionId: $id }) { ...on OpinionClaimed { opinion { ${WORDS} } } } }`,
    variables: ({ id }) => ({ id }),
  },
  "ClaimNextOpinionsPayload.opinions": {
    document: `mutation { claimNextOpinions(input: { count: 25 }) { opinions { ${WORDS} } } }`,
  },
  "OpinionFeedItem.opinion": { document: `subscription { opinionFeed { opinion { ${WORDS} } } }` },
};

async function askBoth(name: string, { document, variables }: Way, as: Credentials): Promise<string> {
  const parametersOf = async () => {
    const opinion = await planted();
    return variables?.(opinion) ?? {};
  };
  const overHttp = document.startsWith("subscription") ? {} : await api.ask(document, await parametersOf(), as);
  if (!("key" in as || "cookie" in as)) return JSON.stringify(overHttp);
  const overSocket = document.startsWith("subscription")
    ? await firstOf(document, as)
    : await askOnSocket(api.connect(as), document, await parametersOf());
  expect(JSON.stringify(overSocket), name).not.toContain("GRAPHQL_VALIDATION_FAILED");
  return JSON.stringify([overHttp, overSocket]);
}

/** What the feed tells first of an opinion that comes in while it is watched; or its refusal. */
async function firstOf(query: string, as: Credentials): Promise<unknown> {
  const told: unknown[] = [];
  const stop = api
    .connect(as)
    .subscribe({ query }, { next: (item) => void told.push(item), error: (error) => void told.push(error), complete: () => void told.push("over") });
  await until("the feed tells or refuses", async () => {
    await planted();
    return told.length > 0;
  });
  stop();
  return told;
}

describe("every field from which an opinion's text can be reached", () => {
  test("has a way in the table, and no way is of a field that is gone", async () => {
    const schema = await buildApiSchema({ get: () => undefined });
    const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
    const fields = objects.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name === "Opinion")
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(Object.keys(WAYS).toSorted()).toEqual(fields.toSorted());
  });

  test("is one of an opinion, but for the sender's own view and the reveal", async () => {
    const schema = await buildApiSchema({ get: () => undefined });
    const withText = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && "text" in type.getFields());
    expect(withText.map(({ name }) => name).toSorted()).toEqual(["Opinion", "OpinionByReceipt", "RevealOpinionTextPayload"]);
  });

  test.each(Object.keys(WAYS))("%s gives it covered, to every role, by both doors", async (field) => {
    const covered: string[] = [];
    for (const [role, as] of readers) {
      const answer = await askBoth(field, WAYS[field] as Way, as);
      for (const trace of TRACES) expect(answer, `${field} as ${role}`).not.toContain(trace);
      if (answer.includes(COVER)) covered.push(role);
    }
    // A way on which nobody is given anything would prove nothing.
    expect(covered).not.toEqual([]);
  });

  test("tells where the covers lie in the text as it is shown", async () => {
    const { id } = await planted();
    const { data } = await api.ask(`query ($id: ID!) { opinion(id: $id) { ${WORDS} viewerCanReveal } }`, { id }, moderator);
    const [{ kind, start, end }] = data.opinion.redactions;
    expect({ kind, cover: data.opinion.text.slice(start, end) }).toEqual({ kind: "PHONE", cover: COVER });
    expect(data.opinion.viewerCanReveal).toBe(true);
  });
});

describe("revealOpinionText", () => {
  test("gives the words as received to one who says why, and to nobody after them", async () => {
    const { id, receivedText } = await planted();
    const reveal =
      'mutation ($id: ID!) { revealOpinionText(input: { opinionId: $id, reason: "Gọi lại để hẹn gặp" }) { text redactions { kind start end } } }';
    const { data } = await api.ask(reveal, { id }, moderator);
    expect(data.revealOpinionText.text).toBe(receivedText);
    const { data: later } = await api.ask("query ($id: ID!) { opinion(id: $id) { text } }", { id }, moderator);
    expect(later.opinion.text).toContain(COVER);
  });
});
