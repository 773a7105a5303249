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

const MARK = /MARK(\d+)/;
const tell = (told: Told) => process.send?.(told);

process.on("message", async ({ url, headers, count, query }: OpenSubscribers) => {
  const seen = new Map<number, number>();
  const take = (text: string) => {
    const mark = Number(MARK.exec(text)?.[1]);
    if (Number.isNaN(mark)) return;
    const had = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, had);
    if (had === count) tell({ kind: "delivered", mark, atMs: performance.timeOrigin + performance.now() });
  };
  for (let begun = 0; begun < count; begun += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - begun) }, () => subscribe({ url, headers, query }, take)));
  }
  tell({ kind: "open" });
});

function subscribe({ url, headers, query }: Pick<OpenSubscribers, "url" | "headers" | "query">, take: (text: string) => void): Promise<void> {
  const socket = new WebSocket(url, "graphql-transport-ws", { headers, perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
    socket.on("open", () => socket.send('{"type":"connection_init"}'));
    socket.on("message", (data) => {
      const text = String(data);
      if (!text.includes("connection_ack")) return take(text);
      socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query } }), () => resolve());
    });
  });
}
