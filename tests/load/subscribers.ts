/**
 * Many subscribers in a process of their own, so that what they cost is not counted to the server. Told by a message what to
 * open; tells when all are open, and for each marked event when the last of them had it.
 */
import WebSocket from "ws";

export interface OpenSubscribers {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly count: number;
  readonly query: string;
}

export type Told = { readonly kind: "open" } | { readonly kind: "delivered"; readonly mark: number; readonly atMs: number };

/** With the field before it: a cursor is any letters, and these four too once in a while. */
const MARK = '"text":"MARK';
const tell = (told: Told) => process.send?.(told);

process.on("message", async ({ url, headers, count, query }: OpenSubscribers) => {
  const seen = new Map<number, number>();
  const take = (message: Buffer) => {
    const place = message.indexOf(MARK);
    if (place < 0) return;
    const mark = Number.parseInt(message.toString("latin1", place + MARK.length, place + MARK.length + 9), 10);
    const had = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, had);
    if (had === count) tell({ kind: "delivered", mark, atMs: performance.timeOrigin + performance.now() });
  };
  for (let begun = 0; begun < count; begun += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - begun) }, () => subscribe({ url, headers, query }, take)));
  }
  tell({ kind: "open" });
});

function subscribe({ url, headers, query }: Pick<OpenSubscribers, "url" | "headers" | "query">, take: (message: Buffer) => void): Promise<void> {
  const socket = new WebSocket(url, "graphql-transport-ws", { headers, perMessageDeflate: false, skipUTF8Validation: true });
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
    socket.on("open", () => socket.send('{"type":"connection_init"}'));
    socket.once("message", () => {
      socket.on("message", take);
      socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query } }), () => resolve());
    });
  });
}
