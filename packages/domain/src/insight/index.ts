export { type AtMost, attack, equal, isolatedCells } from "./attacker.ts";
export { bandOf, type Figure, figureOf, type Range, shareOf } from "./band.ts";
export { InsightService } from "./insight.service.ts";
export { BREAKDOWNS, type BreakdownName, type PeriodKind } from "./lattice.ts";
