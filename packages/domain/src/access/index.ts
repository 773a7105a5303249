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
export { FactorService } from "./factors/factor.service.ts";
export type { Passkey } from "./factors/passkey.entity.ts";
export { Grant } from "./grant.entity.ts";
export { InvitationEnded, InvitationService, type Invited } from "./invitations/invitation.service.ts";
export { type HandedOver, LeavingService } from "./leaving/leaving.service.ts";
export { CLIENT_SCOPES, ROLE_PERMISSIONS, ROLES, type Role } from "./role.ts";
export { BROWSERS, type Device, deviceOf, SYSTEMS } from "./sessions/device.ts";
export { SessionService } from "./sessions/session.service.ts";
export type { SignedIn } from "./sessions/start-session.ts";
export type { Factors } from "./sign-in/find-factors.ts";
export type { Identity } from "./sign-in/identities.ts";
export { IdentityService } from "./sign-in/identity.service.ts";
export { LastFactor, ProofRefused, SecondFactorNeeded, SignInThrottled, StepUpRequired } from "./sign-in/sign-in.errors.ts";
export { type Doorstep, type Entered, SignInService } from "./sign-in/sign-in.service.ts";
export { type GroupRule, LOCAL_SIGN_IN, type SignInSettings } from "./sign-in/sign-in-settings.ts";
export { StepUpService } from "./sign-in/step-up.service.ts";
export { StaffAccount } from "./staff-account.entity.ts";
export { StaffSession } from "./staff-session.entity.ts";
