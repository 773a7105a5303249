import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** How deep and wide one operation of a document is, with fragments counted wherever they are spread. */
export function measureOperation(document: DocumentNode, { selectionSet }: OperationDefinitionNode): DocumentSize {
  return createMeasure(fragmentsOf(document))(selectionSet);
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
}

export interface DocumentSize {
  readonly depth: number;
  readonly aliases: number;
  /** On the level of the set itself. */
  readonly fields: number;
}

const NOTHING: DocumentSize = { depth: 0, aliases: 0, fields: 0 };

/**
 * Measures each fragment once, however often it is spread: fragments that spread each other twice would double the work
 * with every level. A cycle is another rule's error and counts nothing here.
 */
function createMeasure(fragments: Fragments): (set: SelectionSetNode) => DocumentSize {
  const known = new Map<string, DocumentSize>();
  const measureFragment = (name: string): DocumentSize => {
    const measured = known.get(name);
    if (measured) return measured;
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const measure = fragment ? measureSet(fragment.selectionSet) : NOTHING;
    known.set(name, measure);
    return measure;
  };
  const measureSelection = (selection: SelectionNode): DocumentSize => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return measureSet(selection.selectionSet);
    // What the schema says of itself is deep by nature; its own depth has graphql's own rule.
    const isIntrospection = selection.name.value.startsWith("__");
    const below = selection.selectionSet && !isIntrospection ? measureSet(selection.selectionSet) : NOTHING;
    return { depth: below.depth + (isIntrospection ? 0 : 1), aliases: below.aliases + (selection.alias ? 1 : 0), fields: 1 };
  };
  const measureSet = ({ selections }: SelectionSetNode): DocumentSize =>
    selections
      .map(measureSelection)
      .reduce(
        (sum, each) => ({ depth: Math.max(sum.depth, each.depth), aliases: sum.aliases + each.aliases, fields: sum.fields + each.fields }),
        NOTHING,
      );
  return measureSet;
}
