import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { LOCALE_HEADER } from "./i18n/locale.ts";

/** Before each page: the policy under which only this response's own scripts run, and the language asked for. */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), request);
  const headers = new Headers(request.headers);
  headers.set("x-console-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set(LOCALE_HEADER, request.nextUrl.searchParams.get("lang") === "en" ? "en" : "vi");
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  return response;
}

export const config = { matcher: ["/((?!_next/|healthz$|icon\\.svg$|appearance\\.js$).*)"] };

function contentSecurityPolicy(nonce: string, request: NextRequest): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  const host = (request.headers.get("host") ?? "127.0.0.1").replace(/:\d+$/, "");
  const api = `${host}:${process.env.API_PORT ?? "4000"}`;
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Menus and notices are placed and styled by their libraries with style attributes and elements.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' http://${api} ws://${api} https://${api} wss://${api}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
