export { type AtMost, attack, equal, isolatedCells } from "./attacker.ts";
export { bandOf, type Figure, figureOf, type Range, shareOf } from "./band.ts";
export type { Cell } from "./cells.ts";
export { InsightService } from "./insight.service.ts";
export { BREAKDOWNS, type BreakdownName, PERIOD_KINDS, type PeriodKind } from "./lattice.ts";
export type { Release } from "./release.queries.ts";
