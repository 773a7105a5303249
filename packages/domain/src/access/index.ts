export { AccessTargetNotFound, SignInRefused, StaffAccountRefused, Unauthenticated } from "./access.errors.ts";
export { AccessService, type NewApiClient, type NewStaffAccount } from "./access.service.ts";
export { ApiClient } from "./api-client.entity.ts";
export { AUDITED_ACTS, type AuditedAct, NO_SUBJECT, recordInAudit, type Showing } from "./audit.ts";
export { Grant } from "./grant.entity.ts";
export { CLIENT_SCOPES, ROLE_PERMISSIONS, ROLES, type Role } from "./role.ts";
export { StaffAccount } from "./staff-account.entity.ts";
export { StaffSession } from "./staff-session.entity.ts";
