/** What the api knows to tell apart, in the order in which the choice lists them. */
export const AUDIT_ACTS = [
  "opinion:read",
  "opinion:triage",
  "opinion:setAside",
  "opinion:undo",
  "opinion:answer",
  "opinion:import",
  "article:start",
  "article:save",
  "article:sendForReview",
  "article:return",
  "article:approve",
  "article:schedule",
  "article:publish",
  "article:startCorrection",
  "article:correct",
  "article:withdraw",
  "session:start",
  "session:refuse",
  "session:end",
  "staff:create",
  "staff:disable",
  "grant:give",
  "grant:revoke",
  "client:create",
  "client:revoke",
  "audit:read",
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

export const findAct = (text: string): AuditAct | undefined => AUDIT_ACTS.find((act) => act === text);
