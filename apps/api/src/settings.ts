import { availableParallelism } from "node:os";
import type { SignInSettings } from "@langnghe/domain/access";
import { type NodeSettings, readNodeSettings } from "@langnghe/domain/database";
import type { ProviderSettings } from "./access/organization/provider.ts";
import { RETURN_PATH } from "./access/organization/routes.ts";

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
  /** How staff sign in; as on one machine when left out. */
  readonly signIn?: SignInSettings;
  /** The organization's identity provider; none when left out. */
  readonly provider?: ProviderSettings | undefined;
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
    signIn: readSignIn(env),
    provider: readProvider(env),
  };
}

/** Pages of the console reach the api at their own host, so people come back from the provider there too. */
function readProvider(env: NodeJS.ProcessEnv): ProviderSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = env;
  if (!issuer || !clientId || !clientSecret) return undefined;
  const { protocol, hostname } = new URL(consoleOriginOf(env));
  const redirectUri = `${protocol}//${hostname}:${env.API_PORT ?? 4000}${RETURN_PATH}`;
  return { issuer, clientId, clientSecret, name: name || new URL(issuer).hostname, redirectUri };
}

function consoleOriginOf(env: NodeJS.ProcessEnv): string {
  return env.CONSOLE_ORIGIN || listOf(env.CONSOLE_ORIGINS)[0] || "http://localhost:3000";
}

/**
 * Passkeys are bound to the host of the console's public address. A browser takes no bare number for one, so on one machine that
 * is localhost. The launcher names the public address first.
 */
function readSignIn(env: NodeJS.ProcessEnv): SignInSettings {
  const origin = consoleOriginOf(env);
  return {
    relyingParty: { id: new URL(origin).hostname, origins: [origin] },
    secondFactor: env.SECOND_FACTOR === "require" ? "REQUIRE" : "ASK",
    groupRules: env.OIDC_GROUPS ? (JSON.parse(env.OIDC_GROUPS) as SignInSettings["groupRules"]) : [],
  };
}

function listOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
