import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

/** What a document may hold. Refused before any resolver runs, on HTTP and on the socket alike. */
export const LIMITS = { tokens: 2_000, depth: 12, aliases: 30, rootFields: 20 } as const;

interface Measure {
  depth: number;
  aliases: number;
}

/** A validation rule for both doors: depth, aliases and root fields, with fragments counted where they are spread. */
export function limitsRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const fragments = fragmentsOf(context.getDocument());
      const rootFields = countRootFields(operation.selectionSet, fragments, new Set());
      const { depth, aliases } = measure(operation.selectionSet, fragments, new Set());
      refuseAbove(context, "root fields", rootFields, LIMITS.rootFields);
      refuseAbove(context, "levels", depth, LIMITS.depth);
      refuseAbove(context, "aliases", aliases, LIMITS.aliases);
    },
  };
}

function refuseAbove(context: ValidationContext, what: string, found: number, most: number): void {
  if (found <= most) return;
  context.reportError(
    new GraphQLError(`The document has ${found} ${what}; at most ${most} are allowed.`, { extensions: { code: "DOCUMENT_TOO_LARGE" } }),
  );
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
}

/** `open` holds the fragments being walked: a cycle is another rule's error and must not hang this one. */
function measure(set: SelectionSetNode, fragments: Fragments, open: ReadonlySet<string>): Measure {
  const total: Measure = { depth: 0, aliases: 0 };
  for (const selection of set.selections) {
    const inner = innerSet(selection, fragments, open);
    const below = inner ? measure(inner.set, fragments, inner.open) : { depth: 0, aliases: 0 };
    const isField = selection.kind === Kind.FIELD;
    total.depth = Math.max(total.depth, below.depth + (isField && !selection.name.value.startsWith("__") ? 1 : 0));
    total.aliases += below.aliases + (isField && selection.alias ? 1 : 0);
  }
  return total;
}

function countRootFields(set: SelectionSetNode, fragments: Fragments, open: ReadonlySet<string>): number {
  return set.selections.reduce((count, selection) => {
    if (selection.kind === Kind.FIELD) return count + 1;
    const inner = innerSet(selection, fragments, open);
    return inner ? count + countRootFields(inner.set, fragments, inner.open) : count;
  }, 0);
}

function innerSet(selection: SelectionSetNode["selections"][number], fragments: Fragments, open: ReadonlySet<string>) {
  if (selection.kind !== Kind.FRAGMENT_SPREAD) return selection.selectionSet && { set: selection.selectionSet, open };
  const name = selection.name.value;
  const fragment = fragments.get(name);
  return fragment && !open.has(name) ? { set: fragment.selectionSet, open: new Set([...open, name]) } : undefined;
}
