import { type DocumentNode, type GraphQLSchema, getNamedType, getNullableType, isCompositeType, isListType } from "graphql";
import { type ComplexityEstimator, getComplexity } from "graphql-query-complexity";

/** How many rows a list is taken for that does not say how many it gives. */
const ROWS_OF_A_PLAIN_LIST = 10;

/**
 * What an operation costs, in points: one for each object it may touch. Words and numbers of an object are free; a page costs
 * what `first` asks for, and a list without it ten times what one of its objects costs.
 */
export function costOf({
  schema,
  document,
  operationName,
  variables,
}: {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables: Readonly<Record<string, unknown>>;
}): number {
  return getComplexity({
    schema,
    query: document,
    variables,
    ...(operationName != null && { operationName }),
    estimators: [estimate],
  });
}

const estimate: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  if (field.name.startsWith("__") || !isCompositeType(getNamedType(field.type))) return 0;
  const own = 1 + childComplexity;
  if (typeof args.first === "number") return 1 + Math.max(args.first, 0) * childComplexity;
  const isPlainList = isListType(getNullableType(field.type)) && !type.name.endsWith("Connection");
  return isPlainList ? ROWS_OF_A_PLAIN_LIST * own : own;
};
