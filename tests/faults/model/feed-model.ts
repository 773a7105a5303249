import type { UnitName } from "../../support/small-union.ts";

export const READERS = [
  { name: "cả công đoàn", unit: "union" },
  { name: "nhà máy A", unit: "plantA" },
  { name: "nhà máy B", unit: "plantB" },
  { name: "máy sắp bị thu khóa", unit: "union" },
] as const;
export type ReaderName = (typeof READERS)[number]["name"];

const SEES: Readonly<Record<(typeof READERS)[number]["unit"], readonly UnitName[]>> = {
  union: ["union", "plantA", "plantB", "boilers", "turbines", "tiny"],
  plantA: ["plantA", "boilers", "turbines"],
  plantB: ["plantB", "tiny"],
};

interface Entry {
  readonly kind: "RECEIVED" | "SET_ASIDE";
  readonly opinionId: string;
  readonly unit: UnitName;
  state: "held" | "committed" | "rolledBack";
}

export interface ModelReader {
  readonly name: ReaderName;
  readonly unit: (typeof READERS)[number]["unit"];
  isConnected: boolean;
  isRevoked: boolean;
}

/** What should be: transactions in the order in which they began to write, and who may see what of them. */
export class FeedModel {
  readonly entries: Entry[] = [];
  readonly all: ModelReader[] = READERS.map(({ name, unit }) => ({ name, unit, isConnected: true, isRevoked: false }));

  get readers(): ModelReader[] {
    return this.all.filter(({ isRevoked }) => !isRevoked);
  }

  get revoked(): ModelReader[] {
    return this.all.filter(({ isRevoked }) => isRevoked);
  }

  get held(): Entry[] {
    return this.entries.filter(({ state }) => state === "held");
  }

  /** Opinions that can still be decided upon. */
  get open(): Entry[] {
    const decided = new Set(this.entries.filter(({ kind }) => kind === "SET_ASIDE").map(({ opinionId }) => opinionId));
    return this.entries.filter(({ kind, state, opinionId }) => kind === "RECEIVED" && state === "committed" && !decided.has(opinionId));
  }

  add(opinionId: string, unit: UnitName, state: Entry["state"], kind: Entry["kind"] = "RECEIVED"): void {
    this.entries.push({ kind, opinionId, unit, state });
  }

  readerOf(name: ReaderName): ModelReader {
    const reader = this.all.find((each) => each.name === name);
    if (!reader) throw new Error(`There is no reader ${name}`);
    return reader;
  }

  expectedOf({ unit }: ModelReader): string[] {
    return this.entries
      .filter((entry) => entry.state === "committed" && SEES[unit].includes(entry.unit))
      .map(({ kind, opinionId }) => `${kind} ${opinionId}`);
  }
}
