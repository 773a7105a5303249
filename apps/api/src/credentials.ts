import type { IncomingHttpHeaders } from "node:http";
import type { Locale } from "@langnghe/domain/foundation";
import type { Credentials } from "./caller.ts";

export const SESSION_COOKIE = "__Host-langnghe_session";
const SESSION_SECONDS = 7 * 24 * 60 * 60;

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

/** Vietnamese, unless English is what the reader asks for first. */
export function localeOf(headers: IncomingHttpHeaders): Locale {
  return /^\s*en\b/i.test(headers["accept-language"] ?? "") ? "EN" : "VI";
}

function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(";").find((part) => part.trim().startsWith(`${name}=`));
  return pair?.slice(pair.indexOf("=") + 1).trim();
}
