import type { GraphQLResolveInfo, SelectionSetNode } from "graphql";

/** Whether a field of the result is asked for, so that what costs a query is left out where nobody reads it. Under `@skip` it counts as asked for. */
export function isSelected(name: string, { fieldNodes, fragments }: Pick<GraphQLResolveInfo, "fieldNodes" | "fragments">): boolean {
  const isIn = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((selection) => {
      if (selection.kind === "Field") return selection.name.value === name;
      return isIn(selection.kind === "InlineFragment" ? selection.selectionSet : fragments[selection.name.value]?.selectionSet);
    }) ?? false;
  return fieldNodes.some(({ selectionSet }) => isIn(selectionSet));
}
