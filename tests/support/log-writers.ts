import type { StaffActor } from "@langnghe/domain/foundation";
import { foldText } from "@langnghe/text";
import pg from "pg";
import { UNITS, type UnitName } from "./small-union.ts";
import type { World } from "./world.ts";

/** What one writer does with one opinion. */
export interface Write {
  readonly unit: UnitName;
  readonly word: string;
  readonly manner: "quick" | "slow" | "held" | "rolledBack" | "decided" | "setAside";
}

/** One row of the log beside what it is about: the truth that readers are compared with. */
export interface Truth {
  readonly kind: string;
  readonly opinionId: string;
  readonly unitId: string;
  readonly text: string;
  readonly statuses: readonly string[];
}

const HOLD_SECONDS = { slow: 0.03, held: 0.25, rolledBack: 0.05 } as const;

export type WritersWorld = Pick<World, "databaseUrl" | "domain"> & {
  anOpinion(options: { text: string; unit: UnitName }): Promise<{ readonly id: string }>;
};

/** Writes as told, one after the other, on a connection of its own; transactions overlap with those of other writers. */
export async function runWriter(world: WritersWorld, moderator: StaffActor, writes: readonly Write[]): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  // A lost connection shows in the statement itself.
  client.on("error", () => undefined);
  await client.connect();
  for (const { unit, word, manner } of writes) {
    const text = `${word} ${crypto.randomUUID()}`;
    if (manner === "slow" || manner === "held" || manner === "rolledBack") {
      await client.query("BEGIN");
      await insertOpinion(client, { text, unit });
      // The work of a slow transaction, not a wait for a result.
      await client.query("SELECT pg_sleep($1)", [HOLD_SECONDS[manner]]);
      await client.query(manner === "rolledBack" ? "ROLLBACK" : "COMMIT");
      continue;
    }
    const { id } = await world.anOpinion({ text, unit });
    const on = { opinionId: id, expectedVersion: 1 };
    if (manner === "decided") await world.domain.opinions.triage(on, moderator);
    if (manner === "setAside") await world.domain.opinions.setAside({ ...on, reason: "SPAM" }, moderator);
  }
  await client.end();
}

/** As the product stores one, but in a transaction of the caller's own making. Returns its id. */
export async function insertOpinion(client: pg.Client, { text, unit }: { text: string; unit: UnitName }): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `WITH taken AS (
       INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at, redactions)
       SELECT gen_random_uuid(), $2, id, $1, $3, sha256(convert_to($1, 'UTF8')), date_bin('15 minutes', now(), 'epoch'), '[]' FROM channel WHERE code = 'FANPAGE'
       RETURNING id, unit_id)
     INSERT INTO event (name, subject_id, payload)
     SELECT 'OpinionReceived', id,
            jsonb_build_object('unitId', unit_id, 'after', '{"status":"RECEIVED","setAsideReason":null,"topicId":null,"urgency":"ROUTINE"}'::jsonb)
       FROM taken
     RETURNING subject_id AS id`,
    [text, UNITS[unit].id, foldText(text)],
  );
  const [row] = rows;
  if (!row) throw new Error("Nothing was written");
  return row.id;
}

const KIND_OF_EVENT: Readonly<Record<string, string>> = {
  OpinionReceived: "RECEIVED",
  OpinionTriaged: "TRIAGED",
  OpinionSetAside: "SET_ASIDE",
  OpinionAnswered: "ANSWERED",
  OpinionDecisionUndone: "DECISION_UNDONE",
};

/** The whole committed log, in its order, read without any of the code under test. */
export async function readTruth(world: World): Promise<Truth[]> {
  const rows: { name: string; id: string; unit_id: string; text: string; before: string | null; after: string }[] =
    await world.domain.dataSource.query(
      `SELECT event.name, opinion.id, opinion.unit_id, opinion.text, payload #>> '{before,status}' AS before, payload #>> '{after,status}' AS after
       FROM event JOIN opinion ON opinion.id = event.subject_id ORDER BY event.transaction_id, event.id`,
    );
  return rows.map(({ name, id, unit_id, text, before, after }) => ({
    kind: KIND_OF_EVENT[name] ?? name,
    opinionId: id,
    unitId: unit_id,
    text,
    statuses: before === null ? [after] : [before, after],
  }));
}
