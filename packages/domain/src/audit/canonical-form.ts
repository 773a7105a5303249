import { createHash } from "node:crypto";

/** A row of `audit_entry`, in the order of its id. Columns that come later stay optional: see `canonicalEntry`. */
export interface AuditRow {
  readonly id: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject_ids: readonly string[];
  readonly recorded_at: Date;
  readonly unit_id: string | null;
  readonly reason: string | null;
}

export interface Seal {
  readonly number: number;
  readonly first_id: string;
  readonly last_id: string;
  readonly entries: number;
  readonly total: string;
  readonly sealed_before: Date;
  readonly leaves: Buffer;
  readonly entries_hash: Buffer;
  readonly hash: Buffer;
}

/** Of the form below. Another number would be another form; seals made before keep theirs. */
const FORM = 1;
/** What stands before the first seal. */
export const NO_SEAL = Buffer.alloc(32);

/**
 * One entry as bytes: name and value of every column that says something. An empty column is left out, so an entry from before
 * a column was added has the same form after it.
 */
export function canonicalEntry(row: AuditRow): string {
  const { id, recorded_at, ...others } = row;
  const said = Object.entries({ ...others, recorded_at: recorded_at.getTime() / 1_000 })
    .filter(([, value]) => value !== null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([FORM, id, said]);
}

const OFFSET_BYTES = 4;
const LEAF_HASH_BYTES = 8;
const LEAF_BYTES = OFFSET_BYTES + LEAF_HASH_BYTES;

/** The entries of a seal, hashed as a whole, with a short leaf for each, from which a check can name the entry that differs. */
export function hashEntries(rows: readonly AuditRow[]): { readonly leaves: Buffer; readonly entriesHash: Buffer } {
  const whole = createHash("sha256");
  const leaves = Buffer.alloc(rows.length * LEAF_BYTES);
  const first = BigInt(rows[0]?.id ?? 0);
  for (const [place, row] of rows.entries()) {
    const leaf = createHash("sha256").update(canonicalEntry(row)).digest();
    whole.update(leaf);
    leaves.writeUInt32BE(Number(BigInt(row.id) - first), place * LEAF_BYTES);
    leaf.copy(leaves, place * LEAF_BYTES + OFFSET_BYTES, 0, LEAF_HASH_BYTES);
  }
  return { leaves, entriesHash: whole.digest() };
}

/** For each sealed id the beginning of its entry's hash. */
export function readLeaves({ leaves, first_id }: Pick<Seal, "leaves" | "first_id">): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at + LEAF_BYTES <= leaves.length; at += LEAF_BYTES) {
    const id = BigInt(first_id) + BigInt(leaves.readUInt32BE(at));
    found.set(id.toString(), leaves.toString("hex", at + OFFSET_BYTES, at + LEAF_BYTES));
  }
  return found;
}

/** Binds a seal to the one before and to everything it says. */
export function hashSeal(seal: Omit<Seal, "hash">, previous: Buffer): Buffer {
  const { number, first_id, last_id, entries, total, sealed_before, leaves, entries_hash } = seal;
  const said = [FORM, number, previous.toString("hex"), first_id, last_id, entries, total, sealed_before.getTime(), entries_hash.toString("hex")];
  return createHash("sha256").update(JSON.stringify(said)).update(leaves).digest();
}
