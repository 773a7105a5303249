const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "scroll"] as const;

let lastSignMs = 0;
let isWatching = false;

/** How long nobody has touched the page, in milliseconds. */
export function quietMs(): number {
  watch();
  return performance.now() - lastSignMs;
}

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  lastSignMs = performance.now();
  for (const sign of SIGNS) document.addEventListener(sign, note, { passive: true, capture: true });
}

function note(): void {
  lastSignMs = performance.now();
}
