import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What is signed once a day: how far the chain reached, and its last hash. Whoever holds an anchor holds everything before it. */
export interface Anchor {
  /** YYYY-MM-DD, in the organization's time zone. */
  readonly day: string;
  readonly sealNumber: number;
  /** 64 hex digits. */
  readonly sealHash: string;
  /** Entries up to this seal. */
  readonly entryCount: string;
  /** Ed25519, SPKI in base64. */
  readonly publicKey: string;
  /** Base64. */
  readonly signature: string;
}

const KEY_FILE = "audit-key.pem";
const ANCHOR_FOLDER = "anchors";

/** The signing key of a data folder, made when there is none yet. It stands outside of the database, where its administrator does not sign. */
export async function signingKey(dataDir: string): Promise<KeyObject> {
  const path = join(dataDir, KEY_FILE);
  try {
    return createPrivateKey(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const { privateKey } = generateKeyPairSync("ed25519");
  // Two that begin at once: the second finds the first one's file and takes its key.
  await writeFile(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await chmod(path, 0o600);
  return createPrivateKey(await readFile(path));
}

export function signAnchor(anchor: Omit<Anchor, "publicKey" | "signature">, key: KeyObject): Anchor {
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
  return { ...anchor, publicKey, signature: sign(null, signedText(anchor), key).toString("base64") };
}

/** Whether the anchor is as it was signed, by the key that it names. */
export function isSound(anchor: Anchor): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(anchor.publicKey, "base64"), type: "spki", format: "der" });
    return key.asymmetricKeyType === "ed25519" && verify(null, signedText(anchor), key, Buffer.from(anchor.signature, "base64"));
  } catch {
    return false;
  }
}

function signedText({ day, sealNumber, sealHash, entryCount }: Omit<Anchor, "publicKey" | "signature">): Buffer {
  return Buffer.from(`langnghe audit anchor 1\n${day}\n${sealNumber}\n${sealHash}\n${entryCount}\n`);
}

/** Lays the anchor down as a small file, to be taken off this machine. Returns its path. */
export async function writeAnchorFile(dataDir: string, anchor: Anchor): Promise<string> {
  const folder = join(dataDir, ANCHOR_FOLDER);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${anchor.day}.json`);
  await writeFile(path, `${JSON.stringify(anchor, null, 2)}\n`);
  return path;
}

/** @throws when the file is missing or no anchor */
export async function readAnchorFile(path: string): Promise<Anchor> {
  const { day, sealNumber, sealHash, entryCount, publicKey, signature } = JSON.parse(await readFile(path, "utf8"));
  return { day, sealNumber, sealHash, entryCount, publicKey, signature };
}
