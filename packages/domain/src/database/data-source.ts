import type { Socket } from "node:net";
import pg from "pg";
import { DataSource } from "typeorm";
import { ApiClient } from "../access/clients/api-client.entity.ts";
import { ApiKey } from "../access/clients/api-key.entity.ts";
import { Passkey } from "../access/factors/passkey.entity.ts";
import { RecoveryCode } from "../access/factors/recovery-code.entity.ts";
import { TotpSecret } from "../access/factors/totp-secret.entity.ts";
import { Grant } from "../access/grant.entity.ts";
import { Invitation } from "../access/invitations/invitation.entity.ts";
import { StaffAccount } from "../access/staff-account.entity.ts";
import { StaffSession } from "../access/staff-session.entity.ts";
import { Article } from "../articles/article.entity.ts";
import { ArticleRevision } from "../articles/article-revision.entity.ts";
import { ArticleStep } from "../articles/article-step.entity.ts";
import { RevisionAnswer } from "../articles/revision-answer.entity.ts";
import { Claim } from "../claims/claim.entity.ts";
import { Presence } from "../claims/presence.entity.ts";
import { Opinion } from "../opinions/opinion.entity.ts";
import { OpinionDecision } from "../opinions/opinion-decision.entity.ts";
import { RetentionRule } from "../opinions/retention-rule.entity.ts";
import { Channel } from "../organization/channel.entity.ts";
import { Organization } from "../organization/organization.entity.ts";
import { Topic } from "../organization/topic.entity.ts";
import { Unit } from "../organization/unit.entity.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { SnakeNaming } from "./naming.ts";

export const ENTITIES = [
  Organization,
  Unit,
  Topic,
  Channel,
  StaffAccount,
  Grant,
  StaffSession,
  Passkey,
  TotpSecret,
  RecoveryCode,
  Invitation,
  ApiClient,
  ApiKey,
  Opinion,
  OpinionDecision,
  RetentionRule,
  Article,
  ArticleRevision,
  ArticleStep,
  RevisionAnswer,
  Claim,
  Presence,
];

export interface DatabaseSettings {
  readonly url: string;
  /** Connections at most; 10 when left out. */
  readonly poolSize?: number;
  /** Named in `pg_stat_activity`. */
  readonly applicationName: string;
  /** No statement is cut off: for migrations and repairs. */
  readonly isPatient?: boolean;
  /** Fewer than all, to make the structure of an earlier version. */
  readonly migrations?: typeof MIGRATIONS;
}

/** A statement ends after this on the server, and so does a transaction whose client says nothing more. */
const STATEMENT_MS = 7_000;
/** Longer than any statement: who has heard nothing for so long hears nothing any more. Idle connections are closed before that. */
const SILENCE_MS = 8_000;

/**
 * The pool. A statement ends after 7 s, and waiting for a connection after 1 s: when the database is away,
 * callers hear so at once and nothing hangs, also on a line that went dead without a word (ADR 0026).
 */
export function createDataSource({ url, poolSize = 10, applicationName, isPatient = false, migrations = MIGRATIONS }: DatabaseSettings): DataSource {
  return new DataSource({
    type: "postgres",
    url,
    entities: ENTITIES,
    migrations,
    migrationsTableName: "migration",
    migrationsTransactionMode: "each",
    namingStrategy: new SnakeNaming(),
    poolSize,
    applicationName,
    connectTimeoutMS: 1_000,
    invalidWhereValuesBehavior: { null: "throw", undefined: "throw" },
    poolErrorHandler: () => undefined,
    extra: isPatient ? KEEP_ALIVE : CONNECTION_LIMITS,
    logging: false,
  });
}

/**
 * A connection whose socket dies when it stays silent. A client-side query time-out would answer the caller but give a
 * connection with an open question back to the pool; this one ends the connection, and the pool makes another.
 */
class MortalClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.once("connect", () => {
      // Known only now: with TLS the stream is another one than at first. The types of pg leave it out.
      const { stream } = (this as unknown as { readonly connection: { readonly stream: Socket } }).connection;
      stream.setTimeout(SILENCE_MS, () => stream.destroy(Object.assign(new Error("The database stays silent"), { code: "ETIMEDOUT" })));
    });
  }
}

const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** For every pool whose callers wait. */
export const CONNECTION_LIMITS = {
  ...KEEP_ALIVE,
  statement_timeout: STATEMENT_MS,
  idle_in_transaction_session_timeout: STATEMENT_MS,
  Client: MortalClient,
};
