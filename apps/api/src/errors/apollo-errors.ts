import type { ApolloServerOptions, ApolloServerPlugin } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import type { Context } from "../context.ts";
import { toPublicError } from "./public-error.ts";

/** `formatError` is not told who asked, so the plugin notes it when the error is met. */
export function createApolloErrors(log: Logger): {
  plugin: ApolloServerPlugin<Context>;
  formatError: NonNullable<ApolloServerOptions<Context>["formatError"]>;
} {
  const askedBy = new WeakMap<object, Context>();
  return {
    plugin: {
      async requestDidStart() {
        return {
          async didEncounterErrors({ errors, contextValue }) {
            for (const error of errors) askedBy.set(error, contextValue);
          },
        };
      },
    },
    formatError(formatted, error) {
      const caller = typeof error === "object" && error !== null ? askedBy.get(error)?.caller : undefined;
      return toPublicError(error, {
        locale: caller?.locale ?? "VI",
        isAnonymous: caller?.actor.kind === "anonymous",
        log,
        documentCode: codeOf(formatted),
      });
    },
  };
}

function codeOf({ extensions }: GraphQLFormattedError): string | undefined {
  return typeof extensions?.code === "string" ? extensions.code : undefined;
}
