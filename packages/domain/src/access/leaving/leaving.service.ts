import { type DataSource, type EntityManager, In, IsNull } from "typeorm";
import type { Actor, Reach } from "../../foundation/actor.ts";
import type { Clock } from "../../foundation/clock.ts";
import { NotAllowed } from "../../foundation/domain-error.ts";
import { isUuid } from "../../foundation/page.ts";
import { AccessTargetNotFound } from "../access.errors.ts";
import { findReach } from "../access.queries.ts";
import { recordInAudit } from "../audit.ts";
import { ApiClient } from "../clients/api-client.entity.ts";
import { ApiKey } from "../clients/api-key.entity.ts";
import { forgetFactors } from "../factors/factor.service.ts";
import { Grant } from "../grant.entity.ts";
import { Invitation } from "../invitations/invitation.entity.ts";
import { requireAdministrator } from "../require-administrator.ts";
import { StaffAccount } from "../staff-account.entity.ts";
import { StaffSession } from "../staff-session.entity.ts";

/** Who leaves, and who goes on with their work. */
export interface Leaving {
  readonly staffId: string;
  readonly heirId: string;
}

/** Passes on what somebody has in hand, as far as the heir's rights reach; the rest is given back. Returns the ids of what was passed on. */
export type PassOn = (manager: EntityManager, leaving: Leaving & { readonly heirReach: Reach; readonly at: Date }) => Promise<readonly string[]>;

export interface HandedOver {
  readonly account: StaffAccount;
  readonly grantCount: number;
  readonly keyCount: number;
  readonly workCount: number;
}

/** Somebody leaves the union's staff: everything of theirs ends, and their work goes on, in one step that happens wholly or not at all. */
export class LeavingService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #passOn: PassOn;
  readonly #tell: () => void;

  /** `tell` wakes those who follow what was passed on, after the commit. */
  constructor({ dataSource, clock, passOn, tell }: { dataSource: DataSource; clock: Clock; passOn: PassOn; tell: () => void }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#passOn = passOn;
    this.#tell = tell;
  }

  /**
   * Switches the account off for good: sessions, what it signs in with, links, grants, and the keys of systems it made or
   * confirmed, since whoever did so has seen them; the systems stay, and get new keys from a colleague. Drafts belong to their unit and stay there. The heir gets no right by it. @throws AccessTargetNotFound, NotAllowed
   */
  async handOver({ staffId, heirId }: Leaving, actor: Actor): Promise<HandedOver> {
    if (actor.kind === "staff" && actor.id === staffId) throw new NotAllowed("access:manage");
    const at = this.#clock.now();
    const handedOver = await this.#dataSource.transaction(async (manager) => {
      await requireAdministrator(manager, actor);
      const account = await lockBoth(manager, { staffId, heirId });
      await this.#endAccess(manager, staffId, at);
      const grantIds = await endAll(manager, Grant, { where: { staffId }, at });
      const systems = await manager.find(ApiClient, { where: [{ createdBy: staffId }, { confirmedBy: staffId }, { requestedBy: staffId }] });
      const keyIds = await endAll(manager, ApiKey, { where: { clientId: In(systems.map(({ id }) => id)) }, at });
      const workIds = await this.#passOn(manager, { staffId, heirId, heirReach: await findReach(manager, heirId), at });
      await recordInAudit(manager, actor, { act: "grant:revoke", subjectIds: grantIds });
      await recordInAudit(manager, actor, { act: "key:revoke", subjectIds: keyIds });
      await recordInAudit(manager, actor, { act: "staff:handOver", subjectIds: [staffId, heirId, ...workIds] });
      const gone = { ...account, passwordHash: null, disabledAt: account.disabledAt ?? at };
      return { account: gone, grantCount: grantIds.length, keyCount: keyIds.length, workCount: workIds.length };
    });
    this.#tell();
    return handedOver;
  }

  async #endAccess(manager: EntityManager, staffId: string, at: Date): Promise<void> {
    await manager.update(StaffAccount, { id: staffId, disabledAt: IsNull() }, { disabledAt: at });
    await manager.update(StaffSession, { staffId, endedAt: IsNull() }, { endedAt: at });
    await manager.update(Invitation, { staffId, endedAt: IsNull() }, { endedAt: at });
    await forgetFactors(manager, staffId);
  }
}

/** In the order of their ids: two hand-overs across each other would wait for one another for ever. */
async function lockBoth(manager: EntityManager, { staffId, heirId }: Leaving): Promise<StaffAccount> {
  const ids = [staffId, heirId].filter(isUuid);
  const accounts = await manager.find(StaffAccount, { where: { id: In(ids) }, order: { id: "ASC" }, lock: { mode: "pessimistic_write" } });
  const account = accounts.find(({ id }) => id === staffId);
  const heir = accounts.find(({ id, disabledAt }) => id === heirId && id !== staffId && disabledAt === null);
  if (!account || !heir) throw new AccessTargetNotFound();
  return account;
}

async function endAll<Entity extends typeof Grant | typeof ApiKey>(
  manager: EntityManager,
  entity: Entity,
  { where, at }: { where: object; at: Date },
): Promise<string[]> {
  const open = await manager.find<Grant | ApiKey>(entity, { where: { ...where, revokedAt: IsNull() }, lock: { mode: "pessimistic_write" } });
  const ids = open.map(({ id }) => id);
  await manager.update(entity, { id: In(ids) }, { revokedAt: at });
  return ids;
}
