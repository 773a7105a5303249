import { hash, verify } from "@node-rs/argon2";

/** OWASP's figures for argon2id (the library's default algorithm): 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
export const SHORTEST_PASSWORD = 12;

let hashOfNobody: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), COST);
}

/** Takes as long for an unknown account (`storedHash` undefined) as for a known one, so that time tells nothing. */
export async function verifyPassword(password: string, storedHash: string | undefined): Promise<boolean> {
  hashOfNobody ??= hashPassword("nobody has this password");
  const isRight = await verify(storedHash ?? (await hashOfNobody), password.normalize("NFC"));
  return isRight && storedHash !== undefined;
}
