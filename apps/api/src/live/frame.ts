/** A text frame's first byte: FIN and opcode 1 (RFC 6455, section 5.2). */
const FINAL_TEXT = 0x81;
const TWO_BYTE_LENGTH = 126;
const EIGHT_BYTE_LENGTH = 127;

/** The part of a `next` message that differs from subscriber to subscriber. `operationId` is the client's own text. */
export function messageHead(operationId: string): Buffer {
  return Buffer.from(`{"id":${JSON.stringify(operationId)}`);
}

/** The part that all subscribers share: `payload` is the result, as JSON text. */
export function messageTail(payload: string): Buffer {
  return Buffer.from(`,"type":"next","payload":${payload}}`);
}

/**
 * The bytes of one `next` message for each tail, each in an unmasked frame of its own, ready for one write.
 * Our own frames, since the library would make a frame, and a system call, for each message and subscriber.
 */
export function toFrames(head: Buffer, tails: readonly Buffer[]): Buffer {
  const size = tails.reduce((sum, tail) => sum + frameSize(head.length + tail.length), 0);
  const bytes = Buffer.allocUnsafe(size);
  let offset = 0;
  for (const tail of tails) {
    offset = writeFrameStart(bytes, offset, head.length + tail.length);
    offset += head.copy(bytes, offset);
    offset += tail.copy(bytes, offset);
  }
  return bytes;
}

function frameSize(length: number): number {
  return length + (length < TWO_BYTE_LENGTH ? 2 : length < 65_536 ? 4 : 10);
}

function writeFrameStart(bytes: Buffer, offset: number, length: number): number {
  const next = bytes.writeUInt8(FINAL_TEXT, offset);
  if (length < TWO_BYTE_LENGTH) return bytes.writeUInt8(length, next);
  if (length < 65_536) return bytes.writeUInt16BE(length, bytes.writeUInt8(TWO_BYTE_LENGTH, next));
  return bytes.writeBigUInt64BE(BigInt(length), bytes.writeUInt8(EIGHT_BYTE_LENGTH, next));
}
