import { availableParallelism } from "node:os";
import { type NodeSettings, readNodeSettings } from "@langnghe/domain/database";

export interface Settings extends Partial<NodeSettings> {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Exact origins whose pages may call with cookies. */
  readonly origins: ReadonlySet<string>;
  readonly logLevel: string;
  readonly poolSize: number;
  /** Open sockets of one account or key; the table of limits when left out. */
  readonly socketsPerCaller?: number | undefined;
  /** How many proxies stand before the api; 0, none, when left out. Of what they forward nothing else is believed. */
  readonly trustedProxyHops?: number;
  /** Over how long the sockets are closed when the process ends; 0, all at once, when left out. */
  readonly drainMs?: number;
}

/** The launcher validates what people set; here only what it hands on is read. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    ...readNodeSettings(env),
    host: env.HOST ?? "127.0.0.1",
    port: Number(env.API_PORT ?? 4000),
    origins: new Set([...listOf(env.CONSOLE_ORIGINS), ...listOf(env.PORTAL_ORIGINS)]),
    logLevel: env.LOG_LEVEL ?? "info",
    socketsPerCaller: env.SOCKETS_PER_CALLER ? Number(env.SOCKETS_PER_CALLER) : undefined,
    trustedProxyHops: Number(env.TRUSTED_PROXY_HOPS ?? 0),
    poolSize: Math.max(10, availableParallelism() * 5),
    drainMs: Number(env.DRAIN_MS ?? 0),
  };
}

function listOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
