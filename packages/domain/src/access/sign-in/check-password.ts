import type { EntityManager } from "typeorm";
import { takeRecoveryCode } from "../factors/recovery-codes.ts";
import type { Sealing } from "../factors/sealing.ts";
import { takeTotpCode } from "../factors/totp.ts";
import type { Proof } from "../sessions/start-session.ts";
import { type Factors, findFactors, hasSecondFactor } from "./find-factors.ts";

export type PasswordVerdict =
  | { readonly kind: "PROVED"; readonly proofs: readonly Proof[]; readonly factors: Factors }
  | { readonly kind: "NEEDS_MORE"; readonly takesCode: boolean }
  | { readonly kind: "WRONG_CODE" };

interface Shown {
  readonly staffId: string;
  readonly code: string | undefined;
  readonly sealing: Sealing;
  readonly now: Date;
}

/** What is still missing beside a password that was right: nothing where there is no second factor, else a code, which is taken. */
export async function checkSecondFactor(manager: EntityManager, { staffId, code, sealing, now }: Shown): Promise<PasswordVerdict> {
  const factors = await findFactors(manager, staffId);
  if (!hasSecondFactor(factors)) return { kind: "PROVED", proofs: ["password"], factors };
  const takesCode = factors.hasTotp || factors.recoveryCodeCount > 0;
  if (!takesCode || code === undefined || code.trim() === "") return { kind: "NEEDS_MORE", takesCode };
  if (await takeTotpCode(manager, { staffId, code, sealing, now, confirmed: "CONFIRMED" }))
    return { kind: "PROVED", proofs: ["password", "totp"], factors };
  if (await takeRecoveryCode(manager, { staffId, code, now })) return { kind: "PROVED", proofs: ["password", "recovery"], factors };
  return { kind: "WRONG_CODE" };
}
