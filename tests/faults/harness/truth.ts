import pg from "pg";

/** One opinion as it stands in the database. */
export interface Stored {
  readonly id: string;
  readonly text: string;
  readonly unitId: string;
}

/** One line of the committed log; the unit is null when the opinion it speaks of is not there. */
export interface Fact {
  readonly kind: string;
  readonly opinionId: string;
  readonly unitId: string | null;
}

/** The database as it is, read beside the product and without any of its code. */
export async function readStored(databaseUrl: string): Promise<Stored[]> {
  return query(databaseUrl, `SELECT id, text, unit_id AS "unitId" FROM opinion`);
}

/** The facts that a round compares, by the name they have in the log. Others can come about several times for one opinion. */
const KIND_OF_EVENT: Readonly<Record<string, string>> = {
  OpinionReceived: "RECEIVED",
  OpinionTriaged: "TRIAGED",
  OpinionSetAside: "SET_ASIDE",
  OpinionAnswered: "ANSWERED",
  OpinionDecisionUndone: "DECISION_UNDONE",
};
const COMPARED = new Set(Object.values(KIND_OF_EVENT));

/** Whether a round compares what of this kind a reader was told. */
export function isCompared({ kind }: { readonly kind: string }): boolean {
  return COMPARED.has(kind);
}

export async function readLog(databaseUrl: string): Promise<Fact[]> {
  const rows = await query<Fact & { readonly name: string }>(
    databaseUrl,
    `SELECT event.name, event.subject_id AS "opinionId", opinion.unit_id AS "unitId"
       FROM event LEFT JOIN opinion ON opinion.id = event.subject_id
      WHERE event.name = ANY($1) ORDER BY event.transaction_id, event.id`,
    [Object.keys(KIND_OF_EVENT)],
  );
  return rows.map(({ name, opinionId, unitId }) => ({ kind: KIND_OF_EVENT[name] ?? name, opinionId, unitId }));
}

/** A connection of its own each time, since databases come and go here. */
export async function query<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, application_name: "fault harness" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
