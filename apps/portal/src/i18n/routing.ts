/** Vietnamese at `/`, English at `/en`. The address alone decides: no cookie, no look at the browser's languages. */
export const LOCALES = ["vi", "en"] as const;

export type PortalLocale = (typeof LOCALES)[number];

/** The request header in which the proxy hands on the language it read from the address. */
export const LOCALE_HEADER = "x-portal-locale";

export function localeOf(pathname: string): PortalLocale {
  return pathname === "/en" || pathname.startsWith("/en/") ? "en" : "vi";
}
