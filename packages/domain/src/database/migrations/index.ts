import { Foundation0001 } from "./0001-foundation.ts";
import { Access0002 } from "./0002-access.ts";
import { Events0003 } from "./0003-events.ts";
import { Opinions0004 } from "./0004-opinions.ts";
import { Articles0005 } from "./0005-articles.ts";
import { NearDuplicates0006 } from "./0006-near-duplicates.ts";
import { Claims0007 } from "./0007-claims.ts";
import { OpinionCounts0008 } from "./0008-opinion-counts.ts";
import { AudienceAndHorizon0009 } from "./0009-audience-and-horizon.ts";
import { Growth0010 } from "./0010-growth.ts";
import { QuietVacuum0011 } from "./0011-quiet-vacuum.ts";
import { StaffSignIn0012 } from "./0012-staff-sign-in.ts";
import { ApiKeys0013 } from "./0013-api-keys.ts";
import { AuditChain0016 } from "./0016-audit-chain.ts";
import { Releases0018 } from "./0018-releases.ts";
import { Redactions0019 } from "./0019-redactions.ts";
import { WithdrawalAndRetention0021 } from "./0021-withdrawal-and-retention.ts";

/** In the order in which they run. */
export const MIGRATIONS = [
  Foundation0001,
  Access0002,
  Events0003,
  Opinions0004,
  Articles0005,
  NearDuplicates0006,
  Claims0007,
  OpinionCounts0008,
  AudienceAndHorizon0009,
  Growth0010,
  QuietVacuum0011,
  StaffSignIn0012,
  ApiKeys0013,
  AuditChain0016,
  Releases0018,
  Redactions0019,
  WithdrawalAndRetention0021,
];
