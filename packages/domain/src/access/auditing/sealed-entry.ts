import { createHash } from "node:crypto";

/** An entry of the audit as it is sealed: everything that it says, and nothing that a restore on another server changes. */
export interface SealedEntry {
  readonly id: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectIds: readonly string[];
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  readonly reason: string | null;
}

/** For SELECTs: the columns as they are sealed, whatever the session's settings. */
export const SEALED_COLUMNS = `
  id::text, actor_kind AS "actorKind", actor_id AS "actorId", action, subject_ids AS "subjectIds", reason,
  to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "recordedAt"`;

const NO_SEAL = Buffer.alloc(32);

/** The hash of a seal: of its place, of the seal before it, and of its entries in their order. The first has 32 zero bytes before it. */
export function hashSeal({ number, previous, entries }: { number: number; previous: Buffer | undefined; entries: readonly SealedEntry[] }): Buffer {
  const hash = createHash("sha256")
    .update(`langnghe audit seal 1\n${number}\n`)
    .update(previous ?? NO_SEAL);
  for (const entry of entries) hash.update(canonical(entry)).update("\n");
  return hash.digest();
}

/** One line, the same for the same entry in every version. What is added to an entry later is named, so that older lines stay as they are. */
function canonical({ id, actorKind, actorId, action, subjectIds, recordedAt, reason }: SealedEntry): string {
  return JSON.stringify([id, actorKind, actorId, action, subjectIds, recordedAt, ...(reason === null ? [] : [{ reason }])]);
}
