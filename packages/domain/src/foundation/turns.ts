/** Milliseconds of computing after which whoever else waits has a turn. */
const STRETCH_MS = 5;

/**
 * For long computations: wait for what this returns after each step. It lets the event loop turn whenever a stretch is over, so
 * that a batch does not hold up the live queue; whoever computes less than that waits for nothing.
 */
export function takingTurns(): () => Promise<void> | undefined {
  let startedAt = performance.now();
  return () => {
    if (performance.now() - startedAt < STRETCH_MS) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        startedAt = performance.now();
        resolve();
      });
    });
  };
}
