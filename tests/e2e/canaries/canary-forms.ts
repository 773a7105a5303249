import { createHash } from "node:crypto";

/** Every canary but the addresses holds this word, so that one search finds them all. */
export const MARK = "qzkanarie7x4w";
/** Loopback addresses that nothing else of this machine uses: who sends, and who is named by a proxy. */
export const ADDRESS = "127.77.66.55";
export const FORWARDED_ADDRESS = "203.0.113.177";

/** What is planted, by what it gives away. */
export const CANARIES = {
  address: ADDRESS,
  forwarded: FORWARDED_ADDRESS,
  agent: `Mozilla/5.0 (${MARK}-agent)`,
  cookie: `${MARK}-cookie`,
  email: `${MARK}-email@example.org`,
  session: `${MARK}-session`,
  fileName: `${MARK}-file-name.csv`,
  referrer: `https://${MARK}-referrer.example/`,
  language: `vi-x-${MARK}`,
  device: `${MARK}-device`,
  requestId: `${MARK}-request`,
  place: `${MARK}-path`,
  document: `${MARK}Document`,
  key: `${MARK}-idempotency-key`,
  receipt: `${MARK} receipt`,
} as const;

/** The needles: each way in which a canary may have been written down, as bytes. */
export function needles(): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const [name, text] of Object.entries({ mark: MARK, address: ADDRESS, forwarded: FORWARDED_ADDRESS }))
    for (const [form, bytes] of formsOf(text)) found.set(`${name} ${form}`, bytes);
  // A digest of what is guessable leads back to it.
  for (const [name, text] of Object.entries(CANARIES))
    for (const algorithm of ["md5", "sha1", "sha256"]) {
      const digest = createHash(algorithm).update(text).digest();
      for (const [form, bytes] of Object.entries({ bytes: digest, hex: Buffer.from(digest.toString("hex")), base64: inner(digest) }))
        found.set(`${name} ${algorithm} ${form}`, bytes);
    }
  return found;
}

function formsOf(text: string): [string, Buffer][] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString("hex");
  return [
    ["plain", bytes],
    ["upper case", Buffer.from(text.toUpperCase())],
    ["utf16le", Buffer.from(text, "utf16le")],
    ["utf16be", Buffer.from(text, "utf16le").swap16()],
    ["hex", Buffer.from(hex)],
    ["HEX", Buffer.from(hex.toUpperCase())],
    ["percent", Buffer.from(hex.replace(/../g, "%$&"))],
    ...[0, 1, 2].map((shift): [string, Buffer] => [`base64+${shift}`, inner(Buffer.concat([Buffer.alloc(shift), bytes]), shift)]),
  ];
}

/** The part of a base64 that does not depend on what stands before and behind. */
function inner(bytes: Buffer, shift = 0): Buffer {
  const whole = bytes.toString("base64").replace(/=+$/, "");
  return Buffer.from(whole.slice(shift === 0 ? 0 : shift + 1, -2));
}
