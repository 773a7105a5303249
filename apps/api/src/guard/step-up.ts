import { Extensions, type MiddlewareFn, UseMiddleware } from "type-graphql";
import type { Context } from "../context.ts";

/** Read by tests/architecture/step-up.test.ts: a mutation without it has to say why. */
export const NEEDS_FRESH_PROOF = "needsFreshProof";

/**
 * A sensitive act: whoever is signed in has shown within the last minutes that it is still them, or is asked to
 * (`STEP_UP_REQUIRED`). Comes after `@Authorized`, so nobody proves anything for what they may not do.
 */
export function StepUp(): MethodDecorator {
  const guard = UseMiddleware(requireFreshProof);
  const mark = Extensions({ [NEEDS_FRESH_PROOF]: true });
  return (target, propertyKey, descriptor) => {
    guard(target, propertyKey, descriptor);
    mark(target, String(propertyKey));
  };
}

const requireFreshProof: MiddlewareFn<Context> = async ({ context }, next) => {
  context.services.stepUp.requireFreshProof(context.caller.actor);
  return next();
};
