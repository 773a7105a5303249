import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AtMost, attack, equal, isolatedCells } from "./attacker.ts";
import { bandOf, type Figure, figureOf, isTelling, rangeOf, shareOf } from "./band.ts";
import { freezesAt, periodAfter, periodAt } from "./period.ts";
import { newlyIsolated, suppress } from "./suppress.ts";

describe("a figure", () => {
  test("says no more than its band, and its band holds the count", () => {
    fc.assert(
      fc.property(fc.nat(500), (count) => {
        const { low, high } = rangeOf(bandOf(count));
        expect(low <= count && count <= high).toBe(true);
        expect(isTelling({ low, high })).toBe(false);
      }),
    );
    expect([0, 1, 4, 5, 7, 8, 12, 13].map(bandOf)).toEqual(["FEWER_THAN_FIVE", "FEWER_THAN_FIVE", "FEWER_THAN_FIVE", 5, 5, 10, 10, 15]);
  });

  test("needs three submissions, and none over half of it", () => {
    expect(figureOf([20, 20])).toBe("WITHHELD");
    expect(figureOf([21, 10, 10])).toBe("WITHHELD");
    expect(figureOf([20, 10, 10])).toBe(40);
    expect(figureOf([1, 1])).toBe("FEWER_THAN_FIVE");
    expect(figureOf([])).toBe("FEWER_THAN_FIVE");
  });

  test("gives shares out of rounded figures alone", () => {
    expect([shareOf(10, 40), shareOf("FEWER_THAN_FIVE", 40), shareOf(5, "WITHHELD")]).toEqual([25, null, null]);
  });
});

describe("a period", () => {
  test("is frozen on Monday at two, or on the third at two, in Việt Nam", () => {
    const moment = new Date("2026-11-22T16:59:00Z");
    expect(periodAt("WEEK", moment)).toEqual({ kind: "WEEK", start: "2026-11-16", end: "2026-11-23" });
    expect(freezesAt(periodAt("WEEK", moment)).toISOString()).toBe("2026-11-22T19:00:00.000Z");
    expect(freezesAt(periodAt("MONTH", moment)).toISOString()).toBe("2026-12-02T19:00:00.000Z");
    expect(periodAfter(periodAt("QUARTER", moment))).toEqual({ kind: "QUARTER", start: "2027-01-01", end: "2027-04-01" });
  });
});

/** A table with its margins, the smallest world in which sums tell: rows are blocks, columns are topics. */
interface Table {
  readonly counts: ReadonlyMap<string, number>;
  readonly relations: readonly AtMost[];
}

function tableOf(rows: readonly (readonly number[])[]): Table {
  const width = rows[0]?.length ?? 0;
  const inner = rows.map((row, r) => row.map((count, c) => ({ key: `${r}.${c}`, count })));
  const columns = Array.from({ length: width }, (_, c) => inner.flatMap((row) => row.slice(c, c + 1)));
  const sum = (cells: readonly { count: number }[]) => cells.reduce((total, { count }) => total + count, 0);
  const margins = [
    ...inner.map((cells, r) => ({ key: `row ${r}`, cells })),
    ...columns.map((cells, c) => ({ key: `column ${c}`, cells })),
    { key: "all", cells: inner.flat() },
  ];
  return {
    counts: new Map([...inner.flat().map(({ key, count }) => [key, count] as const), ...margins.map(({ key, cells }) => [key, sum(cells)] as const)]),
    relations: [
      ...margins.flatMap(({ key, cells }) =>
        equal(
          [key],
          cells.map((cell) => cell.key),
        ),
      ),
      ...equal(
        ["all"],
        inner.map((_, r) => `row ${r}`),
      ),
      ...equal(
        ["all"],
        columns.map((_, c) => `column ${c}`),
      ),
    ],
  };
}

const figuresOf = ({ counts }: Table) => new Map([...counts].map(([key, count]) => [key, bandOf(count)]));
const tables = (max: number) =>
  fc
    .record({ height: fc.integer({ min: 1, max: 4 }), width: fc.integer({ min: 1, max: 4 }) })
    .chain(({ height, width }) => fc.array(fc.array(fc.nat(max), { minLength: width, maxLength: width }), { minLength: height, maxLength: height }))
    .map(tableOf);

describe("the attacker", () => {
  test("works out what the figures of others leave over", () => {
    const figures = new Map<string, Figure>([
      ["all", 15],
      ["a", 10],
      ["b", "FEWER_THAN_FIVE"],
    ]);
    expect(attack(figures, equal(["all"], ["a", "b"])).get("b")).toEqual({ low: 1, high: 4 });
    expect(isolatedCells(figures, equal(["all"], ["a", "b"]))).toEqual(["b"]);
  });

  test("is never wrong: every pair of counts that fits the figures lies in the ranges", () => {
    fc.assert(
      fc.property(fc.nat(9), fc.nat(9), (first, second) => {
        const figures = figuresOf(tableOf([[first, second]]));
        const ranges = attack(figures, tableOf([[first, second]]).relations);
        for (let a = 0; a < 15; a += 1)
          for (let b = 0; b < 15; b += 1) {
            const other = tableOf([[a, b]]).counts;
            if (![...other].every(([key, count]) => bandOf(count) === figures.get(key))) continue;
            for (const [key, count] of other) {
              const { low = 1, high = 0 } = ranges.get(key) ?? {};
              expect(low <= count && count <= high).toBe(true);
            }
          }
      }),
    );
  });
});

describe("after the gate", () => {
  test("nothing is isolated, and the counts still fit what is told", () => {
    fc.assert(
      fc.property(tables(30), (table) => {
        const draft = { figures: figuresOf(table), told: new Map<string, Figure>(), guesses: [table.relations] };
        const figures = suppress(draft);
        expect(isolatedCells(figures, table.relations)).toEqual([]);
        expect(newlyIsolated({ ...draft, figures })).toEqual([]);
        for (const [key, range] of attack(figures, table.relations)) {
          const count = table.counts.get(key) ?? -1;
          expect(range.low <= count && count <= range.high).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("what was told earlier stays, and a later release isolates nothing beside it", () => {
    fc.assert(
      fc.property(tables(20), (table) => {
        const all = [...figuresOf(table)];
        const earlier = all.filter(([key]) => key.startsWith("row") || key === "all");
        const told = suppress({ figures: new Map(earlier), told: new Map(), guesses: [table.relations] });
        const later = suppress({ figures: new Map(all.filter(([key]) => !told.has(key))), told, guesses: [table.relations] });
        expect(isolatedCells(new Map([...told, ...later]), table.relations)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("the figures of a large table stand: withholding everything would be safe and of no use", () => {
    const table = tableOf([
      [41, 52, 63],
      [38, 71, 44],
      [55, 47, 69],
    ]);
    const figures = suppress({ figures: figuresOf(table), told: new Map(), guesses: [table.relations] });
    expect([...figures.values()].filter((figure) => figure !== "WITHHELD").length).toBe(figures.size);
  });

  test("withholds the same figures each time", () => {
    fc.assert(
      fc.property(tables(20), (table) => {
        const draft = { figures: figuresOf(table), told: new Map<string, Figure>(), guesses: [table.relations] };
        expect(suppress({ ...draft, figures: new Map([...draft.figures].toReversed()) })).toEqual(new Map([...suppress(draft)].toReversed()));
      }),
    );
  });
});
