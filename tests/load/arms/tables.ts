import { DataSource, EntitySchema, type Repository } from "typeorm";
import { type OpinionRow, TABLES } from "./schema.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

export type Opinion = OpinionRow & { readonly unit: Named; readonly channel: Named };

const named = (name: string) =>
  new EntitySchema<Named>({ name, columns: { id: { type: "uuid", primary: true, generated: "uuid" }, name: { type: "text" } } });
export const UNIT = named("unit");
export const CHANNEL = named("channel");
const OPINION = new EntitySchema<Opinion>({
  name: "opinion",
  columns: {
    id: { type: "uuid", primary: true, generated: "uuid" },
    text: { type: "text" },
    status: { type: "text", default: "RECEIVED" },
    urgency: { type: "text", default: "ROUTINE" },
    receivedAt: { type: "timestamptz", createDate: true },
  },
  relations: {
    unit: { type: "many-to-one", target: "unit", nullable: false },
    channel: { type: "many-to-one", target: "channel", nullable: false },
  },
});

export interface Tables {
  readonly opinions: Repository<Opinion>;
  readonly unit: Named;
  readonly channel: Named;
}

/** The peers' tables, as TypeORM shows them. */
export async function openTables(url: string | undefined): Promise<Tables> {
  const dataSource = await new DataSource({
    type: "postgres",
    url: url ?? "",
    entities: [UNIT, CHANNEL, OPINION],
    poolSize: 10,
    poolErrorHandler: () => undefined,
  }).initialize();
  await dataSource.query(TABLES);
  const [unit, channel] = await Promise.all([UNIT, CHANNEL].map((entity) => dataSource.getRepository(entity).findOneByOrFail({})));
  if (!unit || !channel) throw new Error("The tables are empty");
  return { opinions: dataSource.getRepository(OPINION), unit, channel };
}

/** A page as most tutorials read it: with an offset. */
export async function readPage({ opinions }: Tables, { first, after }: { first: number; after?: string | undefined }) {
  const skip = Number(after ?? 0);
  const rows = await opinions.find({
    where: { status: "RECEIVED" },
    relations: { unit: true, channel: true },
    order: { receivedAt: "DESC" },
    skip,
    take: first + 1,
  });
  const edges = rows.slice(0, first).map((node, place) => ({ cursor: String(skip + place + 1), node }));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}
