import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

const APPS = fileURLToPath(new URL("../../../apps", import.meta.url));

/** The addresses of an app's pages as its folders name them, such as `/articles/[id]`: a page added later is among them. */
export function pageRoutesOf(app: "console" | "portal"): string[] {
  return globSync("**/page.tsx", { cwd: `${APPS}/${app}/src/app` }).map((file) => `/${file.split(/[\\/]/).slice(0, -1).filter(isShown).join("/")}`);
}

/** Folders in brackets group pages and do not show in addresses. */
const isShown = (folder: string) => !/^\(.*\)$/.test(folder);

const NAMED_PART = /\\\[\w+\\\]/g;

/** Whether a path is one of a route with named parts: `/articles/17` is one of `/articles/[id]`. */
export function isOfRoute(path: string, route: string): boolean {
  const pattern = route.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(NAMED_PART, "[^/]+");
  return new RegExp(`^${pattern}$`).test(path);
}
