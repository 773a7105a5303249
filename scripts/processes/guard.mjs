// @ts-check
// The guard: a small process that ends the launcher's programs if the launcher is killed without a chance to do so.
// 1. The launcher tells it over stdin whom to watch: "watch PID program|postgres", "forget PID".
// 2. When that pipe closes, the launcher is gone, however it went.
// 3. Whoever is still watched is stopped: programs first, PostgreSQL after them, then by force.
import { createInterface } from "node:readline";
import { signalGroup, signalOne, waitUntilGone } from "./group.mjs";

const PROGRAM_GRACE_MS = 5000;
const POSTGRES_GRACE_MS = 10_000;

/** @type {Map<number, string>} */
const watched = new Map();

// A signal meant for the launcher must not take the guard away first.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, pid, kind] = line.split(" ");
  if (verb === "watch") watched.set(Number(pid), kind ?? "program");
  if (verb === "forget") watched.delete(Number(pid));
}

await Promise.all(pidsOf("program").map(endProgram));
await Promise.all(pidsOf("postgres").map(endPostgres));
process.exit(0);

/** @param {string} kind */
function pidsOf(kind) {
  return [...watched].filter(([, of]) => of === kind).map(([pid]) => pid);
}

/** @param {number} pid */
async function endProgram(pid) {
  signalGroup(pid, "SIGTERM");
  await waitUntilGone(pid, PROGRAM_GRACE_MS);
  signalGroup(pid, "SIGKILL");
}

/** @param {number} pid */
async function endPostgres(pid) {
  signalOne(pid, "SIGINT");
  if (!(await waitUntilGone(pid, POSTGRES_GRACE_MS))) signalOne(pid, "SIGQUIT");
}
