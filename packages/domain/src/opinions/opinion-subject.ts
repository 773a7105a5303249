import type { SubjectRules } from "../claims/claim-subject.ts";
import { OpinionNotFound } from "./opinion.errors.ts";

/** Opinions as something to claim and to be at. */
export const OPINION_SUBJECT: SubjectRules = {
  kind: "OPINION",
  readWith: "opinion:read",
  workWith: "opinion:triage",
  async findUnit(manager, opinionId, lock) {
    const [row]: { unitId: string }[] = await manager.query(
      `SELECT unit_id AS "unitId" FROM opinion WHERE id = $1 ${lock === "SHARED" ? "FOR SHARE" : ""}`,
      [opinionId],
    );
    return row?.unitId;
  },
  notFound: (opinionId) => new OpinionNotFound(opinionId),
};
