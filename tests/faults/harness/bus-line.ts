import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Draw } from "./draw.ts";

/** In percent of the messages; what is left passes as it is. */
export interface Mischief {
  readonly lost: number;
  readonly doubled: number;
  /** Kept back for up to a second, so that later ones overtake it. */
  readonly late: number;
  /** Followed by one of the past. */
  readonly stale: number;
}

export const NO_MISCHIEF: Mischief = { lost: 0, doubled: 0, late: 0, stale: 0 };
export const ALL_LOST: Mischief = { ...NO_MISCHIEF, lost: 100 };

const LATEST_MS = 1_000;
const MOST_COPIES = 3;
const REMEMBERED = 200;
const LINE_END = Buffer.from("\r\n");

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** What the server has said of a frame that is not whole yet. */
  rest: Buffer;
}

/** The line between one node and the NATS server, on which messages to the node are lost, doubled, overtaken and repeated. */
export class BusLine {
  readonly did = { passed: 0, lost: 0, doubled: 0, late: 0, stale: 0 };
  mischief: Mischief = NO_MISCHIEF;
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #past: Buffer[] = [];

  private constructor(
    readonly port: number,
    private readonly target: number,
    private readonly draw: Draw,
  ) {
    this.#server = createServer((near) => this.#accept(near));
  }

  static async start({ port, target, draw }: { port: number; target: number; draw: Draw }): Promise<BusLine> {
    const line = new BusLine(port, target, draw);
    line.#server.listen(port, "127.0.0.1");
    await once(line.#server, "listening");
    return line;
  }

  /** The node loses its line and may come back on a new one. */
  cut(): void {
    for (const pair of this.#pairs) end(pair);
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #accept(near: Socket): void {
    const far = connect({ port: this.target, host: "127.0.0.1" });
    const pair: Pair = { near, far, rest: Buffer.alloc(0) };
    this.#pairs.add(pair);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#pairs.delete(pair);
        end(pair);
      });
    }
    near.on("data", (bytes) => far.write(bytes));
    far.on("data", (bytes) => {
      pair.rest = Buffer.concat([pair.rest, bytes]);
      for (let frame = takeFrame(pair); frame; frame = takeFrame(pair)) this.#deliver(frame, near);
    });
  }

  #deliver(frame: Buffer, near: Socket): void {
    if (!isMessage(frame)) return void near.write(frame);
    const { lost, doubled, late, stale } = this.mischief;
    let drawn = this.draw.between(1, 100);
    const falls = (percent: number) => {
      drawn -= percent;
      return drawn <= 0;
    };
    this.#past.push(frame);
    if (this.#past.length > REMEMBERED) this.#past.shift();
    if (falls(lost)) this.did.lost += 1;
    else if (falls(late)) this.#keepBack(frame, near);
    else if (falls(doubled)) {
      this.did.doubled += 1;
      for (let copies = this.draw.between(2, MOST_COPIES); copies > 0; copies -= 1) near.write(frame);
    } else if (falls(stale)) {
      this.did.stale += 1;
      near.write(frame);
      near.write(this.draw.oneOf(this.#past));
    } else {
      this.did.passed += 1;
      near.write(frame);
    }
  }

  #keepBack(frame: Buffer, near: Socket): void {
    this.did.late += 1;
    setTimeout(() => near.destroyed || near.write(frame), this.draw.between(1, LATEST_MS)).unref();
  }
}

/** NATS speaks in lines; a message has as many bytes behind its line as the line says. Undefined while it is not all there. */
function takeFrame(pair: Pair): Buffer | undefined {
  const lineEnd = pair.rest.indexOf(LINE_END);
  if (lineEnd < 0) return undefined;
  const line = pair.rest.subarray(0, lineEnd);
  const payload = isMessage(line) ? Number(line.toString().split(" ").at(-1)) + LINE_END.length : 0;
  const length = lineEnd + LINE_END.length + payload;
  if (pair.rest.length < length) return undefined;
  const frame = pair.rest.subarray(0, length);
  pair.rest = pair.rest.subarray(length);
  return frame;
}

function isMessage(bytes: Buffer): boolean {
  return /^H?MSG /.test(bytes.subarray(0, 5).toString());
}

function end({ near, far }: Pair): void {
  near.destroy();
  far.destroy();
}
