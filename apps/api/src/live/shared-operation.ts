import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  print,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** The argument that says where one subscriber starts; all else is the same for everybody who asks the same. */
const OWN_ARGUMENT = "after";

/** A subscription without what is its subscriber's own: how many ask it, it is executed once for each event. */
export interface SharedOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The normalised document and its variables: equal keys, equal answers. */
  readonly key: string;
  /** True when a field is selected whose value depends on who asks and not only on what they may: nobody shares it. */
  readonly isPersonal: boolean;
}

/** @throws GraphQLError when the variables do not fit the document */
export function toSharedOperation(
  schema: GraphQLSchema,
  {
    document,
    operationName,
    variables,
  }: { document: DocumentNode; operationName?: string | null | undefined; variables: Readonly<Record<string, unknown>> },
): SharedOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new GraphQLError("Unable to identify operation");
  const coerced = coerceVariables(schema, operation, variables);
  const { text, names, ...shared } = sharedPartOf(schema, document, operation);
  const ofShared = <Value>(values: Readonly<Record<string, Value>>) => Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
  // The key holds the values as they were understood, the operation as they were sent: execution understands them again.
  return { ...shared, variables: ofShared(variables), key: `${text}\n${sortedJson(ofShared(coerced))}` };
}

/** What follows from the document alone. */
interface SharedPart extends Pick<SharedOperation, "document" | "isPersonal"> {
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

/** By operation, for as long as somebody knows its document. */
const sharedParts = new WeakMap<OperationDefinitionNode, SharedPart>();

function sharedPartOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): SharedPart {
  const known = sharedParts.get(operation);
  if (known) return known;
  const own = separateOperations(document)[operation.name?.value ?? ""] ?? document;
  const shared = withoutOwnArgument(schema, own);
  const part = { document: shared, text: print(shared), names: new Set(variableNames(shared)), isPersonal: isPersonal(schema, shared) };
  sharedParts.set(operation, part);
  return part;
}

function coerceVariables(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (errors) throw errors[0] ?? new GraphQLError("The variables do not fit the document");
  return coerced;
}

function withoutOwnArgument(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const stripped = visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition: { leave: ({ name: _name, ...node }) => node },
      Field: { leave: (node) => (types.getParentType() === schema.getSubscriptionType() ? withoutOwn(node) : undefined) },
    }),
  );
  const used = new Set<string>();
  visit(stripped, { VariableDefinition: () => false, Variable: (node) => void used.add(node.name.value) });
  return visit(stripped, { VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null) });
}

function withoutOwn(node: FieldNode): FieldNode {
  return { ...node, arguments: (node.arguments ?? []).filter(({ name }) => name.value !== OWN_ARGUMENT) };
}

function variableNames(document: DocumentNode): string[] {
  const names: string[] = [];
  visit(document, { VariableDefinition: (node) => void names.push(node.variable.name.value) });
  return names;
}

function isPersonal(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        const field = types.getFieldDef();
        const type = field && getNamedType(field.type);
        if (field?.extensions.isPersonal === true || type?.extensions.isPersonal === true) found = true;
      },
    }),
  );
  return found;
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part) && !(part instanceof Date)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
