import { until } from "../../support/until.ts";
import { findProgram, type Running, run } from "../many-nodes/programs.ts";
import { BusLine, type Mischief } from "./bus-line.ts";
import type { Draw } from "./draw.ts";
import { CannotPlayHere } from "./small-disk.ts";

const HOST = "127.0.0.1";

/** A NATS server and, for each node, a line to it that can be spoilt. */
export class Bus {
  #server: Running | undefined;

  private constructor(
    private readonly program: string,
    private readonly port: number,
    readonly lines: readonly BusLine[],
  ) {}

  /** @throws CannotPlayHere */
  static async start({ nodes, draw, aPort }: { nodes: number; draw: Draw; aPort: () => Promise<number> }): Promise<Bus> {
    const program = findProgram("nats-server");
    if (!program) throw new CannotPlayHere("nats-server is not installed");
    const target = await aPort();
    const lines: BusLine[] = [];
    for (let place = 0; place < nodes; place += 1) lines.push(await BusLine.start({ port: await aPort(), target, draw }));
    const bus = new Bus(program, target, lines);
    await bus.startServer();
    return bus;
  }

  async startServer(): Promise<void> {
    const server = run(this.program, ["-a", HOST, "-p", `${this.port}`]);
    await until("NATS listens", () => server.said().includes("Server is ready"), { withinMs: 20_000 });
    this.#server = server;
  }

  async killServer(): Promise<void> {
    await this.#server?.end("SIGKILL");
  }

  urlOf(node: number): string {
    return `nats://${HOST}:${this.lines[node]?.port}`;
  }

  spoil(mischief: Mischief): void {
    for (const line of this.lines) line.mischief = mischief;
  }

  /** What has become of the messages so far, on all lines. */
  get did(): BusLine["did"] {
    const sum = { passed: 0, lost: 0, doubled: 0, late: 0, stale: 0 };
    for (const { did } of this.lines) for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += did[name];
    return sum;
  }

  async stop(): Promise<void> {
    await this.killServer();
    for (const line of this.lines) await line.stop();
  }
}
