import type { Domain } from "@langnghe/domain";
import { recordInAudit } from "@langnghe/domain/access";
import type { SystemActor } from "@langnghe/domain/foundation";
import { type BatchItem, type IntakeOutcome, LARGEST_BATCH } from "@langnghe/domain/opinions";
import { createRowReader, type RowMeaning, type RowReaderOptions, wordsOfRow } from "./meaning/read-row.ts";
import type { ImportReport } from "./report.ts";
import type { RawRow } from "./rows/raw-row.ts";
import { throughAbsence } from "./through-absence.ts";

const IMPORTER: SystemActor = { kind: "system", name: "import" };
/** Rows of a batch, with those that are refused unseen: a file of nothing but bad rows is reported bit by bit. */
const MOST_ROWS = 4 * LARGEST_BATCH;

export interface ImportJob extends RowReaderOptions {
  readonly rows: AsyncIterable<RawRow>;
  readonly channel: { readonly code: string; readonly name: string; readonly isNew: boolean };
  readonly isDryRun: boolean;
  readonly report: ImportReport;
  /** Ends the import after the batch in hand. */
  readonly signal: AbortSignal;
}

export interface ImportTotals {
  readonly read: number;
  readonly accepted: number;
  readonly alreadyKnown: number;
  readonly refused: number;
}

type Outcome = IntakeOutcome | Extract<RowMeaning, { readonly refusal: unknown }>;

/**
 * Brings rows in through the same service as everybody else, in batches, each one transaction. While one is stored the next is
 * read, and never are two stored at once: an exact repeat is marked with the opinion before it, which the one transaction
 * could not see in the other. A batch that fails is tried again; what it held is known by its origin, so nothing
 * comes in twice.
 * @throws ImportRefusal when the file or the database does not allow to go on; what was stored until then stays
 */
export async function importRows(domain: Domain, job: ImportJob): Promise<ImportTotals> {
  const totals = { read: 0, accepted: 0, alreadyKnown: 0, refused: 0 };
  const settle = async (batch: readonly RowMeaning[]) => count(batch, { outcomes: await submit(domain, job, batch), totals, report: job.report });
  let storing = Promise.resolve();
  try {
    for await (const batch of readBatches(job)) {
      await storing;
      if (job.signal.aborted) return totals;
      storing = settle(batch);
      // Looked at above or below; without this a failure during the reading of the next batch would end the process.
      storing.catch(() => undefined);
    }
    await storing;
  } catch (error) {
    // The file may have ended badly; the batch before is stored all the same.
    await storing.catch(() => undefined);
    if (!isInterruption(error, job.signal)) throw error;
  }
  return totals;
}

async function* readBatches(job: ImportJob): AsyncGenerator<RowMeaning[]> {
  const readRow = createRowReader(job);
  let batch: RowMeaning[] = [];
  let items = 0;
  for await (const row of job.rows) {
    if (job.signal.aborted) return;
    const meaning = readRow(row);
    batch.push(meaning);
    if ("item" in meaning) items += 1;
    if (items < LARGEST_BATCH && batch.length < MOST_ROWS) continue;
    yield batch;
    batch = [];
    items = 0;
  }
  if (batch.length > 0) yield batch;
}

/** What became of each row, in their order. */
async function submit(domain: Domain, job: ImportJob, batch: readonly RowMeaning[]): Promise<Outcome[]> {
  const opinions = batch.flatMap((meaning) => ("item" in meaning ? [meaning.item] : []));
  const outcomes = opinions.length === 0 ? [] : await throughAbsence(() => store(domain, job, opinions), job);
  let next = 0;
  return batch.map((meaning): Outcome => {
    if ("refusal" in meaning) return meaning;
    const outcome = outcomes[next++];
    if (!outcome) throw new Error("The intake answered for fewer opinions than it was given");
    // A rehearsal has forgotten the batches before; in earnest the second row with the same id is known.
    const isForgotten = job.isDryRun && meaning.isRepeatedOrigin && outcome.kind === "ACCEPTED";
    return isForgotten ? { kind: "ALREADY_KNOWN", opinionId: outcome.opinionId } : outcome;
  });
}

async function store({ dataSource, intake, organization }: Domain, { channel, isDryRun }: ImportJob, opinions: readonly BatchItem[]) {
  const submission = { channel: channel.code, opinions };
  const wanted = { code: channel.code, name: channel.name, kind: "IMPORT" } as const;
  if (isDryRun) return intake.rehearseBatch(submission, IMPORTER, channel.isNew ? { newChannel: wanted } : {});
  // Only now: a file that cannot be read leaves no channel behind.
  const { id } = await organization.ensureChannel(wanted);
  // Noted before: what is brought in afterwards, by whatever comes in between, has its entry.
  await recordInAudit(dataSource.manager, IMPORTER, { act: "opinion:import", subjectIds: [id] });
  return intake.submitBatch(submission, IMPORTER);
}

interface Tally {
  readonly outcomes: readonly Outcome[];
  readonly totals: { -readonly [Name in keyof ImportTotals]: ImportTotals[Name] };
  readonly report: ImportReport;
}

function count(batch: readonly RowMeaning[], { outcomes, totals, report }: Tally): void {
  totals.read += batch.length;
  const refused = outcomes.flatMap((outcome, place) => {
    if ("refusal" in outcome) return [{ line: batch[place]?.line ?? 0, reason: outcome.refusal, words: wordsOfRow(outcome.refusal) }];
    if (outcome.kind === "ACCEPTED") totals.accepted += 1;
    else totals.alreadyKnown += 1;
    return [];
  });
  totals.refused += refused.length;
  report.add(refused);
}

/** Interrupted while unpacking or while waiting for the database: not a failure. */
function isInterruption(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && error instanceof Error && error.name === "AbortError";
}
