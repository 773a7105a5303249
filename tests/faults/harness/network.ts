import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** What commits: the word itself, and the statement of the intake, which is a transaction of its own and is known by what it writes into the log. */
const COMMITS = [Buffer.from("COMMIT\0"), Buffer.from("OpinionReceived")];

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** What becomes of bytes: they pass, or vanish while both ends believe in each other. */
  isDead: boolean;
  /** The server's next answer is never delivered. */
  cutsNextAnswer: boolean;
}

/** The network between the product and PostgreSQL, which can be made to fail in the ways networks do. */
export class Network {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #isPaused = false;
  #commitsToCut = 0;

  private constructor(
    readonly port: number,
    private readonly target: number,
  ) {
    this.#server = createServer((near) => this.#accept(near));
  }

  static async start({ port, target }: { port: number; target: number }): Promise<Network> {
    const network = new Network(port, target);
    network.#server.listen(port, "127.0.0.1");
    await once(network.#server, "listening");
    return network;
  }

  /** Everything waits on its way, connections that are being made too. */
  pause(): void {
    this.#isPaused = true;
    for (const { near, far } of this.#pairs) {
      near.pause();
      far.pause();
    }
  }

  resume(): void {
    this.#isPaused = false;
    for (const { near, far } of this.#pairs) {
      near.resume();
      far.resume();
    }
  }

  /** The next commits reach the server, and their answers do not come back. */
  cutAfterCommits(count: number): void {
    this.#commitsToCut = count;
  }

  get hasCutAll(): boolean {
    return this.#commitsToCut === 0;
  }

  /** What is connected now goes dead without a word: nothing arrives, and nobody is told. New connections work. Returns how many. */
  killSilently(): number {
    for (const pair of this.#pairs) pair.isDead = true;
    return this.#pairs.size;
  }

  async stop(): Promise<void> {
    for (const pair of this.#pairs) end(pair);
    this.#server.close();
    await once(this.#server, "close");
  }

  #accept(near: Socket): void {
    const far = connect({ port: this.target, host: "127.0.0.1" });
    const pair: Pair = { near, far, isDead: false, cutsNextAnswer: false };
    this.#pairs.add(pair);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        // A dead line does not pass on its end either: the server keeps what it thinks is a client.
        if (pair.isDead && !near.destroyed) return;
        this.#pairs.delete(pair);
        end(pair);
      });
    }
    near.on("data", (bytes) => {
      if (pair.isDead) return;
      if (this.#commitsToCut > 0 && COMMITS.some((commit) => bytes.includes(commit))) {
        this.#commitsToCut -= 1;
        pair.cutsNextAnswer = true;
      }
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (pair.isDead) return;
      if (pair.cutsNextAnswer) end(pair);
      else near.write(bytes);
    });
    if (this.#isPaused) {
      near.pause();
      far.pause();
    }
  }
}

function end({ near, far }: Pair): void {
  near.destroy();
  far.destroy();
}
