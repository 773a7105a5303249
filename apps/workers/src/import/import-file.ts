import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Domain } from "@langnghe/domain";
import { isDatabaseAway } from "@langnghe/domain/database";
import type { SystemActor } from "@langnghe/domain/foundation";
import { type BatchItem, type IntakeOutcome, LARGEST_BATCH, wordsOfRefusal } from "@langnghe/domain/opinions";
import { type Columns, findColumns, readMoment } from "./columns.ts";
import { ImportRefusal } from "./import-refusal.ts";
import type { ImportReport } from "./report.ts";
import type { RawRow, RowSource } from "./rows/raw-row.ts";

const IMPORTER: SystemActor = { kind: "system", name: "import" };
const GIVE_UP_AFTER_MS = 60_000;
const FIRST_RETRY_MS = 250;
/** Serialization failure, deadlock, and a row that another transaction took away meanwhile. */
const TRANSIENT_CODES = new Set(["40001", "40P01", "23503"]);

export interface ImportJob {
  readonly rows: RowSource;
  /** A channel code. */
  readonly channel: string;
  readonly unit: string | undefined;
  readonly textColumn: string | undefined;
  readonly isDryRun: boolean;
  readonly report: ImportReport;
  /** Ends the import after the batch in hand. */
  readonly signal: AbortSignal;
}

export interface ImportTotals {
  read: number;
  accepted: number;
  alreadyKnown: number;
  refused: number;
}

interface ReadyRow {
  readonly line: number;
  readonly item: BatchItem;
}

/**
 * Brings rows in through the same service as everybody else, in batches, each one transaction.
 * A row is known by its own id or by its content and its number among equals, so that running the import again,
 * after a crash or on a longer file, adds only what is new.
 */
export async function importRows(domain: Domain, job: ImportJob): Promise<ImportTotals> {
  const totals: ImportTotals = { read: 0, accepted: 0, alreadyKnown: 0, refused: 0 };
  const toReadyRow = createRowReader(job, totals);
  let batch: ReadyRow[] = [];
  for await (const row of job.rows) {
    totals.read += 1;
    const ready = toReadyRow(row);
    if (ready) batch.push(ready);
    if (batch.length < LARGEST_BATCH) continue;
    await submit(domain, job, { batch, totals });
    batch = [];
    if (job.signal.aborted) return totals;
  }
  if (batch.length > 0) await submit(domain, job, { batch, totals });
  return totals;
}

function createRowReader(job: ImportJob, totals: ImportTotals): (row: RawRow) => ReadyRow | undefined {
  const columnsOf = createColumnFinder(job.textColumn);
  // One number for each distinct row, under eight bytes of digest: bounded by the rows, not by their texts.
  const occurrences = new Map<bigint, number>();
  return ({ line, cells }) => {
    const refuse = (reason: string, words: string) => {
      totals.refused += 1;
      job.report.add({ line, reason, words });
      return undefined;
    };
    const columns = cells && columnsOf([...cells.keys()]);
    if (!columns) return refuse("UNREADABLE", "Dòng hỏng: sai dấu ngoặc, thừa hoặc thiếu cột, không đúng dạng. Sửa dòng này rồi nhập lại.");
    const text = cells.get(columns.text) ?? "";
    const unitCode = (columns.unit && cells.get(columns.unit)?.trim()) || job.unit;
    const date = (columns.occurredAt && cells.get(columns.occurredAt)?.trim()) || "";
    const occurredAt = date === "" ? undefined : readMoment(date);
    if (date !== "" && !occurredAt) return refuse("BAD_DATE", "Ngày không đọc được. Ghi theo dạng 22/11/2026 hoặc 2026-11-22.");
    const ownId = columns.externalId && cells.get(columns.externalId)?.trim();
    const externalId = ownId || numbered(occurrences, digest([text, unitCode ?? "", date]));
    return { line, item: { text, unitCode, externalId, occurredAt } };
  };
}

/**
 * The columns of a row. The first row decides which one holds the text, and that one cannot be left open; in JSONL later
 * rows may have other columns beside it, and one without it cannot be read.
 */
function createColumnFinder(wantedText: string | undefined): (names: readonly string[]) => Columns | undefined {
  let first: Columns | undefined;
  let latest: { readonly names: string; readonly columns: Columns } | undefined;
  return (names) => {
    const key = names.join("\u0000");
    if (latest?.names === key) return latest.columns;
    first ??= findColumns(names, wantedText);
    if (!names.includes(first.text)) return undefined;
    latest = { names: key, columns: findColumns(names, first.text) };
    return latest.columns;
  };
}

function digest(parts: readonly string[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}

function numbered(occurrences: Map<bigint, number>, hash: Buffer): string {
  const key = hash.readBigUInt64BE(0);
  const number = (occurrences.get(key) ?? 0) + 1;
  occurrences.set(key, number);
  return `row:${hash.toString("hex")}:${number}`;
}

async function submit(domain: Domain, job: ImportJob, { batch, totals }: { batch: readonly ReadyRow[]; totals: ImportTotals }): Promise<void> {
  const submission = { channel: job.channel, opinions: batch.map(({ item }) => item) };
  const outcomes = await persist(() =>
    job.isDryRun ? domain.intake.rehearseBatch(submission, IMPORTER) : domain.intake.submitBatch(submission, IMPORTER),
  );
  for (const [place, outcome] of outcomes.entries()) count(outcome, { line: batch[place]?.line ?? 0, totals, report: job.report });
}

function count(outcome: IntakeOutcome, { line, totals, report }: { line: number; totals: ImportTotals; report: ImportReport }): void {
  if (outcome.kind === "ACCEPTED") totals.accepted += 1;
  if (outcome.kind === "ALREADY_KNOWN") totals.alreadyKnown += 1;
  if (outcome.kind !== "REFUSED") return;
  totals.refused += 1;
  report.add({ line, reason: outcome.refusal, words: wordsOfRefusal(outcome.refusal).vi });
}

/** Tries through a database that is away for a moment. @throws ImportRefusal when it stays away for a minute */
async function persist<Value>(work: () => Promise<Value>): Promise<Value> {
  const startedAt = performance.now();
  for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (performance.now() - startedAt > GIVE_UP_AFTER_MS) {
        throw new ImportRefusal("Cơ sở dữ liệu không trả lời đã quá một phút. Những dòng đã nhận vẫn còn; chạy lại lệnh này để nhận tiếp.");
      }
      await pause(waitMs);
    }
  }
}

function isTransient(error: unknown): boolean {
  return isDatabaseAway(error) || (error instanceof Error && "code" in error && TRANSIENT_CODES.has(String(error.code)));
}
