import http from "node:http";
import { connect } from "node:net";
import WebSocket from "ws";
import { ADDRESS, CANARIES, FORWARDED_ADDRESS } from "./canary-forms.ts";

/** Everything a browser or a proxy may say of somebody, all of it canaries. */
export const TELLING_HEADERS = {
  "user-agent": CANARIES.agent,
  cookie: `__Host-langnghe_session=${CANARIES.session}; other=${CANARIES.cookie}`,
  from: CANARIES.email,
  referer: CANARIES.referrer,
  "accept-language": CANARIES.language,
  "x-device-id": CANARIES.device,
  "x-request-id": CANARIES.requestId,
  traceparent: `00-${CANARIES.requestId}-01`,
  "x-forwarded-for": FORWARDED_ADDRESS,
  "x-real-ip": FORWARDED_ADDRESS,
  forwarded: `for=${FORWARDED_ADDRESS}`,
} as const;

export interface Said {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  /** Goes away before the answer, having sent this many bytes of the body. */
  readonly leavesAfter?: number;
}

/** A request from the planted address, with all the telling headers; the answer's text, or empty when the line broke. */
export function say(url: string, { method = "GET", headers = {}, body, leavesAfter }: Said = {}): Promise<{ status: number; text: string }> {
  return new Promise((settle) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const request = http.request(url, {
      method,
      localAddress: ADDRESS,
      headers: { ...TELLING_HEADERS, ...length, ...headers },
      agent: false,
      timeout: 20_000,
    });
    const broke = () => settle({ status: 0, text: "" });
    request.on("error", broke).on("timeout", () => request.destroy());
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
      response.on("end", () => settle({ status: response.statusCode ?? 0, text })).on("error", broke);
    });
    if (leavesAfter === undefined) return void request.end(body);
    request.write(Buffer.from(body ?? "").subarray(0, leavesAfter), () => request.destroy());
  });
}

/** Bytes that are no HTTP, or hardly. */
export function shout(port: number, bytes: string): Promise<void> {
  return new Promise((settle) => {
    const socket = connect({ port, host: "127.0.0.1", localAddress: ADDRESS }, () => socket.end(bytes));
    socket.on("error", () => undefined).on("close", () => settle());
    socket.setTimeout(5_000, () => socket.destroy());
    socket.resume();
  });
}

/** Speaks these frames on a live socket, one after the other, until it is closed or silent. */
export function speakFrames(url: string, frames: readonly (string | Buffer)[], headers: Record<string, string> = {}): Promise<void> {
  return new Promise((settle) => {
    const socket = new WebSocket(url, "graphql-transport-ws", { localAddress: ADDRESS, headers: { ...TELLING_HEADERS, ...headers } });
    const enough = setTimeout(() => socket.terminate(), 1_500);
    socket
      .on("error", () => undefined)
      .on("close", () => {
        clearTimeout(enough);
        settle();
      });
    socket.on("open", () => {
      for (const frame of frames) socket.send(frame);
    });
  });
}

/** A form as a browser posts it. */
export function multipart(
  fields: Record<string, string>,
  file?: { name: string; fileName: string; text: string },
): Pick<Said, "method" | "headers" | "body"> {
  const parts = Object.entries(fields).map(([name, value]) => `--bound\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  if (file)
    parts.push(
      `--bound\r\ncontent-disposition: form-data; name="${file.name}"; filename="${file.fileName}"\r\ncontent-type: text/plain\r\n\r\n${file.text}\r\n`,
    );
  return { method: "POST", headers: { "content-type": "multipart/form-data; boundary=bound" }, body: `${parts.join("")}--bound--\r\n` };
}
