import { ROLES } from "@langnghe/domain/access";
import type { Credentials } from "./api.ts";
import type { TestStaff, World } from "./world.ts";

/** Everybody who may knock: the public, each role at plant A, the administrator of the whole union, a key of plant A with every scope. */
export const ACTORS = ["ANONYMOUS", ...ROLES, "ROOT_ADMINISTRATOR", "CLIENT"] as const;
export type ActorName = (typeof ACTORS)[number];

export interface Cast {
  readonly members: ReadonlyMap<ActorName, TestStaff>;
  readonly clientKey: string;
  credentialsOf(actor: ActorName): Credentials;
}

/** One person for each role, who has signed in, and one key. */
export async function aCast(world: World): Promise<Cast> {
  const members = new Map<ActorName, TestStaff>();
  for (const role of ROLES) members.set(role, await world.aStaffMember({ role, unit: "plantA" }));
  members.set("ROOT_ADMINISTRATOR", await world.aStaffMember({ role: "ADMINISTRATOR" }));
  const { key: clientKey } = await world.aClient({ unit: "plantA" });
  return { members, clientKey, credentialsOf: (actor) => members.get(actor) ?? (actor === "CLIENT" ? { key: clientKey } : {}) };
}
