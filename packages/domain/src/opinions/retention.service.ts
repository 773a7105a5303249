import type { DataSource } from "typeorm";
import { recordInAudit } from "../access/audit.ts";
import { type Actor, isPermitted, requireAllowed } from "../foundation/actor.ts";
import type { Clock } from "../foundation/clock.ts";
import { InvalidInput } from "../foundation/domain-error.ts";
import { Organization } from "../organization/organization.entity.ts";
import { findRootUnit } from "../organization/organization.service.ts";
import { eraseOldTexts } from "./erase-old-texts.ts";
import { OUTCOMES, type Outcome, RetentionRule } from "./retention-rule.entity.ts";

const LONGEST_MONTHS = 120;

/** How long words are kept, and their erasing. */
export class RetentionService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;

  constructor({ dataSource, clock }: { dataSource: DataSource; clock: Clock }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
  }

  /** Months after the end of a matter, for each way in which it can end. */
  async list(): Promise<RetentionRule[]> {
    const manager = this.#dataSource.manager;
    const [{ retentionMonths }, rules] = await Promise.all([manager.findOneByOrFail(Organization, { isOnly: true }), manager.find(RetentionRule)]);
    const months = new Map(rules.map((rule) => [rule.outcome, rule.months]));
    return OUTCOMES.map((outcome) => ({ outcome, months: months.get(outcome) ?? retentionMonths }));
  }

  /**
   * Says how long the words of matters that end so are kept. What is over then is erased in the next night.
   * @throws NotAllowed, InvalidInput (1 to 120 months)
   */
  async set({ outcome, months }: { outcome: Outcome; months: number }, actor: Actor): Promise<RetentionRule[]> {
    if (!Number.isInteger(months) || months < 1 || months > LONGEST_MONTHS)
      throw new InvalidInput({ vi: `Thời hạn giữ từ 1 đến ${LONGEST_MONTHS} tháng.`, en: `Words are kept for 1 to ${LONGEST_MONTHS} months.` });
    await this.#dataSource.transaction(async (manager) => {
      const root = await findRootUnit(manager);
      if (actor.kind !== "system") requireAllowed(isPermitted(actor, "access:manage", root.id), "access:manage");
      await manager.upsert(RetentionRule, { outcome, months }, ["outcome"]);
      await recordInAudit(manager, actor, { act: "retention:change", subjectIds: [root.id], unitId: root.id, reason: `${outcome}: ${months}` });
    });
    return this.list();
  }

  /** Erases the words of matters that ended longer ago than they are kept. Returns how many. */
  async eraseOldTexts(): Promise<number> {
    return eraseOldTexts(this.#dataSource, this.#clock.now());
  }
}
