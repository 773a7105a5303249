import pg from "pg";
import type { Bus, HeardHint } from "./bus.ts";
import { readHint, writeHint } from "./hint-text.ts";

const CHANNEL = "langnghe_events";
const AGAIN_MS = 1_000;
/** A server that stands still, or a machine that is gone without a word, must not hold the hints for ever. */
const ANSWER_WITHIN_MS = 2_000;

/**
 * Hints by NOTIFY, sent after the commit and on a connection of its own: inside the writing transaction NOTIFY
 * takes two thirds of the commits (a trial of ours). The connection lives as long as it can and is made anew.
 */
export class PostgresBus implements Bus {
  readonly #databaseUrl: string;
  #client: Promise<pg.Client | undefined> | undefined;
  #current: pg.Client | undefined;
  #processId: number | undefined;
  #hear: ((newest: HeardHint) => void) | undefined;
  #isClosed = false;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  async send(newest: HeardHint): Promise<void> {
    const client = await this.#connected();
    await client?.query("SELECT pg_notify($1, $2)", [CHANNEL, writeHint(newest)]).catch(() => this.#forget(client));
  }

  listen(hear: (newest: HeardHint) => void): void {
    this.#hear = hear;
    // A connection that was made for sending alone does not hear yet.
    void this.#connected().then((client) => client?.query(`LISTEN ${CHANNEL}`).catch(() => this.#forget(client)));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const client = await this.#client;
    await client?.end().catch(() => undefined);
  }

  #connected(): Promise<pg.Client | undefined> {
    if (!this.#isClosed) this.#client ??= this.#connect();
    return this.#client ?? Promise.resolve(undefined);
  }

  async #connect(): Promise<pg.Client | undefined> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: "langnghe wake-ups",
      connectionTimeoutMillis: 2_000,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    this.#current = client;
    client.on("error", () => this.#forget(client));
    client.on("end", () => this.#forget(client));
    client.on("notification", ({ processId, payload }) => {
      // Our own hints have been heard here already, before they were sent.
      if (processId !== this.#processId) this.#hear?.(readHint(payload));
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      this.#processId = rows[0]?.pid;
      if (this.#hear) await client.query(`LISTEN ${CHANNEL}`);
      this.#hear?.(undefined);
      return client;
    } catch {
      this.#forget(client);
      return undefined;
    }
  }

  /** After a lost connection the next hint, or the next second while somebody listens, makes a new one. */
  #forget(client: pg.Client): void {
    if (this.#current !== client) return;
    this.#current = undefined;
    this.#client = undefined;
    client.end().catch(() => undefined);
    if (this.#hear && !this.#isClosed) setTimeout(() => void this.#connected(), AGAIN_MS).unref();
  }
}
