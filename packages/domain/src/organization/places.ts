import { isWellFormedText } from "@langnghe/text";
import type { EntityManager } from "typeorm";
import { Channel } from "./channel.entity.ts";
import { UnknownChannel } from "./organization.errors.ts";
import { Topic } from "./topic.entity.ts";
import { Unit } from "./unit.entity.ts";

const FRESH_MS = 2_000;

interface KnownPlaces {
  readonly readAt: number;
  readonly root: Unit | undefined;
  readonly unitsById: ReadonlyMap<string, Unit>;
  readonly unitsByCode: ReadonlyMap<string, Unit>;
  readonly channelsById: ReadonlyMap<string, Channel>;
  readonly channelsByCode: ReadonlyMap<string, Channel>;
  readonly topicsById: ReadonlyMap<string, Topic>;
}

/**
 * Units, channels and topics as they were at most two seconds ago: few, rarely changed, and named by every opinion, so that
 * neither an opinion that comes in nor a list of fifty costs look-ups of its own. A miss looks again.
 */
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

  /** Those of the ids that are there, in no order. */
  unitsById(ids: readonly string[]): Promise<Unit[]> {
    return this.#byId(ids, ({ unitsById }) => unitsById);
  }

  /** Those of the ids that are there, in no order. */
  channelsById(ids: readonly string[]): Promise<Channel[]> {
    return this.#byId(ids, ({ channelsById }) => channelsById);
  }

  /** Those of the ids that are there, in no order. */
  topicsById(ids: readonly string[]): Promise<Topic[]> {
    return this.#byId(ids, ({ topicsById }) => topicsById);
  }

  /** Units by code, which is in capitals; codes that are not there are left out. */
  async units(codes: readonly string[]): Promise<ReadonlyMap<string, Unit>> {
    const { unitsByCode } = await this.#fresh();
    return codes.every((code) => unitsByCode.has(code)) ? unitsByCode : (await this.#read()).unitsByCode;
  }

  /** The channel named by code, in any case. @throws UnknownChannel */
  async channel(code: string): Promise<Channel> {
    const name = code.toUpperCase();
    const known = (await this.#fresh()).channelsByCode.get(name);
    if (known) return known;
    const { channelsByCode } = await this.#read();
    const channel = isWellFormedText(code) ? channelsByCode.get(name) : undefined;
    if (!channel) throw new UnknownChannel(code, [...channelsByCode.keys()]);
    return channel;
  }

  async #byId<Row>(ids: readonly string[], rowsOf: (known: KnownPlaces) => ReadonlyMap<string, Row>): Promise<Row[]> {
    const known = rowsOf(await this.#fresh());
    const rows = ids.every((id) => known.has(id)) ? known : rowsOf(await this.#read());
    return ids.flatMap((id) => rows.get(id) ?? []);
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
    const [units, channels, topics] = await Promise.all([
      this.#manager.find(Unit),
      this.#manager.find(Channel, { order: { code: "ASC" } }),
      this.#manager.find(Topic),
    ]);
    this.#known = {
      readAt,
      root: units.find(({ parentId }) => parentId === null),
      unitsById: byId(units),
      unitsByCode: new Map(units.map((unit) => [unit.code, unit])),
      channelsById: byId(channels),
      channelsByCode: new Map(channels.map((channel) => [channel.code, channel])),
      topicsById: byId(topics),
    };
    return this.#known;
  }
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
