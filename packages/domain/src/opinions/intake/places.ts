import { isWellFormedText } from "@langnghe/text";
import type { EntityManager } from "typeorm";
import { Channel } from "../../organization/channel.entity.ts";
import { UnknownChannel } from "../../organization/organization.errors.ts";
import { Unit } from "../../organization/unit.entity.ts";

const FRESH_MS = 2_000;

interface KnownPlaces {
  readonly readAt: number;
  readonly root: Unit | undefined;
  readonly unitsById: ReadonlyMap<string, Unit>;
  readonly unitsByCode: ReadonlyMap<string, Unit>;
  readonly channels: ReadonlyMap<string, Channel>;
}

/** Units and channels as they were at most two seconds ago, so that a caller's opinion costs no look-up of its own. A miss looks again. */
export class Places {
  readonly #manager: EntityManager;
  #reading: Promise<KnownPlaces> | undefined;
  #known: KnownPlaces | undefined;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  async root(): Promise<Unit> {
    const { root } = await this.#fresh();
    if (!root) throw new Error("The organization has no units yet: run the first start again");
    return root;
  }

  async unit(unitId: string): Promise<Unit | undefined> {
    return (await this.#fresh()).unitsById.get(unitId) ?? (await this.#read()).unitsById.get(unitId);
  }

  /** Units by code, which is in capitals; codes that are not there are left out. */
  async units(codes: readonly string[]): Promise<ReadonlyMap<string, Unit>> {
    const { unitsByCode } = await this.#fresh();
    return codes.every((code) => unitsByCode.has(code)) ? unitsByCode : (await this.#read()).unitsByCode;
  }

  /** The channel named by code, in any case. @throws UnknownChannel */
  async channel(code: string): Promise<Channel> {
    const name = code.toUpperCase();
    const known = (await this.#fresh()).channels.get(name);
    if (known) return known;
    const { channels } = await this.#read();
    const channel = isWellFormedText(code) ? channels.get(name) : undefined;
    if (!channel) throw new UnknownChannel(code, [...channels.keys()]);
    return channel;
  }

  async #fresh(): Promise<KnownPlaces> {
    return this.#known && performance.now() - this.#known.readAt < FRESH_MS ? this.#known : this.#read();
  }

  #read(): Promise<KnownPlaces> {
    this.#reading ??= this.#readAgain().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAgain(): Promise<KnownPlaces> {
    const readAt = performance.now();
    const [units, channels] = await Promise.all([this.#manager.find(Unit), this.#manager.find(Channel, { order: { code: "ASC" } })]);
    this.#known = {
      readAt,
      root: units.find(({ parentId }) => parentId === null),
      unitsById: new Map(units.map((unit) => [unit.id, unit])),
      unitsByCode: new Map(units.map((unit) => [unit.code, unit])),
      channels: new Map(channels.map((channel) => [channel.code, channel])),
    };
    return this.#known;
  }
}
