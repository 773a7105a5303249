import { Coalescer } from "../foundation/coalescer.ts";
import { Unauthenticated } from "./access.errors.ts";

/**
 * Looks several secrets up at once, each one only once: whoever shows one while two looks are under way shares the next, and none is older
 * than the asking. Jobs are hashes in hex; who is not found is not authenticated.
 */
export function lookUpSecrets<Found>(find: (hashes: readonly Buffer[]) => Promise<readonly (Found | undefined)[]>): Coalescer<string, Found> {
  return new Coalescer<string, Found>({
    async flush(jobs) {
      const distinct = [...new Set(jobs)];
      const found = await find(distinct.map((hash) => Buffer.from(hash, "hex")));
      const byHash = new Map(distinct.map((hash, place) => [hash, found[place]]));
      return jobs.map((hash) => byHash.get(hash) ?? new Unauthenticated());
    },
    sizeOf: () => 1,
  });
}
