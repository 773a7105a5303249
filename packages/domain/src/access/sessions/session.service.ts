import { type DataSource, In, IsNull, MoreThan, Not } from "typeorm";
import type { StaffActor } from "../../foundation/actor.ts";
import type { Clock } from "../../foundation/clock.ts";
import { isUuid } from "../../foundation/page.ts";
import { AccessTargetNotFound } from "../access.errors.ts";
import { recordInAudit } from "../audit.ts";
import { StaffSession } from "../staff-session.entity.ts";

/** A person's own sessions: seen, and ended one by one or all. */
export class SessionService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;

  constructor({ dataSource, clock }: { dataSource: DataSource; clock: Clock }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
  }

  /** The actor's open sessions, the one used last first. */
  async list(actor: StaffActor): Promise<StaffSession[]> {
    return this.#dataSource.manager.find(StaffSession, {
      where: { staffId: actor.id, endedAt: IsNull(), expiresAt: MoreThan(this.#clock.now()) },
      order: { lastUsedAt: "DESC", id: "ASC" },
    });
  }

  /** Ends one of the actor's own sessions. @throws AccessTargetNotFound */
  async end(sessionId: string, actor: StaffActor): Promise<void> {
    const own = isUuid(sessionId) && (await this.#dataSource.manager.existsBy(StaffSession, { id: sessionId, staffId: actor.id, endedAt: IsNull() }));
    if (!own) throw new AccessTargetNotFound();
    await this.#end([sessionId], actor);
  }

  /** Ends every session of the actor but the one they came with. Returns how many. */
  async endOthers(actor: StaffActor): Promise<number> {
    const others = await this.#dataSource.manager.findBy(StaffSession, { staffId: actor.id, id: Not(actor.sessionId), endedAt: IsNull() });
    await this.#end(
      others.map(({ id }) => id),
      actor,
    );
    return others.length;
  }

  async #end(sessionIds: readonly string[], actor: StaffActor): Promise<void> {
    await this.#dataSource.transaction(async (manager) => {
      await manager.update(StaffSession, { id: In([...sessionIds]), endedAt: IsNull() }, { endedAt: this.#clock.now() });
      await recordInAudit(manager, actor, { act: "session:end", subjectIds: sessionIds });
    });
  }
}
