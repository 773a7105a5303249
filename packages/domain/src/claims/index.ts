export { Claim } from "./claim.entity.ts";
export { ClaimConflict, ClaimOutdated, type HeldClaim } from "./claim.errors.ts";
export { ClaimService, LARGEST_CLAIM_LIST } from "./claim.service.ts";
export { SUBJECT_KINDS, type Subject, type SubjectKind } from "./claim-subject.ts";
export { LEASE_MS } from "./holds.ts";
export { PRESENCE_MODES, type PresenceMode } from "./presence.entity.ts";
export { type PeopleAtSubject, PRESENCE_MS, PresenceService, requireSubjects } from "./presence.service.ts";
export type { PresentPerson } from "./presence-board.ts";
