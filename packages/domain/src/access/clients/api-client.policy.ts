import { type Actor, isPermitted, type StaffActor } from "../../foundation/actor.ts";
import type { ClientScope } from "../role.ts";
import type { ApiClient } from "./api-client.entity.ts";
import type { ApiKey } from "./api-key.entity.ts";
import { isWithin } from "./networks.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** How far ahead an end may lie: a year, counted until the end of its last day, leap years too. */
export const LONGEST_TERM_MS = 366 * DAY_MS;
/** When nobody says how long. */
export const USUAL_TERM_MS = 365 * DAY_MS;
/** For so long the old key works beside the new one. */
export const ROTATION_MS = 7 * DAY_MS;
/** So long before its end a system is marked. */
const WARNING_MS = 30 * DAY_MS;
export const MOST_KEYS = 2;

export const KEY_REFUSALS = ["KEY_REVOKED", "KEY_EXPIRED", "ADDRESS_NOT_ALLOWED"] as const;
export type KeyRefusal = (typeof KEY_REFUSALS)[number];

/** What decides whether a key opens the door, before anything is said about scopes and units. */
export interface KeyTerms {
  readonly isRevoked: boolean;
  /** The earlier of the key's own end and its client's. */
  readonly endsAt: Date;
  readonly allowedNetworks: readonly string[];
}

/** Why the key does not hold now and from there; undefined when it does. */
export function refusalOfKey(
  { isRevoked, endsAt, allowedNetworks }: KeyTerms,
  { now, address }: { now: Date; address: string },
): KeyRefusal | undefined {
  if (isRevoked) return "KEY_REVOKED";
  if (endsAt <= now) return "KEY_EXPIRED";
  return isWithin(address, allowedNetworks) ? undefined : "ADDRESS_NOT_ALLOWED";
}

/** Everybody may send an opinion; every other scope shows what administrators may not see, and takes a second person. */
export function needsConfirmation(scope: ClientScope): boolean {
  return scope !== "opinion:submit";
}

export function hasScopesToConfirm({ scopes }: Pick<ApiClient, "scopes">): boolean {
  return scopes.some(needsConfirmation);
}

/** Whether somebody has to confirm what it may read, or that it gets a key. */
export function awaitsConfirmation(client: ApiClient): boolean {
  if (client.revokedAt || !hasScopesToConfirm(client)) return false;
  const isWider =
    client.scopes.some((scope) => needsConfirmation(scope) && !client.confirmedScopes.includes(scope)) ||
    client.unitIds.some((id) => !client.confirmedUnitIds.includes(id));
  return isWider || client.isKeyRequested;
}

/** Whoever keeps access in all units of a client may change and end it. */
export function canManage(actor: Actor, { unitIds }: Pick<ApiClient, "unitIds">): boolean {
  return actor.kind === "system" || unitIds.every((unitId) => isPermitted(actor, "access:manage", unitId));
}

/** Nobody hands out what they do not hold: whoever confirms, and is shown the key, may do all of it everywhere themselves. */
export function mayConfirm(actor: StaffActor, { scopes, unitIds }: Pick<ApiClient, "scopes" | "unitIds">): boolean {
  const reading = scopes.filter(needsConfirmation);
  return reading.length > 0 && reading.every((scope) => unitIds.every((unitId) => isPermitted(actor, scope, unitId)));
}

export function isLiving({ revokedAt, expiresAt }: Pick<ApiKey, "revokedAt" | "expiresAt">, now: Date): boolean {
  return revokedAt === null && expiresAt > now;
}

/** The moment after which no key of it works; null when none does now. */
export function endOf(client: ApiClient, keys: readonly ApiKey[], now: Date): Date | null {
  if (client.revokedAt || client.expiresAt <= now) return null;
  const ends = keys.filter((key) => isLiving(key, now)).map(({ expiresAt }) => Math.min(expiresAt.getTime(), client.expiresAt.getTime()));
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}

export function isEndingSoon(endsAt: Date | null, now: Date): boolean {
  return endsAt !== null && endsAt.getTime() - now.getTime() <= WARNING_MS;
}
