import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain, type Domain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { DomainError } from "@langnghe/domain/foundation";
import { foldText } from "@langnghe/text";
import { type ImportArguments, readArguments, USAGE } from "./arguments.ts";
import { type ImportTotals, importRows } from "./import-file.ts";
import { ImportRefusal } from "./import-refusal.ts";
import { openRows } from "./open-rows.ts";
import { startProgress } from "./progress.ts";
import { ImportReport } from "./report.ts";

const BAD_CALL = 2;
const INTERRUPTED = 130;

/** `npm run import`: brings a file in and says what became of its rows. The exit code says whether the whole went through. */
process.exitCode = await main();

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2));
  if (!wanted) {
    console.error(USAGE);
    return BAD_CALL;
  }
  const databaseUrl = process.env.DATABASE_URL ?? "";
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 3, applicationName: "langnghe import" }).initialize();
  const domain = await createDomain({ dataSource, databaseUrl });
  try {
    return await bringIn(domain, wanted);
  } catch (error) {
    if (!(error instanceof ImportRefusal || error instanceof DomainError)) throw error;
    console.error(error instanceof DomainError ? error.in("VI") : error.message);
    return 1;
  } finally {
    await domain.close();
    await dataSource.destroy();
  }
}

async function bringIn(domain: Domain, wanted: ImportArguments): Promise<number> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  if (wanted.unit !== undefined) await domain.organization.unitByCode(wanted.unit);
  const progress = startProgress();
  const report = new ImportReport(wanted.file, join(process.env.DATA_DIR ?? tmpdir(), "import-reports"));
  const startedAt = performance.now();
  try {
    const rows = openRows(wanted.file, progress.update);
    const channel = await findChannel(domain, wanted);
    const totals = await importRows(domain, {
      rows,
      channel,
      unit: wanted.unit,
      textColumn: wanted.text,
      isDryRun: wanted.isDryRun,
      report,
      signal: stop.signal,
    });
    progress.stop();
    await report.close();
    sayTotals(totals, { seconds: (performance.now() - startedAt) / 1_000, report, isDryRun: wanted.isDryRun });
    if (!stop.signal.aborted) return 0;
    console.log("Đã dừng giữa chừng. Chạy lại lệnh này để nhận tiếp phần còn lại.");
    return INTERRUPTED;
  } finally {
    progress.stop();
    await report.close();
  }
}

/** The code of the channel named; a new one is made, but not by a rehearsal, which takes the general one in its stead. */
async function findChannel({ organization }: Domain, { channel: name, isDryRun }: ImportArguments): Promise<string> {
  const code = foldText(name)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")
    .toUpperCase();
  if (code === "") throw new ImportRefusal(`“${name}” không dùng làm tên kênh được. Đặt tên có chữ cái hoặc chữ số.`);
  const isKnown = (await organization.listChannels()).some((channel) => channel.code === code);
  if (isKnown) return code;
  console.log(isDryRun ? `Kênh ${code} chưa có; khi nhập thật sẽ được tạo.` : `Tạo kênh mới ${code}.`);
  if (isDryRun) return "IMPORT";
  return (await organization.ensureChannel({ code, name, kind: "IMPORT" })).code;
}

function sayTotals(totals: ImportTotals, { seconds, report, isDryRun }: { seconds: number; report: ImportReport; isDryRun: boolean }): void {
  const count = (number: number) => number.toLocaleString("vi-VN");
  console.log(
    [
      isDryRun ? "Xem thử, không lưu gì:" : "Đã nhập xong:",
      `  ${count(totals.read)} dòng đã đọc`,
      `  ${count(totals.accepted)} ý kiến ${isDryRun ? "sẽ được nhận" : "mới nhận"}`,
      `  ${count(totals.alreadyKnown)} dòng đã có từ trước`,
      `  ${count(totals.refused)} dòng không nhận được`,
      `  ${seconds.toFixed(1)} giây, ${count(Math.round(totals.read / Math.max(seconds, 0.001)))} dòng/giây`,
      ...(report.count > 0 ? [`Lý do từng dòng: ${report.path}`] : []),
    ].join("\n"),
  );
}
