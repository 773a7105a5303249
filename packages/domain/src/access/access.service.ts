import { randomUUID } from "node:crypto";
import { type DataSource, In, IsNull } from "typeorm";
import { type Actor, isPermitted, requireAllowed, type StaffActor } from "../foundation/actor.ts";
import type { Clock } from "../foundation/clock.ts";
import type { Coalescer } from "../foundation/coalescer.ts";
import { type Locale, NotAllowed } from "../foundation/domain-error.ts";
import { isUuid } from "../foundation/page.ts";
import type { Queryable } from "../foundation/queryable.ts";
import { AccessTargetNotFound, StaffAccountRefused } from "./access.errors.ts";
import { findSessions, type OpenSession } from "./access.queries.ts";
import { recordInAudit } from "./audit.ts";
import { Grant } from "./grant.entity.ts";
import { lookUpSecrets } from "./look-up-secrets.ts";
import { hashPassword, SHORTEST_PASSWORD } from "./password.ts";
import { readNewAccount } from "./read-new-account.ts";
import { requireAdministrator } from "./require-administrator.ts";
import type { Role } from "./role.ts";
import { hashSecretToken } from "./secret-token.ts";
import { forgetOldSignIns } from "./sign-in/forget-old-sign-ins.ts";
import type { Doorstep, Entered, SignInService } from "./sign-in/sign-in.service.ts";
import { StaffAccount } from "./staff-account.entity.ts";
import { StaffSession } from "./staff-session.entity.ts";

const LAST_USE_STEP_MS = 5 * 60 * 1000;

export interface NewStaffAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly locale: Locale;
}

/** Who of the staff may enter, and who may do what where. */
export class AccessService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #signIn: SignInService;
  readonly #sessions: Coalescer<string, OpenSession>;

  constructor({ dataSource, hotPath, clock, signIn }: { dataSource: DataSource; hotPath: Queryable; clock: Clock; signIn: SignInService }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#signIn = signIn;
    this.#sessions = lookUpSecrets((tokenHashes) => findSessions(hotPath, tokenHashes, { now: clock.now() }));
  }

  /** @throws SignInRefused, SecondFactorNeeded, SignInThrottled */
  async signIn(attempt: { email: string; password: string; code?: string | undefined }, doorstep?: Doorstep): Promise<Entered> {
    return this.#signIn.withPassword(attempt, doorstep);
  }

  /** The member of staff whose session this token opens. @throws Unauthenticated */
  async authenticateSession(token: string): Promise<StaffActor> {
    const { actor, lastUsedAt } = await this.#sessions.run(hashSecretToken(token).toString("hex"));
    const now = this.#clock.now();
    if (now.getTime() - lastUsedAt.getTime() > LAST_USE_STEP_MS)
      await this.#dataSource.manager.update(StaffSession, actor.sessionId, { lastUsedAt: now });
    return actor;
  }

  /** Ends the session the actor came with. */
  async signOut(actor: StaffActor): Promise<void> {
    await this.#endSessions(actor, [actor.sessionId]);
  }

  /** Ends every session of the actor, on every machine. */
  async signOutEverywhere(actor: StaffActor): Promise<void> {
    const open = await this.#dataSource.manager.findBy(StaffSession, { staffId: actor.id, endedAt: IsNull() });
    await this.#endSessions(
      actor,
      open.map(({ id }) => id),
    );
  }

  async setLocale(locale: Locale, actor: StaffActor): Promise<StaffActor> {
    await this.#dataSource.manager.update(StaffAccount, actor.id, { locale });
    return { ...actor, locale };
  }

  async findStaff(staffIds: readonly string[]): Promise<StaffAccount[]> {
    return this.#dataSource.manager.findBy(StaffAccount, { id: In([...staffIds]) });
  }

  async listStaff(actor: Actor): Promise<StaffAccount[]> {
    return this.#dataSource.transaction(async (manager) => {
      await requireAdministrator(manager, actor);
      return manager.find(StaffAccount, { order: { name: "ASC", id: "ASC" } });
    });
  }

  /** What somebody holds, as far as an administrator has to know: in the units that they look after. */
  async findManagedGrants(staffId: string, actor: Actor): Promise<Grant[]> {
    return (await this.findGrants([staffId])).filter(({ unitId }) => isPermitted(actor, "access:manage", unitId));
  }

  async findGrants(staffIds: readonly string[]): Promise<Grant[]> {
    return this.#dataSource.manager.find(Grant, {
      where: { staffId: In([...staffIds]), revokedAt: IsNull() },
      order: { grantedAt: "ASC", id: "ASC" },
    });
  }

  /** @throws StaffAccountRefused naming the field that has to change. */
  async createStaffAccount(account: NewStaffAccount, actor: Actor): Promise<StaffAccount> {
    const { email, name } = readNewAccount(account);
    if (account.password.length < SHORTEST_PASSWORD) throw new StaffAccountRefused("password");
    const passwordHash = await hashPassword(account.password);
    return this.#dataSource.transaction(async (manager) => {
      await requireAdministrator(manager, actor);
      const created = manager.create(StaffAccount, {
        id: randomUUID(),
        email,
        name,
        passwordHash,
        locale: account.locale,
        disabledAt: null,
        factorsResetAt: null,
      });
      const { raw } = await manager.createQueryBuilder().insert().into(StaffAccount).values(created).orIgnore().returning("id").execute();
      if (raw.length === 0) throw new StaffAccountRefused("email");
      await recordInAudit(manager, actor, { act: "staff:create", subjectIds: [created.id] });
      return created;
    });
  }

  /** Switches the account off: its sessions end, its open sockets are closed within seconds. */
  async disableStaffAccount(staffId: string, actor: Actor): Promise<StaffAccount> {
    return this.#dataSource.transaction(async (manager) => {
      await requireAdministrator(manager, actor);
      const account = isUuid(staffId) ? await manager.findOne(StaffAccount, { where: { id: staffId }, lock: { mode: "pessimistic_write" } }) : null;
      if (!account) throw new AccessTargetNotFound();
      account.disabledAt ??= this.#clock.now();
      await manager.update(StaffAccount, staffId, { disabledAt: account.disabledAt });
      await manager.update(StaffSession, { staffId, endedAt: IsNull() }, { endedAt: this.#clock.now() });
      await recordInAudit(manager, actor, { act: "staff:disable", subjectIds: [staffId] });
      return account;
    });
  }

  /** Gives a role over a unit and all below it; giving it twice changes nothing. */
  async grantRole({ staffId, role, unitId }: { staffId: string; role: Role; unitId: string }, actor: Actor): Promise<StaffAccount> {
    // Administrators read no texts: nobody widens their own rights.
    if (actor.kind === "staff" && actor.id === staffId) throw new NotAllowed("access:manage");
    return this.#dataSource.transaction(async (manager) => {
      if (actor.kind !== "system") requireAllowed(isPermitted(actor, "access:manage", unitId), "access:manage");
      const account = isUuid(staffId) ? await manager.findOneBy(StaffAccount, { id: staffId }) : null;
      if (!account) throw new AccessTargetNotFound();
      const grant = {
        id: randomUUID(),
        staffId,
        role,
        unitId,
        grantedBy: actor.kind === "staff" ? actor.id : null,
        grantedAt: this.#clock.now(),
        revokedAt: null,
        followsGroups: false,
      };
      const { raw } = await manager.createQueryBuilder().insert().into(Grant).values(grant).orIgnore().returning("id").execute();
      if (raw.length > 0) await recordInAudit(manager, actor, { act: "grant:give", subjectIds: [grant.id, staffId, unitId], unitId, reason: role });
      return account;
    });
  }

  async revokeGrant(grantId: string, actor: Actor): Promise<StaffAccount> {
    return this.#dataSource.transaction(async (manager) => {
      const grant = isUuid(grantId)
        ? await manager.findOne(Grant, { where: { id: grantId, revokedAt: IsNull() }, lock: { mode: "pessimistic_write" } })
        : null;
      // The same answer for a grant that is not there and for one outside the administrator's units.
      if (!grant || (actor.kind !== "system" && !isPermitted(actor, "access:manage", grant.unitId))) throw new AccessTargetNotFound();
      await manager.update(Grant, grantId, { revokedAt: this.#clock.now() });
      await recordInAudit(manager, actor, {
        act: "grant:revoke",
        subjectIds: [grantId, grant.staffId, grant.unitId],
        unitId: grant.unitId,
        reason: grant.role,
      });
      return manager.findOneByOrFail(StaffAccount, { id: grant.staffId });
    });
  }

  /** Removes sessions that ended or expired more than a month ago. Returns how many. */
  async forgetOldSessions(): Promise<number> {
    const monthAgo = new Date(this.#clock.now().getTime() - 30 * 24 * 60 * 60 * 1000);
    const [, count]: [unknown, number] = await this.#dataSource.query("DELETE FROM staff_session WHERE coalesce(ended_at, expires_at) < $1", [
      monthAgo,
    ]);
    await forgetOldSignIns(this.#dataSource, this.#clock.now());
    return count;
  }

  async #endSessions(actor: StaffActor, sessionIds: readonly string[]): Promise<void> {
    await this.#dataSource.transaction(async (manager) => {
      await manager.update(StaffSession, { id: In([...sessionIds]), endedAt: IsNull() }, { endedAt: this.#clock.now() });
      await recordInAudit(manager, actor, { act: "session:end", subjectIds: sessionIds });
    });
  }
}
