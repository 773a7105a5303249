import { type Locale, NotAllowed } from "./domain-error.ts";

/** Everything anybody may be allowed to do, as scope:verb. A misspelt one does not compile. */
export const PERMISSIONS = [
  "opinion:submit",
  "opinion:read",
  "opinion:reveal",
  "opinion:triage",
  "opinion:setAside",
  "article:read",
  "article:write",
  "article:approve",
  "article:publish",
  "insight:read",
  "access:manage",
  "audit:read",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** For each permission, the ids of all units where it holds: the granted ones and everything below them. */
export type Reach = Readonly<Partial<Record<Permission, ReadonlySet<string>>>>;

export interface StaffActor {
  readonly kind: "staff";
  readonly id: string;
  readonly name: string;
  readonly locale: Locale;
  readonly sessionId: string;
  /** When they last showed who they are, beyond having the session's cookie. */
  readonly provedAt: Date;
  /** Their reach is empty until they have set up a second factor. */
  readonly isLimited: boolean;
  readonly reach: Reach;
}

/** An outside system, known by its key. */
export interface ClientActor {
  readonly kind: "client";
  readonly id: string;
  readonly name: string;
  readonly keyId: string;
  readonly reach: Reach;
}

/** Somebody from the public. Nothing is known of them, and nothing is kept. */
export interface AnonymousActor {
  readonly kind: "anonymous";
}

/** The product itself: workers and the importer. */
export interface SystemActor {
  readonly kind: "system";
  readonly name: string;
}

export type Actor = StaffActor | ClientActor | AnonymousActor | SystemActor;

export const ANONYMOUS: AnonymousActor = { kind: "anonymous" };

const NOWHERE: ReadonlySet<string> = new Set();

/** The units where the actor holds the permission; empty when nowhere. */
export function permittedUnits(actor: Actor, permission: Permission): ReadonlySet<string> {
  return "reach" in actor ? (actor.reach[permission] ?? NOWHERE) : NOWHERE;
}

export function isPermitted(actor: Actor, permission: Permission, unitId: string): boolean {
  return permittedUnits(actor, permission).has(unitId);
}

/** Whether the actor holds the permission anywhere at all: the coarse guard of a root field. */
export function isPermittedSomewhere(actor: Actor, permission: Permission): boolean {
  return permittedUnits(actor, permission).size > 0;
}

/** @throws NotAllowed unless the question was answered with yes. */
export function requireAllowed(isAllowed: boolean, permission: Permission): void {
  if (!isAllowed) throw new NotAllowed(permission);
}
