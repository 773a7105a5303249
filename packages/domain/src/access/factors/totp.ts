import { generateSecret, generateURI, verify } from "otplib";
import type { EntityManager } from "typeorm";
import type { Sealing } from "./sealing.ts";
import { TotpSecret } from "./totp-secret.entity.ts";

const STEP_S = 30;
const PRODUCT = "Lắng Nghe";

/** Draws a secret that does not count until a first code confirms it. An unconfirmed one before it is forgotten. */
export async function drawTotpSecret(
  manager: EntityManager,
  { staffId, email, sealing }: { staffId: string; email: string; sealing: Sealing },
): Promise<{ secret: string; uri: string }> {
  const secret = generateSecret();
  await manager.upsert(TotpSecret, { staffId, sealed: sealing.seal(secret, staffId), confirmedAt: null, lastStep: "0" }, ["staffId"]);
  return { secret, uri: generateURI({ issuer: PRODUCT, label: email, secret }) };
}

/**
 * Whether this is the app's code of this moment, or of the step before or after it; and takes it, so that it counts once.
 * RFC 6238: six digits, SHA-1, 30 s.
 */
export async function takeTotpCode(
  manager: EntityManager,
  { staffId, code, sealing, now, confirmed }: { staffId: string; code: string; sealing: Sealing; now: Date; confirmed: "CONFIRMED" | "NOT_YET" },
): Promise<boolean> {
  const token = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return false;
  const kept = await manager.findOne(TotpSecret, { where: { staffId }, lock: { mode: "pessimistic_write" } });
  if (!kept || (kept.confirmedAt === null) !== (confirmed === "NOT_YET")) return false;
  const epoch = Math.floor(now.getTime() / 1000);
  const outcome = await verify({ secret: sealing.open(kept.sealed, staffId), token, epoch, epochTolerance: STEP_S });
  if (!outcome.valid) return false;
  const step = Math.floor(epoch / STEP_S) + outcome.delta;
  if (step <= Number(kept.lastStep)) return false;
  await manager.update(TotpSecret, { staffId }, { lastStep: String(step), confirmedAt: kept.confirmedAt ?? now });
  return true;
}
