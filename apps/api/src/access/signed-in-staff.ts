import type { Doorstep, Entered, SignedIn } from "@langnghe/domain/access";
import { InvalidInput, type StaffActor } from "@langnghe/domain/foundation";
import type { Context, SessionSlot } from "../context.ts";

/** The caller of a field that is guarded with `@Authorized`. */
export function staffOf({ caller }: Context): StaffActor {
  if (caller.actor.kind !== "staff") throw new Error("The field is open to others than staff: guard it with @Authorized");
  return caller.actor;
}

/** Where a token of a session can be put. @throws InvalidInput on a socket */
export function slotOf({ sessionSlot }: Context): SessionSlot & { readonly doorstep: Doorstep } {
  if (sessionSlot) return sessionSlot;
  throw new InvalidInput({ vi: "Việc này làm qua HTTP, không qua kết nối trực tiếp.", en: "Do this over HTTP, not over the socket." });
}

/** Hands the browser its new token; the viewer's own fields are resolved from the actor. */
export function handOut<Result>(context: Context, signedIn: SignedIn | Entered): Result {
  slotOf(context).put(signedIn);
  return { viewer: signedIn.actor } as Result;
}
