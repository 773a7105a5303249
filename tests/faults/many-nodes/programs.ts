import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

export interface Programs {
  readonly postgres: string;
  readonly nats: string;
  readonly pgbouncer: string;
}

/** Debian's nats-server, pgbouncer and PostgreSQL; undefined where one of them is missing. */
export function findPrograms(): Programs | undefined {
  const postgres = newestPostgres();
  const [nats, pgbouncer] = ["nats-server", "pgbouncer"].map(findProgram);
  return postgres && nats && pgbouncer ? { postgres, nats, pgbouncer } : undefined;
}

function newestPostgres(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).map(Number).filter(Number.isInteger) : [];
  const bin = join(root, String(Math.max(0, ...versions)), "bin");
  return existsSync(join(bin, "pg_basebackup")) && existsSync(join(bin, "initdb")) ? bin : undefined;
}

/** Where a program is, if it is installed. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/bin"];
  return folders.map((folder) => join(folder, name)).find(existsSync);
}

/** PostgreSQL and PgBouncer refuse to be root. */
export const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export interface Running {
  readonly child: ChildProcess;
  readonly said: () => string;
  end(signal?: NodeJS.Signals): Promise<void>;
}

const running = new Set<Running>();

export function run(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; identity?: typeof NOBODY; cwd?: string } = {},
): Running {
  const { env = process.env, identity = {}, cwd = "/" } = options;
  const child = spawn(command, args, { env, cwd, ...identity, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (said += piece));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const self: Running = {
    child,
    said: () => said,
    async end(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      running.delete(self);
    },
  };
  running.add(self);
  return self;
}

/** Everything that was started, the latest first. */
export async function endAll(): Promise<void> {
  for (const each of [...running].reverse()) await each.end("SIGKILL");
}

export function runOnce(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd: "/", ...NOBODY, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
}
