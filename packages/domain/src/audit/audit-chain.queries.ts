import type { Queryable } from "../foundation/queryable.ts";
import type { AuditRow, Seal } from "./canonical-form.ts";

const ENTRY = "id::text, actor_kind, actor_id, action, subject_ids, recorded_at, unit_id, reason";
const SEAL = "number, first_id::text, last_id::text, entries, total::text, sealed_before, leaves, entries_hash, hash";

/** Smaller than any id, also than one that somebody put in front of the first. */
export const BEFORE_ALL = "-9223372036854775808";

export interface IdRange {
  /** Exclusive. */
  readonly after: string;
  /** Inclusive. */
  readonly upTo: string;
  readonly limit: number;
}

export async function findEntries(database: Queryable, { after, upTo, limit }: IdRange): Promise<AuditRow[]> {
  return database.query(`SELECT ${ENTRY} FROM audit_entry WHERE audit_entry.id > $1 AND audit_entry.id <= $2 ORDER BY audit_entry.id LIMIT $3`, [
    after,
    upTo,
    limit,
  ]);
}

export async function findLastSeal(database: Queryable): Promise<Seal | undefined> {
  const [seal]: Seal[] = await database.query(`SELECT ${SEAL} FROM audit_seal ORDER BY number DESC LIMIT 1`);
  return seal;
}

export async function findSeals(database: Queryable, { after, limit }: { after: number; limit: number }): Promise<Seal[]> {
  return database.query(`SELECT ${SEAL} FROM audit_seal WHERE number > $1 ORDER BY number LIMIT $2`, [after, limit]);
}

export async function insertSeal(database: Queryable, seal: Seal): Promise<void> {
  const { number, first_id, last_id, entries, total, sealed_before, leaves, entries_hash, hash } = seal;
  await database.query(
    `INSERT INTO audit_seal (number, first_id, last_id, entries, total, sealed_before, leaves, entries_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [number, first_id, last_id, entries, total, sealed_before, leaves, entries_hash, hash],
  );
}

/** The newest id that was ever drawn; its transaction may still run. */
export async function findLastDrawnId(database: Queryable): Promise<string> {
  const [row]: { id: string }[] = await database.query("SELECT CASE WHEN is_called THEN last_value ELSE 0 END::text AS id FROM audit_entry_id_seq");
  return row?.id ?? "0";
}

/** The transactions that write to the audit at this moment, by their virtual ids. */
export async function findWriters(database: Queryable): Promise<Set<string>> {
  const rows: { writer: string }[] = await database.query(
    `SELECT virtualtransaction AS writer FROM pg_locks
      WHERE locktype = 'relation' AND relation = 'audit_entry'::regclass AND mode = 'RowExclusiveLock'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid IS DISTINCT FROM pg_backend_pid()`,
  );
  return new Set(rows.map(({ writer }) => writer));
}

export interface AudienceRow {
  readonly id: string;
  readonly staff_ids: readonly string[];
  readonly client_ids: readonly string[];
}

export async function findAudiences(database: Queryable, { after, limit }: { after: string; limit: number }): Promise<AudienceRow[]> {
  return database.query("SELECT id, staff_ids, client_ids FROM audit_audience WHERE id > $1 ORDER BY id LIMIT $2", [after, limit]);
}

/** How many entries stand behind the last seal, and when the first of them was recorded. */
export async function findUnsealed(database: Queryable): Promise<{ readonly count: number; readonly since: Date | null }> {
  const [row]: { count: number; since: Date | null }[] = await database.query(
    `SELECT count(*)::integer AS count, min(recorded_at) AS since FROM audit_entry
      WHERE id > coalesce((SELECT last_id FROM audit_seal ORDER BY number DESC LIMIT 1), $1)`,
    [BEFORE_ALL],
  );
  return row ?? { count: 0, since: null };
}

export interface Anchor {
  /** In the organization's time zone, as YYYY-MM-DD. */
  readonly day: string;
  readonly sealNumber: number;
  /** The seal's, in hex. */
  readonly hash: string;
  /** How many entries were sealed by then. */
  readonly entries: string;
  /** SPKI, in base64. */
  readonly publicKey: string;
  /** Ed25519, in base64. */
  readonly signature: string;
}

const ANCHOR = `day::text, seal_number AS "sealNumber", encode(hash, 'hex') AS hash, total::text AS entries, public_key AS "publicKey", signature`;

export async function findAnchors(database: Queryable): Promise<Anchor[]> {
  return database.query(`SELECT ${ANCHOR} FROM audit_anchor ORDER BY audit_anchor.day`);
}

export async function findNewestAnchor(database: Queryable): Promise<Anchor | undefined> {
  const [anchor]: Anchor[] = await database.query(`SELECT ${ANCHOR} FROM audit_anchor ORDER BY audit_anchor.day DESC LIMIT 1`);
  return anchor;
}

/** The first anchor of a day stays. */
export async function insertAnchor(database: Queryable, { day, sealNumber, hash, entries, publicKey, signature }: Anchor): Promise<void> {
  await database.query(
    `INSERT INTO audit_anchor (day, seal_number, hash, total, public_key, signature)
     VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6) ON CONFLICT DO NOTHING`,
    [day, sealNumber, hash, entries, publicKey, signature],
  );
}

export async function findLocalDay(database: Queryable, now: Date): Promise<string> {
  const [row]: { day: string }[] = await database.query("SELECT (($1::timestamptz AT TIME ZONE time_zone)::date)::text AS day FROM organization", [
    now,
  ]);
  if (!row) throw new Error("The organization is missing");
  return row.day;
}
