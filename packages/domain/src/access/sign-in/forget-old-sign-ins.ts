import type { Queryable } from "../../foundation/queryable.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What stood open for a sign-in and was not finished, tries of more than a day ago, browsers not seen for half a year. */
export async function forgetOldSignIns(database: Queryable, now: Date): Promise<void> {
  await database.query("DELETE FROM sign_in_try WHERE last_at < $1", [new Date(now.getTime() - DAY_MS)]);
  for (const table of ["passkey_challenge", "identity_request", "known_browser"])
    await database.query(`DELETE FROM ${table} WHERE expires_at < $1`, [now]);
}
