import { type AtMost, isolatedCells } from "./attacker.ts";
import type { Figure } from "./band.ts";

export interface Draft {
  /** What would be told now. */
  readonly figures: ReadonlyMap<string, Figure>;
  /** What was told before and cannot be taken back. */
  readonly told: ReadonlyMap<string, Figure>;
  /** Each list is something an attacker may take for true; all of them are tried. */
  readonly guesses: readonly (readonly AtMost[])[];
}

/** The cells that the draft, beside everything told before, would isolate, and that were not isolated already. */
export function newlyIsolated({ figures, told, guesses }: Draft): string[] {
  const found = guesses.flatMap((relations) => {
    const before = new Set(isolatedCells(told, relations));
    return isolatedCells(new Map([...told, ...figures]), relations).filter((key) => !before.has(key));
  });
  return [...new Set(found)].sort();
}

/**
 * Withholds further figures until nothing is isolated. What goes is chosen by the figures alone, never by the counts behind them, so that
 * the choice tells nothing that the figures would not. When all are withheld, nothing was told: this always ends.
 */
export function suppress(draft: Draft): Map<string, Figure> {
  const figures = new Map(draft.figures);
  for (;;) {
    const [isolated] = newlyIsolated({ ...draft, figures });
    if (isolated === undefined) return figures;
    const next = nextToWithhold(figures, isolated, draft.guesses.flat());
    // It can be worked out whatever is withheld around it: the whole draft goes.
    if (next === undefined) return new Map([...figures].map(([key]) => [key, "WITHHELD"]));
    figures.set(next, "WITHHELD");
  }
}

/** A neighbour of the isolated cell before the cell itself: its secret lies in what the others leave over. Small figures go first. */
function nextToWithhold(figures: ReadonlyMap<string, Figure>, isolated: string, relations: readonly AtMost[]): string | undefined {
  const isOpen = (key: string) => (figures.get(key) ?? "WITHHELD") !== "WITHHELD";
  const near = relations.map(({ smaller, larger }) => [...smaller, ...larger]).filter((keys) => keys.includes(isolated));
  const size = (key: string) => {
    const figure = figures.get(key);
    return typeof figure === "number" ? figure : 0;
  };
  const neighbours = [...new Set(near.flat())].filter((key) => key !== isolated && isOpen(key));
  const [first] = neighbours.sort((a, b) => size(a) - size(b) || (a < b ? -1 : 1));
  if (first !== undefined) return first;
  if (isOpen(isolated)) return isolated;
  // The relations that isolate it need not name it together with what is still open.
  return [...figures.keys()].filter(isOpen).sort()[0];
}
