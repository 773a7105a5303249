import { InvalidInput } from "../foundation/domain-error.ts";
import { type Page, type PageRequest, toPage } from "../foundation/page.ts";
import type { Queryable } from "../foundation/queryable.ts";

/** What the audit is narrowed to; a part left out narrows nothing. */
export interface AuditFilter {
  readonly act?: string | undefined;
  /** A member of staff or an outside system, alone or in an audience. */
  readonly actorId?: string | undefined;
  readonly subjectId?: string | undefined;
  /** The unit and everything below it. */
  readonly unitId?: string | undefined;
  /** Inclusive. */
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
}

export interface AuditEntry {
  readonly id: string;
  /** The quarter of an hour. */
  readonly at: Date;
  readonly act: string;
  readonly actorKind: "staff" | "client" | "system" | "audience";
  /** Of one member of staff or one outside system. */
  readonly actorId: string | null;
  /** Names of who did it; several of an audience, none of the product itself. */
  readonly actorNames: readonly string[];
  readonly subjectIds: readonly string[];
  readonly unitId: string | null;
  readonly reason: string | null;
}

interface AuditPageRequest extends PageRequest {
  readonly filter: AuditFilter;
  readonly unitIds: ReadonlySet<string>;
}

/**
 * Newest first. Whoever holds the root sees everything, others what belongs to one of their units. Which opinions an entry is
 * about is told only of the one that was asked for: who may read no texts must not count or list them here (promise 3).
 */
export async function findAuditPage(database: Queryable, { filter, unitIds, first, after }: AuditPageRequest): Promise<Page<AuditEntry>> {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const { act, actorId, subjectId, unitId, from, to } = filter;
  const units = put([...unitIds]);
  const conditions = [`(unit_id = ANY(${units}::uuid[]) OR EXISTS (SELECT FROM unit WHERE parent_id IS NULL AND id = ANY(${units}::uuid[])))`];
  if (after !== undefined) {
    const { at, id } = decodeAuditCursor(after);
    conditions.push(`(recorded_at, entry.id) < (${put(at)}, ${put(id)})`);
  }
  if (act !== undefined) conditions.push(`action = ${put(act)}`);
  if (actorId !== undefined) conditions.push(`actor_id = ANY(${await idsWithAudiences(database, actorId, put)})`);
  // By itself first, since the planner takes one id for many rows and would walk through the whole audit by time.
  if (subjectId !== undefined)
    conditions.push(`entry.id = ANY(ARRAY(SELECT id FROM audit_entry WHERE subject_ids @> ARRAY[${put(subjectId)}::uuid]))`);
  if (unitId !== undefined) conditions.push(`unit_id = ANY(${put(await findSubtree(database, unitId))}::uuid[])`);
  if (from !== undefined) conditions.push(`recorded_at >= ${put(from)}`);
  if (to !== undefined) conditions.push(`recorded_at < ${put(to)}`);
  const asked = put(subjectId ?? null);
  const rows: AuditEntry[] = await database.query(
    `SELECT entry.id::text, recorded_at AS at, action AS act, actor_kind AS "actorKind", CASE WHEN actor_kind <> 'audience' THEN actor_id END AS "actorId", unit_id AS "unitId", reason,
            CASE WHEN action LIKE 'opinion:%' AND action <> 'opinion:import' THEN array_remove(ARRAY[${asked}::uuid], NULL) ELSE subject_ids END AS "subjectIds",
            ARRAY(SELECT name FROM staff_account WHERE id = actor_id OR id = ANY(staff_ids)
                  UNION ALL SELECT name FROM api_client WHERE id = actor_id OR id = ANY(client_ids)) AS "actorNames"
       FROM (SELECT * FROM audit_entry entry WHERE ${conditions.join(" AND ")} ORDER BY recorded_at DESC, entry.id DESC LIMIT ${put(first + 1)}) entry
       LEFT JOIN audit_audience ON actor_kind = 'audience' AND audit_audience.id = actor_id
      ORDER BY recorded_at DESC, entry.id DESC`,
    values,
  );
  return toPage(rows, first);
}

async function idsWithAudiences(database: Queryable, actorId: string, put: (value: unknown) => string): Promise<string> {
  const audiences: { id: string }[] = await database.query(
    "SELECT id FROM audit_audience WHERE staff_ids @> ARRAY[$1::uuid] OR client_ids @> ARRAY[$1::uuid]",
    [actorId],
  );
  return `${put([actorId, ...audiences.map(({ id }) => id)])}::uuid[]`;
}

async function findSubtree(database: Queryable, unitId: string): Promise<string[]> {
  const rows: { id: string }[] = await database.query(
    `WITH RECURSIVE below AS (SELECT id FROM unit WHERE id = $1 UNION ALL SELECT unit.id FROM unit JOIN below ON unit.parent_id = below.id)
     SELECT id FROM below`,
    [unitId],
  );
  return rows.map(({ id }) => id);
}

/** Opaque to callers: they hand it back, nothing more. */
export function encodeAuditCursor({ at, id }: Pick<AuditEntry, "at" | "id">): string {
  return Buffer.from(`${at.getTime()}.${id}`).toString("base64url");
}

function decodeAuditCursor(cursor: string): { readonly at: Date; readonly id: string } {
  const [, ms = "", id = ""] = /^(\d{1,14})\.(\d{1,18})$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (id !== "") return { at: new Date(Number(ms)), id };
  throw new InvalidInput({
    vi: "Con trỏ trang không đúng. Đọc lại từ trang đầu.",
    en: "The page cursor is not one of ours. Read from the first page again.",
  });
}
