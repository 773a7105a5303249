import { randomUUID } from "node:crypto";
import { type DataSource, type EntityManager, IsNull, MoreThan } from "typeorm";
import type { Actor } from "../../foundation/actor.ts";
import type { Clock } from "../../foundation/clock.ts";
import { DomainError, type Locale, NotAllowed } from "../../foundation/domain-error.ts";
import { isUuid } from "../../foundation/page.ts";
import { AccessTargetNotFound, StaffAccountRefused } from "../access.errors.ts";
import { recordInAudit } from "../audit.ts";
import { forgetFactors } from "../factors/factor.service.ts";
import { hashPassword, SHORTEST_PASSWORD } from "../password.ts";
import { readNewAccount } from "../read-new-account.ts";
import { requireAdministrator } from "../require-administrator.ts";
import { hashSecretToken, newSecretToken } from "../secret-token.ts";
import { type SignedIn, startSession } from "../sessions/start-session.ts";
import { type Doorstep, UNKNOWN_DOORSTEP } from "../sign-in/sign-in.service.ts";
import type { SignInSettings } from "../sign-in/sign-in-settings.ts";
import { StaffAccount } from "../staff-account.entity.ts";
import { StaffSession } from "../staff-session.entity.ts";
import { Invitation } from "./invitation.entity.ts";

const LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/** A link that was used, replaced, or is older than a week; or never was one. */
export class InvitationEnded extends DomainError {
  readonly code = "INVITATION_ENDED";

  constructor() {
    super({
      vi: "Liên kết này đã dùng, đã được thay hoặc quá 7 ngày. Nhờ người quản trị cấp liên kết mới.",
      en: "This link has been used or replaced, or is older than 7 days. Ask the administrator for a new one.",
    });
  }
}

/** The link's secret, shown once to whoever hands it over. */
export interface Invited {
  readonly account: StaffAccount;
  readonly token: string;
}

/** Accounts begin with a link, and a link gives one back whose owner has lost their keys. No administrator ever sets a password. */
export class InvitationService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #settings: SignInSettings;

  constructor({ dataSource, clock, settings }: { dataSource: DataSource; clock: Clock; settings: SignInSettings }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Makes an account without any role, and its link. @throws StaffAccountRefused naming the field that has to change */
  async invite(account: { name: string; email: string; locale: Locale }, actor: Actor): Promise<Invited> {
    const read = readNewAccount(account);
    return this.#dataSource.transaction(async (manager) => {
      await requireAdministrator(manager, actor);
      const created = manager.create(StaffAccount, {
        id: randomUUID(),
        ...read,
        locale: account.locale,
        passwordHash: null,
        disabledAt: null,
        factorsResetAt: null,
      });
      const { raw } = await manager.createQueryBuilder().insert().into(StaffAccount).values(created).orIgnore().returning("id").execute();
      if (raw.length === 0) throw new StaffAccountRefused("email");
      await recordInAudit(manager, actor, { act: "staff:create", subjectIds: [created.id] });
      return { account: created, token: await this.#makeLink(manager, created.id, { kind: "INVITATION", actor }) };
    });
  }

  /**
   * For somebody who has lost what they sign in with: all of it is thrown away, their sessions end, and a link lets them begin anew. They
   * are told at every sign-in for a month, so nobody can do this behind their back. An account that was never used gets a new invitation.
   */
  async reset(staffId: string, actor: Actor): Promise<Invited> {
    if (actor.kind === "staff" && actor.id === staffId) throw new NotAllowed("access:manage");
    const now = this.#clock.now();
    return this.#dataSource.transaction(async (manager) => {
      await requireAdministrator(manager, actor);
      const account = isUuid(staffId)
        ? await manager.findOne(StaffAccount, { where: { id: staffId, disabledAt: IsNull() }, lock: { mode: "pessimistic_write" } })
        : null;
      if (!account) throw new AccessTargetNotFound();
      await forgetFactors(manager, staffId);
      await manager.update(StaffAccount, staffId, { factorsResetAt: now });
      await manager.update(StaffSession, { staffId, endedAt: IsNull() }, { endedAt: now });
      await recordInAudit(manager, actor, { act: "factors:reset", subjectIds: [staffId] });
      const token = await this.#makeLink(manager, staffId, { kind: "RESET", actor });
      return { account: { ...account, passwordHash: null, factorsResetAt: now }, token };
    });
  }

  /** Whose link this is, as long as it holds. @throws InvitationEnded */
  async find(token: string): Promise<StaffAccount> {
    const { staffId } = await this.#open(this.#dataSource.manager, token);
    return this.#dataSource.manager.findOneByOrFail(StaffAccount, { id: staffId });
  }

  /**
   * Takes the link up and opens a session: with a password, or limited to making a passkey where none is given.
   * @throws InvitationEnded, StaffAccountRefused when the password is too short
   */
  async accept({ token, password }: { token: string; password?: string | undefined }, doorstep: Doorstep = UNKNOWN_DOORSTEP): Promise<SignedIn> {
    if (password !== undefined && password.length < SHORTEST_PASSWORD) throw new StaffAccountRefused("password");
    const passwordHash = password === undefined ? null : await hashPassword(password);
    const now = this.#clock.now();
    return this.#dataSource.transaction(async (manager) => {
      const { id, staffId } = await this.#open(manager, token);
      const { affected } = await manager.update(Invitation, { id, endedAt: IsNull() }, { endedAt: now });
      if (affected !== 1) throw new InvitationEnded();
      await manager.update(StaffAccount, staffId, { passwordHash });
      const isLimited = passwordHash === null || this.#settings.secondFactor === "REQUIRE";
      return startSession(manager, { staffId, proofs: ["invitation"], device: doorstep.device, isLimited, now });
    });
  }

  async #open(manager: EntityManager, token: string): Promise<Invitation> {
    const invitation = await manager.findOneBy(Invitation, {
      tokenHash: hashSecretToken(token),
      endedAt: IsNull(),
      expiresAt: MoreThan(this.#clock.now()),
    });
    if (!invitation || !(await manager.existsBy(StaffAccount, { id: invitation.staffId, disabledAt: IsNull() }))) throw new InvitationEnded();
    return invitation;
  }

  /** Of an account's links the newest alone holds. */
  async #makeLink(manager: EntityManager, staffId: string, { kind, actor }: { kind: Invitation["kind"]; actor: Actor }): Promise<string> {
    const token = newSecretToken();
    const now = this.#clock.now();
    await manager.update(Invitation, { staffId, endedAt: IsNull() }, { endedAt: now });
    const id = randomUUID();
    await manager.insert(Invitation, {
      id,
      staffId,
      kind,
      tokenHash: hashSecretToken(token),
      madeBy: actor.kind === "staff" ? actor.id : null,
      madeAt: now,
      expiresAt: new Date(now.getTime() + LIFE_MS),
      endedAt: null,
    });
    await recordInAudit(manager, actor, { act: "invitation:make", subjectIds: [id, staffId] });
    return token;
  }
}
