import { createHmac, timingSafeEqual } from "node:crypto";
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

const POSITION_BYTES = 16;
const SEAL_BYTES = 12;

/** 16 bytes of position and 12 of signature, as base64url: opaque, of one length, valid in one database only. */
export function sealCursor(position: EventPosition, seal: CursorSeal): string {
  const bytes = Buffer.alloc(POSITION_BYTES);
  bytes.writeBigUInt64BE(BigInt(position.transactionId), 0);
  bytes.writeBigUInt64BE(BigInt(position.id), 8);
  return Buffer.concat([bytes, sign(bytes, seal)]).toString("base64url");
}

/** @throws CursorForeign when the cursor was not made by this database. */
export function openCursor(cursor: string, seal: CursorSeal): EventPosition {
  const bytes = Buffer.from(cursor, "base64url");
  if (bytes.length !== POSITION_BYTES + SEAL_BYTES) throw new CursorForeign();
  const position = bytes.subarray(0, POSITION_BYTES);
  if (!timingSafeEqual(bytes.subarray(POSITION_BYTES), sign(position, seal))) throw new CursorForeign();
  return { transactionId: position.readBigUInt64BE(0).toString(), id: position.readBigUInt64BE(8).toString() };
}

function sign(position: Buffer, { epoch, secret }: CursorSeal): Buffer {
  return createHmac("sha256", secret).update(`event-cursor:${epoch}:`).update(position).digest().subarray(0, SEAL_BYTES);
}
