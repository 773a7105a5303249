import { AUDITED_ACTS, type AuditedAct } from "@langnghe/domain/access";
import type { Opinion } from "@langnghe/domain/opinions";
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isInterfaceType, isObjectType, isUnionType } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApiSchema } from "../../apps/api/src/schema.ts";
import { anApi, type TestApi } from "../support/api.ts";
import { approved, inHand } from "../support/article-walk.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { watchFeed } from "../support/watch-feed.ts";
import { A_CONTENT, aWorld, PASSWORD, TestClock, type TestStaff, type World } from "../support/world.ts";

let world: World;
let api: TestApi;
let schema: GraphQLSchema;
let moderator: TestStaff;
let editor: TestStaff;
let approver: TestStaff;
let administrator: TestStaff;
let opinion: Opinion;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  schema = await buildApiSchema({ get: () => undefined });
  moderator = await world.aStaffMember({ role: "MODERATOR" });
  editor = await world.aStaffMember({ role: "EDITOR" });
  approver = await world.aStaffMember({ role: "APPROVER" });
  administrator = await world.aStaffMember({ role: "ADMINISTRATOR" });
  opinion = await world.anOpinion();
});

/** Asks with an input; the answer must hold neither an error nor a refusal. */
async function mutate(name: string, { input, as, show }: { input: Record<string, unknown>; as: TestStaff; show: string }): Promise<void> {
  const type = schema.getMutationType()?.getFields()[name]?.args[0]?.type;
  const { data, errors } = await api.ask(`mutation ($input: ${type}) { ${name}(input: $input) { __typename ${show} } }`, { input }, as);
  expect(errors).toBeUndefined();
  expect(data[name].__typename).not.toMatch(/Conflict|Impossible|Refused|Outdated/);
}

async function ask(document: string, as: TestStaff): Promise<void> {
  expect((await api.ask(document, {}, as)).errors).toBeUndefined();
}

const DECIDED = "... on OpinionDecided { opinion { text } }";
const CHANGED = "... on ArticleChanged { article { answers { text } } }";
const fresh = async () => ({ opinionId: (await world.anOpinion()).id, expectedVersion: 1 });
const draft = () => world.aDraft(editor, { opinionIds: [opinion.id] });
const inReview = async () => world.domain.articles.sendForReview(inHand(await draft()), editor);
const ready = async () => approved(world, await draft(), { editor, approver });
const published = async () => world.domain.articles.publish(inHand(await ready()), approver);
const anAccount = async () => (await world.aStaffMember()).id;

interface Audited {
  readonly leaves: readonly AuditedAct[];
  readonly run: () => Promise<void>;
  readonly by?: () => TestStaff;
  /** What has to stand before, and leaves entries of its own. */
  readonly before?: () => Promise<void>;
}
/** Or why nothing is noted. */
type Row = Audited | string;

const OWN_CLAIM = "a lease of two minutes with a history of its own; no text is shown and nothing decided";
const CHALLENGE = "an offer that is worth nothing without the key or the code that answers it";
const AUTHENTICATOR = "wants a real authenticator: tests/e2e/console-sign-in.spec.ts; each leaves proof:passkey, passkey:add or passkey:remove";
const CODES = "wants codes of the moment: tests/domain/staff-sign-in.test.ts looks at totp:add and proof:totp";
const PRESENCE = "where colleagues are at the moment: nothing of it is kept, on purpose";
const MEMBERS = "a member speaks: nothing about the sender may be kept (promise 1)";

let input: Record<string, unknown> = {};
/** A step on an article: what it starts from is made before. */
function step(name: string, { leaves, from, by, more = () => ({}) }: Step): Audited {
  const before = async () => {
    input = { ...inHand(await from()), ...more() };
  };
  return { leaves: [leaves, "opinion:read"], by, before, run: () => mutate(name, { input, as: by(), show: CHANGED }) };
}
interface Step {
  readonly leaves: AuditedAct;
  readonly from: () => Promise<Awaited<ReturnType<typeof draft>>>;
  readonly by: () => TestStaff;
  readonly more?: () => Record<string, unknown>;
}

const byEditor = () => editor;
const byApprover = () => approver;
const byAdministrator = () => administrator;

const TABLE: Readonly<Record<string, Row>> = {
  "Mutation.signIn": {
    leaves: ["proof:password", "session:start"],
    run: () => mutate("signIn", { input: { email: moderator.email, password: PASSWORD }, as: moderator, show: "" }),
  },
  "Mutation.signOut": {
    leaves: ["proof:password", "session:end"],
    run: async () => {
      const { token } = await world.domain.access.signIn({ email: moderator.email, password: PASSWORD });
      await api.ask("mutation { signOut }", {}, { cookie: `__Host-langnghe_session=${token}` });
    },
  },
  "Mutation.signOutEverywhere": {
    leaves: ["session:end"],
    by: () => leaver,
    before: async () => {
      leaver = await world.aStaffMember();
    },
    run: () => ask("mutation { signOutEverywhere }", leaver),
  },
  "Mutation.askForPasskey": CHALLENGE,
  "Mutation.askForPasskeyAgain": CHALLENGE,
  "Mutation.offerPasskey": CHALLENGE,
  "Mutation.beginTotp": CHALLENGE,
  "Mutation.openInvitation": "is asked with the link's secret and changes nothing",
  "Mutation.addPasskey": AUTHENTICATOR,
  "Mutation.removePasskey": AUTHENTICATOR,
  "Mutation.signInWithPasskey": AUTHENTICATOR,
  "Mutation.stepUpWithPasskey": AUTHENTICATOR,
  "Mutation.confirmTotp": CODES,
  "Mutation.removeTotp": CODES,
  "Mutation.drawRecoveryCodes": CODES,
  "Mutation.endSession": "noted as signOut is; the session that ends has to be another one",
  "Mutation.endOtherSessions": "noted as signOut is; there has to be another one",
  "Mutation.stepUpWithPassword": {
    leaves: ["proof:password"],
    by: () => leaver,
    before: async () => {
      leaver = await world.aStaffMember();
    },
    run: () => mutate("stepUpWithPassword", { input: { password: PASSWORD }, as: leaver, show: "" }),
  },
  "Mutation.changePassword": {
    leaves: ["password:change"],
    by: () => leaver,
    before: async () => {
      leaver = await world.aStaffMember();
    },
    run: () => ask('mutation { changePassword(password: "một mật khẩu khác 22") { id } }', leaver),
  },
  "Mutation.inviteStaff": {
    leaves: ["invitation:make", "staff:create"],
    by: byAdministrator,
    run: () => mutate("inviteStaff", { input: { name: "Hoa", email: "hoa@example.org" }, as: administrator, show: "" }),
  },
  "Mutation.acceptInvitation": "the entry is its own account's, which signs in by it: tests/domain/leaving.test.ts",
  "Mutation.resetFactors": {
    leaves: ["factors:reset", "invitation:make"],
    by: byAdministrator,
    run: async () => ask(`mutation { resetFactors(staffId: "${await anAccount()}") { token } }`, administrator),
  },
  "Mutation.handOverStaff": {
    leaves: ["grant:revoke", "staff:handOver"],
    by: byAdministrator,
    run: async () =>
      mutate("handOverStaff", {
        input: { staffId: (await world.aStaffMember({ role: "ANALYST" })).id, heirId: moderator.id },
        as: administrator,
        show: "",
      }),
  },
  "Mutation.setLocale": "the viewer's own language",
  "Mutation.submitOpinion": MEMBERS,
  "Mutation.withdrawOpinion": MEMBERS,
  "Mutation.revealOpinionText": {
    leaves: ["opinion:reveal"],
    run: () => mutate("revealOpinionText", { input: { opinionId: opinion.id, reason: "Cần gọi lại để hỏi thêm" }, as: moderator, show: "text" }),
  },
  "Mutation.setRetention": {
    leaves: ["retention:change"],
    by: byAdministrator,
    run: () => mutate("setRetention", { input: { outcome: "SPAM", months: 6 }, as: administrator, show: "" }),
  },
  "Mutation.submitOpinions": "what is brought in may be the bringer's own words: no account is kept beside them (promise 1)",
  "Mutation.triageOpinion": {
    leaves: ["opinion:read", "opinion:triage"],
    run: async () => mutate("triageOpinion", { input: await fresh(), as: moderator, show: DECIDED }),
  },
  "Mutation.setOpinionAside": {
    leaves: ["opinion:read", "opinion:setAside"],
    run: async () => mutate("setOpinionAside", { input: { ...(await fresh()), reason: "SPAM" }, as: moderator, show: DECIDED }),
  },
  "Mutation.undoOpinionDecision": {
    leaves: ["opinion:read", "opinion:undo"],
    before: async () => {
      const on = await fresh();
      await world.domain.opinions.triage(on, moderator);
      input = { ...on, expectedVersion: 2 };
    },
    run: () => mutate("undoOpinionDecision", { input, as: moderator, show: DECIDED }),
  },
  "Mutation.claimOpinion": {
    leaves: ["opinion:read"],
    run: async () =>
      mutate("claimOpinion", { input: { opinionId: (await fresh()).opinionId }, as: moderator, show: "... on OpinionClaimed { opinion { text } }" }),
  },
  "Mutation.claimNextOpinions": {
    leaves: ["opinion:read"],
    run: () => mutate("claimNextOpinions", { input: { count: 1 }, as: moderator, show: "opinions { text }" }),
  },
  "Mutation.claimArticle": {
    leaves: ["opinion:read"],
    by: byEditor,
    before: async () => {
      input = { articleId: (await draft()).id };
    },
    run: () => mutate("claimArticle", { input, as: editor, show: "... on ArticleClaimed { article { answers { text } } }" }),
  },
  "Mutation.renewClaims": OWN_CLAIM,
  "Mutation.releaseClaims": OWN_CLAIM,
  "Mutation.keepPresence": PRESENCE,
  "Mutation.leavePresence": PRESENCE,
  "Mutation.startArticle": {
    leaves: ["article:start", "opinion:read"],
    by: byEditor,
    run: () => mutate("startArticle", { input: { unitId: UNITS.union.id, content: A_CONTENT, opinionIds: [opinion.id] }, as: editor, show: CHANGED }),
  },
  "Mutation.saveArticle": step("saveArticle", {
    leaves: "article:save",
    from: draft,
    by: byEditor,
    more: () => ({ content: A_CONTENT, opinionIds: [opinion.id] }),
  }),
  "Mutation.sendArticleForReview": step("sendArticleForReview", { leaves: "article:sendForReview", from: draft, by: byEditor }),
  "Mutation.returnArticle": step("returnArticle", {
    leaves: "article:return",
    from: inReview,
    by: byApprover,
    more: () => ({ note: "Sửa số liệu" }),
  }),
  "Mutation.approveArticle": step("approveArticle", { leaves: "article:approve", from: inReview, by: byApprover }),
  "Mutation.publishArticle": step("publishArticle", { leaves: "article:publish", from: ready, by: byApprover }),
  "Mutation.correctArticle": step("correctArticle", {
    leaves: "article:startCorrection",
    from: published,
    by: byEditor,
    more: () => ({ note: "Sai số" }),
  }),
  "Mutation.withdrawArticle": step("withdrawArticle", {
    leaves: "article:withdraw",
    from: published,
    by: byApprover,
    more: () => ({ reason: "Sai nguồn" }),
  }),
  "Mutation.createStaffAccount": {
    leaves: ["staff:create"],
    by: byAdministrator,
    run: () => mutate("createStaffAccount", { input: { name: "Lan", email: "lan@example.org", password: PASSWORD }, as: administrator, show: "" }),
  },
  "Mutation.disableStaffAccount": {
    leaves: ["staff:disable"],
    by: byAdministrator,
    run: async () => ask(`mutation { disableStaffAccount(staffId: "${await anAccount()}") { id } }`, administrator),
  },
  "Mutation.grantRole": {
    leaves: ["grant:give"],
    by: byAdministrator,
    run: async () =>
      mutate("grantRole", { input: { staffId: await anAccount(), role: "ANALYST", unitId: UNITS.plantA.id }, as: administrator, show: "" }),
  },
  "Mutation.revokeGrant": {
    leaves: ["grant:revoke"],
    by: byAdministrator,
    run: async () => {
      const [grant] = await world.domain.access.findGrants([(await world.aStaffMember({ role: "ANALYST" })).id]);
      await ask(`mutation { revokeGrant(grantId: "${grant?.id}") { id } }`, administrator);
    },
  },
  "Mutation.createApiClient": {
    leaves: ["client:create"],
    by: byAdministrator,
    run: () =>
      mutate("createApiClient", {
        input: { name: "X", scopes: ["opinion:read"], unitIds: [UNITS.plantA.id] },
        as: administrator,
        show: "client { id }",
      }),
  },
  "Mutation.changeApiClient": {
    leaves: ["client:change"],
    by: byAdministrator,
    run: async () =>
      mutate("changeApiClient", { input: { clientId: (await world.aClient()).id, purpose: "Báo cáo tuần" }, as: administrator, show: "" }),
  },
  "Mutation.rotateApiKey": {
    leaves: ["key:request"],
    by: byAdministrator,
    run: async () => mutate("rotateApiKey", { input: { clientId: (await world.aClient()).id }, as: administrator, show: "" }),
  },
  "Mutation.confirmApiClient": {
    leaves: ["client:confirm", "key:make"],
    before: async () => {
      const asked = { name: "Cổng nội bộ", scopes: ["opinion:read"], unitIds: [UNITS.plantA.id] };
      await mutate("createApiClient", { input: asked, as: administrator, show: "" });
      const [client] = await world.domain.dataSource.query("SELECT id FROM api_client WHERE name = 'Cổng nội bộ'");
      input = { clientId: client.id, scopes: asked.scopes, unitIds: asked.unitIds };
    },
    run: () => mutate("confirmApiClient", { input, as: moderator, show: "" }),
  },
  "Mutation.revokeApiKey": {
    leaves: ["key:revoke"],
    by: byAdministrator,
    run: async () => {
      const [key] = await world.domain.dataSource.query("SELECT id FROM api_key WHERE client_id = $1", [(await world.aClient()).id]);
      await mutate("revokeApiKey", { input: { keyId: key.id }, as: administrator, show: "" });
    },
  },
  "Mutation.revokeApiClient": {
    leaves: ["client:revoke"],
    by: byAdministrator,
    run: async () => ask(`mutation { revokeApiClient(clientId: "${(await world.aClient()).id}") { id } }`, administrator),
  },
  "Query.auditEntries": {
    leaves: ["audit:read"],
    by: byAdministrator,
    run: () => ask("{ auditEntries { edges { cursor } } }", administrator),
  },
  "Query.opinions": { leaves: ["opinion:read"], run: () => ask("{ opinions { edges { node { text similar { opinion { text } } } } } }", moderator) },
  "Query.opinion": { leaves: ["opinion:read"], run: () => ask(`{ opinion(id: "${opinion.id}") { text } }`, moderator) },
  "Query.articleDrafts": {
    leaves: ["opinion:read"],
    by: byEditor,
    before: async () => void (await draft()),
    run: () => ask("{ articleDrafts { edges { node { answers { text } } } } }", editor),
  },
  "Query.articleDraft": {
    leaves: ["opinion:read"],
    by: byEditor,
    before: async () => {
      input = { id: (await draft()).id };
    },
    run: () => ask(`{ articleDraft(id: "${input.id}") { answers { text } } }`, editor),
  },
  "Subscription.opinionFeed": {
    leaves: ["opinion:read"],
    run: async () => {
      const feed = watchFeed(api.connect(moderator));
      await until("the feed tells", async () => {
        await world.anOpinion();
        return feed.items.length > 0;
      });
      feed.stop();
    },
  },
};
let leaver: TestStaff;

const rootsOf = (built: GraphQLSchema) => [built.getQueryType(), built.getMutationType(), built.getSubscriptionType()];

function reaches(type: unknown, wanted: string, seen = new Set<string>()): boolean {
  if (isUnionType(type)) return type.getTypes().some((member) => reaches(member, wanted, seen));
  if (!(isObjectType(type) || isInterfaceType(type)) || seen.has(type.name)) return false;
  seen.add(type.name);
  return type.name === wanted || Object.values(type.getFields()).some((field) => reaches(getNamedType(field.type), wanted, seen));
}

function rootFields(isWanted: (root: GraphQLObjectType, name: string) => boolean): string[] {
  return rootsOf(schema).flatMap((root) =>
    root
      ? Object.keys(root.getFields())
          .filter((name) => isWanted(root, name))
          .map((name) => `${root.name}.${name}`)
      : [],
  );
}

const showsTexts = (root: GraphQLObjectType, name: string) => {
  const field = root.getFields()[name];
  return field !== undefined && reaches(getNamedType(field.type), "Opinion");
};

describe("what the audit is told", () => {
  test("of every mutation, and of everything that can show the text of an opinion: each has a row here", () => {
    const wanted = rootFields((root, name) => root.name === "Mutation" || showsTexts(root, name) || name === "auditEntries");
    expect(Object.keys(TABLE).toSorted()).toEqual(wanted.toSorted());
  });

  test("of everything that can show the text of an opinion is that it was read", () => {
    const silent = rootFields(showsTexts).filter((field) => {
      const row = TABLE[field];
      return row === undefined || typeof row === "string" || !row.leaves.includes("opinion:read");
    });
    expect(silent).toEqual([]);
  });

  const RUN = Object.entries(TABLE).flatMap(([field, row]) => (typeof row === "string" ? [] : [{ field, ...row }]));
  test.each(RUN)("$field leaves $leaves", async ({ run, leaves, by = () => moderator, before }) => {
    await before?.();
    const [{ last }] = await world.domain.dataSource.query("SELECT coalesce(max(id), 0)::text AS last FROM audit_entry");
    await run();
    const left: { action: string }[] = await world.domain.dataSource.query(
      `SELECT DISTINCT action FROM audit_entry WHERE id > $1 AND actor_id = $2 AND (action <> 'session:start' OR NOT $3) ORDER BY action`,
      [last, by().id, !leaves.includes("session:start")],
    );
    expect(left.map(({ action }) => action)).toEqual(leaves.toSorted());
  });

  test("of a refused sign-in is whose account it was, or that there is none such", async () => {
    const refusals = () =>
      world.domain.dataSource.query("SELECT subject_ids[1] AS subject FROM audit_entry WHERE action = 'refused:password' ORDER BY id");
    for (const email of [moderator.email, "nobody@example.org"])
      await api.ask("mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }", { input: { email, password: "sai" } });
    expect(await refusals()).toEqual([{ subject: moderator.id }, { subject: "00000000-0000-0000-0000-000000000000" }]);
  });

  test("of a step with a reason is that reason, and of one in a unit that unit; of an opinion no unit", async () => {
    const entryOf = async (act: AuditedAct) =>
      (await world.domain.dataSource.query("SELECT unit_id AS unit, reason FROM audit_entry WHERE action = $1 ORDER BY id DESC LIMIT 1", [act]))[0];
    expect(await entryOf("article:withdraw")).toEqual({ unit: UNITS.union.id, reason: "Sai nguồn" });
    expect(await entryOf("opinion:setAside")).toEqual({ unit: null, reason: "SPAM" });
    expect(await entryOf("grant:give")).toMatchObject({ reason: expect.any(String) });
  });

  test("in words that the product knows", async () => {
    const told: { action: AuditedAct }[] = await world.domain.dataSource.query("SELECT DISTINCT action FROM audit_entry");
    expect(told.map(({ action }) => action).filter((action) => !AUDITED_ACTS.includes(action))).toEqual([]);
  });
});
