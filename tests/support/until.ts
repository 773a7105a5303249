import { setTimeout as pause } from "node:timers/promises";

const ASK_EVERY_MS = 15;

/** Asks until the answer is neither undefined nor false, and returns it. @throws when that takes longer than `withinMs`. */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value | undefined | false> | Value | undefined | false,
  { withinMs = 10_000 }: { withinMs?: number } = {},
): Promise<Value> {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > untilMs) throw new Error(`Waited ${withinMs} ms in vain until ${what}`);
    await pause(ASK_EVERY_MS);
  }
}
