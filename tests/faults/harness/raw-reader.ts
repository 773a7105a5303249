import WebSocket from "ws";
import { isCompared } from "./truth.ts";
import { keyOf } from "./verdict.ts";

const FEED = "subscription ($after: EventCursor) { opinionFeed(after: $after) { cursor kind opinion { id } } }";
const FEED_WITH_TEXTS = FEED.replace("{ id }", "{ id text }");

export interface RawReaderOptions {
  /** Of the api, as http:. */
  readonly url: string;
  readonly key: string;
  readonly after: string;
  readonly withTexts?: boolean;
}

/** A reader that speaks graphql-transport-ws by hand: it can stop reading its line, and thousands of it fit into one process. */
export class RawReader {
  readonly items: string[] = [];
  readonly refusals: string[] = [];
  /** How its lines were closed by the other side, one after the other. */
  readonly closings: { readonly code: number; readonly reason: string }[] = [];
  readonly #options: RawReaderOptions;
  #socket: WebSocket;
  #last: string;
  #isFollowing = false;

  constructor(options: RawReaderOptions) {
    this.#options = options;
    this.#last = options.after;
    this.#socket = this.#open();
  }

  /** The server has taken the credentials and the subscription is on its way. */
  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  get isClosed(): boolean {
    return this.#socket.readyState === WebSocket.CLOSED;
  }

  get lastCursor(): string {
    return this.#last;
  }

  /** Takes nothing off its line any more; the line stays. */
  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  cut(): void {
    this.#socket.terminate();
  }

  /** On a new line, with the last cursor it saw. */
  comeBack(): void {
    this.#socket.terminate();
    this.#socket = this.#open();
  }

  #open(): WebSocket {
    const { url, key, withTexts = false } = this.#options;
    this.#isFollowing = false;
    const socket = new WebSocket(url.replace(/^http/, "ws"), "graphql-transport-ws", { perMessageDeflate: false });
    const say = (message: unknown) => socket.send(JSON.stringify(message));
    socket.on("open", () => say({ type: "connection_init", payload: { authorization: `Bearer ${key}` } }));
    socket.on("message", (bytes: Buffer) => {
      if (socket !== this.#socket) return;
      const { type, payload } = JSON.parse(bytes.toString()) as { type: string; payload?: any };
      if (type === "ping") say({ type: "pong" });
      if (type === "connection_ack") {
        this.#isFollowing = true;
        say({ id: "1", type: "subscribe", payload: { query: withTexts ? FEED_WITH_TEXTS : FEED, variables: { after: this.#last } } });
      }
      if (type === "error") this.refusals.push(String(payload?.[0]?.extensions?.code));
      if (type === "next") this.#take(payload);
    });
    socket.on("error", () => undefined);
    socket.on("close", (code, reason) => {
      if (socket === this.#socket) this.closings.push({ code, reason: reason.toString() });
    });
    return socket;
  }

  #take({ data, errors }: { data?: { opinionFeed?: { cursor: string; kind: string; opinion: { id: string } } }; errors?: any[] }): void {
    for (const error of errors ?? []) this.refusals.push(String(error.extensions?.code));
    const item = data?.opinionFeed;
    if (!item) return;
    if (isCompared(item)) this.items.push(keyOf({ kind: item.kind, opinionId: item.opinion.id }));
    this.#last = item.cursor;
  }
}
