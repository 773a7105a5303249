import type { EntityManager } from "typeorm";
import type { Permission, Reach } from "../foundation/actor.ts";
import type { Locale } from "../foundation/domain-error.ts";
import type { ApiClient } from "./api-client.entity.ts";
import { ROLE_PERMISSIONS, type Role } from "./role.ts";

export interface SessionOwner {
  readonly sessionId: string;
  readonly staffId: string;
  readonly name: string;
  readonly locale: Locale;
  readonly lastUsedAt: Date;
}

/** The account behind a session that is open at the moment; undefined when it ended, expired or the account is switched off. */
export async function findSessionOwner(
  manager: EntityManager,
  { tokenHash, now }: { tokenHash: Buffer; now: Date },
): Promise<SessionOwner | undefined> {
  const [owner]: SessionOwner[] = await manager.query(
    `SELECT session.id AS "sessionId", staff.id AS "staffId", staff.name, staff.locale, session.last_used_at AS "lastUsedAt"
       FROM staff_session session
       JOIN staff_account staff ON staff.id = session.staff_id
      WHERE session.token_hash = $1 AND session.ended_at IS NULL AND session.expires_at > $2 AND staff.disabled_at IS NULL`,
    [tokenHash, now],
  );
  return owner;
}

/** Every unit at and below the given ones. */
const UNITS_BELOW = `
  WITH RECURSIVE below AS (
    SELECT id AS root_id, id FROM unit WHERE id = ANY($1::uuid[])
    UNION
    SELECT below.root_id, unit.id FROM unit JOIN below ON unit.parent_id = below.id
  )
  SELECT root_id AS "rootId", id FROM below`;

/** What the staff member may do where: their open grants, each spread over its subtree. */
export async function findStaffReach(manager: EntityManager, staffId: string): Promise<Reach> {
  const grants: { role: Role; unitId: string }[] = await manager.query(
    `SELECT role, unit_id AS "unitId" FROM "grant" WHERE staff_id = $1 AND revoked_at IS NULL`,
    [staffId],
  );
  return spread(
    manager,
    grants.map(({ role, unitId }) => ({ permissions: ROLE_PERMISSIONS[role], unitId })),
  );
}

export async function findClientReach(manager: EntityManager, { scopes, unitIds }: ApiClient): Promise<Reach> {
  return spread(
    manager,
    unitIds.map((unitId) => ({ permissions: scopes, unitId })),
  );
}

async function spread(manager: EntityManager, holdings: readonly { permissions: readonly Permission[]; unitId: string }[]): Promise<Reach> {
  const rows: { rootId: string; id: string }[] = await manager.query(UNITS_BELOW, [holdings.map(({ unitId }) => unitId)]);
  const below = Map.groupBy(rows, ({ rootId }) => rootId);
  const reach: Partial<Record<Permission, Set<string>>> = {};
  for (const { permissions, unitId } of holdings) {
    for (const permission of permissions) {
      reach[permission] ??= new Set();
      for (const { id } of below.get(unitId) ?? []) reach[permission].add(id);
    }
  }
  return reach;
}
