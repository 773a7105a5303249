import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectNode, ROOT } from "../../../scripts/ground/paths.mjs";
import type { MassCommand, MassOrder, MassReport, SeenList } from "./mass-process.ts";
import { CannotPlayHere } from "./small-disk.ts";
import type { Stage } from "./stage.ts";

const PROGRAM = fileURLToPath(new URL("./mass-process.ts", import.meta.url));
/** Sockets that one process holds without being what is measured. */
const MOST_EACH = 2_500;
/** Files that the api has open beside the sockets. */
const OTHER_FILES = 500;

/** Our end of the processes that hold thousands of readers. */
export class Mass {
  readonly #parts: readonly Part[];

  private constructor(parts: readonly Part[]) {
    this.#parts = parts;
  }

  /** @throws CannotPlayHere when the machine does not let one program hold so many sockets */
  static async open(stage: Stage, order: MassOrder): Promise<Mass> {
    const sockets = order.keys.length * order.each;
    // Node itself takes as many files as it is ever allowed.
    const most = Number(spawnSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" }).stdout.trim());
    if (most < sockets + OTHER_FILES) throw new CannotPlayHere(`one program may open ${most} files, and ${sockets} sockets are wanted (ulimit -Hn)`);
    const keysEach = Math.ceil(order.keys.length / Math.ceil(sockets / MOST_EACH));
    const shares = Array.from({ length: Math.ceil(order.keys.length / keysEach) }, (_, place) =>
      order.keys.slice(place * keysEach, (place + 1) * keysEach),
    );
    const parts = await Promise.all(shares.map((keys, place) => Part.open(stage, place, { ...order, keys })));
    return new Mass(parts);
  }

  async cut(): Promise<void> {
    await Promise.all(this.#parts.map((part) => part.tell({ do: "cut" })));
  }

  async report(): Promise<MassReport> {
    const reports = await Promise.all(this.#parts.map((part) => part.tell<MassReport>({ do: "report" })));
    const closings: Record<string, number> = {};
    for (const [code, times] of reports.flatMap((report) => Object.entries(report.closings))) closings[code] = (closings[code] ?? 0) + times;
    return {
      following: reports.reduce((sum, { following }) => sum + following, 0),
      leastItems: Math.min(...reports.map(({ leastItems }) => leastItems)),
      refusals: [...new Set(reports.flatMap(({ refusals }) => refusals))],
      closings,
    };
  }

  /** What they have seen; lists that are alike are told once by each process. */
  async lists(): Promise<SeenList[]> {
    return (await Promise.all(this.#parts.map((part) => part.tell<SeenList[]>({ do: "lists" })))).flat();
  }
}

/** Our end of one process. */
class Part {
  readonly #child: ChildProcess;
  readonly #died: Promise<never>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#died = once(child, "exit").then(() => {
      throw new Error("A process of the many readers has ended");
    });
    this.#died.catch(() => undefined); // looked at by whoever waits for an answer
  }

  static async open(stage: Stage, place: number, order: MassOrder): Promise<Part> {
    const orderPath = join(stage.folder, `mass-${place}.json`);
    writeFileSync(orderPath, JSON.stringify(order));
    const child = spawn(projectNode(), ["--conditions=source", "--import", "tsx", PROGRAM], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: "", TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json") },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    stage.atEnd(async () => {
      child.kill("SIGKILL");
    });
    const part = new Part(child);
    await part.tell({ do: "open", orderPath });
    return part;
  }

  /** One command at a time: an answer carries no name. */
  async tell<Answer>(command: MassCommand): Promise<Answer> {
    this.#child.send(command);
    const [answer] = await Promise.race([once(this.#child, "message"), this.#died]);
    return answer as Answer;
  }
}
