/** Class, code and stack frames of an error; never its message, query or parameters: they may hold a member's words. */
export function traceOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const frames = framesBehind(error)
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  return { kind: error.name, code, constraint, table, frames };
}

/** A message may hold lines that look like frames, so the stack is read behind it; where it cannot be told apart, not at all. */
function framesBehind({ stack = "", message }: Error): string {
  const start = stack.indexOf(message);
  return start < 0 ? "" : stack.slice(start + message.length);
}
