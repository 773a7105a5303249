import { beforeAll, describe, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { aDesk, aPublished } from "../support/article-walk.ts";
import { UNITS } from "../support/small-union.ts";
import { A_CONTENT, aWorld, TestClock, type TestStaff, type World } from "../support/world.ts";

let world: World;
let api: TestApi;
let administrator: TestStaff;
let moderator: TestStaff;
let editor: TestStaff;
let approver: TestStaff;
let collaborator: TestStaff;
let opinionId: string;
let publishedId: string;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  administrator = await world.aStaffMember({ role: "ADMINISTRATOR" });
  moderator = await world.aStaffMember({ role: "MODERATOR" });
  collaborator = await world.aStaffMember({ role: "COLLABORATOR" });
  const desk = await aDesk(world);
  ({ editor, approver } = desk);
  opinionId = (await world.anOpinion()).id;
  publishedId = (await aPublished(world, desk)).id;
});

/** Texts that break what trusts them: PostgreSQL refuses the first, and changes the second without a word. */
const BROKEN = {
  NUL: "a\u0000b",
  "half a surrogate pair": "a\ud83d",
  "a quote and a percent sign": `'"%_\\;--`,
  "10,000 characters": "x".repeat(10_000),
} as const;

interface Call {
  readonly document: string;
  readonly variables: (text: string) => Record<string, unknown>;
  readonly as?: () => TestStaff;
}

const content = { ...A_CONTENT, sources: [...A_CONTENT.sources] };
const CALLS: Readonly<Record<string, Call>> = {
  "signIn.email": {
    document: "mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }",
    variables: (text) => ({ input: { email: text, password: text } }),
  },
  "article.slug": { document: "query ($slug: String!) { article(slug: $slug) { id } }", variables: (slug) => ({ slug }) },
  "articles.after": { document: "query ($after: String) { articles(after: $after) { edges { cursor } } }", variables: (after) => ({ after }) },
  "opinionByReceipt.receipt": {
    document: "query ($receipt: String!) { opinionByReceipt(receipt: $receipt) { text } }",
    variables: (receipt) => ({ receipt }),
  },
  "submitOpinion.text": {
    document: "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }",
    variables: (text) => ({ input: { text } }),
  },
  "submitOpinion.unitId": {
    document: "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }",
    variables: (unitId) => ({ input: { text: "Lời thường", unitId } }),
  },
  "submitOpinion.idempotencyKey": {
    document: "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }",
    variables: (key) => ({ input: { text: "Lời thường", idempotencyKey: key.padEnd(20, "k") } }),
  },
  "opinion.id": { document: "query ($id: ID!) { opinion(id: $id) { id } }", variables: (id) => ({ id }), as: () => moderator },
  "opinions.after": {
    document: "query ($after: String) { opinions(after: $after) { liveCursor } }",
    variables: (after) => ({ after }),
    as: () => moderator,
  },
  "opinions.filter.text": opinionsBy((text) => ({ text })),
  "opinions.filter.channel": opinionsBy((text) => ({ channel: [text] })),
  "opinions.filter.unitId": opinionsBy((unitId) => ({ unitId })),
  "opinions.filter.topicId": opinionsBy((topicId) => ({ topicId })),
  "triageOpinion.topicId": {
    document: "mutation ($input: TriageOpinionInput!) { triageOpinion(input: $input) { __typename } }",
    variables: (topicId) => ({ input: { opinionId, topicId, expectedVersion: 1 } }),
    as: () => moderator,
  },
  "articleDrafts.filter.text": {
    document: "query ($text: String) { articleDrafts(filter: { text: $text }) { edges { cursor } } }",
    variables: (text) => ({ text }),
    as: () => editor,
  },
  "startArticle.title": {
    document: "mutation ($input: StartArticleInput!) { startArticle(input: $input) { __typename } }",
    variables: (title) => ({ input: { unitId: UNITS.union.id, content: { ...content, title } } }),
    as: () => editor,
  },
  "startArticle.sources.url": {
    document: "mutation ($input: StartArticleInput!) { startArticle(input: $input) { __typename } }",
    variables: (url) => ({
      input: { unitId: UNITS.union.id, content: { ...content, sources: [{ title: "Nguồn", url: `https://example.org/${url}` }] } },
    }),
    as: () => editor,
  },
  "startArticle.opinionIds": {
    document: "mutation ($input: StartArticleInput!) { startArticle(input: $input) { __typename } }",
    variables: (id) => ({ input: { unitId: UNITS.union.id, content, opinionIds: [id] } }),
    as: () => editor,
  },
  "correctArticle.note": {
    document: "mutation ($input: CorrectArticleInput!) { correctArticle(input: $input) { __typename } }",
    variables: (note) => ({ input: { articleId: publishedId, expectedVersion: 4, note } }),
    as: () => editor,
  },
  "withdrawArticle.reason": {
    document: "mutation ($input: WithdrawArticleInput!) { withdrawArticle(input: $input) { __typename } }",
    variables: (reason) => ({ input: { articleId: publishedId, expectedVersion: 4, reason } }),
    as: () => approver,
  },
  "submitOpinions.channel": batch((channel) => ({ channel, opinions: [{ text: "Lời thường" }] })),
  "submitOpinions.unitCode": batch((unitCode) => ({ channel: "API", opinions: [{ text: "Lời thường", unitCode }] })),
  "submitOpinions.externalId": batch((externalId) => ({ channel: "API", opinions: [{ text: "Lời thường", externalId }] })),
  "createStaffAccount.name": account((name) => ({ name, email: `${crypto.randomUUID()}@example.org`, password: "mật khẩu đủ dài 2" })),
  "createStaffAccount.email": account((text) => ({ name: "Lan", email: `${text}@example.org`, password: "mật khẩu đủ dài 2" })),
  "createStaffAccount.password": account((password) => ({
    name: "Lan",
    email: `${crypto.randomUUID()}@example.org`,
    password: password.padEnd(12, "x"),
  })),
  "createApiClient.name": {
    document: "mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { client { id } } }",
    variables: (name) => ({ input: { name, scopes: ["opinion:read"], unitIds: [UNITS.union.id] } }),
    as: () => administrator,
  },
  "createApiClient.unitIds": {
    document: "mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { client { id } } }",
    variables: (id) => ({ input: { name: "X", scopes: ["opinion:read"], unitIds: [id] } }),
    as: () => administrator,
  },
  "grantRole.staffId": {
    document: "mutation ($input: GrantRoleInput!) { grantRole(input: $input) { id } }",
    variables: (staffId) => ({ input: { staffId, role: "ANALYST", unitId: UNITS.union.id } }),
    as: () => administrator,
  },
  "revokeGrant.grantId": {
    document: "mutation ($id: ID!) { revokeGrant(grantId: $id) { id } }",
    variables: (id) => ({ id }),
    as: () => administrator,
  },
};

function opinionsBy(filter: (text: string) => Record<string, unknown>): Call {
  return {
    document: "query ($filter: OpinionFilter) { opinions(filter: $filter) { liveCursor } }",
    variables: (text) => ({ filter: filter(text) }),
    as: () => moderator,
  };
}

function batch(input: (text: string) => Record<string, unknown>): Call {
  return {
    document: "mutation ($input: SubmitOpinionsInput!) { submitOpinions(input: $input) { accepted } }",
    variables: (text) => ({ input: input(text) }),
    as: () => collaborator,
  };
}

function account(input: (text: string) => Record<string, unknown>): Call {
  return {
    document: "mutation ($input: CreateStaffAccountInput!) { createStaffAccount(input: $input) { __typename } }",
    variables: (text) => ({ input: input(text) }),
    as: () => administrator,
  };
}

describe.each(Object.entries(BROKEN))("%s", (_what, text) => {
  test.each(Object.entries(CALLS))(
    "in %s is taken, found nowhere or refused by name, and never a fault of the server",
    async (_place, { document, variables, as }) => {
      const { status, errors = [] } = await api.ask(document, variables(text), as?.());
      expect(errors.map(({ extensions }) => extensions.code)).not.toContain("INTERNAL_SERVER_ERROR");
      expect(status).toBeLessThan(500);
    },
  );
});

describe("a forged page cursor", () => {
  test.each([(-8.64e15).toString(36), (8.64e15).toString(36), "-zzzzzzz"])(
    "with the moment %s is refused by name, or leads to an empty page",
    async (moment) => {
      const after = Buffer.from(`${moment}.${crypto.randomUUID()}`).toString("base64url");
      const { errors = [] } = await api.ask("query ($after: String) { opinions(after: $after) { liveCursor } }", { after }, moderator);
      expect(errors.map(({ extensions }) => extensions.code)).not.toContain("INTERNAL_SERVER_ERROR");
    },
  );
});
