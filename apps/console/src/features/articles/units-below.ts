interface Unit {
  readonly id: string;
  readonly parentId?: string | null | undefined;
}

/** The units in which a viewer holds any grant, each with everything below it, in the order given. Which grant lets one write, the server knows. */
export function unitsBelow<Each extends Unit>(units: readonly Each[], grantedIds: readonly string[]): readonly Each[] {
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId ?? null]));
  const isBelow = (id: string | null): boolean => id !== null && (grantedIds.includes(id) || isBelow(parents.get(id) ?? null));
  return units.filter(({ id }) => isBelow(id));
}
