import { CombinedGraphQLErrors, Observable } from "@apollo/client";
import { ErrorLink } from "@apollo/client/link/error";
import type { StepUpDesk } from "./step-up-desk.ts";

/** Long enough for a server that is slow; the act's own time has run out while the person was asked. */
const PATIENCE_MS = 20_000;

/** An act for which the api wants a fresh proof waits for it, and is then tried once more. */
export function createStepUpLink(desk: StepUpDesk): ErrorLink {
  return new ErrorLink(({ error, result, operation, forward }) => {
    const wantsProof = CombinedGraphQLErrors.is(error) && error.errors.some(({ extensions }) => extensions?.code === "STEP_UP_REQUIRED");
    if (!wantsProof) return undefined;
    return new Observable((observer) => {
      void desk.ask().then((isProved) => {
        if (!isProved && result) {
          observer.next(result);
          return observer.complete();
        }
        operation.setContext({ fetchOptions: { signal: AbortSignal.timeout(PATIENCE_MS) } });
        return forward(operation).subscribe(observer);
      });
    });
  });
}
