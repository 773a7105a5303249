import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectNode, ROOT } from "../../../scripts/ground/paths.mjs";
import type { MassCommand, MassOrder, MassReport } from "./mass-process.ts";
import type { Stage } from "./stage.ts";

const PROGRAM = fileURLToPath(new URL("./mass-process.ts", import.meta.url));

/** Our end of the process that holds thousands of readers. */
export class Mass {
  readonly #child: ChildProcess;
  readonly #died: Promise<never>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#died = once(child, "exit").then(() => {
      throw new Error("The process of the many readers has ended");
    });
    this.#died.catch(() => undefined); // looked at by whoever waits for an answer
  }

  static async open(stage: Stage, order: MassOrder): Promise<Mass> {
    const orderPath = join(stage.folder, "mass.json");
    writeFileSync(orderPath, JSON.stringify(order));
    const child = spawn(projectNode(), ["--conditions=source", "--import", "tsx", PROGRAM], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: "", TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json") },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    stage.atEnd(async () => {
      child.kill("SIGKILL");
    });
    const mass = new Mass(child);
    await mass.#tell({ do: "open", orderPath });
    return mass;
  }

  async cut(): Promise<void> {
    await this.#tell({ do: "cut" });
  }

  report(): Promise<MassReport> {
    return this.#tell({ do: "report" });
  }

  /** What each of them has seen, in its order. */
  items(): Promise<string[][]> {
    return this.#tell({ do: "items" });
  }

  async #tell<Answer>(command: MassCommand): Promise<Answer> {
    this.#child.send(command);
    const [answer] = await Promise.race([once(this.#child, "message"), this.#died]);
    return answer as Answer;
  }
}
