import { readFileSync } from "node:fs";
import { cpus } from "node:os";

const TICK_MS = 10;

/** Milliseconds of processor time of a process, of its children, and of children that ended. */
export function cpuMsOfFamily(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  return ticksOf(pid, 4) * TICK_MS + children.reduce((sum, child) => sum + ticksOfOne(child), 0) * TICK_MS;
}

/** What share of all cores was busy since it was called, 0 to 1, whoever made them so. */
export function watchBusyShare(): () => number {
  const [before, startedAt] = [busyMs(), performance.now()];
  return () => (busyMs() - before) / ((performance.now() - startedAt) * cpus().length);
}

function busyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

/** A child may end between being listed and being asked. */
function ticksOfOne(pid: number): number {
  try {
    return ticksOf(pid, 2);
  } catch {
    return 0;
  }
}

/** The first two fields are of the process itself, the next two of children that ended. */
function ticksOf(pid: number, fields: 2 | 4): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return stat.slice(11, 11 + fields).reduce((sum, ticks) => sum + Number(ticks), 0);
}
