import type { DataSource } from "typeorm";
import type { Sealing } from "../factors/sealing.ts";
import { hashSecretToken, newSecretToken } from "../secret-token.ts";
import { SignInThrottled } from "./sign-in.errors.ts";

/** So many wrong tries cost nothing; each one more doubles the wait, which begins here and ends there. */
const FREE_TRIES = 10;
const FIRST_WAIT_S = 15;
const LONGEST_WAIT_S = 15 * 60;
const KNOWN_BROWSER_MS = 180 * 24 * 60 * 60 * 1000;

interface Attempt {
  readonly email: string;
  /** The token of a browser in which somebody has signed in before. */
  readonly browserToken: string | undefined;
  readonly now: Date;
}

/**
 * Slows guessing at one account down. Strangers share one count for each address that is typed, whether it has an account or not; a
 * browser in which the owner has signed in before has its own. So a stranger can make strangers wait, and never the owner at their desk.
 */
export class Throttle {
  readonly #dataSource: DataSource;
  readonly #sealing: Sealing;

  constructor({ dataSource, sealing }: { dataSource: DataSource; sealing: Sealing }) {
    this.#dataSource = dataSource;
    this.#sealing = sealing;
  }

  /** Counts the try as a wrong one before it is looked at, so that a thousand at once are a thousand. @throws SignInThrottled */
  async begin(attempt: Attempt): Promise<Buffer> {
    const key = await this.#keyOf(attempt);
    const rows: unknown[] = await this.#dataSource.query(
      `INSERT INTO sign_in_try AS known (key, failures, last_at, blocked_until) VALUES ($1, 1, $2, '-infinity')
       ON CONFLICT (key) DO UPDATE
          SET failures = known.failures + 1, last_at = $2,
              blocked_until = CASE WHEN known.failures + 1 < $3 THEN known.blocked_until
                                   ELSE $2 + make_interval(secs => least($5, $4 * 2 ^ least(known.failures + 1 - $3, 20))) END
        WHERE known.blocked_until <= $2
       RETURNING key`,
      [key, attempt.now, FREE_TRIES, FIRST_WAIT_S, LONGEST_WAIT_S],
    );
    if (rows.length === 0) throw new SignInThrottled();
    return key;
  }

  /** The try was a right one: what came before is forgotten. */
  async succeed(key: Buffer): Promise<void> {
    await this.#dataSource.query("DELETE FROM sign_in_try WHERE key = $1", [key]);
  }

  /** The token by which this browser is known from now on; the one it has, when that still holds. */
  async know(staffId: string, browserToken: string | undefined, now: Date): Promise<string> {
    if (browserToken && (await this.#ownerOf(browserToken, now)) === staffId) return browserToken;
    const token = newSecretToken();
    await this.#dataSource.query("INSERT INTO known_browser (token_hash, staff_id, expires_at) VALUES ($1, $2, $3)", [
      hashSecretToken(token),
      staffId,
      new Date(now.getTime() + KNOWN_BROWSER_MS),
    ]);
    return token;
  }

  async #keyOf({ email, browserToken, now }: Attempt): Promise<Buffer> {
    const [own]: { email: string }[] = await this.#dataSource.query(
      "SELECT email FROM known_browser JOIN staff_account ON staff_account.id = staff_id WHERE token_hash = $1 AND expires_at > $2",
      [hashSecretToken(browserToken ?? ""), now],
    );
    return this.#sealing.hash(own?.email === email ? `${email} ${browserToken}` : email);
  }

  async #ownerOf(browserToken: string, now: Date): Promise<string | undefined> {
    const [row]: { staffId: string }[] = await this.#dataSource.query(
      'SELECT staff_id AS "staffId" FROM known_browser WHERE token_hash = $1 AND expires_at > $2',
      [hashSecretToken(browserToken), now],
    );
    return row?.staffId;
  }
}
