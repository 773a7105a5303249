export { anchorText, newAnchorKey, publicKeyOf, readAnchorKey, readAnchorText } from "./anchor.ts";
export { type AuditEntry, type AuditFilter, encodeAuditCursor } from "./audit.queries.ts";
export { AuditService, type ChainState } from "./audit.service.ts";
export type { Anchor } from "./audit-chain.queries.ts";
export { sealEntries } from "./seal-entries.ts";
export { type AuditFault, type AuditVerdict, verifyAudit } from "./verify-audit.ts";
