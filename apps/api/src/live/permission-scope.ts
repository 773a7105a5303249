import { createHash } from "node:crypto";
import type { Actor, Locale, Reach } from "@langnghe/domain/foundation";

/**
 * What somebody may see, as a key: equal keys, equal rights. This is the one line that keeps one watcher's data from
 * another's screen, so it is made here alone, out of the whole reach and not of the part that seems to matter.
 * The language belongs to it, since errors inside a result speak it.
 */
export function permissionScopeOf(actor: Actor, locale: Locale): string {
  return `${actor.kind} ${locale} ${"reach" in actor ? hashOf(actor.reach) : "nothing"}`;
}

const KNOWN = new WeakMap<Reach, string>();

function hashOf(reach: Reach): string {
  const known = KNOWN.get(reach);
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  for (const [permission, unitIds] of Object.entries(reach).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`\n${permission}`);
    for (const unitId of [...unitIds].sort()) hash.update(` ${unitId}`);
  }
  const key = hash.digest("base64url");
  KNOWN.set(reach, key);
  return key;
}
