// @ts-check
// The servers that the layout of many nodes is tried with: Debian's packages, when they are missing and apt can be used.
import { existsSync } from "node:fs";
import { findOnMachine, ROOT, toolEnvironment } from "../ground/paths.mjs";
import { runToEnd } from "../processes/run.mjs";

const PACKAGES = ["nats-server", "pgbouncer", "postgresql", "postgresql-contrib"];

/**
 * Without them that one test says so and is skipped; everything else runs.
 * @param {{ signal: AbortSignal }} options
 */
export async function installNodeServers({ signal }) {
  const isThere = existsSync("/usr/sbin/nats-server") && existsSync("/usr/sbin/pgbouncer") && existsSync("/usr/lib/postgresql");
  const aptGet = findOnMachine("apt-get");
  if (isThere || process.getuid?.() !== 0 || !aptGet) return;
  process.stdout.write("For the test of many nodes: installing nats-server, pgbouncer and PostgreSQL from Debian's packages\n");
  // At run level 1 Debian's packages start nothing of their own after the installation.
  const env = { ...toolEnvironment(), DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", ...PACKAGES],
  ]) {
    try {
      await runToEnd({ command: aptGet, args, cwd: ROOT, env, signal, onStderr: (chunk) => void process.stderr.write(chunk) });
    } catch (error) {
      if (signal.aborted) throw error;
    }
  }
}
