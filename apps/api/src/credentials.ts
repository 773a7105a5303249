import type { IncomingHttpHeaders } from "node:http";
import { type Doorstep, deviceOf } from "@langnghe/domain/access";
import type { Locale } from "@langnghe/domain/foundation";
import type { Credentials } from "./caller.ts";

export const SESSION_COOKIE = "__Host-langnghe_session";
const BROWSER_COOKIE = "__Host-langnghe_browser";
const IDENTITY_COOKIE = "__Host-langnghe_identity";
const IDENTITY_SECONDS = 10 * 60;
const DAY_SECONDS = 24 * 60 * 60;
const SESSION_SECONDS = 7 * DAY_SECONDS;
const BROWSER_SECONDS = 180 * DAY_SECONDS;

interface Shown {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/** A key wins over a session. Only for a key it is asked where it is shown from: of nobody else an address is of any use. */
export function credentialsOf({ authorization, cookie }: Shown, addressOfCaller: () => string): Credentials {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (authorization !== undefined) return { kind: "key", key: key ?? "", address: addressOfCaller() };
  const token = readCookie(cookie, SESSION_COOKIE);
  return token ? { kind: "session", token } : { kind: "none" };
}

export function sessionCookie(token: string): string {
  return `${SESSION_COOKIE}=${token}; Path=/; Max-Age=${SESSION_SECONDS}; Secure; HttpOnly; SameSite=Lax`;
}

export function endedSessionCookie(): string {
  return `${SESSION_COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`;
}

/** By this a browser in which somebody has signed in is known again; it opens nothing. */
export function browserCookie(token: string): string {
  return `${BROWSER_COOKIE}=${token}; Path=/; Max-Age=${BROWSER_SECONDS}; Secure; HttpOnly; SameSite=Strict`;
}

/** Binds a journey to the identity provider and back to one browser. Lax, since the way back begins at another site. */
export function identityCookie(binding: string): string {
  return `${IDENTITY_COOKIE}=${binding}; Path=/; Max-Age=${IDENTITY_SECONDS}; Secure; HttpOnly; SameSite=Lax`;
}

export function endedIdentityCookie(): string {
  return `${IDENTITY_COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`;
}

export function identityBindingOf({ cookie }: IncomingHttpHeaders): string | undefined {
  return readCookie(cookie, IDENTITY_COOKIE);
}

/** Where somebody signs in from: the families of browser and system, and whether the browser is known. */
export function doorstepOf(headers: IncomingHttpHeaders): Doorstep {
  return { device: deviceOf(headers["user-agent"]), browserToken: readCookie(headers.cookie, BROWSER_COOKIE) };
}

/** Vietnamese, unless English is what the reader asks for first. */
export function localeOf(headers: IncomingHttpHeaders): Locale {
  return /^\s*en\b/i.test(headers["accept-language"] ?? "") ? "EN" : "VI";
}

function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(";").find((part) => part.trim().startsWith(`${name}=`));
  return pair?.slice(pair.indexOf("=") + 1).trim();
}
