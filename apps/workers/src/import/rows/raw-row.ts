/** One row as its file gives it. */
export interface RawRow {
  /** 1-based, as an editor or a spreadsheet shows it. */
  readonly line: number;
  /** The same array for all rows of a table. An unnamed column has the name "". */
  readonly names: readonly string[];
  /** One for each name, "" for an empty one; undefined when the row cannot be read. */
  readonly cells: readonly string[] | undefined;
}

/** What a reader of rows is told by its caller, and tells it. */
export interface Reading {
  /** Called with the share of the file that has been read, 0 to 1. */
  readonly onProgress: (share: number) => void;
  /** Ends long preparations; between two rows the caller stops by asking no more. */
  readonly signal: AbortSignal;
}
