import type { KeyObject } from "node:crypto";
import type { DataSource } from "typeorm";
import { endHold } from "../claims/holds.ts";
import type { WakeUps } from "../events/wake-up.ts";
import { ANONYMOUS } from "../foundation/actor.ts";
import type { Clock } from "../foundation/clock.ts";
import { eraseText } from "./erase-old-texts.ts";
import { Opinion } from "./opinion.entity.ts";
import { changeOpinion, decidableOf } from "./opinion-change.ts";
import { isPossible } from "./opinion-status.ts";
import { hashTypedReceipt } from "./receipt.ts";

/** What a sender, and nobody else, may do with what they said: take it back. */
export class WithdrawalService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #wakeUps: WakeUps;
  readonly #secret: KeyObject;

  constructor({ dataSource, clock, wakeUps, secret }: { dataSource: DataSource; clock: Clock; wakeUps: WakeUps; secret: KeyObject }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#wakeUps = wakeUps;
    this.#secret = secret;
  }

  /**
   * Takes back the opinion of a receipt: its words are erased at once and for good, and it leaves every queue. One that still waits
   * goes without a trace. The receipt of one that was taken back before does nothing more.
   * @returns false when no opinion has this receipt
   */
  async withdraw(typedReceipt: string): Promise<boolean> {
    const receiptHash = hashTypedReceipt(typedReceipt, this.#secret);
    if (!receiptHash) return false;
    const isDone = await this.#dataSource.transaction(async (manager) => {
      const [, waiting]: [unknown, number] = await manager.query("DELETE FROM waiting_opinion WHERE receipt_hash = $1", [receiptHash]);
      if (waiting > 0) return true;
      const opinion = await manager.findOne(Opinion, { where: { receiptHash }, lock: { mode: "pessimistic_write" } });
      if (!opinion || !isPossible("WITHDRAWN", opinion.status)) return opinion !== null;
      const at = this.#clock.now();
      const after = { ...decidableOf(opinion), status: "WITHDRAWN", setAsideReason: null } as const;
      await changeOpinion(manager, { opinion, change: { kind: "WITHDRAWN", after, at }, actor: ANONYMOUS });
      await eraseText(manager, { opinionId: opinion.id, now: at });
      await endHold(manager, { kind: "OPINION", id: opinion.id });
      return true;
    });
    if (isDone) this.#wakeUps.hint();
    return isDone;
  }
}
