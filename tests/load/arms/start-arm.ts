import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Domain } from "@langnghe/domain";
import { nextFreePort } from "../../../scripts/ground/ports.mjs";
import { UNITS } from "../../support/small-union.ts";
import { ROOT } from "../../support/source-files.ts";

/** A server under measure. */
export interface Arm {
  readonly name: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly pid: number;
  stop(): Promise<void>;
  /** The same server once more, on a port of its own and the same database. */
  twin(): Promise<Arm>;
}

interface Program {
  readonly name: string;
  readonly command: (port: number) => { readonly args: readonly string[]; readonly env: Record<string, string> };
  readonly headers?: Record<string, string>;
}

/** The servers beside this file. */
export const PEERS = ["floor", "naive-apollo", "tutorial", "mercurius"] as const;
export type PeerName = (typeof PEERS)[number];

/** One of the servers beside this file. */
export function startPeer(name: PeerName, databaseUrl: string): Promise<Arm> {
  const env = { TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json"), NODE_ENV: "production" };
  return start({
    name,
    command: (port) => ({ args: ["--import", "tsx", join(ROOT, `tests/load/arms/${name}.ts`), String(port), databaseUrl], env }),
  });
}

/** Ours as it is shipped: the built program, with nothing changed but how many sockets one key may have. */
export async function startOurs(domain: Domain, databaseUrl: string, moreEnv: Record<string, string> = {}): Promise<Arm> {
  const client = { name: "benchmark", scopes: ["opinion:read", "opinion:submit"] as const, unitIds: [UNITS.union.id] };
  const { key } = await domain.apiClients.install({ ...client, scopes: [...client.scopes] }, { kind: "system", name: "benchmark" });
  const env = { DATABASE_URL: databaseUrl, LOG_LEVEL: "warn", SOCKETS_PER_CALLER: "20000", NODE_ENV: "production", ...moreEnv };
  return start({
    name: "ours",
    command: (port) => ({ args: [join(ROOT, "apps/api/dist/main.js")], env: { ...env, API_PORT: String(port) } }),
    headers: { authorization: `Bearer ${key}` },
  });
}

async function start(program: Program): Promise<Arm> {
  const { name, command, headers = {} } = program;
  const port = await nextFreePort({ from: 26_000, host: "127.0.0.1" });
  const { args, env } = command(port);
  const child = spawn(process.execPath, args, { cwd: join(ROOT, "tests"), env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const url = `http://127.0.0.1:${port}/graphql`;
  await untilAnswering(child, url, headers);
  return { name, url, headers, pid: child.pid ?? 0, stop: () => end(child), twin: () => start(program) };
}

async function untilAnswering(child: ChildProcess, url: string, headers: Record<string, string>): Promise<void> {
  const body = JSON.stringify({ query: "{ opinions(first: 1) { edges { node { id } } } }" });
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`);
    const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body }).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing answered at ${url}`);
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(timer);
}
