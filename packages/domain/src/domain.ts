import { createSecretKey } from "node:crypto";
import type { DataSource } from "typeorm";
import { AccessService } from "./access/access.service.ts";
import { AuditChainService } from "./access/auditing/audit-chain.service.ts";
import { ArticleService } from "./articles/article.service.ts";
import { ARTICLE_SUBJECT } from "./articles/article-subject.ts";
import { ClaimService } from "./claims/claim.service.ts";
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
}

export interface Domain {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly access: AccessService;
  readonly auditChain: AuditChainService;
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
  return {
    dataSource,
    clock,
    access: new AccessService({ dataSource, hotPath, clock }),
    auditChain: new AuditChainService({ dataSource, clock }),
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
    events: new EventLog({ dataSource, hotPath, replicas, wakeUps, seal: { epoch, secret: installation.secret } }),
    async close() {
      presence.close();
      await wakeUps.close();
      await replicas.close();
      await hotPath.close();
    },
  };
}
