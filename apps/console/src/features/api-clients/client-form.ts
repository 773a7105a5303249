import { fromVietnamTime, toVietnamTime } from "@/features/articles/steps/publish-time.ts";
import type { CreateApiClientInput } from "@/graphql/generated/graphql";
import type { ClientInHand } from "./client.documents.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const USUAL_DAYS = 180;
const MOST_DAYS = 365;

/** What stands in the form, as typed. */
export interface ClientForm {
  readonly name: string;
  readonly purpose: string;
  readonly contact: string;
  readonly scopes: readonly string[];
  readonly unitIds: readonly string[];
  /** One network a line. */
  readonly networks: string;
  /** YYYY-MM-DD by the clock in Viet Nam; the system works until the end of that day. */
  readonly expiresOn: string;
}

export function blankForm(today: Date): ClientForm {
  return {
    name: "",
    purpose: "",
    contact: "",
    scopes: [],
    unitIds: [],
    networks: "",
    expiresOn: dayOf(new Date(today.getTime() + USUAL_DAYS * DAY_MS)),
  };
}

export function toForm({ name, purpose, contact, scopes, units, allowedNetworks, expiresAt }: ClientInHand): ClientForm {
  const unitIds = units.map(({ id }) => id);
  return { name, purpose, contact, scopes, unitIds, networks: allowedNetworks.join("\n"), expiresOn: dayOf(new Date(expiresAt)) };
}

/** The days that can be chosen. */
export function daysToChoose(today: Date): { readonly min: string; readonly max: string } {
  return { min: dayOf(today), max: dayOf(new Date(today.getTime() + MOST_DAYS * DAY_MS)) };
}

export function isComplete({ name, scopes, unitIds, expiresOn }: ClientForm): boolean {
  return name.trim() !== "" && scopes.length > 0 && unitIds.length > 0 && endOfDay(expiresOn) !== null;
}

export function toCreateInput({ networks, expiresOn, scopes, unitIds, ...texts }: ClientForm): CreateApiClientInput {
  const allowedNetworks = networks
    .split(/[\s,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return { ...texts, scopes: [...scopes], unitIds: [...unitIds], allowedNetworks, expiresAt: endOfDay(expiresOn) };
}

function endOfDay(day: string): string | null {
  return fromVietnamTime(`${day}T23:59`);
}

function dayOf(moment: Date): string {
  return toVietnamTime(moment).slice(0, 10);
}
