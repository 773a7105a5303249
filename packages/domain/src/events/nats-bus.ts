import { type ConnectionOptions, connect, type NatsConnection } from "@nats-io/transport-node";
import type { Bus, HeardHint } from "./bus.ts";
import { readHint, writeHint } from "./hint-text.ts";

const SUBJECT = "langnghe.events";
const AGAIN_MS = 500;

/**
 * Hints by a NATS cluster: `nats://one:4222,nats://two:4222`, with one name and password for all when there is one.
 * The library goes from server to server for ever, learns of servers that join, and subscribes anew by itself.
 */
export class NatsBus implements Bus {
  #connection: NatsConnection | undefined;
  #isUp = false;
  #isClosed = false;
  #hear: ((newest: HeardHint) => void) | undefined;

  constructor(natsUrl: string) {
    void this.#connect(optionsOf(natsUrl));
  }

  async send(newest: HeardHint): Promise<void> {
    // Away, the library would keep what is sent for later; a late hint is worth nothing.
    if (this.#isUp && !this.#connection?.isClosed()) this.#connection?.publish(SUBJECT, writeHint(newest));
  }

  listen(hear: (newest: HeardHint) => void): void {
    this.#hear = hear;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // A connection that was never made is not waited for: the process goes, and so does the attempt.
    if (this.#connection) await this.#connection.close().catch(() => undefined);
  }

  async #connect(options: ConnectionOptions): Promise<void> {
    while (!this.#isClosed && !this.#connection) {
      const connection = await connect(options).catch(() => undefined);
      if (connection) await this.#use(connection);
      else await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
    }
  }

  async #use(connection: NatsConnection): Promise<void> {
    if (this.#isClosed) return connection.close();
    this.#connection = connection;
    connection.subscribe(SUBJECT, { callback: (error, message) => this.#take(error ? undefined : message.string()) });
    this.#isUp = true;
    this.#hear?.(undefined);
    void this.#watch(connection);
  }

  #take(text: string | undefined): void {
    this.#hear?.(readHint(text));
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === "disconnect") this.#isUp = false;
      if (type !== "reconnect") continue;
      this.#isUp = true;
      this.#hear?.(undefined);
    }
    this.#isUp = false;
  }
}

function optionsOf(natsUrl: string): ConnectionOptions {
  const urls = natsUrl.split(",").map((part) => new URL(part.trim()));
  const { username = "", password = "", protocol } = urls[0] ?? {};
  return {
    servers: urls.map(({ host }) => host),
    name: "langnghe",
    noEcho: true,
    reconnect: true,
    maxReconnectAttempts: -1,
    // A password that is wrong for a while, as when it is changed on the servers first, is no reason to give up.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: AGAIN_MS,
    timeout: 2_000,
    pingInterval: 5_000,
    maxPingOut: 2,
    ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    ...(protocol === "tls:" && { tls: {} }),
  };
}
