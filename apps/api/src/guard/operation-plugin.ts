import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { UsageMeter } from "../access/usage-meter.ts";
import type { Context } from "../context.ts";
import { failureCodeOf } from "../errors/failure-code.ts";
import { checkOperation } from "./check-operation.ts";

/** The rules for operations at the HTTP door. The answer tells what the call cost, and what an outside system called is counted. */
export function createOperationPlugin(schema: GraphQLSchema, meter: UsageMeter): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      let cost: number | undefined;
      return {
        async didResolveOperation({ document, request: { operationName, variables = {} }, contextValue }) {
          cost = checkOperation({ schema, document, operationName, variables, actor: contextValue.caller.actor });
        },
        async willSendResponse({ response: { body }, contextValue }) {
          if (body.kind !== "single") return;
          meter.count({ actor: contextValue.caller.actor, cost: cost ?? 0, refusal: failureCodeOf(body.singleResult) });
          if (cost !== undefined) body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        },
      };
    },
  };
}
