import { randomUUID } from "node:crypto";
import { type EntityManager, IsNull } from "typeorm";
import type { SystemActor } from "../../foundation/actor.ts";
import { recordInAudit } from "../audit.ts";
import { Grant } from "../grant.entity.ts";
import type { GroupRule } from "./sign-in-settings.ts";

interface Following {
  readonly staffId: string;
  readonly groups: readonly string[];
  readonly rules: readonly GroupRule[];
  readonly now: Date;
  readonly door: SystemActor;
}

/**
 * Gives and takes what the person's groups at the identity provider say. Only grants that came from groups go with them: what an
 * administrator gave stays. A rule that names a unit which does not exist gives nothing.
 */
export async function followGroups(manager: EntityManager, { staffId, groups, rules, now, door }: Following): Promise<void> {
  const wanted = rules.filter(({ group }) => groups.includes(group));
  const units: { id: string; code: string }[] = await manager.query("SELECT id, code FROM unit WHERE code = ANY($1)", [
    wanted.map(({ unitCode }) => unitCode),
  ]);
  const unitIds = new Map(units.map(({ id, code }) => [code, id]));
  const pairs = wanted.flatMap(({ role, unitCode }) => {
    const unitId = unitIds.get(unitCode);
    return unitId === undefined ? [] : [{ role, unitId }];
  });
  const followed = await manager.findBy(Grant, { staffId, followsGroups: true, revokedAt: IsNull() });
  for (const { id, role, unitId } of followed) {
    if (pairs.some((pair) => pair.role === role && pair.unitId === unitId)) continue;
    await manager.update(Grant, id, { revokedAt: now });
    await recordInAudit(manager, door, { act: "grant:revoke", subjectIds: [id, staffId, unitId] });
  }
  for (const pair of pairs) {
    const grant = { id: randomUUID(), staffId, ...pair, grantedBy: null, grantedAt: now, revokedAt: null, followsGroups: true };
    const { raw } = await manager.createQueryBuilder().insert().into(Grant).values(grant).orIgnore().returning("id").execute();
    if (raw.length > 0) await recordInAudit(manager, door, { act: "grant:give", subjectIds: [grant.id, staffId, pair.unitId] });
  }
}
