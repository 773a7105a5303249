import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { LOCALE_HEADER } from "./i18n/locale.ts";
import { contentSecurityPolicy } from "./shell/content-security-policy.ts";

/** Before each page: the policy under which only this response's own scripts run, and the language asked for. */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy({
    nonce: randomBytes(16).toString("base64"),
    host: request.headers.get("host") ?? "127.0.0.1",
    apiPort: process.env.API_PORT ?? "4000",
    isHttps: request.headers.get("x-forwarded-proto") === "https",
    isDevelopment: process.env.NODE_ENV === "development",
  });
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
