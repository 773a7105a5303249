import pg from "pg";

const CHANNEL = "langnghe_events";

/**
 * Tells readers, in this process and in others, that the log has grown. A hint only: a reader that misses it
 * finds the facts at its next poll. Sent after the commit and on a connection of its own, since NOTIFY inside
 * the writing transaction takes two thirds of the commits (a trial of ours); many hints in a row become one.
 */
export class WakeUps {
  readonly #listeners = new Set<() => void>();
  readonly #databaseUrl: string;
  #client: pg.Client | undefined;
  #sending: Promise<void> | undefined;
  #isDirty = false;
  #isListening = false;
  #isClosed = false;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  /** Called after a commit that appended to the log. Returns at once. */
  hint(): void {
    for (const wake of this.#listeners) wake();
    this.#isDirty = true;
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  /** `wake` is called after hints of any process. Returns how to stop listening. */
  onHint(wake: () => void): () => void {
    this.#listeners.add(wake);
    if (!this.#isListening) {
      this.#isListening = true;
      // A connection that was made for sending alone does not hear yet.
      void this.#connected().then((client) => client?.query(`LISTEN ${CHANNEL}`).catch(() => this.#forget(client)));
    }
    return () => this.#listeners.delete(wake);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#sending;
    await this.#client?.end().catch(() => undefined);
  }

  async #send(): Promise<void> {
    while (this.#isDirty && !this.#isClosed) {
      this.#isDirty = false;
      const client = await this.#connected();
      // Without a connection the hint is dropped: readers poll.
      await client?.query(`NOTIFY ${CHANNEL}`).catch(() => this.#forget(client));
    }
  }

  async #connected(): Promise<pg.Client | undefined> {
    if (this.#client || this.#isClosed) return this.#client;
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: "langnghe wake-ups",
      connectionTimeoutMillis: 2_000,
      // On a line that went dead without a word an answer would be awaited for ever, and no hint sent any more.
      query_timeout: 5_000,
    });
    client.on("error", () => this.#forget(client));
    client.on("end", () => this.#forget(client));
    client.on("notification", () => {
      for (const wake of this.#listeners) wake();
    });
    this.#client = client;
    try {
      await client.connect();
      if (this.#isListening) await client.query(`LISTEN ${CHANNEL}`);
      return client;
    } catch {
      this.#forget(client);
      return undefined;
    }
  }

  /** After a lost connection the next hint, or the next second while somebody listens, makes a new one. */
  #forget(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    client.end().catch(() => undefined);
    if (this.#isListening && !this.#isClosed) setTimeout(() => void this.#connected(), 1_000).unref();
  }
}
