export interface Selection {
  readonly start: number;
  readonly end: number;
}

/** A replacement in a text, and where the caret stands after it. */
export interface TextEdit extends Selection {
  readonly insert: string;
}

/** Puts the prefix before every line of the selection, or takes it away where all of them have it. */
export function toggleLinePrefix(text: string, selection: Selection, prefix: string): TextEdit {
  const start = text.lastIndexOf("\n", selection.start - 1) + 1;
  const next = text.indexOf("\n", selection.end);
  const end = next === -1 ? text.length : next;
  const lines = text.slice(start, end).split("\n");
  const isOn = lines.every((line) => line.startsWith(prefix));
  return { start, end, insert: lines.map((line) => (isOn ? line.slice(prefix.length) : `${prefix}${line}`)).join("\n") };
}

/** A source mark stands behind what it backs. */
export function insertSourceMark({ end }: Selection, place: number): TextEdit {
  return { start: end, end, insert: `[${place}]` };
}
