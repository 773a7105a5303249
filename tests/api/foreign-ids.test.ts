import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApiSchema } from "../../apps/api/src/schema.ts";
import { anApi, type TestApi } from "../support/api.ts";
import { ACTORS, type ActorName, aCast, type Cast } from "../support/cast.ts";
import { UNITS } from "../support/small-union.ts";
import { A_CONTENT, aWorld, PASSWORD, TestClock, type TestStaff, type World } from "../support/world.ts";

type Kind = "opinion" | "article" | "unit" | "client" | "key";

/** Which id a place wants, by its name; what belongs to the whole organization is foreign to nobody in it. */
const KIND_OF_NAME: Readonly<Record<string, Kind | "the organization's">> = {
  opinionId: "opinion",
  opinionIds: "opinion",
  articleId: "article",
  unitId: "unit",
  unitIds: "unit",
  topicId: "the organization's",
  staffId: "the organization's",
  heirId: "the organization's",
  grantId: "the organization's",
  clientId: "client",
  keyId: "key",
};
/** Where the name alone does not say it. */
const KIND_OF_PLACE: Readonly<Record<string, Kind | "the organization's">> = {
  // Anybody may speak to any unit that can be chosen, and the units are public.
  "submitOpinion.input.unitId": "the organization's",
  "opinion.id": "opinion",
  "articleDraft.id": "article",
  "apiClient.id": "client",
  // Of the caller's own, and of nobody else: tests/domain/staff-sign-in.test.ts tries a stranger's.
  "endSession.id": "the organization's",
  "removePasskey.id": "the organization's",
  // Ids are what it looks for among entries that the caller may see anyway.
  "auditEntries.filter.actorId": "the organization's",
  "auditEntries.filter.subjectId": "opinion",
  "auditEntries.filter.unitId": "unit",
  "releaseClaims.input.ids": "opinion",
  "renewClaims.input.ids": "opinion",
  "keepPresence.input.subject.id": "opinion",
  "leavePresence.input.subject.id": "opinion",
};

/** Values that a field wants, where any word or number would be refused for itself. */
const FITTING: Readonly<Record<string, unknown>> = {
  email: "nobody@example.org",
  password: PASSWORD,
  scopes: ["opinion:read"],
  allowedNetworks: ["203.0.113.0/24"],
  channel: "API",
  months: 24,
  receipt: "none",
  content: A_CONTENT,
  first: 5,
  count: 1,
};

/** Places that answer alike whatever the id: what they do shows elsewhere, and there `matrix.test.ts` looks. */
const SILENT = [
  "auditEntries.filter.subjectId",
  "auditEntries.filter.unitId",
  "confirmApiClient.input.unitIds",
  "claimNextOpinions.input.filter.unitId",
  "leavePresence.input.subject.id",
  "opinions.filter.unitId",
  "saveArticle.input.opinionIds",
];

interface Place {
  readonly field: string;
  /** As `input.subject.id`. */
  readonly path: readonly string[];
}

const ABSENT = "00000000-0000-4000-8000-000000000999";

let world: World;
let api: TestApi;
let cast: Cast;
let schema: GraphQLSchema;
let foreign: Readonly<Record<Kind, string>>;
let own: Readonly<Record<Kind, string>>;
beforeAll(async () => {
  schema = await buildApiSchema({ get: () => undefined });
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  cast = await aCast(world);
  const stranger = await world.aStaffMember({ role: "EDITOR", unit: "plantB" });
  const colleague = await world.aStaffMember({ role: "EDITOR", unit: "plantA" });
  const of = async (unit: "plantA" | "plantB", writer: TestStaff) => {
    const client = (await world.aClient({ unit })).id;
    const [key]: { id: string }[] = await world.domain.dataSource.query("SELECT id FROM api_key WHERE client_id = $1", [client]);
    const article = (await world.aDraft(writer, { unit })).id;
    return { opinion: (await world.anOpinion({ unit })).id, article, unit: UNITS[unit].id, client, key: key?.id ?? "" };
  };
  foreign = await of("plantB", stranger);
  own = await of("plantA", colleague);
});

const fieldsOf = (rootName: "Query" | "Mutation") =>
  Object.values((rootName === "Query" ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {});

/** Every place of a question where an id is said, however deep. */
function placesOf(rootName: "Query" | "Mutation"): Place[] {
  return fieldsOf(rootName).flatMap(({ name, args }) => args.flatMap((arg) => pathsOf(arg.type, [arg.name]).map((path) => ({ field: name, path }))));
}

function pathsOf(type: GraphQLInputType, path: readonly string[]): string[][] {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return Object.values(named.getFields()).flatMap((field) => pathsOf(field.type, [...path, field.name]));
  return named.name === "ID" ? [[...path]] : [];
}

function kindOf({ field, path }: Place): Kind | "the organization's" {
  const kind = KIND_OF_PLACE[[field, ...path].join(".")] ?? KIND_OF_NAME[path.at(-1) ?? ""];
  if (!kind) throw new Error(`Nobody has said whose id ${[field, ...path].join(".")} is: name it in KIND_OF_NAME or KIND_OF_PLACE`);
  return kind;
}

/** The smallest value that fits a type, with `id` at the place that is tried; other ids are the caller's own. */
function valueFor(type: GraphQLInputType, at: { path: readonly string[]; place: Place; id: string }): unknown {
  const { path, place, id } = at;
  const isOnTheWay = place.path.slice(0, path.length).join() === path.join();
  if (!isNonNullType(type) && !isOnTheWay) return undefined;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const one = valueFor(nullable.ofType as GraphQLInputType, at);
    return one === undefined ? (FITTING[path.at(-1) ?? ""] ?? []) : [one].flat();
  }
  const named = getNamedType(type);
  const fitting = FITTING[path.at(-1) ?? ""];
  if (fitting !== undefined) return fitting;
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields()).map(
      (field) => [field.name, valueFor(field.type, { ...at, path: [...path, field.name] })] as const,
    );
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  if (named.name === "ID") return isOnTheWay ? id : ownIdAt({ field: place.field, path });
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (named.name === "Int") return 1;
  if (named.name === "Boolean") return true;
  return named.name === "DateTime" ? "2030-01-01T00:00:00Z" : "Một lời đủ dài";
}

function ownIdAt(place: Place): string {
  const kind = kindOf(place);
  return kind === "the organization's" ? ABSENT : own[kind];
}

async function answerTo(rootName: "Query" | "Mutation", place: Place, { id, actor }: { id: string; actor: ActorName }): Promise<string> {
  const root = fieldsOf(rootName).find(({ name }) => name === place.field);
  if (!root) throw new Error(`There is no ${rootName}.${place.field}`);
  const { args, type } = root;
  const variables = Object.fromEntries(
    args.map((arg) => [arg.name, valueFor(arg.type, { path: [arg.name], place, id })]).filter(([, value]) => value !== undefined),
  );
  const declared = args.filter(({ name }) => name in variables).map((arg) => `$${arg.name}: ${arg.type}`);
  const passed = args.filter(({ name }) => name in variables).map(({ name }) => `${name}: $${name}`);
  const document = `${rootName.toLowerCase()} (${declared.join(", ")}) { ${place.field}(${passed.join(", ")}) ${isCompositeType(getNamedType(type)) ? "{ __typename }" : ""} }`;
  const { status, data, errors } = await api.ask(document, variables, cast.credentialsOf(actor));
  const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
  expect(codes, `${document} ${JSON.stringify(variables)}`).not.toContain("GRAPHQL_VALIDATION_FAILED");
  expect(codes, `${document} as ${actor}`).not.toContain("INTERNAL_SERVER_ERROR");
  // The id itself may be named in the answer; nothing else may differ.
  return JSON.stringify({ status, data, errors }).replaceAll(id, "the id");
}

/** Whoever's reach is the whole organization: nothing is foreign to them. */
const EVERYWHERE = new Set<ActorName>(["ROOT_ADMINISTRATOR"]);
let tried = 0;

describe("a foreign id and one that is not there get the same answer, to the byte", () => {
  test("whose id each place wants is known, and no place is left out", async () => {
    const places = [...placesOf("Query"), ...placesOf("Mutation")];
    expect(places.length).toBeGreaterThan(30);
    for (const place of places) expect(() => kindOf(place)).not.toThrow();
  });

  test.each(["Query", "Mutation"] as const)("%s", async (rootName) => {
    for (const place of placesOf(rootName)) {
      const kind = kindOf(place);
      if (kind === "the organization's") continue;
      for (const actor of ACTORS.filter((each) => !EVERYWHERE.has(each))) {
        const answers = [await answerTo(rootName, place, { id: foreign[kind], actor }), await answerTo(rootName, place, { id: ABSENT, actor })];
        expect(answers[0], `${place.field} ${place.path.join(".")} as ${actor}`).toBe(answers[1]);
        tried += 1;
      }
    }
  });

  test("and an own one gets another answer from somebody, so that the place is really reached", async () => {
    const silent: string[] = [];
    for (const rootName of ["Query", "Mutation"] as const)
      for (const place of placesOf(rootName)) {
        const kind = kindOf(place);
        if (kind === "the organization's") continue;
        const differs = async (actor: ActorName) =>
          (await answerTo(rootName, place, { id: own[kind], actor })) !== (await answerTo(rootName, place, { id: ABSENT, actor }));
        let isReached = false;
        for (const actor of ACTORS) isReached ||= await differs(actor);
        if (!isReached) silent.push([place.field, ...place.path].join("."));
      }
    expect(silent.toSorted()).toEqual(SILENT.toSorted());
  });

  test("is many tries", () => {
    console.log(`foreign ids: ${tried} places × actors`);
    expect(tried).toBeGreaterThan(200);
  });
});
