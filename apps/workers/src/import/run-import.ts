import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain, type Domain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { DomainError, traceOf } from "@langnghe/domain/foundation";
import { foldText } from "@langnghe/text";
import { type ImportArguments, readArguments, USAGE } from "./arguments.ts";
import { type ImportJob, type ImportTotals, importRows } from "./import-file.ts";
import { ImportRefusal } from "./import-refusal.ts";
import { type Columns, shownName } from "./meaning/columns.ts";
import { type Progress, startProgress } from "./progress.ts";
import { ImportReport } from "./report.ts";
import { openRows } from "./rows/open-rows.ts";
import { throughAbsence } from "./through-absence.ts";

const DONE = 0;
const FAILED = 1;
const BAD_CALL = 2;
const INTERRUPTED = 130;

interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** `npm run import`: brings a file in and says what became of its rows. Returns the exit code; refused rows alone are no failure. */
export async function runImport(args: readonly string[], { env, signal }: Surroundings): Promise<number> {
  const wanted = readArguments(args);
  if (!wanted) {
    console.error(USAGE);
    return BAD_CALL;
  }
  try {
    return await bringIn(wanted, { env, signal });
  } catch (error) {
    if (signal.aborted && error instanceof Error && error.name === "AbortError") return INTERRUPTED;
    console.error(sentenceFor(error));
    return FAILED;
  }
}

async function bringIn(wanted: ImportArguments, { env, signal }: Surroundings): Promise<number> {
  let progress: Progress | undefined;
  const rows = openRows(wanted.file, { onProgress: (share) => progress?.update(share), signal });
  const report = new ImportReport(wanted.file, join(env.DATA_DIR ?? tmpdir(), "import-reports"));
  return withDomain({ databaseUrl: requireUrl(env), signal }, async (domain) => {
    const startedAt = performance.now();
    const channel = await throughAbsence(() => findPlace(domain, wanted), { signal });
    if (channel.isNew) console.log(`Kênh ${channel.code} chưa có, ${wanted.isDryRun ? "khi nhập thật " : ""}sẽ được tạo.`);
    const onColumns = (columns: Columns, names: readonly string[]) => progress?.say(columnsSaid(columns, names));
    const { unit, text: textColumn, isDryRun } = wanted;
    progress = startProgress();
    try {
      const totals = await importRows(domain, { rows, channel, unit, textColumn, isDryRun, report, signal, onColumns });
      progress.stop();
      console.log(totalsSaid(totals, { seconds: (performance.now() - startedAt) / 1_000, report, isDryRun, isStopped: signal.aborted }));
      return signal.aborted ? INTERRUPTED : DONE;
    } finally {
      progress.stop();
      report.close();
    }
  });
}

async function withDomain<Value>(
  { databaseUrl, signal }: { databaseUrl: string; signal: AbortSignal },
  work: (domain: Domain) => Promise<Value>,
): Promise<Value> {
  const dataSource = createDataSource({ url: databaseUrl, poolSize: 3, applicationName: "langnghe import" });
  await throughAbsence(() => dataSource.initialize(), { signal });
  try {
    const domain = await throughAbsence(() => createDomain({ dataSource, databaseUrl }), { signal });
    return await work(domain).finally(() => domain.close());
  } finally {
    await dataSource.destroy();
  }
}

function requireUrl({ DATABASE_URL }: NodeJS.ProcessEnv): string {
  if (DATABASE_URL) return DATABASE_URL;
  throw new ImportRefusal("Chưa có DATABASE_URL: hãy chạy bằng `npm run import`.");
}

/** The channel by the code that its name gives: "Khảo sát 2026" is KHAO_SAT_2026. Refuses a unit that is not there. */
async function findPlace({ organization }: Domain, { channel: name, unit }: ImportArguments): Promise<ImportJob["channel"]> {
  const code = foldText(name)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")
    .toUpperCase();
  if (code === "") throw new ImportRefusal(`“${name}” không dùng làm tên kênh được. Đặt tên có chữ cái hoặc chữ số.`);
  if (unit !== undefined) await organization.unitByCode(unit);
  const isNew = !(await organization.listChannels()).some((channel) => channel.code === code);
  return { code, name, isNew };
}

/** Said aloud, so that a wrong guess is seen at once: a file without a line of names would show its first text here. */
function columnsSaid({ text, unit, externalId, occurredAt }: Columns, names: readonly string[]): string {
  const used = [
    ["lời viết", text],
    ["đơn vị", unit],
    ["mã", externalId],
    ["ngày", occurredAt],
  ] as const;
  const said = used.flatMap(([what, place]) => (place === undefined ? [] : [`${what} ở cột “${shownName(names[place] ?? "")}”`]));
  return `Đọc ${said.join(", ")}.`;
}

interface Closing {
  readonly seconds: number;
  readonly report: ImportReport;
  readonly isDryRun: boolean;
  readonly isStopped: boolean;
}

function totalsSaid({ read, accepted, alreadyKnown, refused }: ImportTotals, { seconds, report, isDryRun, isStopped }: Closing): string {
  const count = (number: number) => number.toLocaleString("vi-VN");
  const duration = seconds.toLocaleString("vi-VN", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return [
    isStopped ? "Đã dừng giữa chừng:" : isDryRun ? "Xem thử, không lưu gì:" : "Đã nhập xong:",
    `  ${count(read)} dòng đã đọc`,
    `  ${count(accepted)} ý kiến ${isDryRun ? "sẽ được nhận" : "mới nhận"}`,
    `  ${count(alreadyKnown)} dòng đã có từ trước`,
    `  ${count(refused)} dòng không nhận được`,
    `  ${duration} giây, ${count(Math.round(read / Math.max(seconds, 0.001)))} dòng/giây`,
    ...(report.path ? [`Lý do từng dòng: ${report.path}`] : []),
    ...(isStopped && !isDryRun ? ["Chạy lại lệnh này để nhận tiếp phần còn lại."] : []),
  ].join("\n");
}

/** An unknown error is told without its message: a database driver puts the members' words there. */
function sentenceFor(error: unknown): string {
  if (error instanceof DomainError) return error.in("VI");
  if (error instanceof ImportRefusal) return error.message;
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") return "Ổ đĩa đầy. Hãy dọn chỗ rồi chạy lại; những dòng đã nhận vẫn còn.";
  return `Lỗi ngoài dự kiến. Những dòng đã nhận vẫn còn; hãy chạy lại, và gửi các dòng sau cho người bảo trì nếu lỗi lặp lại.\n${JSON.stringify(traceOf(error), null, 2)}`;
}
