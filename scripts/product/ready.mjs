// @ts-check
// Waits until all programs answer.
import { Interrupted, Refusal } from "../ground/refusal.mjs";
import { pause } from "../processes/group.mjs";

const READY_WITHIN_MS = 90_000;
const ASK_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 10_000;

/**
 * @param {{ programs: readonly import("./programs.mjs").Program[], lines: ReadonlySet<string>, signal: AbortSignal }} options
 *   `lines`: the lines said so far by programs that say when they are ready
 * @throws {Refusal} naming the programs that do not answer
 */
export async function waitUntilReady({ programs, lines, signal }) {
  const untilMs = performance.now() + READY_WITHIN_MS;
  let waiting = [...programs];
  for (;;) {
    const answers = await Promise.all(waiting.map((program) => isReady(program, lines)));
    waiting = waiting.filter((_, index) => !answers[index]);
    if (signal.aborted) throw new Interrupted();
    if (waiting.length === 0) return;
    if (performance.now() > untilMs) throw silent(waiting.map(({ name }) => name));
    await pause(ASK_EVERY_MS);
  }
}

/**
 * @param {import("./programs.mjs").Program} program
 * @param {ReadonlySet<string>} lines
 */
async function isReady({ readyUrl, readyLine }, lines) {
  if (readyUrl === null) return readyLine === null || lines.has(readyLine);
  try {
    const answer = await fetch(readyUrl, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** @param {string[]} names */
function silent(names) {
  return new Refusal(`${names.join(", ")} không trả lời sau ${READY_WITHIN_MS / 1000} giây: hãy xem nhật ký cùng tên trong thư mục logs.`);
}
