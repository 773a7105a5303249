import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

/** What a document may hold. Refused before any resolver runs, on HTTP and on the socket alike. */
export const LIMITS = { tokens: 2_000, depth: 12, aliases: 30, rootFields: 20 } as const;

/** A validation rule for both doors: depth, aliases and root fields, with fragments counted wherever they are spread. */
export function limitsRule(context: ValidationContext): ASTVisitor {
  const measureSet = createMeasure(fragmentsOf(context.getDocument()));
  return {
    OperationDefinition({ selectionSet }) {
      const { depth, aliases, fields } = measureSet(selectionSet);
      refuseAbove(context, "root fields", fields, LIMITS.rootFields);
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

interface Measure {
  readonly depth: number;
  readonly aliases: number;
  /** On the level of the set itself. */
  readonly fields: number;
}

const NOTHING: Measure = { depth: 0, aliases: 0, fields: 0 };

/**
 * Measures each fragment once, however often it is spread: fragments that spread each other twice would double the work
 * with every level. A cycle is another rule's error and counts nothing here.
 */
function createMeasure(fragments: Fragments): (set: SelectionSetNode) => Measure {
  const known = new Map<string, Measure>();
  const measureFragment = (name: string): Measure => {
    const measured = known.get(name);
    if (measured) return measured;
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const measure = fragment ? measureSet(fragment.selectionSet) : NOTHING;
    known.set(name, measure);
    return measure;
  };
  const measureSelection = (selection: SelectionNode): Measure => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return measureSet(selection.selectionSet);
    // What the schema says of itself is deep by nature; its own depth has graphql's own rule.
    const isIntrospection = selection.name.value.startsWith("__");
    const below = selection.selectionSet && !isIntrospection ? measureSet(selection.selectionSet) : NOTHING;
    return { depth: below.depth + (isIntrospection ? 0 : 1), aliases: below.aliases + (selection.alias ? 1 : 0), fields: 1 };
  };
  const measureSet = ({ selections }: SelectionSetNode): Measure =>
    selections
      .map(measureSelection)
      .reduce(
        (sum, each) => ({ depth: Math.max(sum.depth, each.depth), aliases: sum.aliases + each.aliases, fields: sum.fields + each.fields }),
        NOTHING,
      );
  return measureSet;
}
