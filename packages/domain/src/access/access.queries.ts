import type { Permission, Reach, StaffActor } from "../foundation/actor.ts";
import type { Queryable } from "../foundation/queryable.ts";
import { ROLE_PERMISSIONS, type Role } from "./role.ts";

export interface OpenSession {
  readonly actor: StaffActor;
  readonly lastUsedAt: Date;
}

type SessionRow = Omit<StaffActor, "kind" | "reach"> & {
  readonly place: number;
  readonly lastUsedAt: Date;
  readonly grants: readonly { readonly role: Role; readonly unitIds: readonly string[] }[];
};

/** Ids of the units that satisfy the condition, and of all below them, as an array. */
export const unitsBelow = (condition: string) => `
  ARRAY(WITH RECURSIVE below AS (SELECT id FROM unit WHERE ${condition}
                                  UNION SELECT unit.id FROM unit JOIN below ON unit.parent_id = below.id)
        SELECT id FROM below)`;

/**
 * Who is behind each open session, with what they may do where: their open grants, each spread over its subtree. In the order
 * of the hashes; undefined where a session ended or expired, or the account is switched off.
 */
export async function findSessions(
  database: Queryable,
  tokenHashes: readonly Buffer[],
  { now }: { now: Date },
): Promise<(OpenSession | undefined)[]> {
  const rows: SessionRow[] = await database.query(
    `SELECT (place - 1)::int AS place, session.id AS "sessionId", staff.id, staff.name, staff.locale, session.last_used_at AS "lastUsedAt",
            (SELECT coalesce(json_agg(json_build_object('role', role, 'unitIds', ${unitsBelow('id = "grant".unit_id')})), '[]')
               FROM "grant" WHERE staff_id = staff.id AND revoked_at IS NULL) AS grants
       FROM unnest($1::bytea[]) WITH ORDINALITY AS shown (token_hash, place)
       JOIN staff_session session USING (token_hash)
       JOIN staff_account staff ON staff.id = session.staff_id
      WHERE session.ended_at IS NULL AND session.expires_at > $2 AND staff.disabled_at IS NULL`,
    [tokenHashes, now],
  );
  const found = new Map(rows.map((row) => [row.place, row]));
  return tokenHashes.map((_, place) => {
    const row = found.get(place);
    if (!row) return undefined;
    const { id, name, locale, sessionId, lastUsedAt, grants } = row;
    const reach = spread(grants.map(({ role, unitIds }) => ({ permissions: ROLE_PERMISSIONS[role], unitIds })));
    return { actor: { kind: "staff", id, name, locale, sessionId, reach }, lastUsedAt };
  });
}

/** Each permission with all units of the holdings that give it. */
export function spread(holdings: readonly { readonly permissions: readonly Permission[]; readonly unitIds: readonly string[] }[]): Reach {
  const reach: Partial<Record<Permission, Set<string>>> = {};
  for (const { permissions, unitIds } of holdings) {
    for (const permission of permissions) reach[permission] = new Set([...(reach[permission] ?? []), ...unitIds]);
  }
  return reach;
}
