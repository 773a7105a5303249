import type { IncomingHttpHeaders } from "node:http";
import type { Locale } from "@langnghe/domain/foundation";
import type { Credentials } from "./caller.ts";

export const SESSION_COOKIE = "__Host-langnghe_session";
const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** A key wins over a session. */
export function credentialsOf({ authorization, cookie }: { authorization?: string | undefined; cookie?: string | undefined }): Credentials {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (authorization !== undefined) return { kind: "key", key: key ?? "" };
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
