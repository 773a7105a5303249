import { beforeAll, describe, expect, test } from "vitest";
import { buildApiSchema } from "../../apps/api/src/schema.ts";
import { type Answer, anApi, askOnSocket, type Credentials, type TestApi } from "../support/api.ts";
import { ACTORS, type ActorName, aCast, type Cast } from "../support/cast.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { watchCounts } from "../support/watch-counts.ts";
import { watchFeed } from "../support/watch-feed.ts";
import { A_CONTENT, aWorld, PASSWORD, TestClock, type TestStaff, type World } from "../support/world.ts";

type Actor = ActorName;

const EVERYBODY = ACTORS;
const STAFF = ACTORS.filter((actor) => actor !== "ANONYMOUS" && actor !== "CLIENT");
const READERS = ["MODERATOR", "CASE_HANDLER", "EDITOR", "APPROVER", "CLIENT"] as const;
const DESK = ["MODERATOR", "CASE_HANDLER", "EDITOR", "APPROVER", "LEADER", "CLIENT"] as const;
const ADMINISTRATORS = ["ADMINISTRATOR", "ROOT_ADMINISTRATOR"] as const;

const ABSENT = "00000000-0000-4000-8000-000000000999";
const ABSENT_ARTICLE = { articleId: ABSENT, expectedVersion: 1 };
const ABSENT_OPINION = { opinionId: ABSENT, expectedVersion: 1 };

interface Row {
  readonly allowed: readonly Actor[];
  readonly document: string;
  readonly variables?: () => Record<string, unknown>;
}

/** Ends what the caller came with, so each actor signs in anew for it. */
const ENDS_SESSIONS = new Set(["Mutation.signOut", "Mutation.signOutEverywhere"]);

function step(name: string, input: string, allowed: readonly Actor[], variables: () => Record<string, unknown>): Row {
  return { allowed, document: `mutation ($input: ${input}!) { ${name}(input: $input) { __typename } }`, variables: () => ({ input: variables() }) };
}

const TABLE: Readonly<Record<string, Row>> = {
  "Query.organization": { allowed: EVERYBODY, document: "{ organization { name } }" },
  "Query.units": { allowed: EVERYBODY, document: "{ units { id } }" },
  "Query.topics": { allowed: EVERYBODY, document: "{ topics { id } }" },
  "Query.channels": { allowed: EVERYBODY, document: "{ channels { code } }" },
  "Query.articles": { allowed: EVERYBODY, document: "{ articles { edges { cursor } } }" },
  "Query.article": { allowed: EVERYBODY, document: '{ article(slug: "none") { id } }' },
  "Query.opinionByReceipt": { allowed: EVERYBODY, document: '{ opinionByReceipt(receipt: "none") { text } }' },
  "Query.viewer": { allowed: EVERYBODY, document: "{ viewer { id } }" },
  "Query.opinions": { allowed: READERS, document: "{ opinions { liveCursor } }" },
  "Query.opinion": { allowed: READERS, document: `{ opinion(id: "${ABSENT}") { id } }` },
  "Query.articleDrafts": { allowed: DESK, document: "{ articleDrafts { edges { cursor } } }" },
  "Query.articleDraft": { allowed: DESK, document: `{ articleDraft(id: "${ABSENT}") { id } }` },
  "Query.staffAccounts": { allowed: ["ROOT_ADMINISTRATOR"], document: "{ staffAccounts { id } }" },
  "Query.apiClients": { allowed: ADMINISTRATORS, document: "{ apiClients { id } }" },
  "Query.apiClient": { allowed: STAFF, document: `{ apiClient(id: "${ABSENT}") { id } }` },
  "Query.apiClientsToConfirm": { allowed: STAFF, document: "{ apiClientsToConfirm { id } }" },
  "Mutation.signIn": step("signIn", "SignInInput", EVERYBODY, () => ({ email: "nobody@example.org", password: PASSWORD })),
  "Query.signInWays": { allowed: EVERYBODY, document: "{ signInWays { passkeyOrigin } }" },
  "Query.staffSessions": { allowed: STAFF, document: "{ staffSessions { id } }" },
  "Mutation.askForPasskey": { allowed: EVERYBODY, document: "mutation { askForPasskey }" },
  "Mutation.signInWithPasskey": { allowed: EVERYBODY, document: 'mutation { signInWithPasskey(response: "{}") { __typename } }' },
  "Mutation.askForPasskeyAgain": { allowed: STAFF, document: "mutation { askForPasskeyAgain }" },
  "Mutation.stepUpWithPasskey": { allowed: STAFF, document: 'mutation { stepUpWithPasskey(response: "{}") { __typename } }' },
  "Mutation.stepUpWithPassword": step("stepUpWithPassword", "StepUpInput", STAFF, () => ({ password: "không phải mật khẩu" })),
  "Mutation.endSession": { allowed: STAFF, document: `mutation { endSession(id: "${ABSENT}") }` },
  "Mutation.endOtherSessions": { allowed: STAFF, document: "mutation { endOtherSessions }" },
  "Mutation.offerPasskey": { allowed: STAFF, document: "mutation { offerPasskey }" },
  "Mutation.addPasskey": step("addPasskey", "AddPasskeyInput", STAFF, () => ({ response: "{}", name: "Máy bàn" })),
  "Mutation.removePasskey": { allowed: STAFF, document: `mutation { removePasskey(id: "${ABSENT}") { id } }` },
  "Mutation.beginTotp": { allowed: STAFF, document: "mutation { beginTotp { uri } }" },
  "Mutation.confirmTotp": { allowed: STAFF, document: 'mutation { confirmTotp(code: "none") { recoveryCodes } }' },
  "Mutation.removeTotp": { allowed: STAFF, document: "mutation { removeTotp { id } }" },
  "Mutation.drawRecoveryCodes": { allowed: STAFF, document: "mutation { drawRecoveryCodes }" },
  "Mutation.changePassword": { allowed: STAFF, document: `mutation { changePassword(password: "${PASSWORD}") { id } }` },
  "Mutation.inviteStaff": step("inviteStaff", "InviteStaffInput", ["ROOT_ADMINISTRATOR"], () => ({ name: "Lan", email: "moi@example.org" })),
  "Mutation.resetFactors": { allowed: ["ROOT_ADMINISTRATOR"], document: `mutation { resetFactors(staffId: "${ABSENT}") { token } }` },
  "Mutation.handOverStaff": step("handOverStaff", "HandOverInput", ["ROOT_ADMINISTRATOR"], () => ({ staffId: ABSENT, heirId: ABSENT })),
  "Mutation.openInvitation": { allowed: EVERYBODY, document: 'mutation { openInvitation(token: "none") { __typename } }' },
  "Mutation.acceptInvitation": step("acceptInvitation", "AcceptInvitationInput", EVERYBODY, () => ({ token: "none" })),
  "Mutation.signOut": { allowed: STAFF, document: "mutation { signOut }" },
  "Mutation.signOutEverywhere": { allowed: STAFF, document: "mutation { signOutEverywhere }" },
  "Mutation.setLocale": { allowed: STAFF, document: "mutation { setLocale(locale: VI) { id } }" },
  "Mutation.submitOpinion": step("submitOpinion", "SubmitOpinionInput", EVERYBODY, () => ({ text: "Ai cũng nói được" })),
  "Mutation.withdrawOpinion": step("withdrawOpinion", "WithdrawOpinionInput", EVERYBODY, () => ({ receipt: "none" })),
  "Mutation.setRetention": step("setRetention", "SetRetentionInput", ["ROOT_ADMINISTRATOR"], () => ({ outcome: "TEST", months: 24 })),
  "Mutation.submitOpinions": step("submitOpinions", "SubmitOpinionsInput", ["COLLABORATOR", "CLIENT"], () => ({
    channel: "API",
    opinions: [{ text: "Theo đợt" }],
  })),
  "Mutation.triageOpinion": step("triageOpinion", "TriageOpinionInput", ["MODERATOR", "CASE_HANDLER", "CLIENT"], () => ABSENT_OPINION),
  "Mutation.revealOpinionText": step("revealOpinionText", "RevealOpinionTextInput", ["MODERATOR", "CASE_HANDLER"], () => ({
    opinionId: ABSENT,
    reason: "Cần gọi lại để hẹn gặp",
  })),
  "Mutation.setOpinionAside": step("setOpinionAside", "SetOpinionAsideInput", ["MODERATOR", "CLIENT"], () => ({ ...ABSENT_OPINION, reason: "SPAM" })),
  "Mutation.undoOpinionDecision": step(
    "undoOpinionDecision",
    "UndoOpinionDecisionInput",
    ["MODERATOR", "CASE_HANDLER", "CLIENT"],
    () => ABSENT_OPINION,
  ),
  "Mutation.startArticle": step("startArticle", "StartArticleInput", ["EDITOR"], () => ({ unitId: UNITS.plantA.id, content: A_CONTENT })),
  "Mutation.saveArticle": step("saveArticle", "SaveArticleInput", ["EDITOR"], () => ({ ...ABSENT_ARTICLE, content: A_CONTENT, opinionIds: [] })),
  "Mutation.sendArticleForReview": step("sendArticleForReview", "ArticleStepInput", ["EDITOR"], () => ABSENT_ARTICLE),
  "Mutation.returnArticle": step("returnArticle", "ReturnArticleInput", DESK, () => ({ ...ABSENT_ARTICLE, note: "Sửa lại" })),
  "Mutation.approveArticle": step("approveArticle", "ArticleStepInput", ["APPROVER"], () => ABSENT_ARTICLE),
  "Mutation.publishArticle": step("publishArticle", "PublishArticleInput", ["APPROVER"], () => ABSENT_ARTICLE),
  "Mutation.correctArticle": step("correctArticle", "CorrectArticleInput", ["EDITOR"], () => ({ ...ABSENT_ARTICLE, note: "Sửa số" })),
  "Mutation.withdrawArticle": step("withdrawArticle", "WithdrawArticleInput", ["APPROVER"], () => ({ ...ABSENT_ARTICLE, reason: "Sai" })),
  "Mutation.createStaffAccount": step("createStaffAccount", "CreateStaffAccountInput", ["ROOT_ADMINISTRATOR"], () => ({
    name: "Lan",
    email: "lan@example.org",
    password: PASSWORD,
  })),
  "Mutation.disableStaffAccount": { allowed: ["ROOT_ADMINISTRATOR"], document: `mutation { disableStaffAccount(staffId: "${ABSENT}") { id } }` },
  "Mutation.grantRole": step("grantRole", "GrantRoleInput", ADMINISTRATORS, () => ({ staffId: ABSENT, role: "ANALYST", unitId: UNITS.plantA.id })),
  "Mutation.revokeGrant": { allowed: ADMINISTRATORS, document: `mutation { revokeGrant(grantId: "${ABSENT}") { id } }` },
  "Mutation.createApiClient": step("createApiClient", "CreateApiClientInput", ADMINISTRATORS, () => ({
    name: "X",
    scopes: ["opinion:read"],
    unitIds: [UNITS.plantA.id],
  })),
  "Mutation.changeApiClient": step("changeApiClient", "ChangeApiClientInput", ADMINISTRATORS, () => ({ clientId: ABSENT })),
  "Mutation.rotateApiKey": step("rotateApiKey", "RotateApiKeyInput", ADMINISTRATORS, () => ({ clientId: ABSENT })),
  "Mutation.confirmApiClient": step("confirmApiClient", "ConfirmApiClientInput", STAFF, () => ({ clientId: ABSENT, scopes: [], unitIds: [] })),
  "Mutation.revokeApiKey": step("revokeApiKey", "RevokeApiKeyInput", ADMINISTRATORS, () => ({ keyId: ABSENT })),
  "Mutation.revokeApiClient": { allowed: ADMINISTRATORS, document: `mutation { revokeApiClient(clientId: "${ABSENT}") { id } }` },
  "Query.releases": { allowed: ["ANALYST", "LEADER"], document: "{ releases { id } }" },
  "Query.release": { allowed: ["ANALYST", "LEADER"], document: "{ release(id: 1) { id } }" },
  "Query.opinionCounts": { allowed: READERS, document: "{ opinionCounts(filters: [{}]) }" },
  "Mutation.claimOpinion": step("claimOpinion", "ClaimOpinionInput", ["MODERATOR", "CASE_HANDLER"], () => ({ opinionId: ABSENT })),
  "Mutation.claimNextOpinions": step("claimNextOpinions", "ClaimNextOpinionsInput", ["MODERATOR", "CASE_HANDLER"], () => ({ count: 1 })),
  "Mutation.claimArticle": step("claimArticle", "ClaimArticleInput", ["EDITOR"], () => ({ articleId: ABSENT })),
  "Mutation.renewClaims": step("renewClaims", "RenewClaimsInput", STAFF, () => ({ kind: "OPINION", ids: [ABSENT] })),
  "Mutation.releaseClaims": {
    allowed: STAFF,
    document: "mutation ($input: ReleaseClaimsInput!) { releaseClaims(input: $input) }",
    variables: () => ({ input: { kind: "OPINION", ids: [ABSENT] } }),
  },
  "Mutation.keepPresence": {
    allowed: STAFF,
    document: "mutation ($input: KeepPresenceInput!) { keepPresence(input: $input) }",
    variables: () => ({ input: { subject: { kind: "OPINION", id: ABSENT }, mode: "VIEWING" } }),
  },
  "Mutation.leavePresence": {
    allowed: STAFF,
    document: "mutation ($input: LeavePresenceInput!) { leavePresence(input: $input) }",
    variables: () => ({ input: { subject: { kind: "OPINION", id: ABSENT } } }),
  },
  "Query.auditEntries": { allowed: ["LEADER", ...ADMINISTRATORS], document: "{ auditEntries { edges { cursor } } }" },
  "Query.auditChain": { allowed: ["LEADER", ...ADMINISTRATORS], document: "{ auditChain { isIntact } }" },
  "Subscription.presence": { allowed: STAFF, document: "" },
  "Subscription.opinionFeed": { allowed: READERS, document: "" },
  "Subscription.opinionCounts": { allowed: READERS, document: "" },
};

let world: World;
let api: TestApi;
let cast: Cast;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  cast = await aCast(world);
});

async function credentialsOf(actor: Actor, field: string): Promise<Credentials> {
  const member = cast.members.get(actor);
  if (!member || !ENDS_SESSIONS.has(field)) return cast.credentialsOf(actor);
  const { token } = await world.domain.access.signIn({ email: member.email, password: PASSWORD });
  return { cookie: `__Host-langnghe_session=${token}` };
}

const denial = (codes: readonly string[]) => codes.find((code) => code === "UNAUTHENTICATED" || code === "FORBIDDEN") ?? "allowed";
const codesOf = ({ errors = [] }: Pick<Answer, "errors">) => errors.map(({ extensions }) => extensions.code);

async function knock(field: string, actor: Actor): Promise<string> {
  const { document, variables } = TABLE[field] as Row;
  const as = await credentialsOf(actor, field);
  if (!field.startsWith("Subscription.")) {
    const codes = codesOf(await api.ask(document, variables?.(), as));
    expect(codes, `${field} as ${actor}`).not.toContain("GRAPHQL_VALIDATION_FAILED");
    expect(codes, `${field} as ${actor}`).not.toContain("INTERNAL_SERVER_ERROR");
    return denial(codes);
  }
  const socket = api.connect(as);
  // A socket is for those who show a key or a session: nobody else gets as far as asking.
  if (actor === "ANONYMOUS") return (await watchFeed(socket).ended).closeCode === 4403 ? "UNAUTHENTICATED" : "allowed";
  if (field === "Subscription.opinionCounts") {
    const counts = watchCounts(socket, [{}]);
    await until("the counts are told or refused", () => counts.told.length > 0 || counts.hasEnded());
    counts.stop();
    return counts.told.length > 0 ? "allowed" : denial(await counts.ended);
  }
  if (field === "Subscription.presence") return knockAtPresence(socket);
  const feed = watchFeed(socket);
  await until("the feed tells or ends", async () => {
    await world.anOpinion({ unit: "boilers" });
    return feed.items.length > 0 || feed.hasEnded();
  });
  feed.stop();
  return feed.items.length > 0 ? "allowed" : denial((await feed.ended).codes);
}

/** Presence tells a state and may stay silent for ever: open is what is not refused before the socket answers something else. */
async function knockAtPresence(socket: ReturnType<TestApi["connect"]>): Promise<string> {
  const codes: string[] = [];
  socket.subscribe(
    { query: `subscription { presence(subjects: [{ kind: OPINION, id: "${ABSENT}" }]) { subjectId } }` },
    {
      next: ({ errors = [] }) => void codes.push(...errors.map(({ extensions }) => String(extensions?.code))),
      error: (errors) => void (Array.isArray(errors) && codes.push(...errors.map(({ extensions }) => String(extensions?.code)))),
      complete: () => undefined,
    },
  );
  await askOnSocket(socket, "{ organization { name } }");
  return denial(codes);
}

describe("every root field", () => {
  test("has a row in the table, and no row is of a field that is gone", async () => {
    const schema = await buildApiSchema({ get: () => undefined });
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name}.${field}`));
    expect(Object.keys(TABLE).toSorted()).toEqual(fields.toSorted());
  });

  // `signOutEverywhere` would end the sessions of the rows that are knocked at later, so such rows come last.
  const ROWS = Object.keys(TABLE).toSorted((a, b) => Number(ENDS_SESSIONS.has(a)) - Number(ENDS_SESSIONS.has(b)));
  test.each(ROWS)("%s is open to those of its row and to nobody else", async (field) => {
    const answers: Record<string, string> = {};
    for (const actor of ACTORS) answers[actor] = await knock(field, actor);
    const { allowed } = TABLE[field] as Row;
    const expected = ACTORS.map((actor) => [actor, allowed.includes(actor) ? "allowed" : actor === "ANONYMOUS" ? "UNAUTHENTICATED" : "FORBIDDEN"]);
    expect(answers).toEqual(Object.fromEntries(expected));
  });
});

test("an administrator of one plant who gives somebody a role is not told which roles they hold elsewhere", async () => {
  const stranger = await world.aStaffMember({ role: "MODERATOR", unit: "plantB" });
  const grant = "mutation ($input: GrantRoleInput!) { grantRole(input: $input) { grants { role unit { id } } } }";
  const input = { staffId: stranger.id, role: "ANALYST", unitId: UNITS.plantA.id };
  const administrator = await world.aStaffMember({ role: "ADMINISTRATOR", unit: "plantA" });
  const { data } = await api.ask(grant, { input }, administrator);
  expect(data.grantRole.grants).toEqual([{ role: "ANALYST", unit: { id: UNITS.plantA.id } }]);
});

describe("what lies in another unit", () => {
  const same = async (document: string, ids: readonly string[], variables: (id: string) => Record<string, unknown>, as: Credentials) => {
    const answers: string[] = [];
    for (const id of ids) {
      const { status, data, errors } = await api.ask(document, variables(id), as);
      answers.push(JSON.stringify({ status, data, errors }));
    }
    expect(new Set(answers).size, answers.join("\n")).toBe(1);
  };

  test("answers to the byte as what does not exist: opinions", async () => {
    const moderator = cast.members.get("MODERATOR") as TestStaff;
    const ids = [(await world.anOpinion({ unit: "plantB" })).id, (await world.anOpinion({ unit: "union" })).id, ABSENT, crypto.randomUUID()];
    const decide = (name: string, input: string, more = {}) =>
      same(
        `mutation ($input: ${input}!) { ${name}(input: $input) { __typename } }`,
        ids,
        (opinionId) => ({ input: { opinionId, expectedVersion: 1, ...more } }),
        moderator,
      );
    await same("query ($id: ID!) { opinion(id: $id) { id text } }", [...ids, "none"], (id) => ({ id }), moderator);
    await decide("triageOpinion", "TriageOpinionInput");
    await decide("setOpinionAside", "SetOpinionAsideInput", { reason: "SPAM" });
    await decide("undoOpinionDecision", "UndoOpinionDecisionInput");
    const reveal = "mutation ($input: RevealOpinionTextInput!) { revealOpinionText(input: $input) { text } }";
    await same(reveal, ids, (opinionId) => ({ input: { opinionId, reason: "Cần gọi lại để hẹn gặp" } }), moderator);
    const claim = "mutation ($input: ClaimOpinionInput!) { claimOpinion(input: $input) { __typename } }";
    await same(claim, ids, (opinionId) => ({ input: { opinionId } }), moderator);
    const keep = "mutation ($input: KeepPresenceInput!) { keepPresence(input: $input) }";
    await same(keep, ids, (id) => ({ input: { subject: { kind: "OPINION", id }, mode: "VIEWING" } }), moderator);
  });

  test("answers to the byte as what does not exist: articles and units", async () => {
    const stranger = await world.aStaffMember({ role: "EDITOR", unit: "plantB" });
    const draft = await world.aDraft(stranger, { unit: "plantB" });
    const editor = cast.members.get("EDITOR") as TestStaff;
    await same("query ($id: ID!) { articleDraft(id: $id) { id } }", [draft.id, ABSENT], (id) => ({ id }), editor);
    const send = "mutation ($input: ArticleStepInput!) { sendArticleForReview(input: $input) { __typename } }";
    await same(send, [draft.id, ABSENT], (articleId) => ({ input: { articleId, expectedVersion: 1 } }), editor);
    const start = "mutation ($input: StartArticleInput!) { startArticle(input: $input) { __typename } }";
    await same(start, [UNITS.plantB.id, ABSENT], (unitId) => ({ input: { unitId, content: A_CONTENT } }), editor);
    const list = "query ($unitId: ID!) { opinions(filter: { unitId: $unitId }) { edges { cursor } } }";
    await same(list, [UNITS.tiny.id, ABSENT], (unitId) => ({ unitId }), cast.members.get("MODERATOR") as TestStaff);
  });
});
