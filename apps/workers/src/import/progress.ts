import { SingleBar } from "cli-progress";

const LINE_EVERY_MS = 5_000;

export interface Progress {
  readonly update: (share: number) => void;
  readonly stop: () => void;
}

/** A bar for a person at a terminal, a line now and then for a log. */
export function startProgress(): Progress {
  if (!process.stdout.isTTY) return startLines();
  const bar = new SingleBar({ format: "  {bar} {percentage} %", hideCursor: true, barCompleteChar: "█", barIncompleteChar: "░", noTTYOutput: false });
  bar.start(1_000, 0);
  return { update: (share) => bar.update(Math.min(1_000, Math.round(share * 1_000))), stop: () => bar.stop() };
}

function startLines(): Progress {
  let saidAt = performance.now();
  return {
    update(share) {
      if (performance.now() - saidAt < LINE_EVERY_MS) return;
      saidAt = performance.now();
      console.log(`  đã đọc ${Math.round(share * 100)} %`);
    },
    stop() {},
  };
}
