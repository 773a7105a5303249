import type { ClaimLine, Line } from "./history.ts";

/** One row of the claims as it stands in the database. */
export interface ClaimRow {
  readonly opinionId: string;
  readonly number: number;
  readonly holder: string | null;
}

export interface ClaimEvidence {
  readonly history: readonly Line[];
  readonly rows: readonly ClaimRow[];
  /** How often the log tells that an opinion was claimed. */
  readonly claimsInLog: ReadonlyMap<string, number>;
}

export interface ClaimVerdict {
  readonly claimed: number;
  readonly refused: number;
  readonly lateRefused: number;
  readonly ranOut: number;
  readonly unknown: number;
  readonly complaints: readonly string[];
}

type Ask = Extract<ClaimLine, { kind: "claimAsk" }>;
type Answer = Extract<ClaimLine, { kind: "claimAnswer" }>;

/** A call with its place in the history; places tell what was certainly over before something else began. */
interface Call extends Ask {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly answer: Answer | undefined;
}

/** Somebody was told that they hold an opinion by a number. */
interface Told {
  readonly who: string;
  readonly number: number;
  readonly askedAt: number;
  readonly answeredAt: number;
}

const LONGEST_ANSWER_MS = 15_000;
const TOO_LATE = new Set(["ClaimConflict", "ClaimOutdated"]);

/**
 * Whether the claims of a round can have come about one after the other: a number has one holder, a claim ends by its holder's
 * own doing or by running out and by nothing else, and nobody saves by a number after a newer one was given out.
 */
export function judgeClaims({ history, rows, claimsInLog }: ClaimEvidence): ClaimVerdict {
  const calls = callsOf(history);
  const told = toldOf(calls);
  const ends = endsOf(history, calls);
  const late = calls.filter((call) => call.act === "save" && isLate(call, told));
  const answers = calls.flatMap(({ answer }) => answer ?? []);
  const matters = Map.groupBy(calls, ({ matter }) => matter);
  const unsettled = [...matters.values()].filter((each) => isUnknown(each.at(-1))).length;
  const slowestMs = Math.max(0, ...answers.map(({ ms }) => ms));
  const complaints = [
    count(doubleHolders(told), "numbers had two holders"),
    count(staleHolds(told), "were told to hold what had a newer number already"),
    count(lostClaims(told, { ends, rows }), "acknowledged claims were lost"),
    count(late.filter(({ answer }) => answer?.outcome === "done").length, "late saves were taken"),
    count(
      rows.filter(({ opinionId, number }) => claimsInLog.get(opinionId) !== number).length,
      "opinions have another number than claims in the log",
    ),
    count(answers.filter(({ code }) => code === "INTERNAL_SERVER_ERROR").length, "met an unexpected error"),
    count(unsettled, "wishes were never settled"),
    slowestMs > LONGEST_ANSWER_MS && `an answer about claims took ${(slowestMs / 1_000).toFixed(1)} s`,
  ].filter((complaint) => complaint !== false);
  return {
    claimed: [...told.values()].reduce((sum, each) => sum + new Set(each.map(({ number }) => number)).size, 0),
    refused: calls.filter(({ act, answer }) => act === "claim" && answer?.outcome === "refused").length,
    lateRefused: late.filter(({ answer }) => answer !== undefined && TOO_LATE.has(answer.code)).length,
    ranOut: history.filter(({ kind }) => kind === "claimRanOut").length,
    unknown: [...matters.values()].filter((each) => each.some(isUnknown)).length,
    complaints,
  };
}

function callsOf(history: readonly Line[]): Call[] {
  const answers = new Map(history.flatMap((line, place) => (line.kind === "claimAnswer" ? [[line.call, { line, place }] as const] : [])));
  return history.flatMap((line, askedAt): Call[] => {
    if (line.kind !== "claimAsk") return [];
    const answer = answers.get(line.call);
    return [{ ...line, askedAt, answeredAt: answer?.place ?? Number.POSITIVE_INFINITY, answer: answer?.line }];
  });
}

function toldOf(calls: readonly Call[]): Map<string, Told[]> {
  const told = new Map<string, Told[]>();
  for (const { who, askedAt, answeredAt, answer } of calls)
    for (const { opinionId, number } of answer?.holds ?? [])
      told.set(opinionId, [...(told.get(opinionId) ?? []), { who, number, askedAt, answeredAt }]);
  return told;
}

/** Where in the history a claim can have ended: by what its holder asked for, unless that was refused or never sent, or by its lease. */
function endsOf(history: readonly Line[], calls: readonly Call[]): (opinionId: string, told: Told) => number[] {
  const byHolder = new Map<string, Call[]>();
  for (const call of calls) {
    if (call.act !== "release" && call.act !== "save") continue;
    if (call.answer?.outcome === "refused" || call.answer?.outcome === "notSent") continue;
    for (const opinionId of call.opinionIds) byHolder.set(opinionId, [...(byHolder.get(opinionId) ?? []), call]);
  }
  const runOuts = history.flatMap((line, place) => (line.kind === "claimRanOut" ? [{ ...line, place }] : []));
  return (opinionId, { who, number, askedAt }) => [
    ...(byHolder.get(opinionId) ?? []).filter((call) => call.who === who && call.askedAt > askedAt).map((call) => call.askedAt),
    ...runOuts.filter((each) => each.opinionId === opinionId && each.number === number).map(({ place }) => place),
  ];
}

function doubleHolders(told: ReadonlyMap<string, readonly Told[]>): number {
  return [...told.values()].reduce((sum, each) => {
    const holders = Map.groupBy(each, ({ number }) => number);
    return sum + [...holders.values()].filter((all) => new Set(all.map(({ who }) => who)).size > 1).length;
  }, 0);
}

function staleHolds(told: ReadonlyMap<string, readonly Told[]>): number {
  return [...told.values()].reduce((sum, each) => sum + each.filter((hold) => isOvertaken(hold, each)).length, 0);
}

/** Claims after which a newer number was given out, or another holder stands in the database, though nothing had ended them. */
function lostClaims(
  told: ReadonlyMap<string, readonly Told[]>,
  { ends, rows }: { ends: ReturnType<typeof endsOf>; rows: readonly ClaimRow[] },
): number {
  const rowOf = new Map(rows.map((row) => [row.opinionId, row]));
  return [...told].reduce((sum, [opinionId, each]) => {
    const row = rowOf.get(opinionId);
    const lost = each.filter((hold) => {
      const [firstEnd = Number.POSITIVE_INFINITY] = ends(opinionId, hold).toSorted((a, b) => a - b);
      const isThere = row?.number === hold.number && row.holder === hold.who;
      const newerAt = Math.min(...each.filter(({ number }) => number > hold.number).map(({ answeredAt }) => answeredAt));
      return newerAt < firstEnd || (!isThere && firstEnd === Number.POSITIVE_INFINITY);
    });
    return sum + lost.length;
  }, 0);
}

function isLate({ number, askedAt, opinionIds: [opinionId = ""] }: Call, told: ReadonlyMap<string, readonly Told[]>): boolean {
  return number !== undefined && isOvertaken({ number, askedAt }, told.get(opinionId) ?? []);
}

/** A newer number had been given out for certain when this was asked. */
function isOvertaken({ number, askedAt }: Pick<Told, "number" | "askedAt">, each: readonly Told[]): boolean {
  return each.some((other) => other.number > number && other.answeredAt < askedAt);
}

function isUnknown(call: Call | undefined): boolean {
  return call !== undefined && (call.answer === undefined || call.answer.outcome === "unknown");
}

function count(found: number, what: string): string | false {
  return found > 0 && `${found} ${what}`;
}
