import type { Queryable } from "../../foundation/queryable.ts";
import { hashSecretToken } from "../secret-token.ts";

const LIFE_MS = 10 * 60 * 1000;

/** What has to be known again when somebody comes back from the identity provider. */
export interface IdentityRequest {
  /** Of PKCE. */
  readonly verifier: string;
  readonly nonce: string;
  /** Where they wanted to go. */
  readonly nextPath: string;
}

interface Journey {
  /** Travels through the provider and back. */
  readonly state: string;
  /** Stays in the browser's cookie, so that nobody can be sent home with somebody else's sign-in. */
  readonly binding: string;
  readonly now: Date;
}

export async function keepIdentityRequest(
  database: Queryable,
  { verifier, nonce, nextPath }: IdentityRequest,
  { state, binding, now }: Journey,
): Promise<void> {
  await database.query(
    "INSERT INTO identity_request (state_hash, binding_hash, verifier, nonce, next_path, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
    [hashSecretToken(state), hashSecretToken(binding), verifier, nonce, nextPath, new Date(now.getTime() + LIFE_MS)],
  );
}

/** Takes the request, so that it is answered once; undefined when there is none, it is too old, or another browser began it. */
export async function takeIdentityRequest(database: Queryable, { state, binding, now }: Journey): Promise<IdentityRequest | undefined> {
  const [[request]]: [IdentityRequest[], number] = await database.query(
    `DELETE FROM identity_request WHERE state_hash = $1 AND binding_hash = $2 AND expires_at > $3
     RETURNING verifier, nonce, next_path AS "nextPath"`,
    [hashSecretToken(state), hashSecretToken(binding), now],
  );
  return request;
}
