import type { Page } from "@langnghe/domain/foundation";
import { Field, ObjectType } from "type-graphql";

@ObjectType("PageInfo", { description: "Where a page ends and whether more follow." })
export class PageInfoType {
  @Field(() => String, { nullable: true, description: "Hand it back as `after` to read on; null on an empty page." })
  endCursor!: string | null;

  @Field(() => Boolean, { description: "Whether rows follow behind this page." })
  hasNextPage!: boolean;
}

export interface Connection<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: PageInfoType;
}

/** A page in the form Relay's clients expect. */
export function toConnection<Row>({ rows, hasNextPage }: Page<Row>, cursorOf: (row: Row) => string): Connection<Row> {
  const edges = rows.map((node) => ({ cursor: cursorOf(node), node }));
  return { edges, pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage } };
}
