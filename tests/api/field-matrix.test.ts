import { generateKeyPairSync } from "node:crypto";
import { InsightService } from "@langnghe/domain/insight";
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isCompositeType, isObjectType, isRequiredArgument } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApiSchema } from "../../apps/api/src/schema.ts";
import { anApi, type TestApi } from "../support/api.ts";
import { aDesk, aPublished } from "../support/article-walk.ts";
import { ACTORS, type ActorName, aCast, type Cast } from "../support/cast.ts";
import { UNITS } from "../support/small-union.ts";
import { aWorld, TestClock, type World } from "../support/world.ts";

const EVERYBODY = ACTORS;
const STAFF = ACTORS.filter((actor) => actor !== "ANONYMOUS" && actor !== "CLIENT");
const READERS = ["MODERATOR", "CASE_HANDLER", "EDITOR", "APPROVER", "CLIENT"] as const;
const DESK = [...READERS, "LEADER"] as const;

/** How one comes to see things of a type: asked with an id, each of the three cases is tried; without one, there is nothing foreign. */
interface Way {
  readonly to: string;
  readonly id?: "opinion" | "article" | "client" | "slug" | "receipt";
  readonly seenBy: readonly ActorName[];
  /** All of them: a new field fails until somebody has thought of who sees it. */
  readonly fields: string;
}

/** Who looks after what others read and do. */
const OVERSEERS = ["LEADER", "ADMINISTRATOR", "ROOT_ADMINISTRATOR"] as const;
/** Who makes keys of plant A, and who may confirm one that carries every scope. */
const KEEPERS = ["ADMINISTRATOR", "ROOT_ADMINISTRATOR", "MODERATOR"] as const;
const OPINION = { id: "opinion", seenBy: READERS } as const;
const ARTICLE = { id: "article", seenBy: DESK } as const;

/** Every type that shows something of somebody's, and who sees it. */
const WAYS: Readonly<Record<string, Way>> = {
  Opinion: {
    ...OPINION,
    to: "opinion(id: $id)",
    fields:
      "channel claim history id isErased receivedAt redactions repeatOfId setAsideReason similar similarCount status text topic unit urgency version viewerCanClaim viewerCanReveal viewerCanSetAside viewerCanTriage viewerCanUndo",
  },
  OpinionDecision: { ...OPINION, to: "opinion(id: $id) { history", fields: "decidedAt decidedBy id isUndone kind reason statusAfter topic urgency" },
  SimilarOpinion: { ...OPINION, to: "opinion(id: $id) { similar", fields: "opinion score" },
  OpinionRedaction: { ...OPINION, to: "opinion(id: $id) { redactions", fields: "end kind start" },
  Claim: { ...OPINION, to: "opinion(id: $id) { claim", fields: "expiresAt fencingNumber holder subjectId" },
  StaffMember: { ...OPINION, to: "opinion(id: $id) { claim { holder", fields: "id name" },
  OpinionByReceipt: {
    to: "opinionByReceipt(receipt: $id)",
    id: "receipt",
    seenBy: EVERYBODY,
    fields: "answers isWaiting receivedAt status text unit",
  },
  ArticleDraft: {
    ...ARTICLE,
    to: "articleDraft(id: $id)",
    fields:
      "answerCount answers approvalHindrance approvedBy body byline claim correctionNote history id kind publishAt revisionNumber slug sources status summary title unit updatedAt version viewerCanApprove viewerCanClaim viewerCanCorrect viewerCanEdit viewerCanPublish viewerCanReturn viewerCanSendForReview viewerCanWithdraw withdrawalReason writtenBy",
  },
  ArticleStep: { ...ARTICLE, to: "articleDraft(id: $id) { history", fields: "at by id kind note revisionNumber" },
  Article: {
    to: "article(slug: $id)",
    id: "slug",
    seenBy: EVERYBODY,
    fields: "body byline correctedAt correctionNote id kind publishedAt slug sources status summary title withdrawalReason withdrawnAt",
  },
  ArticleSource: { to: "article(slug: $id) { sources", id: "slug", seenBy: EVERYBODY, fields: "accessedOn quote title url" },
  Organization: { to: "organization", seenBy: EVERYBODY, fields: "name retention retentionMonths shortName timeZone" },
  RetentionRule: { to: "organization { retention", seenBy: EVERYBODY, fields: "months outcome" },
  Unit: { to: "units", seenBy: EVERYBODY, fields: "code depth id name parentId" },
  Topic: { to: "topics", seenBy: EVERYBODY, fields: "code id name" },
  Channel: { to: "channels", seenBy: EVERYBODY, fields: "code isOfficial kind name url" },
  Viewer: { to: "viewer", seenBy: STAFF, fields: "email factors factorsResetAt grants id isLimited locale name passkeys permissions" },
  Factors: { to: "viewer { factors", seenBy: STAFF, fields: "hasPassword hasTotp recoveryCodeCount" },
  StaffSession: { to: "staffSessions", seenBy: STAFF, fields: "browser id isCurrent lastUsedAt startedAt system" },
  SignInWays: { to: "signInWays", seenBy: EVERYBODY, fields: "identityProvider passkeyOrigin" },
  Grant: { to: "viewer { grants", seenBy: STAFF, fields: "id role unit" },
  StaffAccount: { to: "staffAccounts", seenBy: ["ROOT_ADMINISTRATOR"], fields: "email grants id isDisabled locale name" },
  ApiClient: {
    to: "apiClient(id: $id)",
    id: "client",
    seenBy: KEEPERS,
    fields:
      "allowedNetworks confirmedAt confirmedBy contact createdAt endsAt expiresAt id isAwaitingConfirmation isEndingSoon isKeyRequested keys name purpose requestedBy revokedAt scopes units usage viewerCanConfirm viewerCanManage",
  },
  ApiKey: {
    to: "apiClient(id: $id) { keys",
    id: "client",
    seenBy: KEEPERS,
    fields: "beginning createdAt expiresAt exposedAt id lastUsedAt revokedAt",
  },
  ApiClientDay: { to: "apiClients { usage", seenBy: ["ADMINISTRATOR", "ROOT_ADMINISTRATOR"], fields: "calls cost day refusals" },
  OpinionConnection: { to: "opinions", seenBy: READERS, fields: "edges liveCursor pageInfo" },
  OpinionEdge: { to: "opinions { edges", seenBy: READERS, fields: "cursor node" },
  ArticleDraftConnection: { to: "articleDrafts", seenBy: DESK, fields: "edges pageInfo" },
  ArticleDraftEdge: { to: "articleDrafts { edges", seenBy: DESK, fields: "cursor node" },
  ArticleConnection: { to: "articles", seenBy: EVERYBODY, fields: "edges pageInfo" },
  ArticleEdge: { to: "articles { edges", seenBy: EVERYBODY, fields: "cursor node" },
  AuditConnection: { to: "auditEntries", seenBy: OVERSEERS, fields: "edges pageInfo" },
  AuditEdge: { to: "auditEntries { edges", seenBy: OVERSEERS, fields: "cursor node" },
  AuditEntry: { to: "auditEntries { edges { node", seenBy: OVERSEERS, fields: "act actorId actorKind actorNames at id reason subjectIds unit" },
  AuditChain: { to: "auditChain", seenBy: OVERSEERS, fields: "anchor isIntact sealedBefore unsealedEntries" },
  AuditAnchor: { to: "auditChain { anchor", seenBy: OVERSEERS, fields: "day entries hash" },
  Release: { to: "releases", seenBy: ["ANALYST", "LEADER"], fields: "cells frozenOn id kind periodEnd periodStart" },
  ReleaseCell: { to: "releases { cells", seenBy: ["ANALYST", "LEADER"], fields: "breakdown isWithheld rounded unitId value" },
  PageInfo: { to: "articles { pageInfo", seenBy: EVERYBODY, fields: "endCursor hasNextPage" },
};

/** Types that only a mutation or a subscription gives: each of their fields is a thing of a type above, or says what the caller just did. */
const ANSWERS: Readonly<Record<string, string>> = {
  ApiClientChanged: "client",
  ApiClientRefusalCount: "code count",
  ApiClientRefused: "message reason",
  ApiKeyOutcome: "client key",
  ArticleChanged: "article",
  ArticleClaimed: "article claim",
  ArticleConflict: "article message",
  ArticleStepImpossible: "article field message",
  ClaimConflict: "expiresAt holder message",
  ClaimNextOpinionsPayload: "opinions",
  ClaimOutdated: "message",
  CreateApiClientPayload: "client key",
  HandedOver: "account grantCount keyCount workCount",
  Invitation: "email name",
  InvitationEnded: "message",
  OpinionClaimed: "claim opinion",
  OpinionConflict: "decidedAt decidedBy message opinion",
  OpinionDecided: "opinion",
  OpinionFeedItem: "cursor decidedBy kind opinion",
  OpinionRefused: "message refusal",
  OpinionStepImpossible: "message opinion",
  Passkey: "createdAt id lastUsedAt name",
  ProofRefused: "message",
  SecondFactorNeeded: "message takesCode",
  SignInThrottled: "message",
  StaffInvited: "account token",
  TotpConfirmed: "recoveryCodes viewer",
  TotpOffer: "secret uri",
  PeopleAtSubject: "kind people subjectId",
  PresentPerson: "member mode",
  RevealOpinionTextPayload: "redactions text",
  SetRetentionPayload: "retention",
  SignInRefused: "message",
  SignedIn: "viewer",
  StaffAccountCreated: "account",
  StaffAccountRefused: "field message",
  SubmitOpinionPayload: "receipt receiptWords",
  SubmitOpinionsPayload: "accepted alreadyKnown opinions refused",
  SubmittedOpinion: "index message opinionId outcome refusal",
  WithdrawOpinionPayload: "isWithdrawn",
};

const ABSENT = "00000000-0000-4000-8000-000000000999";
type Case = "own" | "foreign" | "absent";

let world: World;
let api: TestApi;
let cast: Cast;
let schema: GraphQLSchema;
let ids: Readonly<Record<NonNullable<Way["id"]>, Readonly<Record<Case, string>>>>;
beforeAll(async () => {
  schema = await buildApiSchema({ get: () => undefined });
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  cast = await aCast(world);
  ids = await aStage();
  await aRelease();
}, 60_000);

async function aUsedClient(unit: "plantA" | "plantB"): Promise<string> {
  const { id } = await world.aClient({ unit });
  await world.domain.dataSource.query("INSERT INTO api_client_usage (client_id, hour, calls, cost) VALUES ($1, date_trunc('hour', now()), 3, 7)", [
    id,
  ]);
  return id;
}

/** As the worker would freeze it in eight days. */
async function aRelease(): Promise<void> {
  const clock = TestClock.atPresent();
  clock.moveBy(8 * 24 * 60 * 60 * 1000);
  await new InsightService({ dataSource: world.domain.dataSource, clock }).freezeDue();
}

/** In plant A one of everything that can be seen; the same in plant B, for those who may not. */
async function aStage(): Promise<typeof ids> {
  const { domain } = world;
  const moderator = await world.aModerator("union");
  const opinionOf = async (unit: "plantA" | "plantB") => {
    const text = `Suất ăn ca đêm ở xưởng nguội và ít thịt, anh em phải mang cơm nhà theo, gọi tôi số 0912 345 678 ở ${unit}`;
    await world.anOpinion({ unit, text: `${text} rồi` });
    const opinion = await world.anOpinion({ unit, text });
    await domain.opinions.triage({ opinionId: opinion.id, expectedVersion: 1 }, moderator);
    await domain.claims.claim({ kind: "OPINION", id: opinion.id }, moderator);
    return opinion.id;
  };
  const articleOf = async (unit: "plantA" | "plantB") => aPublished(world, await aDesk(world, unit), { unit });
  const receiptOf = async () =>
    (await domain.intake.submit({ text: "Lời có mã", unitId: UNITS.plantA.id, forward: "NOW" }, { kind: "anonymous" })).words.join(" ");
  const [own, foreign] = [await articleOf("plantA"), await articleOf("plantB")];
  const noReceipt = (await receiptOf()).split(" ").toReversed().join(" ");
  world.clock.moveBy(16 * 60 * 1000);
  await domain.audit.sealDue();
  await domain.audit.anchorToday(generateKeyPairSync("ed25519").privateKey);
  return {
    opinion: { own: await opinionOf("plantA"), foreign: await opinionOf("plantB"), absent: ABSENT },
    article: { own: own.id, foreign: foreign.id, absent: ABSENT },
    client: { own: await aUsedClient("plantA"), foreign: await aUsedClient("plantB"), absent: ABSENT },
    slug: { own: own.slug ?? "", foreign: "khong-co-bai-nay", absent: "khong-co-bai-kia" },
    receipt: { own: await receiptOf(), foreign: noReceipt, absent: "không có mã nào như vậy cả" },
  };
}

const objectTypes = () =>
  Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType =>
      isObjectType(type) && !type.name.startsWith("__") && !["Query", "Mutation", "Subscription"].includes(type.name),
  );

test("every field of every type has its row", () => {
  const inSchema = objectTypes().map((type) => `${type.name}: ${Object.keys(type.getFields()).toSorted().join(" ")}`);
  const listed = [...Object.entries(WAYS).map(([name, { fields }]) => [name, fields] as const), ...Object.entries(ANSWERS)];
  expect(listed.map(([name, fields]) => `${name}: ${fields.split(" ").toSorted().join(" ")}`).toSorted()).toEqual(inSchema.toSorted());
});

test("what only an answer gives shows things of types that have their own rows, and plain values", () => {
  const known = new Set([...Object.keys(WAYS), ...Object.keys(ANSWERS)]);
  const composite = objectTypes()
    .filter(({ name }) => name in ANSWERS)
    .flatMap((type) => Object.values(type.getFields()).map((field) => getNamedType(field.type)))
    .filter(isObjectType);
  expect(composite.filter(({ name }) => !known.has(name))).toEqual([]);
});

/** All fields of a type in one document, at the end of the way to it. */
function documentOf(typeName: string, { to, id }: Way): string {
  const type = schema.getType(typeName) as GraphQLObjectType;
  const selections = Object.values(type.getFields()).map((field) => {
    if (field.args.some(isRequiredArgument)) throw new Error(`${typeName}.${field.name} needs arguments: say them here`);
    return isCompositeType(getNamedType(field.type)) ? `${field.name} { __typename }` : field.name;
  });
  const braces = "}".repeat(to.split("{").length - 1);
  const variable = id === "opinion" || id === "article" || id === "client" ? "query ($id: ID!)" : id ? "query ($id: String!)" : "query";
  return `${variable} { ${to} { ${selections.join(" ")} } ${braces} }`;
}

/** What stands at the end of the way: the things themselves, lists flattened; none when it leads nowhere. */
function thingsAt(data: unknown, way: string): Record<string, unknown>[] {
  const steps = way.split("{").map((step) => step.trim().replace(/\(.*/, ""));
  let found: unknown[] = [data];
  for (const step of steps) found = found.flatMap((value) => (value as Record<string, unknown> | null)?.[step] ?? []).flat();
  return found as Record<string, unknown>[];
}

let rows = 0;

describe("each field, asked by each actor for their own, for a foreign and for an absent thing", () => {
  test.each(Object.keys(WAYS))("%s", async (name) => {
    const way = WAYS[name] as Way;
    const document = documentOf(name, way);
    const cases: readonly Case[] = way.id ? ["own", "foreign", "absent"] : ["own"];
    const fields = way.fields.split(" ");
    for (const actor of ACTORS) {
      const answers: Partial<Record<Case, string>> = {};
      for (const each of cases) {
        const { status, data, errors } = await api.ask(document, way.id ? { id: ids[way.id][each] } : undefined, cast.credentialsOf(actor));
        answers[each] = JSON.stringify({ status, data, errors });
        const things = thingsAt(data, way.to);
        // Nothing of the union is foreign to its own administrator.
        const isOwn = each === "own" || (each === "foreign" && way.id === "client" && actor === "ROOT_ADMINISTRATOR");
        const isSeen = way.seenBy.includes(actor) && isOwn;
        expect(things.length > 0, `${name} (${each}) as ${actor}: ${answers[each]?.slice(0, 300)}`).toBe(isSeen);
        for (const thing of things) expect(Object.keys(thing).toSorted()).toEqual(fields.toSorted());
        if (isSeen) expect(errors, `${name} (${each}) as ${actor}`).toBeUndefined();
        rows += fields.length;
      }
      if (!(way.id === "client" && actor === "ROOT_ADMINISTRATOR")) expect(answers.foreign, `${name} as ${actor}`).toBe(answers.absent);
    }
  });

  test("is many rows", () => {
    console.log(`field matrix: ${rows} rows of field × actor × case`);
    expect(rows).toBeGreaterThan(3_000);
  });
});
