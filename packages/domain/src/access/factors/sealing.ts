import { createCipheriv, createDecipheriv, createHmac, hkdfSync, type KeyObject, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals small secrets for the database: a copy of a row, or of a row under another person's id, opens nothing. */
export class Sealing {
  readonly #key: Buffer;
  readonly #hashKey: Buffer;

  constructor(secret: KeyObject) {
    this.#key = derive(secret, "langnghe totp secrets");
    this.#hashKey = derive(secret, "langnghe sign-in tries");
  }

  /** `owner` is bound to it and has to be named again to open it. */
  seal(text: string, owner: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(Buffer.from(owner));
    const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  open(sealed: Buffer, owner: string): string {
    const decipher = createDecipheriv("aes-256-gcm", this.#key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  }

  /** A keyed hash: without the installation's secret nobody finds out what was hashed by trying. */
  hash(text: string): Buffer {
    return createHmac("sha256", this.#hashKey).update(text).digest();
  }
}

function derive(secret: KeyObject, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
}
