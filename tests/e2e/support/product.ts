import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { databaseUrl } from "../../../scripts/postgres.mjs";

export const PORTS = { api: 24_000, console: 23_000, portal: 23_001, database: 24_003 } as const;
export const API_URL = `http://127.0.0.1:${PORTS.api}/graphql`;
export const CONSOLE_URL = `http://127.0.0.1:${PORTS.console}`;
export const PORTAL_URL = `http://127.0.0.1:${PORTS.portal}`;
/** Written by the first start; the same folder as in fresh-product.mjs. */
const DATA_DIR = join(tmpdir(), "langnghe-e2e");

export interface Account {
  readonly role: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface FirstStart {
  readonly accounts: readonly Account[];
  readonly apiClient: { readonly key: string };
}

function firstStart(): FirstStart {
  return JSON.parse(readFileSync(join(DATA_DIR, "first-start.json"), "utf8")) as FirstStart;
}

/** The demo's account of a role, as first-start.json names it. */
export function accountOf(role: string): Account {
  const account = firstStart().accounts.find((each) => each.role === role);
  if (!account) throw new Error(`first-start.json names no ${role}`);
  return account;
}

/** The key of the demo's outside system. */
export function demoKey(): string {
  return firstStart().apiClient.key;
}

/** A call as an outside system. */
export async function callApi(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, any>> {
  const response = await fetch(API_URL, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${demoKey()}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Record<string, any>; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** As if everybody had last shown a while ago who they are: a journey cannot wait eleven minutes. */
export async function letProofsGrowOld(): Promise<void> {
  const client = new Client({ connectionString: databaseUrl({ dataDir: DATA_DIR, port: PORTS.database }) });
  await client.connect();
  await client.query("UPDATE staff_session SET proved_at = proved_at - interval '11 minutes'");
  await client.end();
}
