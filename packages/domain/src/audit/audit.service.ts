import type { KeyObject } from "node:crypto";
import type { DataSource } from "typeorm";
import { type Clock, cutToQuarter } from "../foundation/clock.ts";
import { signAnchor } from "./anchor.ts";
import { type Anchor, findLastSeal, findLocalDay, findNewestAnchor, insertAnchor } from "./audit-chain.queries.ts";
import { sealEntries } from "./seal-entries.ts";
import { type AuditVerdict, type VerifyRequest, verifyAudit } from "./verify-audit.ts";

/** The audit as a chain: sealed, anchored, verified. What is written into it is in access/audit.ts. */
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
}
