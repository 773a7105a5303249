// @ts-check
// Ctrl-C, SIGTERM, a closed terminal, or the npm that started us killed: all mean "stop, cleanly, once".
import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 1000;
const SHELLS = ["sh", "dash", "bash"];

/**
 * @returns {AbortSignal} aborted at the first request to stop; later ones change nothing, since npm passes Ctrl-C on a second time
 */
export function listenForStop() {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, stop);
  if (process.env.npm_lifecycle_event) stopWithParent(stop);
  return controller.signal;
}

/**
 * `npm start` killed by force leaves us behind without a signal: a new parent tells.
 * @param {() => void} stop
 */
function stopWithParent(stop) {
  const callers = callersOf();
  const timer = setInterval(() => {
    if (callersOf() === callers) return;
    clearInterval(timer);
    stop();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** Our parent and, where npm put a shell between itself and us, the shell's parent. */
function callersOf() {
  const parent = process.ppid;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, "utf8");
    const [, name = "", grandparent] = /^\d+ \((.*)\) . (\d+)/s.exec(stat) ?? [];
    return SHELLS.includes(name) ? `${parent} ${grandparent}` : `${parent}`;
  } catch {
    return `${parent}`;
  }
}
