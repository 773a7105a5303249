import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Opinion } from "@langnghe/domain/opinions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { findColumns, readMoment } from "../../apps/workers/src/import/columns.ts";
import { type ImportTotals, importRows } from "../../apps/workers/src/import/import-file.ts";
import { ImportRefusal } from "../../apps/workers/src/import/import-refusal.ts";
import { openRows } from "../../apps/workers/src/import/open-rows.ts";
import { ImportReport } from "../../apps/workers/src/import/report.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
let folder: string;
beforeAll(async () => {
  world = await aWorld();
  folder = await mkdtemp(join(tmpdir(), "langnghe-import-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Options {
  readonly channel?: string;
  readonly isDryRun?: boolean;
  readonly textColumn?: string;
  readonly unit?: string;
  readonly signal?: AbortSignal;
}

/** Brings a file in as the command does. */
async function bringIn(
  path: string,
  { channel = "IMPORT", isDryRun = false, textColumn, unit, signal = new AbortController().signal }: Options = {},
): Promise<ImportTotals> {
  const report = new ImportReport(path, folder);
  const totals = await importRows(world.domain, { rows: openRows(path, () => undefined), channel, unit, textColumn, isDryRun, report, signal });
  await report.close();
  return totals;
}

async function aFile(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const stored = (text: string) => world.domain.dataSource.manager.countBy(Opinion, { text });

describe("a file that is brought in", () => {
  test("gives its rows with unit, day and words, whatever parts the columns", async () => {
    const path = await aFile("phieu.csv", '\uFEFFNgày;Mã đơn vị;Nội dung\r\n05/01/2026;px-lo;"Lò hơi; rò khí\nđã báo hai lần"\r\n');
    expect(await bringIn(path)).toEqual({ read: 1, accepted: 1, alreadyKnown: 0, refused: 0 });
    const [opinion] = await world.domain.dataSource.manager.findBy(Opinion, { text: "Lò hơi; rò khí\nđã báo hai lần" });
    expect(opinion?.receivedAt.toISOString()).toBe("2026-01-04T17:00:00.000Z");
  });

  test("adds nothing when it is brought in again, and only what is new when it has grown", async () => {
    const rows = ["sentence\tsentiment", "bữa ăn ca nguội\t0", 'nói "thẳng" một câu\t1', "bữa ăn ca nguội\t0"];
    const path = await aFile("lan-hai.tsv", rows.join("\n"));
    expect(await bringIn(path)).toMatchObject({ accepted: 3, alreadyKnown: 0 });
    expect(await bringIn(path)).toMatchObject({ accepted: 0, alreadyKnown: 3 });
    await writeFile(path, [...rows, "thêm một dòng mới\t2"].join("\n"));
    expect(await bringIn(path)).toMatchObject({ accepted: 1, alreadyKnown: 3 });
    expect(await stored("bữa ăn ca nguội")).toBe(2);
    expect(await stored('nói "thẳng" một câu')).toBe(1);
  });

  test("goes on where it was cut off", async () => {
    const path = await aFile("dang-do.jsonl", Array.from({ length: 1_200 }, (_, n) => JSON.stringify({ text: `Ý kiến đang dở số ${n}` })).join("\n"));
    const stop = new AbortController();
    stop.abort();
    const first = await bringIn(path, { signal: stop.signal });
    expect(first.accepted).toBe(500);
    expect(await bringIn(path)).toMatchObject({ read: 1_200, accepted: 700, alreadyKnown: 500 });
  });

  test("reports bad rows by line and reason, without their words, and takes in the rest", async () => {
    const long = "a".repeat(5_001);
    const path = await aFile(
      "hong.jsonl",
      [
        '{"text":"dòng tốt thứ nhất"}',
        "{hỏng",
        '{"text":"x"}',
        `{"text":"${long}"}`,
        '{"text":"dòng tốt thứ hai","date":"hôm kia"}',
        '{"text":"đơn vị lạ nhé","unit":"KHONG-CO"}',
        '{"text":"dòng tốt cuối"}',
      ].join("\n"),
    );
    expect(await bringIn(path)).toEqual({ read: 7, accepted: 2, alreadyKnown: 0, refused: 5 });
    const report = await readFile(`${path}.tsv`, "utf8");
    expect(
      report
        .split("\n")
        .map((line) => line.split("\t").slice(0, 2).join(" "))
        .toSorted(),
    ).toEqual(["", "2 UNREADABLE", "3 TOO_SHORT", "4 TOO_LONG", "5 BAD_DATE", "6 UNKNOWN_UNIT", "dòng mã"].toSorted());
    expect(report).not.toContain("aaaa");
  });

  test("leaves no report when there is nothing to report", async () => {
    const path = await aFile("sach.csv", "text\nmột dòng sạch sẽ\n");
    await bringIn(path);
    expect(existsSync(`${path}.tsv`)).toBe(false);
  });

  test("is only looked through in a rehearsal", async () => {
    const path = await aFile("thu.csv", "text\nchỉ xem thử thôi\n");
    expect(await bringIn(path, { isDryRun: true })).toMatchObject({ accepted: 1 });
    expect(await stored("chỉ xem thử thôi")).toBe(0);
  });

  test("may be a spreadsheet, with texts, dates and gaps", async () => {
    const path = join(folder, "bang.xlsx");
    const header = ["Nội dung", "Ghi chú", "Ngày", "Mã đơn vị"].map((value) => ({ value }));
    await writeXlsxFile([
      header,
      [{ value: "Găng tay mỏng, tem mờ" }, null, { value: new Date("2026-03-02T00:00:00Z"), type: Date, format: "dd/mm/yyyy" }, { value: "NM-A" }],
      [{ value: "Dòng thứ hai có <ký tự> & lạ" }, { value: 12 }, null, null],
    ] as never).toFile(path);
    expect(await bringIn(path)).toMatchObject({ read: 2, accepted: 2 });
    const [opinion] = await world.domain.dataSource.manager.findBy(Opinion, { text: "Găng tay mỏng, tem mờ" });
    expect(opinion?.receivedAt.toISOString()).toBe("2026-03-01T17:00:00.000Z");
    expect(await stored("Dòng thứ hai có <ký tự> & lạ")).toBe(1);
    expect(await bringIn(path)).toMatchObject({ accepted: 0, alreadyKnown: 2 });
  });

  test("is refused with a sentence when it cannot be one", async () => {
    const notXlsx = await aFile("gia.xlsx", "đây không phải bảng tính");
    await expect(bringIn(notXlsx)).rejects.toThrow(ImportRefusal);
    expect(() => openRows(join(folder, "khong-co.csv"), () => undefined)).toThrow(/Không mở được tệp/);
    const word = await aFile("van-ban.docx", "x");
    expect(() => openRows(word, () => undefined)).toThrow(/Chỉ đọc được/);
  });
});

describe("the columns", () => {
  test("are found by their usual names, or by what the operator says", () => {
    expect(findColumns(["", "original", "normalized"], undefined).text).toBe("original");
    expect(findColumns(["a", "b"], "2").text).toBe("b");
    expect(findColumns(["chỉ một"], undefined).text).toBe("chỉ một");
    expect(() => findColumns(["a", "b"], undefined)).toThrow(/1\. a, 2\. b/);
  });

  test("hold days as people write them, meant in Việt Nam", () => {
    expect(readMoment("20201001")?.toISOString()).toBe("2020-09-30T17:00:00.000Z");
    expect(readMoment("5/1/2026 9:15")?.toISOString()).toBe("2026-01-05T02:15:00.000Z");
    expect(readMoment("2026-01-05T09:15:00+07:00")?.toISOString()).toBe("2026-01-05T02:15:00.000Z");
    expect(readMoment("2026-01-05")?.toISOString()).toBe("2026-01-04T17:00:00.000Z");
    expect(readMoment("hôm qua")).toBeUndefined();
  });
});

/** Real texts of other people: they stay where they are, see the README beside them. */
const REAL = new URL("../../../shared/data/", import.meta.url).pathname;

describe.skipIf(!existsSync(REAL))("real files", () => {
  for (const [file, rows] of [
    ["uit_vsfc/dev.tsv", 1_583],
    ["vilexnorm/dev.csv", 1_050],
    ["uit_viocd/dev.jsonl", 548],
    ["news_titles/titles.jsonl", 2_653],
  ] as const) {
    test(`${file}: every row is taken in, known or reported`, async () => {
      const report = new ImportReport(file, folder);
      const totals = await importRows(world.domain, {
        rows: openRows(join(REAL, file), () => undefined),
        channel: "IMPORT",
        unit: undefined,
        textColumn: undefined,
        isDryRun: false,
        report,
        signal: new AbortController().signal,
      });
      await report.close();
      expect(totals.read).toBe(rows);
      expect(totals.accepted + totals.alreadyKnown + totals.refused).toBe(rows);
      expect(totals.refused).toBeLessThan(rows / 20);
    });
  }
});
