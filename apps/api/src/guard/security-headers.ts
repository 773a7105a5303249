import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";

/** No answer of the api is a page: nothing in it may run, be framed, or be read by another origin. See docs/adr/0035. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  // The console asks from another port of the same site.
  "cross-origin-resource-policy": "same-site",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
  "referrer-policy": "no-referrer",
  // Browsers heed it over https only.
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

const REQUEST_ID = "x-request-id";
const SANE_ID = /^[\w.-]{1,64}$/;

/** The id under which a caller may ask about an answer: their own if it is a plain word. It is written down nowhere. */
export function requestIdOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const asked = headers[REQUEST_ID];
  return typeof asked === "string" && SANE_ID.test(asked) ? asked : randomUUID();
}

/** Before anything else is decided about a request, so that refusals carry them too. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({ ...HEADERS, [REQUEST_ID]: request.id });
  });
}
