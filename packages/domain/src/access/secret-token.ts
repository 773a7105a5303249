import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;

/** 256 random bits as base64url. Shown or set once; only its hash is kept. */
export function newSecretToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** With 256 random bits a plain hash is enough: there is nothing to guess. */
export function hashSecretToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
