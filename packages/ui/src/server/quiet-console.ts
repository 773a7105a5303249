/** A line that is dropped would hide a fault; one that is kept whole may hold what somebody sent. */
const WITHHELD = "words withheld";

/**
 * The web server writes an error into its log with its message, and a message may repeat a header, an address or a field of the
 * request. From here on only the kind of an error and its frames are written, and where to look for them: its digest, which the page shows.
 */
export function quietConsole(): void {
  for (const level of ["error", "warn"] as const) {
    const write = console[level].bind(console);
    console[level] = (...said: readonly unknown[]) => write(JSON.stringify({ level, said: said.map(traceOf) }));
  }
}

/** As for the api and the workers: kind and stack frames of an error, never its message. */
export function traceOf(said: unknown): unknown {
  if (!(said instanceof Error)) return WITHHELD;
  const { stack = "", message, name } = said;
  const digest: unknown = Reflect.get(said, "digest");
  // A message may hold lines that look like frames, so the stack is read behind it; where it cannot be told apart, not at all.
  const start = stack.indexOf(message);
  const frames = start < 0 ? "" : stack.slice(start + message.length);
  return {
    kind: name,
    ...(typeof digest === "string" && /^[\w@-]{1,40}$/.test(digest) && { digest }),
    frames: frames.split("\n").flatMap((line) => (/^\s+at /.test(line) ? [line.trim()] : [])),
  };
}
