import type { Permission, Reach, StaffActor } from "../foundation/actor.ts";
import type { Queryable } from "../foundation/queryable.ts";
import { ROLE_PERMISSIONS, type Role } from "./role.ts";

export interface OpenSession {
  readonly actor: StaffActor;
  readonly lastUsedAt: Date;
}

/** What is under way or open with the token before a renewal has so long to come to its end. */
const OUTGOING_MS = 60_000;
const LONG_AGO = new Date(0);

type SessionRow = Omit<StaffActor, "kind" | "reach"> & {
  readonly place: number;
  readonly isOutgoing: boolean;
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
 * of the hashes; undefined where a session ended or expired, or the account is switched off. The token before the last renewal still
 * opens the session for a minute, as one that has proved nothing.
 */
export async function findSessions(
  database: Queryable,
  tokenHashes: readonly Buffer[],
  { now }: { now: Date },
): Promise<(OpenSession | undefined)[]> {
  const rows: SessionRow[] = await database.query(
    `SELECT (place - 1)::int AS place, session.id AS "sessionId", staff.id, staff.name, staff.locale, session.last_used_at AS "lastUsedAt",
            session.proved_at AS "provedAt", session.is_limited AS "isLimited", session.token_hash <> shown.token_hash AS "isOutgoing",
            (SELECT coalesce(json_agg(json_build_object('role', role, 'unitIds', ${unitsBelow('id = "grant".unit_id')})), '[]')
               FROM "grant" WHERE staff_id = staff.id AND revoked_at IS NULL) AS grants
       FROM unnest($1::bytea[]) WITH ORDINALITY AS shown (token_hash, place)
       JOIN staff_session session
         ON session.token_hash = shown.token_hash OR (session.previous_token_hash = shown.token_hash AND session.renewed_at > $3)
       JOIN staff_account staff ON staff.id = session.staff_id
      WHERE session.ended_at IS NULL AND session.expires_at > $2 AND staff.disabled_at IS NULL`,
    [tokenHashes, now, new Date(now.getTime() - OUTGOING_MS)],
  );
  const found = new Map(rows.map((row) => [row.place, row]));
  return tokenHashes.map((_, place) => {
    const row = found.get(place);
    if (!row) return undefined;
    const { id, name, locale, sessionId, lastUsedAt, isLimited, isOutgoing, grants } = row;
    const reach = spread((isLimited ? [] : grants).map(({ role, unitIds }) => ({ permissions: ROLE_PERMISSIONS[role], unitIds })));
    const provedAt = isOutgoing ? LONG_AGO : row.provedAt;
    return { actor: { kind: "staff", id, name, locale, sessionId, provedAt, isLimited, reach }, lastUsedAt };
  });
}

/** What somebody may do where, by the grants they hold at the moment. */
export async function findReach(database: Queryable, staffId: string): Promise<Reach> {
  const grants: { role: Role; unitIds: string[] }[] = await database.query(
    `SELECT role, ${unitsBelow('id = "grant".unit_id')} AS "unitIds" FROM "grant" WHERE staff_id = $1 AND revoked_at IS NULL`,
    [staffId],
  );
  return spread(grants.map(({ role, unitIds }) => ({ permissions: ROLE_PERMISSIONS[role], unitIds })));
}

/** Each permission with all units of the holdings that give it. */
export function spread(holdings: readonly { readonly permissions: readonly Permission[]; readonly unitIds: readonly string[] }[]): Reach {
  const reach: Partial<Record<Permission, Set<string>>> = {};
  for (const { permissions, unitIds } of holdings) {
    for (const permission of permissions) reach[permission] = new Set([...(reach[permission] ?? []), ...unitIds]);
  }
  return reach;
}
