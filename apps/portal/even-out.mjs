// @ts-check
// Whoever watches an encrypted line sees how long each answer is, and so which page it was. Here every page becomes equally long.
import { STATUS_CODES } from "node:http";

/** Longer than every page but a very long article, which then takes two. */
export const PAGE_BYTES = 64 * 1024;

const OPEN = "<!--";
const CLOSE = "-->";
const STATIC = /^\/(_next\/|icon\.svg|healthz)/;
/** `HTTP/1.1 `, the blanks and line ends that stand around a status and a header. */
const STATUS_LINE_BYTES = "HTTP/1.1 200 \r\n".length;
const HEADER_BYTES = ": \r\n".length;

/**
 * Holds an answer back until it is whole and fills it up, head and body together, to a multiple of PAGE_BYTES.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export function evenOut(request, response) {
  if (STATIC.test(request.url ?? "")) return;
  // A fill that is compressed fills nothing.
  delete request.headers["accept-encoding"];
  /** @type {Buffer[]} */
  const held = [];
  const end = response.end.bind(response);
  const writeHead = response.writeHead.bind(response);
  /** @param {unknown} chunk @param {unknown} encoding */
  const hold = (chunk, encoding) => {
    if (typeof chunk === "string") held.push(Buffer.from(chunk, typeof encoding === "string" ? /** @type {BufferEncoding} */ (encoding) : "utf8"));
    else if (chunk instanceof Uint8Array) held.push(Buffer.from(chunk));
  };
  /** @param {readonly unknown[]} rest */
  const callBack = (rest) => {
    const done = rest.find((each) => typeof each === "function");
    if (typeof done === "function") queueMicrotask(() => done());
  };
  response.flushHeaders = () => undefined;
  // Node would make the head now, without the length that it is to have.
  response.writeHead = /** @type {typeof response.writeHead} */ (
    (/** @type {number} */ status, /** @type {unknown[]} */ ...rest) => {
      response.statusCode = status;
      const headers = rest.find((each) => typeof each === "object" && each !== null && !Array.isArray(each));
      for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
      return response;
    }
  );
  response.write = /** @type {typeof response.write} */ (
    (/** @type {unknown} */ chunk, /** @type {unknown[]} */ ...rest) => {
      hold(chunk, rest[0]);
      callBack(rest);
      return true;
    }
  );
  response.end = /** @type {typeof response.end} */ (
    (/** @type {unknown} */ chunk, /** @type {unknown[]} */ ...rest) => {
      hold(chunk, rest[0]);
      callBack([chunk, ...rest]);
      response.writeHead = writeHead;
      return end(filled(response, Buffer.concat(held)));
    }
  );
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {Buffer} body
 */
function filled(response, body) {
  if (response.headersSent || !String(response.getHeader("content-type")).startsWith("text/html")) return body;
  response.removeHeader("transfer-encoding");
  response.setHeader("content-length", PAGE_BYTES);
  const least = headBytes(response) + body.length + OPEN.length + CLOSE.length;
  const fill = Math.ceil(least / PAGE_BYTES) * PAGE_BYTES - least;
  const whole = Buffer.concat([body, Buffer.from(`${OPEN}${" ".repeat(fill)}${CLOSE}`)]);
  response.setHeader("content-length", whole.length);
  return whole;
}

/** What Node adds by itself, such as the date, is as long each time. @param {import("node:http").ServerResponse} response */
function headBytes(response) {
  let bytes = STATUS_LINE_BYTES + (STATUS_CODES[response.statusCode] ?? "").length;
  for (const [name, value] of Object.entries(response.getHeaders())) {
    for (const each of Array.isArray(value) ? value : [value]) bytes += name.length + HEADER_BYTES + Buffer.byteLength(String(each), "latin1");
  }
  return bytes;
}
