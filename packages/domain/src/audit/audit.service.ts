import type { KeyObject } from "node:crypto";
import type { DataSource } from "typeorm";
import { type AuditedAct, NO_SUBJECT, recordInAudit } from "../access/audit.ts";
import { type Actor, isPermittedSomewhere, permittedUnits, requireAllowed } from "../foundation/actor.ts";
import { type Clock, cutToQuarter } from "../foundation/clock.ts";
import { InvalidInput } from "../foundation/domain-error.ts";
import { isUuid, type Page, type PageRequest, requirePageSize } from "../foundation/page.ts";
import { signAnchor } from "./anchor.ts";
import { type AuditEntry, type AuditFilter, findAuditPage } from "./audit.queries.ts";
import { type Anchor, findLastSeal, findLocalDay, findNewestAnchor, insertAnchor } from "./audit-chain.queries.ts";
import { sealEntries } from "./seal-entries.ts";
import { type AuditVerdict, type VerifyRequest, verifyAudit } from "./verify-audit.ts";

export const LARGEST_AUDIT_PAGE = 100;
/** How far back a look at the page checks; the command checks everything. */
const RECENT_SEALS = 4;
const LOOKED_AT = "audit:read" satisfies AuditedAct;

/** How far the audit is sealed, and whether the newest part still agrees with its seals. */
export interface ChainState {
  readonly sealedBefore: Date | null;
  readonly unsealedEntries: number;
  readonly isIntact: boolean;
  readonly anchor: Anchor | null;
}

/** The audit as a chain: sealed, anchored, verified, and read. What is written into it is in access/audit.ts. */
export class AuditService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;

  constructor({ dataSource, clock }: { dataSource: DataSource; clock: Clock }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
  }

  /** Seals the quarters of an hour that are over. Returns how many entries were sealed. */
  async sealDue(): Promise<number> {
    return sealEntries(this.#dataSource, { before: cutToQuarter(this.#clock.now()) });
  }

  /** The anchor of today, signed now if there is none yet; undefined while nothing is sealed. */
  async anchorToday(key: KeyObject): Promise<Anchor | undefined> {
    const manager = this.#dataSource.manager;
    const day = await findLocalDay(manager, this.#clock.now());
    const [newest, seal] = [await findNewestAnchor(manager), await findLastSeal(manager)];
    if (newest && newest.day >= day) return newest;
    if (!seal) return undefined;
    const claim = { day, sealNumber: seal.number, hash: seal.hash.toString("hex"), entries: seal.total };
    await insertAnchor(manager, signAnchor(claim, key));
    return findNewestAnchor(manager);
  }

  /** Computes the whole chain again, or what `request` asks for. */
  async verify(request: VerifyRequest = {}): Promise<AuditVerdict> {
    return verifyAudit(this.#dataSource.manager, request);
  }

  /** A page of the audit in the actor's units, newest first; the look is noted in turn. @throws NotAllowed, InvalidInput */
  async list({ filter, first, after }: PageRequest & { filter: AuditFilter }, actor: Actor): Promise<Page<AuditEntry>> {
    requireAllowed(isPermittedSomewhere(actor, "audit:read"), "audit:read");
    requirePageSize(first, LARGEST_AUDIT_PAGE);
    const asked = [filter.actorId, filter.subjectId, filter.unitId].filter((id) => id !== undefined);
    if (!asked.every(isUuid)) throw new InvalidInput({ vi: "Mã trong bộ lọc không đúng.", en: "An id in the filter is not one." });
    const manager = this.#dataSource.manager;
    await recordInAudit(manager, actor, { act: LOOKED_AT, subjectIds: asked.length > 0 ? asked : [NO_SUBJECT] });
    return findAuditPage(manager, { filter, unitIds: permittedUnits(actor, "audit:read"), first, after });
  }

  /** @throws NotAllowed */
  async chainState(actor: Actor): Promise<ChainState> {
    requireAllowed(isPermittedSomewhere(actor, "audit:read"), "audit:read");
    const manager = this.#dataSource.manager;
    const last = await findLastSeal(manager);
    const { faults, unsealed } = await this.verify({ afterSeal: Math.max(0, (last?.number ?? 0) - RECENT_SEALS) });
    return {
      sealedBefore: last?.sealed_before ?? null,
      unsealedEntries: unsealed,
      isIntact: faults.length === 0,
      anchor: (await findNewestAnchor(manager)) ?? null,
    };
  }
}
