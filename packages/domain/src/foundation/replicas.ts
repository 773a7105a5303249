import type { EntityManager } from "typeorm";

/** Where reading may go that needs not be on the primary; features know it by this face alone. */
export interface Replicas {
  /** Reads a state that holds everything committed before this call, whoever wrote it and through whichever node. */
  upToDate<Value>(read: (manager: EntityManager) => Promise<Value>): Promise<Value>;
  /** What a replica answers, however far it has come; undefined where none can. */
  asFarAsItIs<Value>(read: (manager: EntityManager) => Promise<Value>): Promise<Value | undefined>;
}
