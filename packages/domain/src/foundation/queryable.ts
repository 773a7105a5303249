/** Whatever runs one statement: an entity manager, in a transaction or not, or the connections of the hot path. */
export interface Queryable {
  query<Rows>(text: string, values?: unknown[]): Promise<Rows>;
}
