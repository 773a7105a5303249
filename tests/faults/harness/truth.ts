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

const KINDS = `CASE event.name WHEN 'OpinionReceived' THEN 'RECEIVED' WHEN 'OpinionTriaged' THEN 'TRIAGED' WHEN 'OpinionSetAside' THEN 'SET_ASIDE'
  WHEN 'OpinionAnswered' THEN 'ANSWERED' WHEN 'OpinionDecisionUndone' THEN 'DECISION_UNDONE' END`;

export async function readLog(databaseUrl: string): Promise<Fact[]> {
  return query(
    databaseUrl,
    `SELECT ${KINDS} AS kind, event.subject_id AS "opinionId", opinion.unit_id AS "unitId"
       FROM event LEFT JOIN opinion ON opinion.id = event.subject_id
      WHERE event.name LIKE 'Opinion%' ORDER BY event.transaction_id, event.id`,
  );
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
