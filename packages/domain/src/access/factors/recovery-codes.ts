import { randomInt } from "node:crypto";
import { type EntityManager, IsNull } from "typeorm";
import { hashSecretToken } from "../secret-token.ts";
import { RecoveryCode } from "./recovery-code.entity.ts";

const HOW_MANY = 10;
/** Without those that are taken for one another on paper. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** Draws ten new codes in place of all earlier ones. They are handed out here and kept as hashes: 80 bits leave nothing to guess. */
export async function drawRecoveryCodes(manager: EntityManager, staffId: string): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, drawCode);
  await manager.delete(RecoveryCode, { staffId });
  await manager.insert(
    RecoveryCode,
    codes.map((code) => ({ staffId, codeHash: hashOf(code), usedAt: null })),
  );
  return codes;
}

/** Takes a code that has not been used; of two callers with the same one, one gets it. */
export async function takeRecoveryCode(
  manager: EntityManager,
  { staffId, code, now }: { staffId: string; code: string; now: Date },
): Promise<boolean> {
  const { affected } = await manager.update(RecoveryCode, { staffId, codeHash: hashOf(code), usedAt: IsNull() }, { usedAt: now });
  return affected === 1;
}

function drawCode(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}

/** However it is typed from paper: capitals, spaces and dashes do not matter. */
function hashOf(code: string): Buffer {
  return hashSecretToken(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
}
