import pg from "pg";
import { anApi, type TestApi } from "../../support/api.ts";
import { insertOpinion } from "../../support/log-writers.ts";
import type { UnitName } from "../../support/small-union.ts";
import { until } from "../../support/until.ts";
import { liveCursor } from "../../support/watch-feed.ts";
import type { TestStaff, World } from "../../support/world.ts";
import { RawReader } from "../harness/raw-reader.ts";
import { type FeedModel, READERS, type ReaderName } from "./feed-model.ts";

const CATCH_UP_MS = 15_000;
const REVOKED_WITHIN_MS = 6_000;
const LONGER_THAN_KEPT_MS = 26 * 31 * 24 * 60 * 60 * 1000;

interface Line {
  readonly clientId: string;
  readonly reader: RawReader;
}

/** The real thing: the api with its two doors, readers on real sockets, writers with transactions of their own. */
export class FeedSystem {
  readonly #lines = new Map<ReaderName, Line>();
  readonly #held = new Map<string, pg.Client>();

  private constructor(
    private readonly world: World,
    private readonly moderator: TestStaff,
    private readonly administrator: TestStaff,
    private api: TestApi,
  ) {}

  static async start(world: World, api: TestApi): Promise<FeedSystem> {
    return new FeedSystem(world, await world.aStaffMember({ role: "MODERATOR" }), await world.aStaffMember({ role: "ADMINISTRATOR" }), api);
  }

  /** New readers with keys of their own, from the present end of the log. */
  async begin(): Promise<void> {
    for (const { name, unit } of READERS) {
      const { id, key } = await this.world.aClient({ scopes: ["opinion:read"], unit });
      const reader = new RawReader({ url: this.api.url, key, after: await liveCursor(this.api, { key }) });
      this.#lines.set(name, { clientId: id, reader });
    }
  }

  async commit(unit: UnitName): Promise<string> {
    return (await this.world.anOpinion({ unit })).id;
  }

  async rollBack(unit: UnitName): Promise<void> {
    const client = await this.#transaction();
    await insertOpinion(client, { text: `Bỏ dở ${crypto.randomUUID()}`, unit });
    await client.query("ROLLBACK");
    await client.end();
  }

  async hold(unit: UnitName): Promise<string> {
    const client = await this.#transaction();
    const id = await insertOpinion(client, { text: `Còn mở ${crypto.randomUUID()}`, unit });
    this.#held.set(id, client);
    return id;
  }

  async release(opinionId: string, how: "COMMIT" | "ROLLBACK"): Promise<void> {
    const client = this.#held.get(opinionId);
    await client?.query(how);
    await client?.end();
    this.#held.delete(opinionId);
  }

  /** Sets an opinion aside, and erases its words as if its time were over. */
  async erase(opinionId: string): Promise<void> {
    await this.world.domain.opinions.setAside({ opinionId, expectedVersion: 1, reason: "TEST" }, this.moderator);
    this.world.clock.moveBy(LONGER_THAN_KEPT_MS);
    await this.world.domain.retention.eraseOldTexts();
    this.world.clock.moveBy(-LONGER_THAN_KEPT_MS);
  }

  cut(name: ReaderName): void {
    this.#lineOf(name).reader.cut();
  }

  resume(name: ReaderName): void {
    this.#lineOf(name).reader.comeBack();
  }

  /** All lines break with the process, and a new one takes its place on the same port. */
  async kill(): Promise<void> {
    for (const { name } of READERS) this.cut(name);
    const port = Number(new URL(this.api.url).port);
    await this.api.stop();
    this.api = await anApi(this.world.databaseUrl, { port });
  }

  async revoke(name: ReaderName): Promise<void> {
    await this.world.domain.apiClients.revoke(this.#lineOf(name).clientId, this.administrator);
  }

  seenBy(name: ReaderName): readonly string[] {
    return this.#lineOf(name).reader.items;
  }

  /** Whether the server has closed a line of its own because its key has ended. */
  isShutOut(name: ReaderName): boolean {
    return this.#lineOf(name).reader.closings.some(({ code }) => code === 4403);
  }

  /** Ends every open transaction, brings every reader back, and waits until they have what they should have. */
  async finish(model: FeedModel): Promise<void> {
    for (const entry of model.held) {
      await this.release(entry.opinionId, "COMMIT");
      entry.state = "committed";
    }
    for (const reader of model.readers) if (!reader.isConnected) this.resume(reader.name);
    const hasAll = () => model.readers.every((reader) => this.seenBy(reader.name).length >= model.expectedOf(reader).length);
    await until("every reader has caught up", hasAll, { withinMs: CATCH_UP_MS }).catch(() => undefined);
    // An open line of a revoked key is closed; one that was cut before that is not let in again.
    for (const { name, isConnected } of model.revoked) if (!isConnected) this.resume(name);
    const areShutOut = () => model.revoked.every(({ name }) => this.isShutOut(name));
    await until("revoked keys are shut out", areShutOut, { withinMs: REVOKED_WITHIN_MS }).catch(() => undefined);
    for (const { reader } of this.#lines.values()) reader.cut();
  }

  async #transaction(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.world.databaseUrl });
    await client.connect();
    await client.query("BEGIN");
    return client;
  }

  #lineOf(name: ReaderName): Line {
    const line = this.#lines.get(name);
    if (!line) throw new Error(`There is no line of ${name}`);
    return line;
  }
}
