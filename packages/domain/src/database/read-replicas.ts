import type { DataSource, EntityManager } from "typeorm";
import { DomainError } from "../foundation/domain-error.ts";
import type { Replicas } from "../foundation/replicas.ts";
import { createDataSource, type DatabaseSettings } from "./data-source.ts";

/** How long a list waits for a replica to catch up before it asks the primary. */
const CATCH_UP_MS = 100;
const ASK_AGAIN_MS = 5;
/** One that says nothing for so long is taken for gone. */
const ANSWER_MS = 2_000;
/** A replica that failed or is behind is left in peace for so long. */
const REST_MS = 3_000;

interface Replica {
  readonly settings: DatabaseSettings;
  dataSource: Promise<DataSource> | undefined;
  restsUntil: number;
}

/**
 * Where reading may go that needs not be on the primary. Whatever a replica does, behind, gone, promoted,
 * the answer comes, from the primary if need be. Without replicas everything is read there.
 */
export class ReadReplicas implements Replicas {
  readonly #primary: DataSource;
  readonly #replicas: readonly Replica[];
  #turn = 0;

  constructor(primary: DataSource, replicas: readonly DatabaseSettings[] = []) {
    this.#primary = primary;
    this.#replicas = replicas.map((settings) => ({ settings, dataSource: undefined, restsUntil: 0 }));
  }

  /**
   * Reads a state that holds everything committed before this call, whoever wrote it and through whichever node: the
   * primary is asked how far its log has come, and a replica may answer once it has come as far. So nobody carries a mark of
   * what they wrote from node to node.
   */
  async upToDate<Value>(read: (manager: EntityManager) => Promise<Value>): Promise<Value> {
    const found = await this.#onReplica(async (manager) => {
      await this.#catchUp(manager);
      return { value: await read(manager) };
    });
    return found ? found.value : read(this.#primary.manager);
  }

  /** What a replica answers, however far it has come; undefined where none can. */
  asFarAsItIs<Value>(read: (manager: EntityManager) => Promise<Value>): Promise<Value | undefined> {
    return this.#onReplica(read);
  }

  async close(): Promise<void> {
    await Promise.all(this.#replicas.map(async ({ dataSource }) => (await dataSource?.catch(() => undefined))?.destroy().catch(() => undefined)));
  }

  /** In one transaction, so that a balancer or a pooler in front of several replicas cannot change them half-way. */
  async #onReplica<Value>(read: (manager: EntityManager) => Promise<Value>): Promise<Value | undefined> {
    const replica = this.#next();
    if (!replica) return undefined;
    try {
      replica.dataSource ??= createDataSource(replica.settings).initialize();
      const dataSource = await replica.dataSource;
      return await soonEnough(dataSource.transaction(read));
    } catch (error) {
      // A refusal is the answer. Anything else is the replica's own trouble until the primary says the same.
      if (error instanceof DomainError) throw error;
      await this.#rest(replica);
      return undefined;
    }
  }

  #next(): Replica | undefined {
    const awake = this.#replicas.filter(({ restsUntil }) => restsUntil <= performance.now());
    this.#turn += 1;
    return awake[this.#turn % awake.length];
  }

  /** A pool that could be made stays and heals itself; one that could not is made anew the next time. */
  async #rest(replica: Replica): Promise<void> {
    replica.restsUntil = performance.now() + REST_MS;
    const isMade = await replica.dataSource?.then(
      () => true,
      () => false,
    );
    if (!isMade) replica.dataSource = undefined;
  }

  async #catchUp(manager: EntityManager): Promise<void> {
    const [primary]: { lsn: string }[] = await this.#primary.query("SELECT pg_current_wal_flush_lsn()::text AS lsn");
    const deadline = performance.now() + CATCH_UP_MS;
    do {
      // One that is no standby (any more) has a log of its own: its numbers mean nothing here.
      const [standby]: { isThere: boolean | null }[] = await manager.query(
        `SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= $1::pg_lsn AS "isThere"`,
        [primary?.lsn],
      );
      if (standby?.isThere) return;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    } while (performance.now() < deadline);
    throw new Error("The replica is behind");
  }
}

async function soonEnough<Value>(work: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("The replica is silent")), ANSWER_MS);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // What still comes after the race is nobody's.
    work.catch(() => undefined);
  }
}
