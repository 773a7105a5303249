import { createHash } from "node:crypto";
import pg from "pg";
import type { Queryable } from "../foundation/queryable.ts";
import { CONNECTION_LIMITS } from "./data-source.ts";

/** Enough for what is under way at once: two flushes of the intake, two looks each at keys and sessions, the end of the log, the audit. */
const CONNECTIONS = 8;
/** Shorter than the silence after which a connection counts as dead. */
const IDLE_MS = 5_000;

/**
 * Connections for the few statements that run for every opinion and every caller: prepared, planned once, and never behind
 * somebody's long list. PostgreSQL spends more on planning these than on running them (ADR 0029). Opened when first used.
 */
export class HotPath implements Queryable {
  readonly #pool: pg.Pool;
  readonly #names = new Map<string, string>();

  /** @param url of the server itself: a pooler that hands connections round loses what was prepared on them. */
  constructor(url: string) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: CONNECTIONS,
      idleTimeoutMillis: IDLE_MS,
      connectionTimeoutMillis: 1_000,
      application_name: "langnghe hot path",
      options: "-c plan_cache_mode=force_generic_plan",
      ...CONNECTION_LIMITS,
    });
    // A connection that is lost while idle is nobody's; the next statement gets another.
    this.#pool.on("error", () => undefined);
  }

  async query<Rows>(text: string, values: unknown[] = []): Promise<Rows> {
    const { rows } = await this.#pool.query({ name: this.#nameOf(text), text, values });
    return rows as Rows;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  #nameOf(text: string): string {
    const known = this.#names.get(text);
    if (known) return known;
    const name = createHash("sha256").update(text).digest("base64url");
    this.#names.set(text, name);
    return name;
  }
}
