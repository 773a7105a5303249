import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type GraphQLNamedType, type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { printContract } from "../../apps/api/src/emit-schema.ts";
import { buildApiSchema } from "../../apps/api/src/schema.ts";
import { ROOT } from "../support/source-files.ts";

/** What the public may ask without showing who it is. Every other root field carries @Authorized. */
const PUBLIC = new Set([
  "Query.organization",
  "Query.units",
  "Query.topics",
  "Query.channels",
  "Query.articles",
  "Query.article",
  "Query.opinionByReceipt",
  "Query.viewer",
  "Mutation.signIn",
  "Query.signInWays",
  "Mutation.askForPasskey",
  "Mutation.signInWithPasskey",
  "Mutation.openInvitation",
  "Mutation.acceptInvitation",
  "Mutation.submitOpinion",
  "Mutation.withdrawOpinion",
]);

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildApiSchema({ get: () => undefined });
});

const ownTypes = (): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__") && !["String", "Boolean", "Int", "Float", "ID"].includes(name));
const roots = () => [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];

/** Every named thing of the contract with what is said about it. */
function* described(): Generator<readonly [name: string, description: string | null | undefined]> {
  for (const type of ownTypes()) {
    if (!roots().some((root) => root === type)) yield [type.name, type.description];
    // The values of an enum are the domain's own words; the enum says what they are about.
    if (isEnumType(type)) continue;
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field.description];
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field.description];
      for (const { name, description } of field.args) yield [`${type.name}.${field.name}(${name})`, description];
    }
  }
}

/** The one argument of a mutation: its type is described, and each of its fields. */
const PLAIN_ARGUMENTS = /\(input\)$/;

describe("the contract", () => {
  test("describes every type, field and argument in a sentence", () => {
    const silent = [...described()].filter(([name, description]) => !description && !PLAIN_ARGUMENTS.test(name)).map(([name]) => name);
    expect(silent).toEqual([]);
    const unfinished = [...described()].filter(([, description]) => description && !/[.)…]$/.test(description.trim())).map(([name]) => name);
    expect(unfinished).toEqual([]);
  });

  test("is committed as it is: run `npm run schema` when this fails, and look at the difference", async () => {
    expect(await readFile(join(ROOT, "schema/schema.graphql"), "utf8")).toBe(await printContract());
  });

  test("has for every mutation one input and a result of its own name, or a plain value", () => {
    const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(fields.filter(({ args }) => args.length > 1).map(({ name }) => name)).toEqual([]);
  });
});

describe("every root field", () => {
  interface Metadata {
    readonly queries: readonly { readonly schemaName: string; readonly roles?: readonly string[] }[];
    readonly mutations: Metadata["queries"];
    readonly subscriptions: Metadata["queries"];
  }

  test("is guarded by @Authorized, or is on the short list of what the public may ask", () => {
    const { queries, mutations, subscriptions } = (globalThis as unknown as { TypeGraphQLMetadataStorage: Metadata }).TypeGraphQLMetadataStorage;
    const open = (root: string, fields: Metadata["queries"]) =>
      fields.filter(({ roles }) => roles === undefined).map(({ schemaName }) => `${root}.${schemaName}`);
    const unguarded = [...open("Query", queries), ...open("Mutation", mutations), ...open("Subscription", subscriptions)];
    expect(unguarded.toSorted()).toEqual([...PUBLIC].toSorted());
  });
});

describe("promise 2: no dossiers", () => {
  test("an opinion shows nothing and is asked by nothing that tells people apart", () => {
    const fieldsOf = (name: string) => {
      const type = schema.getType(name);
      return isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()).toSorted() : [];
    };
    expect(fieldsOf("OpinionFilter")).toEqual(["channel", "from", "status", "text", "to", "topicId", "unitId", "urgency"]);
    expect(fieldsOf("SubmitOpinionInput")).toEqual(["forward", "idempotencyKey", "text", "unitId"]);
    expect(fieldsOf("BatchOpinionInput")).toEqual(["externalId", "occurredAt", "text", "unitCode"]);
    const telling = /author|sender|receipt|origin|external|address|device|email|phone|count|score/i;
    // The one count there is: of texts alike, whoever wrote them.
    expect(fieldsOf("Opinion").filter((field) => telling.test(field))).toEqual(["similarCount"]);
    expect(fieldsOf("OpinionFeedItem").filter((field) => telling.test(field))).toEqual([]);
  });
});
