import pino from "pino";

export interface GatheredLog {
  readonly logger: pino.Logger;
  /** Everything written so far, at every level. */
  text(): string;
}

/** A log that is kept in memory, down to the finest level. */
export function aGatheredLog(): GatheredLog {
  const lines: string[] = [];
  return { logger: pino({ level: "trace" }, { write: (line: string) => void lines.push(line) }), text: () => lines.join("") };
}
