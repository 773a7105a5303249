import { randomUUID } from "node:crypto";
import { isWellFormedText } from "@langnghe/text";
import type { DataSource, EntityManager } from "typeorm";
import { Channel, type ChannelKind } from "./channel.entity.ts";
import { Organization } from "./organization.entity.ts";
import { UnknownChannel, UnknownUnitCode } from "./organization.errors.ts";
import type { Places } from "./places.ts";
import { Topic } from "./topic.entity.ts";
import { Unit } from "./unit.entity.ts";
import { inReadingOrder, type PlacedUnit } from "./unit-tree.ts";

/** The union itself: its units, topics and channels. */
export class OrganizationService {
  readonly #dataSource: DataSource;
  readonly #places: Places;

  constructor({ dataSource, places }: { dataSource: DataSource; places: Places }) {
    this.#dataSource = dataSource;
    this.#places = places;
  }

  async read(): Promise<Organization> {
    return this.#dataSource.manager.findOneByOrFail(Organization, { isOnly: true });
  }

  async listUnits(): Promise<PlacedUnit[]> {
    return inReadingOrder(await this.#dataSource.manager.find(Unit));
  }

  async listTopics(): Promise<Topic[]> {
    return this.#dataSource.manager.find(Topic, { order: { position: "ASC", code: "ASC" } });
  }

  async listChannels(): Promise<Channel[]> {
    return this.#dataSource.manager.find(Channel, { order: { code: "ASC" } });
  }

  async findUnits(unitIds: readonly string[]): Promise<Unit[]> {
    return this.#places.unitsById(unitIds);
  }

  async findTopics(topicIds: readonly string[]): Promise<Topic[]> {
    return this.#places.topicsById(topicIds);
  }

  async findChannels(channelIds: readonly string[]): Promise<Channel[]> {
    return this.#places.channelsById(channelIds);
  }

  /** @throws UnknownUnitCode */
  async unitByCode(code: string): Promise<Unit> {
    const unit = await this.#dataSource.manager.findOneBy(Unit, { code: code.toUpperCase() });
    if (!unit) throw new UnknownUnitCode(code);
    return unit;
  }

  /** The channel with this code, made if it is new. For operators who bring in a file from a place the union has not named yet. */
  async ensureChannel(channel: NewChannel): Promise<Channel> {
    return this.#dataSource.transaction(async (manager) => {
      await insertChannel(manager, channel);
      return manager.findOneByOrFail(Channel, { code: channel.code.toUpperCase() });
    });
  }
}

export interface NewChannel {
  readonly code: string;
  readonly name: string;
  readonly kind: ChannelKind;
}

/** Makes a channel that is not the union's public voice; one with this code that stands already is left as it is. */
export async function insertChannel(manager: EntityManager, { code, name, kind }: NewChannel): Promise<void> {
  const channel = { id: randomUUID(), code: code.toUpperCase(), name, kind, isOfficial: false, url: null };
  await manager.createQueryBuilder().insert().into(Channel).values(channel).orIgnore().execute();
}

/** The channel named by code, in any case. @throws UnknownChannel */
export async function findChannelByCode(manager: EntityManager, code: string): Promise<Channel> {
  const channel = isWellFormedText(code) ? await manager.findOneBy(Channel, { code: code.toUpperCase() }) : null;
  if (channel) return channel;
  const known = await manager.find(Channel, { order: { code: "ASC" } });
  throw new UnknownChannel(
    code,
    known.map((other) => other.code),
  );
}

/** The root, on which everything hangs that names no unit. */
export async function findRootUnit(manager: EntityManager): Promise<Unit> {
  const [root]: Unit[] = await manager.createQueryBuilder(Unit, "unit").where("unit.parent_id IS NULL").getMany();
  if (!root) throw new Error("The organization has no units yet: run the first start again");
  return root;
}
