import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/**
 * Whoever has so many unsent bytes when the next are due is too slow. What is being written counts afterwards: one write of a busy
 * moment may be larger than this, and a reader that keeps up takes it before the next.
 */
const MOST_UNSENT_BYTES = 1024 * 1024;
/** Nor may it take nothing for so long. */
const LONGEST_STALL_MS = 30_000;
/** A replay waits while more than this is unsent. */
const REPLAY_UNSENT_BYTES = 128 * 1024;

/**
 * The way out to one socket: whole frames onto the stream below it, and an eye on how much of them is unsent.
 * Frames of the library and ours mix only at their borders, since neither compresses and each writes a frame at once.
 */
export class Outlet {
  readonly #webSocket: WebSocket;
  readonly #stream: Duplex;
  readonly #onTooSlow: () => void;
  /** Bytes taken by the reader at the last look, and when that number last grew. */
  #taken = 0;
  #tookAt = performance.now();

  constructor(webSocket: WebSocket, stream: Duplex, onTooSlow: () => void) {
    this.#webSocket = webSocket;
    this.#stream = stream;
    this.#onTooSlow = onTooSlow;
  }

  get isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN;
  }

  /** What is still in this process's memory. */
  get unsentBytes(): number {
    return this.#stream.writableLength;
  }

  write(frames: Buffer): void {
    if (!this.isOpen) return;
    const isBehind = this.unsentBytes > MOST_UNSENT_BYTES;
    this.#stream.write(frames);
    if (isBehind) this.#onTooSlow();
  }

  /** Whether the reader has taken nothing for too long. Asked about once a second. */
  isStalled(now = performance.now()): boolean {
    const unsent = this.unsentBytes;
    const taken = bytesWritten(this.#stream) - unsent;
    if (unsent === 0 || taken !== this.#taken) {
      this.#taken = taken;
      this.#tookAt = now;
    }
    return now - this.#tookAt > LONGEST_STALL_MS;
  }

  /** Resolves when a replay may go on writing, or when the socket has closed. */
  async roomForReplay(): Promise<void> {
    while (this.isOpen && this.unsentBytes > REPLAY_UNSENT_BYTES) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#stream.once("drain", resolve).once("close", resolve);
      await promise;
      this.#stream.off("drain", resolve).off("close", resolve);
    }
  }

  /** Closes with a word; the library cuts the line when that is not read within 30 s either. */
  close(code: number, reason: string): void {
    this.#webSocket.close(code, reason);
  }
}

function bytesWritten(stream: Duplex): number {
  return "bytesWritten" in stream && typeof stream.bytesWritten === "number" ? stream.bytesWritten : 0;
}
