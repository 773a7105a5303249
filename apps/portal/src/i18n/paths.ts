import type { PortalLocale } from "./routing.ts";

export const PATHS = {
  home: "/",
  submit: "/gui-y-kien",
  follow: "/theo-doi",
  articles: "/bai-viet",
  kept: "/dieu-duoc-giu",
  channels: "/kenh-chinh-thuc",
  leave: "/thoat",
  /** Shows nothing: asked for its size alone. */
  cover: "/nhin-quanh",
} as const;

/** The address of a page in a language; `path` is one of PATHS or begins with one. */
export function pathIn(locale: PortalLocale, path: string): string {
  if (locale === "vi") return path;
  return path === "/" ? "/en" : `/en${path}`;
}
