import { createCipheriv, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { DomainError } from "../foundation/domain-error.ts";
import type { EventPosition } from "./event-map.ts";

/** What binds cursors to one database: see the table `installation`. */
export interface CursorSeal {
  readonly epoch: string;
  readonly secret: Buffer;
}

export class CursorForeign extends DomainError {
  readonly code = "CURSOR_FOREIGN";

  constructor() {
    super({
      vi: "Vị trí này không thuộc dữ liệu đang chạy. Tải lại danh sách rồi theo dõi tiếp từ đó.",
      en: "This cursor does not belong to the running database. Load the list again and go on from its liveCursor.",
    });
  }
}

/** The log begins later than this cursor: what lies between has been cleared away. */
export class CursorTooOld extends DomainError {
  readonly code = "CURSOR_TOO_OLD";

  constructor() {
    super({
      vi: "Vị trí này đã quá cũ, phần nhật ký sau nó không còn đủ. Tải lại danh sách rồi theo dõi tiếp từ liveCursor của danh sách.",
      en: "This cursor is too old: the log no longer reaches back to it. Load the list again and go on from its liveCursor.",
    });
  }
}

const POSITION_BYTES = 16;
const SEAL_BYTES = 12;
const AES_BLOCK = 16;

/**
 * 12 bytes of signature and 16 of encrypted position, as base64url: of one length, valid in one database only, and it tells
 * nobody how many transactions lie between two opinions. The signature is the nonce, so equal positions have equal cursors.
 */
export function sealCursor(position: EventPosition, seal: CursorSeal): string {
  const bytes = Buffer.alloc(POSITION_BYTES);
  bytes.writeBigUInt64BE(BigInt(position.transactionId), 0);
  bytes.writeBigUInt64BE(BigInt(position.id), 8);
  const signature = sign(bytes, seal);
  return Buffer.concat([signature, crypt(bytes, signature, seal)]).toString("base64url");
}

/** @throws CursorForeign when the cursor was not made by this database. */
export function openCursor(cursor: string, seal: CursorSeal): EventPosition {
  const bytes = Buffer.from(cursor, "base64url");
  if (bytes.length !== SEAL_BYTES + POSITION_BYTES) throw new CursorForeign();
  const signature = bytes.subarray(0, SEAL_BYTES);
  const position = crypt(bytes.subarray(SEAL_BYTES), signature, seal);
  if (!timingSafeEqual(signature, sign(position, seal))) throw new CursorForeign();
  return { transactionId: position.readBigUInt64BE(0).toString(), id: position.readBigUInt64BE(8).toString() };
}

function sign(position: Buffer, seal: CursorSeal): Buffer {
  return createHmac("sha256", keysOf(seal).signing).update(`event-cursor:${seal.epoch}:`).update(position).digest().subarray(0, SEAL_BYTES);
}

/** Counter mode: the same step there and back. */
function crypt(bytes: Buffer, signature: Buffer, seal: CursorSeal): Buffer {
  const cipher = createCipheriv("aes-256-ctr", keysOf(seal).encrypting, Buffer.concat([signature], AES_BLOCK));
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

interface Keys {
  readonly signing: KeyObject;
  readonly encrypting: KeyObject;
}

const knownKeys = new WeakMap<CursorSeal, Keys>();

/** Made once for each seal: making them costs more than using them. */
function keysOf(seal: CursorSeal): Keys {
  const known = knownKeys.get(seal);
  if (known) return known;
  const encrypting = createHmac("sha256", seal.secret).update(`event-cursor-key:${seal.epoch}`).digest();
  const keys = { signing: createSecretKey(seal.secret), encrypting: createSecretKey(encrypting) };
  knownKeys.set(seal, keys);
  return keys;
}
