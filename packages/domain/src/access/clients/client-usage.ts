import type { Queryable } from "../../foundation/queryable.ts";

/** How long it is kept what a system did. */
const KEPT_DAYS = 90;

/** What one system did in one hour. */
export interface HourOfUse {
  readonly clientId: string;
  /** Its beginning. */
  readonly hour: Date;
  readonly calls: number;
  /** Points, as in the table of limits. */
  readonly cost: number;
  readonly refusals: readonly Refusals[];
  readonly keyIds: readonly string[];
}

export interface Refusals {
  readonly code: string;
  readonly count: number;
}

export interface DayOfUse {
  /** YYYY-MM-DD, by the clock in Việt Nam. */
  readonly day: string;
  readonly calls: number;
  readonly cost: number;
  readonly refusals: readonly Refusals[];
}

/** Adds what was counted to what stands there already, and notes which keys were used; in one statement, so that all of it or nothing counts. */
export async function addUse(database: Queryable, hours: readonly HourOfUse[]): Promise<void> {
  if (hours.length === 0) return;
  await database.query(
    `WITH counted AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS counted ("clientId" uuid, hour timestamptz, calls bigint, cost bigint, refusals jsonb, "keyIds" uuid[])
     ), used AS (
       INSERT INTO api_client_usage AS known (client_id, hour, calls, cost)
       SELECT "clientId", hour, calls, cost FROM counted ORDER BY 1, 2
       ON CONFLICT (client_id, hour) DO UPDATE SET calls = known.calls + excluded.calls, cost = known.cost + excluded.cost
     ), refused AS (
       INSERT INTO api_client_refusal AS known (client_id, hour, code, refusals)
       SELECT "clientId", hour, code, count FROM counted, jsonb_to_recordset(refusals) AS each (code text, count bigint) ORDER BY 1, 2, 3
       ON CONFLICT (client_id, hour, code) DO UPDATE SET refusals = known.refusals + excluded.refusals
     )
     UPDATE api_key SET last_used_at = hour
       FROM (SELECT key_id, max(hour) AS hour FROM counted, unnest("keyIds") AS key_id GROUP BY key_id) AS seen
      WHERE id = key_id AND (last_used_at IS NULL OR last_used_at < hour)`,
    [JSON.stringify(hours)],
  );
}

const LOCAL_HOUR = "hour AT TIME ZONE 'Asia/Ho_Chi_Minh'";
const IS_RECENT = `${LOCAL_HOUR} >= date_trunc('day', $2::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')`;

/** The days on which the system did anything, from the day on which `since` lies, the oldest first. */
export async function readUse(database: Queryable, { clientId, since }: { clientId: string; since: Date }): Promise<DayOfUse[]> {
  return database.query(
    `WITH days AS (
       SELECT to_char(${LOCAL_HOUR}, 'YYYY-MM-DD') AS day, sum(calls)::float8 AS calls, sum(cost)::float8 AS cost
         FROM api_client_usage WHERE client_id = $1 AND ${IS_RECENT} GROUP BY 1 HAVING sum(calls) > 0
     ), refused AS (
       SELECT day, json_agg(json_build_object('code', code, 'count', count) ORDER BY count DESC, code) AS refusals
         FROM (SELECT to_char(${LOCAL_HOUR}, 'YYYY-MM-DD') AS day, code, sum(refusals)::float8 AS count
                 FROM api_client_refusal WHERE client_id = $1 AND ${IS_RECENT} GROUP BY 1, 2) AS by_code
        GROUP BY day
     )
     SELECT day, calls, cost, coalesce(refusals, '[]') AS refusals FROM days LEFT JOIN refused USING (day) ORDER BY day`,
    [clientId, since],
  );
}

/** Removes what is older than ninety days. Returns how many hours. */
export async function forgetOldUse(database: Queryable, { now }: { now: Date }): Promise<number> {
  const [{ count = 0 } = {}]: { count?: number }[] = await database.query(
    `WITH refusals AS (DELETE FROM api_client_refusal WHERE hour < $1),
          hours AS (DELETE FROM api_client_usage WHERE hour < $1 RETURNING 1)
     SELECT count(*)::int AS count FROM hours`,
    [new Date(now.getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000)],
  );
  return count;
}
