import { connect, createServer, type Server, type Socket } from "node:net";

/** A line in between that counts what goes each way, as somebody sees who watches it from outside. */
export class CountingLine {
  sent = 0;
  received = 0;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(target: number): Promise<CountingLine> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const line = new CountingLine(server, typeof address === "object" && address ? address.port : 0);
    server.on("connection", (near) => line.#pass(near, connect(target, "127.0.0.1")));
    return line;
  }

  #pass(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => other.destroy());
    }
    near.on("data", (chunk) => {
      this.sent += chunk.length;
      far.write(chunk);
    });
    far.on("data", (chunk) => {
      this.received += chunk.length;
      near.write(chunk);
    });
  }

  /** What has gone each way since the last look. */
  take(): { readonly sent: number; readonly received: number } {
    const { sent, received } = this;
    [this.sent, this.received] = [0, 0];
    return { sent, received };
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
