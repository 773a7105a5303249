import type { Queryable } from "../../foundation/queryable.ts";

/** What a person can show, in numbers. */
export interface Factors {
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly passkeyCount: number;
  /** That have not been used. */
  readonly recoveryCodeCount: number;
  /** Accounts at an identity provider. */
  readonly identityCount: number;
}

export async function findFactors(database: Queryable, staffId: string): Promise<Factors> {
  const [factors]: [Factors] = await database.query(
    `SELECT password_hash IS NOT NULL AS "hasPassword",
            EXISTS (SELECT FROM totp_secret WHERE staff_id = staff.id AND confirmed_at IS NOT NULL) AS "hasTotp",
            (SELECT count(*)::int FROM passkey WHERE staff_id = staff.id) AS "passkeyCount",
            (SELECT count(*)::int FROM recovery_code WHERE staff_id = staff.id AND used_at IS NULL) AS "recoveryCodeCount",
            (SELECT count(*)::int FROM staff_identity WHERE staff_id = staff.id) AS "identityCount"
       FROM staff_account staff WHERE id = $1`,
    [staffId],
  );
  return factors;
}

/** Whether somebody who knows the password has something else to show as well. */
export function hasSecondFactor({ hasTotp, passkeyCount }: Pick<Factors, "hasTotp" | "passkeyCount">): boolean {
  return hasTotp || passkeyCount > 0;
}
