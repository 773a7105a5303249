import { type AuthenticationResponseJSON, generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { EntityManager } from "typeorm";
import { InvalidInput } from "../../foundation/domain-error.ts";
import type { Queryable } from "../../foundation/queryable.ts";
import { type ChallengePurpose, keepChallenge, takeChallenge } from "./challenges.ts";
import { Passkey } from "./passkey.entity.ts";

/** Whom a passkey is made for: the site, by its domain, and the exact origins its pages come from. */
export interface RelyingParty {
  readonly id: string;
  readonly origins: readonly string[];
}

interface Asking {
  readonly relyingParty: RelyingParty;
  readonly purpose: Exclude<ChallengePurpose, "ENROL">;
  /** Null for a sign-in: who comes is not known yet. */
  readonly staffId: string | null;
  readonly now: Date;
}

/** What the browser needs to ask for a passkey, as JSON. No key is named: the device knows its own. */
export async function askForPasskey(database: Queryable, { relyingParty, purpose, staffId, now }: Asking): Promise<string> {
  const options = await generateAuthenticationOptions({ rpID: relyingParty.id, userVerification: "required" });
  await keepChallenge(database, { challenge: options.challenge, purpose, staffId, now });
  return JSON.stringify(options);
}

/** Whose passkey signed our challenge; undefined when it did not, or is none of ours. Notes its use. */
export async function checkPasskey(
  manager: EntityManager,
  { response: json, relyingParty, purpose, staffId, now }: Asking & { response: string },
): Promise<Passkey | undefined> {
  const response = readResponse<AuthenticationResponseJSON>(json);
  const passkey = await manager.findOne(Passkey, { where: { credentialId: response.id }, lock: { mode: "pessimistic_write" } });
  if (!passkey || (staffId !== null && passkey.staffId !== staffId)) return undefined;
  const newCounter = await verify(response, {
    passkey,
    relyingParty,
    isExpected: (challenge) => takeChallenge(manager, { challenge, purpose, staffId, now }),
  });
  if (newCounter === undefined) return undefined;
  await manager.update(Passkey, passkey.id, { signCount: String(newCounter), lastUsedAt: now });
  return passkey;
}

interface Expectation {
  readonly passkey: Passkey;
  readonly relyingParty: RelyingParty;
  readonly isExpected: (challenge: string) => Promise<boolean>;
}

/** The signature counter it came with; undefined when anything does not hold, a counter that went back included. */
async function verify(response: AuthenticationResponseJSON, { passkey, relyingParty, isExpected }: Expectation): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: isExpected,
      expectedOrigin: [...relyingParty.origins],
      expectedRPID: relyingParty.id,
      requireUserVerification: true,
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: Number(passkey.signCount) },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch (error) {
    // The library throws for everything that does not hold. What the database throws goes on its way.
    if (error instanceof Error && "query" in error) throw error;
    return undefined;
  }
}

/** JSON of the browser, as far as the library looks at it before it verifies. @throws InvalidInput */
export function readResponse<Response extends { readonly id: string }>(json: string): Response {
  try {
    const response: unknown = JSON.parse(json);
    if (typeof response === "object" && response !== null && "id" in response && typeof response.id === "string") return response as Response;
  } catch {
    // Said below.
  }
  throw new InvalidInput({ vi: "Trình duyệt gửi khóa đăng nhập không đúng dạng.", en: "The browser's passkey answer is malformed." });
}
