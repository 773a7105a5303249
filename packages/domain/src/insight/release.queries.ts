import type { EntityManager } from "typeorm";
import type { Queryable } from "../foundation/queryable.ts";
import type { Cell } from "./cells.ts";
import type { CountedUnit, PeriodKind } from "./lattice.ts";
import { type Period, startOfDay } from "./period.ts";

/** So many opinions that agree in all of this. They live in memory while a release is made and are stored nowhere. */
export interface Batch {
  readonly unitId: string;
  readonly channelId: string;
  readonly isPortal: boolean;
  readonly topicId: string | null;
  readonly urgency: string;
  readonly reason: string | null;
  /** The quarter of an hour. */
  readonly receivedAt: Date;
  readonly count: number;
}

export interface Axes {
  readonly units: readonly CountedUnit[];
  readonly topicIds: readonly string[];
  readonly channelIds: readonly string[];
}

/** Two workers freeze one after the other; the second finds it done. */
export async function lockReleases(db: Queryable): Promise<void> {
  await db.query("SELECT pg_advisory_xact_lock(hashtext('insight.release'))");
}

const DATES = "kind, to_char(period_start, 'YYYY-MM-DD') AS start, to_char(period_end, 'YYYY-MM-DD') AS end";

export async function latestPeriod(db: Queryable, kind: PeriodKind): Promise<Period | undefined> {
  const [period] = await db.query<Period[]>(`SELECT ${DATES} FROM release WHERE kind = $1 ORDER BY period_start DESC LIMIT 1`, [kind]);
  return period;
}

export async function firstReceipt(db: Queryable): Promise<Date | null> {
  const [row] = await db.query<{ first: Date | null }[]>("SELECT min(received_at) AS first FROM opinion");
  return row?.first ?? null;
}

/** Marks what is counted and counts it, in one statement: what another transaction commits meanwhile is neither, and comes next time. */
export async function countOnce(db: Queryable, { kind, end }: Period): Promise<Batch[]> {
  return db.query<Batch[]>(
    `WITH due AS MATERIALIZED (
       SELECT o.* FROM opinion o
        WHERE o.received_at < $2 AND NOT EXISTS (SELECT FROM counted_opinion c WHERE c.opinion_id = o.id AND c.kind = $1)
     ), marked AS (
       INSERT INTO counted_opinion (kind, opinion_id) SELECT $1, id FROM due
     )
     SELECT unit_id AS "unitId", channel_id AS "channelId", channel.kind = 'PORTAL' AS "isPortal", topic_id AS "topicId",
            urgency, set_aside_reason AS reason, received_at AS "receivedAt", count(*)::int AS count
       FROM due JOIN channel ON channel.id = channel_id
      GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    [kind, startOfDay(end)],
  );
}

export async function readAxes(db: Queryable): Promise<Axes> {
  const units = await db.query<CountedUnit[]>('SELECT id, parent_id AS "parentId", member_count AS "memberCount" FROM unit ORDER BY id');
  const ids = async (table: "topic" | "channel") => (await db.query<{ id: string }[]>(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id);
  return { units, topicIds: await ids("topic"), channelIds: await ids("channel") };
}

/** The cells of the releases whose periods touch these days. */
export async function cellsBetween(db: Queryable, start: string, end: string): Promise<Cell[]> {
  return db.query<Cell[]>(`${CELLS} WHERE period_end > $1 AND period_start < $2`, [start, end]);
}

/** In the order of breakdowns and units. */
export async function cellsOfRelease(db: Queryable, id: number): Promise<Cell[]> {
  return db.query<Cell[]>(`${CELLS} WHERE release_id = $1 ORDER BY breakdown, unit_id, value`, [id]);
}

const CELLS = `SELECT breakdown, ${DATES}, unit_id AS "unitId",
            coalesce(topic_id::text, channel_id::text, urgency, reason) AS value,
            CASE WHEN is_withheld THEN to_jsonb('WITHHELD'::text) WHEN rounded IS NULL THEN to_jsonb('FEWER_THAN_FIVE'::text) ELSE to_jsonb(rounded) END AS figure
       FROM release JOIN release_cell ON release_id = release.id`;

export interface Release extends Period {
  readonly id: number;
  readonly frozenOn: string;
}

export async function listReleases(db: Queryable): Promise<Release[]> {
  return db.query<Release[]>(`SELECT id, ${DATES}, to_char(frozen_on, 'YYYY-MM-DD') AS "frozenOn" FROM release ORDER BY period_end DESC, kind`);
}

export async function storeRelease(manager: EntityManager, { kind, start, end }: Period, frozenOn: string, cells: readonly Cell[]): Promise<void> {
  const [release]: { id: number }[] = await manager.query(
    "INSERT INTO release (kind, period_start, period_end, frozen_on) VALUES ($1, $2, $3, $4) RETURNING id",
    [kind, start, end, frozenOn],
  );
  await manager.query(
    `INSERT INTO release_cell (release_id, breakdown, unit_id, topic_id, channel_id, urgency, reason, rounded, is_withheld)
     SELECT $1, breakdown, "unitId",
            CASE WHEN breakdown LIKE '%TOPIC' THEN value::uuid END, CASE WHEN breakdown LIKE '%CHANNEL' THEN value::uuid END,
            CASE WHEN breakdown LIKE '%URGENCY' THEN value END, CASE WHEN breakdown LIKE '%REASON' THEN value END,
            rounded, "isWithheld"
       FROM jsonb_to_recordset($2) AS cell (breakdown text, "unitId" uuid, value text, rounded integer, "isWithheld" boolean)`,
    [
      release?.id,
      JSON.stringify(
        cells.map(({ breakdown, unitId, value, figure }) => ({
          breakdown,
          unitId,
          value,
          rounded: typeof figure === "number" ? figure : null,
          isWithheld: figure === "WITHHELD",
        })),
      ),
    ],
  );
}
