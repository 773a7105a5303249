import type { EntityManager } from "typeorm";
import { type Actor, isPermitted, requireAllowed } from "../foundation/actor.ts";

/** Accounts and clients are the whole organization's, so only an administrator of its root keeps them. @throws NotAllowed */
export async function requireAdministrator(manager: EntityManager, actor: Actor): Promise<void> {
  if (actor.kind === "system") return;
  const [root]: { id: string }[] = await manager.query("SELECT id FROM unit WHERE parent_id IS NULL");
  requireAllowed(root !== undefined && isPermitted(actor, "access:manage", root.id), "access:manage");
}
