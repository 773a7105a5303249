import { SingleBar } from "cli-progress";

const LINE_EVERY_MS = 5_000;
const STEPS = 1_000;

export interface Progress {
  /** `share` of the file, 0 to 1. */
  readonly update: (share: number) => void;
  /** A line that does not run into the bar. */
  readonly say: (line: string) => void;
  readonly stop: () => void;
}

/** A bar for a person at a terminal, a line now and then for a log. */
export function startProgress(): Progress {
  return process.stderr.isTTY ? startBar() : startLines();
}

function startBar(): Progress {
  const bar = new SingleBar({
    format: "  {bar} {percentage} %",
    hideCursor: true,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    gracefulExit: false,
    clearOnComplete: true,
  });
  let step = 0;
  bar.start(STEPS, step);
  return {
    update(share) {
      step = Math.min(STEPS, Math.round(share * STEPS));
      bar.update(step);
    },
    say(line) {
      bar.stop();
      console.log(line);
      bar.start(STEPS, step);
    },
    stop: () => bar.stop(),
  };
}

function startLines(): Progress {
  let saidAt = performance.now();
  return {
    update(share) {
      if (performance.now() - saidAt < LINE_EVERY_MS) return;
      saidAt = performance.now();
      console.log(`  đã đọc ${Math.floor(share * 100)} %`);
    },
    say: (line) => console.log(line),
    stop() {},
  };
}
