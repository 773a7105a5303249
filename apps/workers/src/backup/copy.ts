import { hash } from "node:crypto";
import { once } from "node:events";
import type { ClientBase } from "pg";
import pg from "pg";
import { from, to } from "pg-copy-streams";
import type { CopiedTable, TableChecksum } from "./contents.ts";

/** A connection for one long piece of work: no statement of it is cut off, and a policy that would hide rows is an error. */
export async function withConnection<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: "langnghe backup", statement_timeout: 0, keepAlive: true });
  client.on("error", () => undefined); // a lost connection shows in the work itself
  await client.connect();
  try {
    await client.query("SET row_security = off");
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The rows of a table as PostgreSQL writes them out, in pieces as they come. */
export async function* copyOut(client: ClientBase, table: CopiedTable): AsyncGenerator<Buffer> {
  const stream = client.query(to(`COPY ${described(table)} TO STDOUT`));
  for await (const chunk of stream) yield chunk as Buffer;
}

/** Takes rows in, piece by piece; `end` says how many there were. */
export function copyIn(client: ClientBase, table: CopiedTable) {
  const stream = client.query(from(`COPY ${described(table)} FROM STDIN`));
  const failed = once(stream, "error").then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  const finished = new Promise<void>((resolve) => stream.once("finish", resolve));
  return {
    async write(piece: Buffer): Promise<void> {
      if (!stream.write(piece)) await Promise.race([once(stream, "drain"), failed]);
    },
    async end(): Promise<number> {
      stream.end();
      await Promise.race([finished, failed]);
      return stream.rowCount ?? 0;
    },
  };
}

function described({ name, columns }: CopiedTable): string {
  return `${quote(name)} (${columns.map(quote).join(", ")})`;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Counts and sums rows, whatever their order: where a row comes to lie on the disk is nobody's promise. In the text form a row is a line,
 * and line breaks inside of it are written otherwise.
 */
export class Checksum {
  #sum = 0n;
  #rows = 0;
  #bytes = 0;
  #begun: Buffer = Buffer.alloc(0);

  add(piece: Buffer): void {
    this.#bytes += piece.length;
    let start = 0;
    for (let end = piece.indexOf(LINE_BREAK); end >= 0; end = piece.indexOf(LINE_BREAK, start)) {
      this.#addRow(piece.subarray(start, end));
      start = end + 1;
    }
    this.#begun = Buffer.concat([this.#begun, piece.subarray(start)]);
  }

  #addRow(rest: Buffer): void {
    const row = this.#begun.length > 0 ? Buffer.concat([this.#begun, rest]) : rest;
    this.#begun = Buffer.alloc(0);
    this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${hash("sha256", row)}`));
    this.#rows += 1;
  }

  digest(): TableChecksum {
    return { rows: this.#rows, bytes: this.#bytes, sum: this.#sum.toString(16) };
  }
}

const LINE_BREAK = 10;
