/** Where a process of one or many nodes finds what it shares with the others. */
export interface NodeSettings {
  /** The primary; a pooler in transaction mode may stand before it. */
  readonly databaseUrl: string;
  /** The primary past every pooler, for what needs a session: LISTEN, the schedule, migrations, the hot path. */
  readonly directUrl: string;
  readonly readUrls: readonly string[];
  readonly natsUrl: string | undefined;
}

/** The launcher validates what people set; here only what it hands on is read. */
export function readNodeSettings(env: NodeJS.ProcessEnv): NodeSettings {
  const databaseUrl = env.DATABASE_URL;
  if (!databaseUrl) throw new Error("DATABASE_URL is not set: start the product with `npm start`");
  return {
    databaseUrl,
    directUrl: env.DATABASE_DIRECT_URL || databaseUrl,
    readUrls: (env.DATABASE_READ_URLS ?? "").split(",").flatMap((part) => part.trim() || []),
    natsUrl: env.NATS_URL || undefined,
  };
}
