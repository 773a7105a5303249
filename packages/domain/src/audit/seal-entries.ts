import { setTimeout as pause } from "node:timers/promises";
import type { DataSource, EntityManager } from "typeorm";
import { BEFORE_ALL, findEntries, findLastDrawnId, findLastSeal, findWriters, insertSeal } from "./audit-chain.queries.ts";
import { type AuditRow, hashEntries, hashSeal, NO_SEAL, type Seal } from "./canonical-form.ts";

/** Entries of one seal at most: what a check holds in memory at a time. */
const LARGEST_SEAL = 20_000;
const PATIENCE = 40;
const LOOK_EVERY_MS = 50;

/**
 * Seals what was recorded before a moment and is not sealed yet. Nobody who writes an entry waits for it:
 * 1. the newest id drawn is noted, and who writes at that moment
 * 2. when all of those have ended, no entry can appear any more at or below that id
 * 3. the entries up to there are hashed and bound to the seal before
 * When a writer takes longer than two seconds the next run seals instead. Returns how many entries were sealed.
 */
export async function sealEntries(dataSource: DataSource, { before }: { before: Date }): Promise<number> {
  const upTo = await findSettledId(dataSource.manager);
  if (upTo === undefined) return 0;
  let sealed = 0;
  for (;;) {
    const count = await dataSource.transaction((manager) => sealNext(manager, { before, upTo }));
    sealed += count;
    if (count < LARGEST_SEAL) return sealed;
  }
}

/** An id at or below which every entry has been committed or never will be; undefined while that cannot be said. */
async function findSettledId(manager: EntityManager): Promise<string | undefined> {
  const id = await findLastDrawnId(manager);
  // Whoever drew an id up to this one held the lock on the table before, and gives it back only after the commit can be seen.
  let running = await findWriters(manager);
  for (let look = 0; running.size > 0 && look < PATIENCE; look += 1) {
    await pause(LOOK_EVERY_MS);
    const still = await findWriters(manager);
    running = new Set([...running].filter((writer) => still.has(writer)));
  }
  return running.size === 0 ? id : undefined;
}

async function sealNext(manager: EntityManager, { before, upTo }: { before: Date; upTo: string }): Promise<number> {
  // One sealer at a time; readers and writers of entries do not meet this lock.
  await manager.query("LOCK TABLE audit_seal IN EXCLUSIVE MODE");
  const last = await findLastSeal(manager);
  const found = await findEntries(manager, { after: last?.last_id ?? BEFORE_ALL, upTo, limit: LARGEST_SEAL });
  const firstLater = found.findIndex(({ recorded_at }) => recorded_at >= before);
  const rows = firstLater === -1 ? found : found.slice(0, firstLater);
  const seal = sealOver(rows, { last, before });
  if (seal) await insertSeal(manager, seal);
  return rows.length;
}

function sealOver(rows: readonly AuditRow[], { last, before }: { last: Seal | undefined; before: Date }): Seal | undefined {
  const [first, newest] = [rows[0], rows.at(-1)];
  if (!first || !newest) return undefined;
  const { leaves, entriesHash } = hashEntries(rows);
  const seal = {
    number: (last?.number ?? 0) + 1,
    first_id: first.id,
    last_id: newest.id,
    entries: rows.length,
    total: (BigInt(last?.total ?? 0) + BigInt(rows.length)).toString(),
    sealed_before: before,
    leaves,
    entries_hash: entriesHash,
  };
  return { ...seal, hash: hashSeal(seal, last?.hash ?? NO_SEAL) };
}
