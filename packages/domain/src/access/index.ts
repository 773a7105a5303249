export { AccessTargetNotFound, SignInRefused, StaffAccountRefused, Unauthenticated } from "./access.errors.ts";
export { AccessService, type NewStaffAccount } from "./access.service.ts";
export { AUDITED_ACTS, type AuditedAct, NO_SUBJECT, recordInAudit, type Showing } from "./audit.ts";
export { ApiClient } from "./clients/api-client.entity.ts";
export { API_CLIENT_REFUSALS, type ApiClientRefusal, ApiClientRefused, KeyRefused } from "./clients/api-client.errors.ts";
export {
  awaitsConfirmation,
  canManage,
  endOf,
  isEndingSoon,
  isLiving,
  KEY_REFUSALS,
  type KeyRefusal,
  mayConfirm,
  needsConfirmation,
} from "./clients/api-client.policy.ts";
export { ApiClientService, type ClientWithKey, type NewApiClient } from "./clients/api-client.service.ts";
export { ApiKey } from "./clients/api-key.entity.ts";
export type { DayOfUse, HourOfUse, Refusals } from "./clients/client-usage.ts";
export { Grant } from "./grant.entity.ts";
export { CLIENT_SCOPES, ROLE_PERMISSIONS, ROLES, type Role } from "./role.ts";
export { StaffAccount } from "./staff-account.entity.ts";
export { StaffSession } from "./staff-session.entity.ts";
