import { createHash } from "node:crypto";

/** A text that is like no other's, so that the near-duplicate look-up has nothing to tell of it. */
export function aTextOfItsOwn(name: string): string {
  return `${createHash("sha512").update(name).digest("base64url")} ${name}`;
}

/** The same, of a length of several kilobytes. */
export function aLongText(name: string): string {
  return Array.from({ length: 48 }, (_, part) => aTextOfItsOwn(`${name}-${part}`)).join(" ");
}
