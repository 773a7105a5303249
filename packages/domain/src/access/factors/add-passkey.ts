import { randomUUID } from "node:crypto";
import { generateRegistrationOptions, type RegistrationResponseJSON, verifyRegistrationResponse } from "@simplewebauthn/server";
import type { EntityManager } from "typeorm";
import { keepChallenge, takeChallenge } from "./challenges.ts";
import { type RelyingParty, readResponse } from "./check-passkey.ts";
import { Passkey } from "./passkey.entity.ts";

interface Owner {
  readonly staffId: string;
  readonly relyingParty: RelyingParty;
  readonly now: Date;
}

/** What the browser needs to make a passkey, as JSON: one that it finds by itself, and that asks for finger, face or PIN. */
export async function offerPasskey(
  manager: EntityManager,
  { staffId, email, name, relyingParty, now }: Owner & { email: string; name: string },
): Promise<string> {
  const known = await manager.findBy(Passkey, { staffId });
  const options = await generateRegistrationOptions({
    rpName: "Lắng Nghe",
    rpID: relyingParty.id,
    userName: email,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(staffId.replaceAll("-", ""), "hex")),
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
  });
  await keepChallenge(manager, { challenge: options.challenge, purpose: "ENROL", staffId, now });
  return JSON.stringify(options);
}

/** The passkey that the browser made for our challenge; undefined when anything does not hold. */
export async function addPasskey(
  manager: EntityManager,
  { response: json, name, staffId, relyingParty, now }: Owner & { response: string; name: string },
): Promise<Passkey | undefined> {
  const response = readResponse<RegistrationResponseJSON>(json);
  const registration = await verify(response, relyingParty, (challenge) => takeChallenge(manager, { challenge, purpose: "ENROL", staffId, now }));
  if (!registration) return undefined;
  const { id, publicKey, counter, transports } = registration.credential;
  const passkey = manager.create(Passkey, {
    id: randomUUID(),
    staffId,
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    signCount: String(counter),
    transports: [...(transports ?? [])],
    name,
    createdAt: now,
    lastUsedAt: null,
  });
  const { raw } = await manager.createQueryBuilder().insert().into(Passkey).values(passkey).orIgnore().returning("id").execute();
  return raw.length > 0 ? passkey : undefined;
}

async function verify(response: RegistrationResponseJSON, relyingParty: RelyingParty, isExpected: (challenge: string) => Promise<boolean>) {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: isExpected,
      expectedOrigin: [...relyingParty.origins],
      expectedRPID: relyingParty.id,
      requireUserVerification: true,
    });
    return verified ? registrationInfo : undefined;
  } catch (error) {
    // The library throws for everything that does not hold. What the database throws goes on its way.
    if (error instanceof Error && "query" in error) throw error;
    return undefined;
  }
}
