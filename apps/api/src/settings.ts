import { availableParallelism } from "node:os";

export interface Settings {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Exact origins whose pages may call with cookies. */
  readonly origins: ReadonlySet<string>;
  readonly logLevel: string;
  readonly poolSize: number;
  /** Open sockets of one account or key; the table of limits when left out. */
  readonly socketsPerCaller?: number | undefined;
}

/** The launcher validates what people set; here only what it hands on is read. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const databaseUrl = env.DATABASE_URL;
  if (!databaseUrl) throw new Error("DATABASE_URL is not set: start the product with `npm start`");
  return {
    databaseUrl,
    host: env.HOST ?? "127.0.0.1",
    port: Number(env.API_PORT ?? 4000),
    origins: new Set([...listOf(env.CONSOLE_ORIGINS), ...listOf(env.PORTAL_ORIGINS)]),
    logLevel: env.LOG_LEVEL ?? "info",
    socketsPerCaller: env.SOCKETS_PER_CALLER ? Number(env.SOCKETS_PER_CALLER) : undefined,
    poolSize: Math.max(10, availableParallelism() * 5),
  };
}

function listOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
