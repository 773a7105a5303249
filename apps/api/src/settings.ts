import { availableParallelism } from "node:os";
import type { SignInSettings } from "@langnghe/domain/access";
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
  /** Over how long the sockets are closed when the process ends; 0, all at once, when left out. */
  readonly drainMs?: number;
  /** How staff sign in; as on one machine when left out. */
  readonly signIn?: SignInSettings;
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
    poolSize: Math.max(10, availableParallelism() * 5),
    drainMs: Number(env.DRAIN_MS ?? 0),
    signIn: readSignIn(env),
  };
}

/**
 * Passkeys are bound to the host of the console's public address. A browser takes no bare number for one, so on one machine that
 * is localhost. The launcher names the public address first.
 */
function readSignIn(env: NodeJS.ProcessEnv): SignInSettings {
  const origin = env.CONSOLE_ORIGIN || "http://localhost:3000";
  return {
    relyingParty: { id: new URL(origin).hostname, origins: [origin] },
    secondFactor: env.SECOND_FACTOR === "require" ? "REQUIRE" : "ASK",
    groupRules: [],
  };
}

function listOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
