// @ts-check
// One line per step with its duration. On a terminal the running step counts its seconds; elsewhere nothing moves.
const isTerminal = process.stdout.isTTY === true;
const TICK_MS = 1000;

// Whoever read our lines may leave; the product goes on.
process.stdout.on("error", () => {});

/**
 * Runs one step and says how long it took.
 * @template T
 * @param {{ title: string, hint?: string }} step `hint`: said while it runs, as "khoảng một phút"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function runStep({ title, hint }, work) {
  const startedMs = performance.now();
  const running = hint ? `… ${title} (${hint})` : `… ${title}`;
  const stopTicking = showRunning(running, { startedMs, isLong: hint !== undefined });
  try {
    const result = await work();
    stopTicking();
    say(`✓ ${title} (${duration(performance.now() - startedMs)})`);
    return result;
  } catch (error) {
    stopTicking();
    throw error;
  }
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * "0,4 giây", "41 giây", "1 phút 20 giây".
 * @param {number} ms
 */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(".", ",")} giây`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} giây` : `${Math.floor(whole / 60)} phút ${whole % 60} giây`;
}

/**
 * @param {string} line
 * @param {{ startedMs: number, isLong: boolean }} step
 */
function showRunning(line, { startedMs, isLong }) {
  if (!isTerminal) {
    // A log needs to know what a long wait is about; short steps are said once, when done.
    if (isLong) say(line);
    return () => {};
  }
  const draw = () => process.stdout.write(`\r\x1b[2K${line} ${duration(performance.now() - startedMs)}`);
  process.stdout.write(`\r\x1b[2K${line}`);
  const timer = setInterval(draw, TICK_MS);
  return () => {
    clearInterval(timer);
    process.stdout.write("\r\x1b[2K");
  };
}
