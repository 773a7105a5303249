import type { Line } from "./history.ts";
import type { Fact, Stored } from "./truth.ts";

export interface Goal {
  /** Milliseconds from the end of the fault until a new opinion is acknowledged and read. */
  readonly backWithinMs: number;
  /** Acknowledged writes, below which the round means nothing. */
  readonly leastAcknowledged: number;
  /** Whether answers can be cut off: then some have to be, or the fault was none. */
  readonly cutsAnswers: boolean;
}

export interface ReaderRights {
  readonly name: string;
  readonly unitIds: ReadonlySet<string>;
  /** What it saw, in its order; when left out, the history tells. */
  readonly items?: readonly string[];
}

export interface Evidence {
  readonly history: readonly Line[];
  readonly stored: readonly Stored[];
  /** The committed log since the readers began, in its order. */
  readonly log: readonly Fact[];
  readonly readers: readonly ReaderRights[];
  readonly backMs: number;
  /** Cells of the queues' counts that do not say what the rows say. */
  readonly miscounted?: number;
  /** Facts that had to come about, beside those of the opinions handed in. */
  readonly wanted?: readonly string[];
  /** What else the scenario found to be wrong. */
  readonly wrong?: readonly string[];
  /** Figures of the scenario's own, told beside the others. */
  readonly told?: string;
}

export interface Verdict {
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
  readonly unknown: number;
  readonly settled: number;
  readonly acknowledged: number;
  readonly backMs: number;
  readonly told: string;
  /** Why the round failed; empty when it passed. */
  readonly complaints: readonly string[];
}

const LONGEST_ANSWER_MS = 15_000;

/** Compares what was promised with what is there, and what each reader saw with what it had to see. */
export function judge({ history, stored, log, readers, backMs, miscounted = 0, wanted = [], wrong = [], told = "" }: Evidence, goal: Goal): Verdict {
  const writes = outcomesOf(history);
  const onFeed = readers.map((reader) => compareReader(reader, { history, log }));
  const inStore = compareStore({ writes, stored, log });
  const facts = new Set(log.map(keyOf));
  const unknown = writes.filter(({ wasUnknown }) => wasUnknown);
  const counts = {
    lost: inStore.lost + sumOf(onFeed, "lost") + wanted.filter((fact) => !facts.has(fact)).length,
    doubled: inStore.doubled + sumOf(onFeed, "doubled"),
    reordered: sumOf(onFeed, "reordered"),
    unknown: unknown.length,
    settled: unknown.filter(({ receipts }) => receipts.size === 1).length,
    acknowledged: writes.filter(({ receipts }) => receipts.size > 0).length,
    backMs,
    told,
  };
  const slowestMs = Math.max(0, ...writes.map(({ slowestMs }) => slowestMs));
  const unexpected = writes.filter(({ codes }) => codes.has("INTERNAL_SERVER_ERROR")).length;
  const complaints = [
    counts.lost > 0 && `${counts.lost} lost`,
    counts.doubled > 0 && `${counts.doubled} doubled`,
    counts.reordered > 0 && `${counts.reordered} reordered`,
    sumOf(onFeed, "foreign") > 0 && `${sumOf(onFeed, "foreign")} shown that were not to be shown`,
    counts.settled !== counts.unknown && `${counts.unknown - counts.settled} never settled`,
    goal.cutsAnswers && counts.unknown === 0 && "no answer was cut off: the fault hit nothing",
    backMs > goal.backWithinMs && `back after ${seconds(backMs)} instead of ${seconds(goal.backWithinMs)}`,
    counts.acknowledged < goal.leastAcknowledged && `only ${counts.acknowledged} acknowledged of ${goal.leastAcknowledged} wanted`,
    slowestMs > LONGEST_ANSWER_MS && `an answer took ${seconds(slowestMs)}`,
    miscounted > 0 && `${miscounted} counts say something else than the rows`,
    unexpected > 0 && `${unexpected} met an unexpected error instead of a code that says what to do`,
    ...wrong,
  ].filter((complaint) => complaint !== false);
  return { ...counts, complaints };
}

export function describeVerdict({ lost, doubled, reordered, unknown, settled, backMs, acknowledged, told, complaints }: Verdict): string {
  const counts = `lost ${lost} doubled ${doubled} reordered ${reordered} unknown ${unknown} settled ${settled} back in ${seconds(backMs)}`;
  return `${counts} (${acknowledged} acknowledged${told && `; ${told}`})${complaints.length > 0 ? ` — FAILED: ${complaints.join("; ")}` : ""}`;
}

interface WriteOutcome {
  readonly text: string;
  readonly receipts: Set<string>;
  readonly codes: Set<string>;
  wasUnknown: boolean;
  slowestMs: number;
}

function outcomesOf(history: readonly Line[]): WriteOutcome[] {
  const writes = new Map<string, WriteOutcome>();
  for (const line of history) {
    if (line.kind === "invoke" && !writes.has(line.write))
      writes.set(line.write, { text: line.text, receipts: new Set(), codes: new Set(), wasUnknown: false, slowestMs: 0 });
    const write = "write" in line ? writes.get(line.write) : undefined;
    if (!write || !("ms" in line)) continue;
    write.slowestMs = Math.max(write.slowestMs, line.ms);
    if (line.kind === "ok") write.receipts.add(line.receipt);
    else write.codes.add(line.code);
    if (line.kind === "unknown") write.wasUnknown = true;
  }
  return [...writes.values()];
}

function compareStore({ writes, stored, log }: { writes: readonly WriteOutcome[]; stored: readonly Stored[]; log: readonly Fact[] }) {
  const timesStored = countBy(stored.map(({ text }) => text));
  const acknowledged = writes.filter(({ receipts }) => receipts.size > 0);
  const received = new Set(log.filter(({ kind }) => kind === "RECEIVED").map(({ opinionId }) => opinionId));
  const missing = acknowledged.filter(({ text }) => !timesStored.has(text)).length;
  const withoutFact = stored.filter(({ id }) => !received.has(id)).length;
  const factWithoutOpinion = log.filter(({ unitId }) => unitId === null).length;
  return {
    lost: missing + withoutFact + factWithoutOpinion,
    // Two receipts for one key mean that the second call stored something of its own.
    doubled: repeatsIn(timesStored) + repeatsIn(countBy(log.map(keyOf))) + acknowledged.filter(({ receipts }) => receipts.size > 1).length,
  };
}

function compareReader({ name, unitIds, items }: ReaderRights, { history, log }: { history: readonly Line[]; log: readonly Fact[] }) {
  const expected = new Map(log.filter(({ unitId }) => unitId !== null && unitIds.has(unitId)).map((fact, place) => [keyOf(fact), place]));
  const seen = items ?? history.flatMap((line) => (line.kind === "seen" && line.reader === name ? [line.item] : []));
  const distinct = new Set(seen);
  const places = seen.flatMap((item) => expected.get(item) ?? []);
  return {
    lost: [...expected.keys()].filter((item) => !distinct.has(item)).length,
    doubled: seen.length - distinct.size,
    reordered: places.filter((place, at) => at > 0 && place < (places[at - 1] ?? 0)).length,
    foreign: [...distinct].filter((item) => !expected.has(item)).length,
  };
}

/** A reader learns the kind of a change and the opinion: within a round, each comes once. */
export function keyOf({ kind, opinionId }: { readonly kind: string; readonly opinionId: string }): string {
  return `${kind} ${opinionId}`;
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function repeatsIn(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
}

function sumOf<Name extends string>(all: readonly Readonly<Record<Name, number>>[], name: Name): number {
  return all.reduce((sum, each) => sum + each[name], 0);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
