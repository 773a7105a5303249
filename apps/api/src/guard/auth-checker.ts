import { isPermittedSomewhere, type Permission } from "@langnghe/domain/foundation";
import type { AuthCheckerFn } from "type-graphql";
import type { Context } from "../context.ts";

/**
 * The coarse guard of a root field: `@Authorized("opinion:read")` asks for the right somewhere, `@Authorized()` for
 * any member of staff. Which rows, the services decide.
 */
export const authChecker: AuthCheckerFn<Context, Permission> = ({ context }, permissions) => {
  const { actor } = context.caller;
  if (permissions.length === 0) return actor.kind === "staff";
  return permissions.every((permission) => isPermittedSomewhere(actor, permission));
};
