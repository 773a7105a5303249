import type { Span } from "./span.ts";

/** Digits that stand together, with an "o" for a zero, or one digit spelt out: "không", "chín". */
export interface DigitGroup extends Span {
  readonly digits: string;
  readonly isSpelt: boolean;
  /** The signs between the group before and this one; empty for the first. */
  readonly gap: string;
}

/** Groups with no more than three signs between them: "0912 345 678", "09.12.34.56.78", "không chín một …". */
export type DigitRun = readonly DigitGroup[];

const SPELT: Readonly<Record<string, string>> = {
  khong: "0",
  mot: "1",
  hai: "2",
  ba: "3",
  bon: "4",
  tu: "4",
  nam: "5",
  lam: "5",
  sau: "6",
  bay: "7",
  tam: "8",
  chin: "9",
};
const GROUP = new RegExp(`(?:(?<![a-z])o(?=[0-9]))?[0-9](?:[0-9]|o(?![a-np-z]))*|(?<![a-z0-9])(?:${Object.keys(SPELT).join("|")})(?![a-z0-9])`, "g");
const GAP = /^[ .,\-–—_()·]{1,3}$/;
const FEWEST_DIGITS = 6;

/** Every run of six digits and more, in the order of the text. */
export function digitRunsOf(flat: string): DigitRun[] {
  const runs: DigitGroup[][] = [];
  let run: DigitGroup[] = [];
  for (const match of flat.matchAll(GROUP)) {
    const start = match.index;
    const spelt = SPELT[match[0]];
    const gap = flat.slice(run.at(-1)?.end ?? start, start);
    if (!GAP.test(gap)) {
      runs.push(run);
      run = [];
    }
    const digits = spelt ?? match[0].replaceAll("o", "0");
    run.push({ start, end: start + match[0].length, digits, isSpelt: spelt !== undefined, gap: run.length === 0 ? "" : gap });
  }
  runs.push(run);
  return runs.filter((each) => countDigits(each) >= FEWEST_DIGITS);
}

function countDigits(run: DigitRun): number {
  return run.reduce((count, { digits }) => count + digits.length, 0);
}
