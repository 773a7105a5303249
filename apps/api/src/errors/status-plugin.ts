import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../context.ts";
import { failureCodeOf } from "./failure-code.ts";

/** Codes that mean something to HTTP: to balancers, clients and people with curl. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  IDEMPOTENCY_MISMATCH: 422,
  SERVICE_UNAVAILABLE: 503,
};

/** Gives the answer the status of its error when the whole operation failed; a partial answer stays 200. */
export const statusPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== "single") return;
        const status = STATUS_OF_CODE[failureCodeOf(response.body.singleResult) ?? ""];
        if (status === undefined) return;
        response.http.status = status;
        if (status === 503) response.http.headers.set("retry-after", "2");
      },
    };
  },
};
