import { describe, expect, test } from "vitest";
import { type ClaimEvidence, judgeClaims } from "./harness/claim-verdict.ts";
import type { ClaimAct, ClaimLine } from "./harness/history.ts";

/** Mai claims a, walks away from it, Tuấn gets it, and Mai's late save is refused; Tuấn keeps a, saves b, and lost the answer to c once. */
const SOUND: ClaimLine[] = [
  ...call("1", "Mai", "claim", "a", { gives: 1 }),
  { kind: "claimRanOut", opinionId: "a", number: 1 },
  ...call("2", "Tuấn", "claim", "a", { gives: 2 }),
  ...call("3", "Mai", "save", "a", { number: 1, outcome: "refused", code: "ClaimConflict" }),
  ...call("4", "Tuấn", "claim", "b", { gives: 1 }),
  ...call("5", "Tuấn", "save", "b", { number: 1, code: "OpinionDecided" }),
  ...call("6", "Tuấn", "claim", "c", { outcome: "unknown", code: "NO_ANSWER" }),
  ...call("7", "Tuấn", "claim", "c", { gives: 1, matter: "6" }),
];
const EVIDENCE: ClaimEvidence = {
  history: SOUND,
  rows: [
    { opinionId: "a", number: 2, holder: "Tuấn" },
    { opinionId: "b", number: 1, holder: null },
    { opinionId: "c", number: 1, holder: "Tuấn" },
  ],
  claimsInLog: new Map([
    ["a", 2],
    ["b", 1],
    ["c", 1],
  ]),
};

const complaintsOf = (spoilt: Partial<ClaimEvidence>) => judgeClaims({ ...EVIDENCE, ...spoilt }).complaints.join("; ");
const without = (...calls: string[]) => SOUND.filter((line) => !("call" in line && calls.includes(line.call)));

test("a sound race passes, and its figures are told", () => {
  expect(judgeClaims(EVIDENCE)).toEqual({ claimed: 4, refused: 0, lateRefused: 1, ranOut: 1, unknown: 1, complaints: [] });
});

describe("the verdict on claims fails when", () => {
  test("a number was given to two", () => {
    expect(complaintsOf({ history: [...SOUND, ...call("8", "Mai", "claim", "a", { gives: 2 })] })).toMatch(/1 numbers had two holders/);
  });

  test("an opinion was given to a second while its claim counted", () => {
    expect(complaintsOf({ history: SOUND.filter(({ kind }) => kind !== "claimRanOut") })).toBe("1 acknowledged claims were lost");
  });

  test("it was given to a second because the first had asked to save and was refused", () => {
    const refused = call("8", "Mai", "save", "a", { number: 1, outcome: "refused", code: "ClaimOutdated" });
    const [first, rest] = [SOUND.slice(0, 2), SOUND.slice(3)];
    expect(complaintsOf({ history: [...first, ...refused, ...rest] })).toBe("1 acknowledged claims were lost");
  });

  test("a claim that was acknowledged has gone from the database behind the product's back", () => {
    expect(complaintsOf({ rows: EVIDENCE.rows.map((row) => (row.opinionId === "a" ? { ...row, holder: null } : row)) })).toMatch(
      /1 acknowledged claims were lost/,
    );
    expect(complaintsOf({ rows: EVIDENCE.rows.slice(1) })).toMatch(/1 acknowledged claims were lost/);
  });

  test("a late save with an old number was taken", () => {
    const taken = call("3", "Mai", "save", "a", { number: 1, code: "OpinionDecided" });
    const at = SOUND.findIndex((line) => "call" in line && line.call === "3");
    expect(complaintsOf({ history: [...SOUND.slice(0, at), ...taken, ...SOUND.slice(at + 2)] })).toBe("1 late saves were taken");
  });

  test("somebody was told that they hold what had gone on to another", () => {
    expect(complaintsOf({ history: [...SOUND, ...call("8", "Mai", "renew", "a", { gives: 1 })] })).toMatch(/1 were told to hold/);
  });

  test("the log tells of fewer claims than there were", () => {
    expect(complaintsOf({ claimsInLog: new Map([...EVIDENCE.claimsInLog, ["a", 1]]) })).toBe("1 opinions have another number than claims in the log");
  });

  test("a wish without an answer was never settled", () => {
    expect(complaintsOf({ history: without("7") })).toBe("1 wishes were never settled");
  });

  test("an answer took too long, or was an error without a code that says what to do", () => {
    expect(complaintsOf({ history: [...SOUND, ...call("8", "Mai", "release", "a", { ms: 16_000 })] })).toBe("an answer about claims took 16.0 s");
    const unexpected = call("8", "Mai", "release", "a", { outcome: "refused", code: "INTERNAL_SERVER_ERROR" });
    expect(complaintsOf({ history: [...SOUND, ...unexpected] })).toBe("1 met an unexpected error");
  });
});

interface Told {
  readonly gives?: number;
  readonly number?: number;
  readonly outcome?: "done" | "refused" | "unknown";
  readonly code?: string;
  readonly matter?: string;
  readonly ms?: number;
}

function call(
  name: string,
  who: string,
  act: ClaimAct,
  opinionId: string,
  { gives, number, outcome = "done", code = "", matter = name, ms = 1 }: Told,
): ClaimLine[] {
  const holds = gives === undefined ? [] : [{ opinionId, number: gives }];
  return [
    { kind: "claimAsk", call: name, matter, who, act, opinionIds: [opinionId], ...(number !== undefined && { number }) },
    { kind: "claimAnswer", call: name, outcome, code, holds, ms },
  ];
}
