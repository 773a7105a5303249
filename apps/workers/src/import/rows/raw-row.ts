/** One row as its file gives it. */
export interface RawRow {
  /** 1-based, as an editor or a spreadsheet shows it. */
  readonly line: number;
  /** By column name; for files without names by number from "1". Undefined when the row cannot be read. */
  readonly cells: ReadonlyMap<string, string> | undefined;
}

/** Rows come one after the other; nothing else of the file is held. */
export type RowSource = AsyncIterable<RawRow>;
