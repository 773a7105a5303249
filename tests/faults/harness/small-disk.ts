import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEGABYTES = 400;
const CHUNK = Buffer.alloc(256 * 1024);
const BLOCK = Buffer.alloc(4 * 1024);

/** This machine does not give what the scenario needs. */
export class CannotPlayHere extends Error {}

/** A disk in memory that can be filled to its last block. Making one takes root. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** @throws CannotPlayHere */
  static mount(): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), "langnghe-disk-"));
    // Entered by the user that PostgreSQL runs as, too.
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${MEGABYTES}m,mode=0755`, "tmpfs", folder]);
    if (status === 0) return new SmallDisk(folder);
    rmSync(folder, { recursive: true, force: true });
    throw new CannotPlayHere("a small disk can be mounted by root alone");
  }

  fill(): void {
    const file = openSync(this.#filler, "w");
    for (const piece of [CHUNK, BLOCK]) while (hasRoomFor(file, piece));
    closeSync(file);
  }

  makeRoom(): void {
    rmSync(this.#filler, { force: true });
  }

  async unmount(): Promise<void> {
    spawnSync("umount", ["-l", this.folder]);
    await rm(this.folder, { recursive: true, force: true });
  }

  get #filler(): string {
    return join(this.folder, "filler");
  }
}

function hasRoomFor(file: number, piece: Buffer): boolean {
  try {
    return writeSync(file, piece) === piece.length;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}
