import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nextFreePort } from "../../../scripts/ground/ports.mjs";
import { databaseUrl } from "../../../scripts/postgres.mjs";
import { ROOT } from "../../support/source-files.ts";
import { until } from "../../support/until.ts";

const HOST = "127.0.0.1";
const UP_WITHIN_MS = 120_000;

interface Ports {
  readonly api: number;
  readonly console: number;
  readonly portal: number;
  readonly database: number;
}

/** A product of its own as everybody starts it, that says all it can. */
export class OwnProduct {
  readonly folder = mkdtempSync(join(tmpdir(), "langnghe-canaries-"));
  /** What the launcher and, at this level, all programs put on the screen. */
  screen = "";
  #child: ChildProcess | undefined;

  private constructor(readonly ports: Ports) {}

  static async start(env: NodeJS.ProcessEnv): Promise<OwnProduct> {
    const from = 21_000 + Math.floor(Math.random() * 9_000);
    const ports: number[] = [];
    for (let place = 0; place < 4; place += 1) ports.push(await nextFreePort({ from: (ports.at(-1) ?? from) + 1, host: HOST }));
    const [api = 0, console = 0, portal = 0, database = 0] = ports;
    const product = new OwnProduct({ api, console, portal, database });
    await product.#run(env);
    return product;
  }

  get databaseUrl(): string {
    return databaseUrl({ dataDir: this.folder, port: this.ports.database });
  }

  get databasePid(): number {
    return Number(readFileSync(join(this.folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  }

  get key(): string {
    return (JSON.parse(readFileSync(join(this.folder, "first-start.json"), "utf8")) as { apiClient: { key: string } }).apiClient.key;
  }

  url(program: "api" | "console" | "portal", path = "/"): string {
    return `http://${HOST}:${this.ports[program]}${path}`;
  }

  async #run(env: NodeJS.ProcessEnv): Promise<void> {
    const { api, console, portal, database } = this.ports;
    const settings = { API_PORT: api, CONSOLE_PORT: console, PORTAL_PORT: portal, DATABASE_PORT: database };
    const child = spawn(process.execPath, [join(ROOT, "scripts/start.mjs")], {
      env: {
        ...process.env,
        ...Object.fromEntries(Object.entries(settings).map(([name, port]) => [name, String(port)])),
        DATA_DIR: this.folder,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (this.screen += chunk));
    await until("the product is ready", () => this.screen.includes("Nhấn Ctrl-C"), { withinMs: UP_WITHIN_MS });
  }

  /** As after Ctrl-C: what remains is the folder. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
