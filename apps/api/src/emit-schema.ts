import "reflect-metadata";
import { readFile, writeFile } from "node:fs/promises";
import { lexicographicSortSchema, printSchema } from "graphql";
import { buildApiSchema } from "./schema.ts";

const TARGET = new URL("../../../schema/schema.graphql", import.meta.url);

/** The contract as text: sorted, so that a diff shows changes and nothing else. */
export async function printContract(): Promise<string> {
  const schema = await buildApiSchema({ get: () => undefined });
  return `# Emitted by \`npm run schema\` from the code of apps/api. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const contract = await printContract();
  const before = await readFile(TARGET, "utf8").catch(() => "");
  await writeFile(TARGET, contract);
  console.log(before === contract ? "schema/schema.graphql is up to date" : "schema/schema.graphql was renewed");
}
