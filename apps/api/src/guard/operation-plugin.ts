import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { Context } from "../context.ts";
import { checkOperation } from "./check-operation.ts";

/** The rules for operations at the HTTP door. The answer tells what the call cost. */
export function createOperationPlugin(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      let cost: number | undefined;
      return {
        async didResolveOperation({ document, request: { operationName, variables = {} }, contextValue }) {
          cost = checkOperation({ schema, document, operationName, variables, actor: contextValue.caller.actor });
        },
        async willSendResponse({ response: { body } }) {
          if (cost !== undefined && body.kind === "single") body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        },
      };
    },
  };
}
