import type { Actor } from "@langnghe/domain/foundation";
import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  type ValidationContext,
  visit,
} from "graphql";
import { costOf } from "./cost.ts";
import { measureOperation } from "./document-size.ts";
import { LIMITS, type Limits, limitsOf } from "./limits.ts";

export interface AskedOperation {
  readonly schema: GraphQLSchema;
  /** Valid by the rules of the language. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly actor: Pick<Actor, "kind">;
}

/**
 * The rules for what may be asked at all, for both doors: size, cost, and looking into the schema. Called when the document
 * is valid and the caller known, before any resolver runs. Returns the cost in points.
 * @throws GraphQLError DOCUMENT_TOO_LARGE, TOO_COSTLY, INTROSPECTION_REFUSED
 */
export function checkOperation({ schema, document, operationName, variables, actor }: AskedOperation): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new GraphQLError("Unable to identify operation", { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } });
  const limits = limitsOf(actor);
  const tooLarge = findTooLarge(document, operation, limits);
  if (tooLarge) throw tooLarge;
  if (!limits.mayIntrospect && asksForSchema(document)) {
    throw new GraphQLError("The schema is told to callers with a key or an account; it also stands in the documentation.", {
      extensions: { code: "INTROSPECTION_REFUSED" },
    });
  }
  const cost = costOf({ schema, document, operationName, variables });
  if (cost <= limits.cost) return cost;
  throw new GraphQLError(`The operation costs ${cost} points; at most ${limits.cost} are allowed. Ask for smaller pages.`, {
    extensions: { code: "TOO_COSTLY", cost, limit: limits.cost },
  });
}

/** The widest limits as a rule of validation: what nobody may send is refused before anything is asked about the sender. */
export function sizeRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const tooLarge = findTooLarge(context.getDocument(), operation, LIMITS.staff);
      if (tooLarge) context.reportError(tooLarge);
    },
  };
}

function findTooLarge(document: DocumentNode, operation: OperationDefinitionNode, limits: Limits): GraphQLError | undefined {
  const { depth, aliases, fields } = measureOperation(document, operation);
  const measures = [
    ["tokens", document.tokenCount ?? 0, limits.tokens],
    ["root fields", fields, limits.rootFields],
    ["levels", depth, limits.depth],
    ["aliases", aliases, limits.aliases],
  ] as const;
  const [over] = measures.filter(([, found, most]) => found > most);
  if (!over) return undefined;
  const [what, found, most] = over;
  return new GraphQLError(`The document has ${found} ${what}; at most ${most} are allowed.`, { extensions: { code: "DOCUMENT_TOO_LARGE" } });
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      if (name.value === "__schema" || name.value === "__type") found = true;
    },
  });
  return found;
}
