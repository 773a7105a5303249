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
export function newlyIsolated(draft: Draft): string[] {
  return isolatedBeside(draft, isolatedBefore(draft));
}

const isolatedBefore = ({ told, guesses }: Draft) => guesses.map((relations) => new Set(isolatedCells(told, relations)));

function isolatedBeside({ figures, told, guesses }: Draft, before: readonly ReadonlySet<string>[]): string[] {
  const all = new Map([...told, ...figures]);
  const found = guesses.flatMap((relations, place) => isolatedCells(all, relations).filter((key) => !before[place]?.has(key)));
  return [...new Set(found)].sort();
}

/**
 * Withholds further figures until nothing is isolated. What goes is chosen by the figures alone, never by the counts behind them, so that
 * the choice tells nothing that the figures would not. When all are withheld, nothing was told: this always ends.
 */
export function suppress(draft: Draft): Map<string, Figure> {
  const figures = new Map(draft.figures);
  const before = isolatedBefore(draft);
  for (;;) {
    const [isolated] = isolatedBeside({ ...draft, figures }, before);
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
