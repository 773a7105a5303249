import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import type { Anchor } from "./audit-chain.queries.ts";

/** What an anchor says, without who signed it. */
export type AnchorClaim = Omit<Anchor, "publicKey" | "signature">;

/** A new Ed25519 key, as PEM. */
export function newAnchorKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

export function readAnchorKey(pem: string): KeyObject {
  return createPrivateKey(pem);
}

/** SPKI in base64, as it stands in an anchor. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
}

export function signAnchor(claim: AnchorClaim, key: KeyObject): Anchor {
  return { ...claim, publicKey: publicKeyOf(key), signature: sign(null, bytesOf(claim), key).toString("base64") };
}

/** Whether the key that the anchor names has signed it. Whose key that is must be known from elsewhere. */
export function isSigned({ publicKey, signature, ...claim }: Anchor): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ed25519" && verify(null, bytesOf(claim), key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

const LINES = { day: "day", sealNumber: "seal", entries: "entries", hash: "hash", publicKey: "key", signature: "signature" } as const;
const TITLE = "Lắng Nghe: mốc nhật ký (audit anchor) 1";

/** The small text that is taken elsewhere: printed, or mailed to the inspection committee. */
export function anchorText(anchor: Anchor): string {
  const lines = Object.entries(LINES).map(([name, word]) => `${word} ${anchor[name as keyof Anchor]}`);
  return `${[TITLE, ...lines].join("\n")}\n`;
}

/** Undefined for a text that is no anchor. Blank space and line ends that a mail program changed do not matter. */
export function readAnchorText(text: string): Anchor | undefined {
  const said = new Map(text.split(/\r?\n/).map((line) => line.trim().split(/\s+/, 2) as [string, string]));
  const read = (name: keyof typeof LINES) => said.get(LINES[name]) ?? "";
  const sealNumber = Number(read("sealNumber"));
  const anchor = { day: read("day"), sealNumber, hash: read("hash"), entries: read("entries"), publicKey: read("publicKey") };
  const isWhole = Number.isInteger(sealNumber) && Object.values(anchor).every((value) => value !== "") && read("signature") !== "";
  return isWhole ? { ...anchor, signature: read("signature") } : undefined;
}

function bytesOf({ day, sealNumber, hash, entries }: AnchorClaim): Buffer {
  return Buffer.from(`${TITLE}\nday ${day}\nseal ${sealNumber}\nentries ${entries}\nhash ${hash}\n`);
}
