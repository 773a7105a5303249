import type { AuditFilter } from "@/graphql/generated/graphql";
import { type AuditAct, findAct } from "./audit-acts.ts";

/** The page as its address says, so that a narrowed list can be kept. "" narrows nothing. */
export interface AuditAddress {
  readonly act: AuditAct | "";
  readonly actor: string;
  readonly subject: string;
  readonly unit: string;
  /** Calendar days in Viet Nam, YYYY-MM-DD, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly after: string;
}

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export function readAuditAddress(params: SearchParams): AuditAddress {
  const one = (name: string) => {
    const value = params[name];
    return typeof value === "string" ? value.trim().slice(0, 200) : "";
  };
  const day = (name: string) => (startOf(one(name)) ? one(name) : "");
  return {
    act: findAct(one("act")) ?? "",
    actor: one("actor"),
    subject: one("subject"),
    unit: one("unit"),
    from: day("from"),
    to: day("to"),
    after: one("after"),
  };
}

/** An address from its first page on, unless a cursor is given. */
export function writeAuditAddress(address: Partial<AuditAddress>): string {
  const narrowed = Object.entries(address).filter(([, value]) => value !== "");
  const query = new URLSearchParams(narrowed).toString();
  return query === "" ? "/audit" : `/audit?${query}`;
}

export function isNarrowed({ after: _after, ...parts }: AuditAddress): boolean {
  return Object.values(parts).some((part) => part !== "");
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function toAuditFilter({ act, actor, subject, unit, from, to }: AuditAddress): AuditFilter {
  const [start, last] = [startOf(from), startOf(to)];
  return {
    ...(act && { act }),
    ...(actor && { actorId: actor }),
    ...(subject && { subjectId: subject }),
    ...(unit && { unitId: unit }),
    ...(start !== undefined && { from: new Date(start).toISOString() }),
    ...(last !== undefined && { to: new Date(last + DAY_MS).toISOString() }),
  };
}

/** The moment in milliseconds at which a day begins in Viet Nam; undefined for what is no day. */
function startOf(day: string): number | undefined {
  const ms = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00+07:00`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
