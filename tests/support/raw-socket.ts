import WebSocket, { type ClientOptions } from "ws";
import type { Credentials } from "./api.ts";

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: any;
}

/** A socket that speaks the protocol by hand: it can stop reading, shout, and see what it was closed with. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly messages: readonly Message[];
  send(message: unknown): void;
  /** Stops taking bytes off the line; the kernel's buffers fill, then the server's. */
  stopReading(): void;
  readOn(): void;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

export async function rawSocket(url: string, { key, cookie }: Credentials, options: ClientOptions = {}): Promise<RawSocket> {
  const socket = new WebSocket(url, "graphql-transport-ws", {
    ...options,
    headers: { ...options.headers, ...(cookie && { cookie }), ...(key && { authorization: `Bearer ${key}` }) },
  });
  const messages: Message[] = [];
  const acknowledged = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as Message;
    messages.push(message);
    if (message.type === "connection_ack") acknowledged.resolve();
  });
  socket.on("close", (code, reason) => {
    closed.resolve({ code, reason: String(reason) });
    acknowledged.resolve();
  });
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.once("open", resolve).once("close", resolve));
  const send = (message: unknown) => socket.send(typeof message === "string" ? message : JSON.stringify(message));
  send({ type: "connection_init" });
  await acknowledged.promise;
  return { socket, messages, send, closed: closed.promise, stopReading: () => socket.pause(), readOn: () => socket.resume() };
}
