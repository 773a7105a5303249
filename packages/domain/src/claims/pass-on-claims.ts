import type { EntityManager } from "typeorm";
import type { Leaving } from "../access/leaving/leaving.service.ts";
import type { Reach } from "../foundation/actor.ts";
import type { RulesBySubject } from "./claim.service.ts";
import { SUBJECT_KINDS } from "./claim-subject.ts";
import { giveBackHolds, takeHolds } from "./holds.ts";

/** Claims of somebody who leaves go to the heir where the heir may work with their subjects; the others are free again. Returns those that went. */
export async function passOnClaims(
  manager: EntityManager,
  rules: RulesBySubject,
  { staffId, heirId, heirReach, at }: Leaving & { heirReach: Reach; at: Date },
): Promise<string[]> {
  const passedOn: string[] = [];
  for (const kind of SUBJECT_KINDS) {
    const held: { id: string }[] = await manager.query(
      "SELECT subject_id AS id FROM claim WHERE subject_kind = $1 AND holder_id = $2 AND expires_at > $3 ORDER BY subject_id",
      [kind, staffId, at],
    );
    const subjects = [];
    for (const { id } of held) {
      const unitId = await rules[kind].findUnit(manager, id, "SHARED");
      if (unitId !== undefined) subjects.push({ id, unitId });
    }
    const freed = new Set(await giveBackHolds(manager, { kind, ids: held.map(({ id }) => id), staffId }));
    const reachable = subjects.filter(({ id, unitId }) => freed.has(id) && heirReach[rules[kind].workWith]?.has(unitId));
    const taken = await takeHolds(manager, { kind, subjects: reachable, staffId: heirId, at });
    passedOn.push(...taken.map(({ subject }) => subject.id));
  }
  return passedOn;
}
