import { connect, type Socket } from "node:net";
import pg from "pg";

/** All that goes over the buses: NATS where there is one, else PostgreSQL's own notifications. */
export class Overheard {
  #text = "";
  readonly #ends: (() => Promise<unknown>)[] = [];

  get text(): Buffer {
    return Buffer.from(this.#text, "latin1");
  }

  async nats(port: number): Promise<void> {
    const socket = await new Promise<Socket>((resolve) => {
      const opened = connect({ port, host: "127.0.0.1" }, () => resolve(opened));
    });
    socket.setEncoding("latin1").on("data", (chunk) => {
      const said = String(chunk);
      this.#text += said;
      if (said.includes("PING")) socket.write("PONG\r\n");
    });
    socket.on("error", () => undefined).write('CONNECT {"verbose":false}\r\nSUB > 1\r\nPING\r\n');
    this.#ends.push(async () => socket.destroy());
  }

  async notifications(databaseUrl: string): Promise<void> {
    const client = new pg.Client(databaseUrl);
    client.on("error", () => undefined);
    client.on("notification", ({ channel, payload }) => (this.#text += `${channel} ${payload}\n`));
    await client.connect();
    await client.query("LISTEN langnghe_events");
    this.#ends.push(() => client.end().catch(() => undefined));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#ends.map((end) => end()));
  }
}
