import { createSecretKey } from "node:crypto";
import type { DataSource } from "typeorm";
import { AccessService } from "./access/access.service.ts";
import { ApiClientService } from "./access/clients/api-client.service.ts";
import { FactorService } from "./access/factors/factor.service.ts";
import { Sealing } from "./access/factors/sealing.ts";
import { InvitationService } from "./access/invitations/invitation.service.ts";
import { LeavingService } from "./access/leaving/leaving.service.ts";
import { SessionService } from "./access/sessions/session.service.ts";
import { IdentityService } from "./access/sign-in/identity.service.ts";
import { SignInService } from "./access/sign-in/sign-in.service.ts";
import { LOCAL_SIGN_IN, type SignInSettings } from "./access/sign-in/sign-in-settings.ts";
import { StepUpService } from "./access/sign-in/step-up.service.ts";
import { Throttle } from "./access/sign-in/throttle.ts";
import { ArticleService } from "./articles/article.service.ts";
import { ARTICLE_SUBJECT } from "./articles/article-subject.ts";
import { AuditService } from "./audit/audit.service.ts";
import { ClaimService } from "./claims/claim.service.ts";
import { passOnClaims } from "./claims/pass-on-claims.ts";
import { PresenceService } from "./claims/presence.service.ts";
import { HotPath } from "./database/hot-path.ts";
import { ReadReplicas } from "./database/read-replicas.ts";
import { createBus } from "./events/create-bus.ts";
import { EventLog } from "./events/event-log.ts";
import { WakeUps } from "./events/wake-up.ts";
import { type Clock, systemClock } from "./foundation/clock.ts";
import { InsightService } from "./insight/insight.service.ts";
import { OpinionCountService } from "./opinions/counting/opinion-count.service.ts";
import { IntakeService } from "./opinions/intake.service.ts";
import { OpinionService } from "./opinions/opinion.service.ts";
import { OPINION_SUBJECT } from "./opinions/opinion-subject.ts";
import { RetentionService } from "./opinions/retention.service.ts";
import { WithdrawalService } from "./opinions/withdrawal.service.ts";
import { OrganizationService } from "./organization/organization.service.ts";
import { Places } from "./organization/places.ts";

export interface DomainParts {
  /** Connected, with migrations run. */
  readonly dataSource: DataSource;
  /** For the connection on which readers are woken, and for prepared statements: a direct one, past every pooler. */
  readonly databaseUrl: string;
  /** A NATS cluster that wakes readers instead. */
  readonly natsUrl?: string | undefined;
  /** Standbys that may answer lists and replays. */
  readonly replicas?: ReadReplicas | undefined;
  readonly clock?: Clock;
  /** How staff sign in; as on one machine when left out. */
  readonly signInSettings?: SignInSettings | undefined;
}

export interface Domain {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly access: AccessService;
  readonly apiClients: ApiClientService;
  readonly signIn: SignInService;
  readonly stepUp: StepUpService;
  readonly identities: IdentityService;
  readonly factors: FactorService;
  readonly sessions: SessionService;
  readonly invitations: InvitationService;
  readonly leaving: LeavingService;
  readonly organization: OrganizationService;
  readonly intake: IntakeService;
  readonly opinions: OpinionService;
  readonly opinionCounts: OpinionCountService;
  readonly withdrawals: WithdrawalService;
  readonly retention: RetentionService;
  readonly articles: ArticleService;
  readonly insight: InsightService;
  readonly claims: ClaimService;
  readonly presence: PresenceService;
  readonly audit: AuditService;
  readonly events: EventLog;
  /** Ends what the domain opened itself; the data source is the caller's. */
  close(): Promise<void>;
}

/** The one wiring: every process that works with the domain makes it here. */
export async function createDomain({
  dataSource,
  databaseUrl,
  natsUrl,
  replicas = new ReadReplicas(dataSource),
  clock = systemClock,
  signInSettings = LOCAL_SIGN_IN,
}: DomainParts): Promise<Domain> {
  const [installation]: { epoch: string; secret: Buffer }[] = await dataSource.query("SELECT epoch, secret FROM installation");
  if (!installation) throw new Error("The database has not been prepared: run the migrations first");
  const { epoch } = installation;
  // As a key object: made of bytes at every use, it would cost more than the hashing.
  const secret = createSecretKey(installation.secret);
  const wakeUps = new WakeUps({ bus: createBus({ natsUrl, databaseUrl }) });
  const hotPath = new HotPath(databaseUrl);
  const places = new Places(dataSource.manager);
  const rules = { OPINION: OPINION_SUBJECT, ARTICLE: ARTICLE_SUBJECT };
  const presence = new PresenceService({ dataSource, clock, rules });
  const staff = staffServices({ dataSource, clock, settings: signInSettings, sealing: new Sealing(secret) });
  return {
    dataSource,
    clock,
    access: new AccessService({ dataSource, hotPath, clock, signIn: staff.signIn }),
    apiClients: new ApiClientService({ dataSource, hotPath, clock }),
    ...staff,
    leaving: new LeavingService({
      dataSource,
      clock,
      passOn: (manager, leaving) => passOnClaims(manager, rules, leaving),
      tell: () => wakeUps.hint(),
    }),
    organization: new OrganizationService({ dataSource, places }),
    intake: new IntakeService({ dataSource, hotPath, places, clock, wakeUps, secret }),
    opinions: new OpinionService({ dataSource, hotPath, replicas, clock, wakeUps, secret }),
    opinionCounts: new OpinionCountService({ dataSource }),
    retention: new RetentionService({ dataSource, clock }),
    withdrawals: new WithdrawalService({ dataSource, clock, wakeUps, secret }),
    articles: new ArticleService({ dataSource, replicas, clock, wakeUps }),
    insight: new InsightService({ dataSource, clock }),
    claims: new ClaimService({ dataSource, clock, wakeUps, rules }),
    presence,
    audit: new AuditService({ dataSource, clock }),
    events: new EventLog({ dataSource, hotPath, replicas, wakeUps, seal: { epoch, secret: installation.secret } }),
    async close() {
      presence.close();
      await wakeUps.close();
      await replicas.close();
      await hotPath.close();
    },
  };
}

type StaffServices = Pick<Domain, "signIn" | "stepUp" | "identities" | "factors" | "sessions" | "invitations">;

/** How staff come in, show that it is still them, and keep what they do that with. */
function staffServices(parts: { dataSource: DataSource; clock: Clock; settings: SignInSettings; sealing: Sealing }): StaffServices {
  const throttle = new Throttle(parts);
  return {
    signIn: new SignInService({ ...parts, throttle }),
    stepUp: new StepUpService({ ...parts, throttle }),
    identities: new IdentityService(parts),
    factors: new FactorService(parts),
    sessions: new SessionService(parts),
    invitations: new InvitationService(parts),
  };
}
