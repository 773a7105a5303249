import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Opinion } from "@langnghe/domain/opinions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { type ImportTotals, importRows } from "../../apps/workers/src/import/import-file.ts";
import { ImportRefusal } from "../../apps/workers/src/import/import-refusal.ts";
import { ImportReport } from "../../apps/workers/src/import/report.ts";
import { openRows } from "../../apps/workers/src/import/rows/open-rows.ts";
import { throughAbsence } from "../../apps/workers/src/import/through-absence.ts";
import { UNITS } from "../support/small-union.ts";
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
  readonly isNewChannel?: boolean;
  readonly isDryRun?: boolean;
  readonly textColumn?: string;
  readonly unit?: string;
  readonly stop?: AbortController;
  /** Interrupts when this many rows have been asked for. */
  readonly stopAfterRows?: number;
}

interface Result extends ImportTotals {
  /** Lines of the report as "line code". */
  readonly report: readonly string[];
  readonly reportPath: string | undefined;
}

/** Brings a file in as the command does. */
async function bringIn(path: string, options: Options = {}): Promise<Result> {
  const { channel = "IMPORT", isNewChannel = false, isDryRun = false, textColumn, unit, stop = new AbortController(), stopAfterRows } = options;
  const report = new ImportReport(path, join(folder, "reports"));
  const { signal } = stop;
  const totals = await importRows(world.domain, {
    rows: stoppingAfter(openRows(path, { onProgress: () => undefined, signal }), stopAfterRows, stop),
    channel: { code: channel, name: channel, isNew: isNewChannel },
    unit,
    textColumn,
    isDryRun,
    report,
    signal,
    onColumns: () => undefined,
  });
  report.close();
  const lines = report.path ? (await readFile(report.path, "utf8")).trim().split("\n").slice(1) : [];
  return { ...totals, report: lines.map((line) => line.split("\t").slice(0, 2).join(" ")), reportPath: report.path };
}

async function* stoppingAfter<Row>(rows: AsyncIterable<Row>, count: number | undefined, stop: AbortController): AsyncGenerator<Row> {
  let seen = 0;
  for await (const row of rows) {
    seen += 1;
    if (seen === count) stop.abort();
    yield row;
  }
}

async function aFile(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const opinions = () => world.domain.dataSource.manager;
const stored = (text: string) => opinions().countBy(Opinion, { receivedText: text });
const kept = (text: string) => opinions().findOneByOrFail(Opinion, { receivedText: text });
const unitOf = (text: string) => kept(text).then(({ unitId }) => Object.values(UNITS).find(({ id }) => id === unitId)?.code);

describe("a file that is brought in", () => {
  test("gives its rows with unit, day and words", async () => {
    const path = await aFile(
      "phieu.csv",
      '\uFEFFNgày;Mã đơn vị;Nội dung;Họ tên\r\n05/01/2026;px-lo;"Lò hơi; rò khí\nđã báo hai lần";Nguyễn Văn A\r\n;;Không nêu đơn vị;B\r\n',
    );
    expect(await bringIn(path, { unit: UNITS.plantB.code })).toMatchObject({ read: 2, accepted: 2, alreadyKnown: 0, refused: 0 });
    expect((await kept("Lò hơi; rò khí\nđã báo hai lần")).receivedAt.toISOString()).toBe("2026-01-04T17:00:00.000Z");
    expect(await unitOf("Lò hơi; rò khí\nđã báo hai lần")).toBe(UNITS.boilers.code);
    expect(await unitOf("Không nêu đơn vị")).toBe(UNITS.plantB.code);
  });

  test("adds nothing when it is brought in again, and only what is new when it has grown", async () => {
    const rows = ["sentence\tsentiment", "bữa ăn ca nguội\t0", 'nói "thẳng" một câu\t1', "bữa ăn ca nguội\t0"];
    const path = await aFile("lan-hai.tsv", rows.join("\n"));
    expect(await bringIn(path)).toMatchObject({ accepted: 3, alreadyKnown: 0 });
    expect(await bringIn(path)).toMatchObject({ accepted: 0, alreadyKnown: 3 });
    await writeFile(path, [...rows, "thêm một dòng mới\t2"].join("\n"));
    expect(await bringIn(path)).toMatchObject({ accepted: 1, alreadyKnown: 3 });
    expect(await stored('nói "thẳng" một câu')).toBe(1);
  });

  test("keeps apart those who said the same, and marks the later ones as repeats of the first, across batches too", async () => {
    const others = Array.from({ length: 700 }, (_, n) => `câu chen giữa số ${n}`);
    const path = await aFile("lap.csv", ["text", "xe đưa đón trễ", ...others, "xe đưa đón trễ", "xe đưa đón trễ"].join("\n"));
    expect(await bringIn(path)).toMatchObject({ accepted: 703 });
    const same = await opinions().findBy(Opinion, { receivedText: "xe đưa đón trễ" });
    const [first] = same.filter(({ repeatOfId }) => repeatOfId === null);
    expect(same).toHaveLength(3);
    expect(same.filter(({ repeatOfId }) => repeatOfId === first?.id)).toHaveLength(2);
    expect(await bringIn(path)).toMatchObject({ accepted: 0, alreadyKnown: 703 });
  });

  test("is the same table in whatever format it was saved", async () => {
    const table = [
      ["Nội dung", "Ngày", "Đơn vị"],
      ["Găng tay mỏng\nvà rách", "2026-03-02", "nm-a"],
      ["Lương trả chậm", "2026-03-03", ""],
    ];
    const csv = await aFile("bang.csv", table.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\r\n"));
    expect(await bringIn(csv)).toMatchObject({ accepted: 2 });
    const xlsx = join(folder, "bang.xlsx");
    const cells = table.map((row, place) =>
      row.map((value, column) =>
        place > 0 && column === 1 ? { value: new Date(`${value}T00:00:00Z`), type: Date, format: "dd/mm/yyyy" } : { value: value.normalize("NFD") },
      ),
    );
    await writeXlsxFile(cells as never).toFile(xlsx);
    expect(await bringIn(xlsx)).toMatchObject({ read: 2, accepted: 0, alreadyKnown: 2 });
    const jsonl = await aFile("bang.jsonl", '{"text":"Lương trả chậm","date":"20260303"}\n{"text":"Lương trả chậm","date":"20260304"}\n');
    expect(await bringIn(jsonl)).toMatchObject({ accepted: 1, alreadyKnown: 1 });
  });

  test("knows its rows by their own ids where it has some", async () => {
    const path = await aFile("ma.csv", "id,text\np-1,bài thứ nhất\np-2,bài thứ hai\np-1,bài thứ nhất chép lại\n,không có mã\n");
    expect(await bringIn(path)).toMatchObject({ accepted: 3, alreadyKnown: 1 });
    const corrected = await aFile("ma-sua.csv", "id,text\np-1,bài thứ nhất đã sửa\n");
    expect(await bringIn(corrected)).toMatchObject({ accepted: 0, alreadyKnown: 1 });
  });

  test("goes on where it was interrupted, without a row twice or missing", async () => {
    const path = await aFile(
      "dang-do.jsonl",
      Array.from({ length: 1_700 }, (_, n) => JSON.stringify({ text: `Ý kiến đang dở số ${n % 1_600}` })).join("\n"),
    );
    const first = await bringIn(path, { stopAfterRows: 1_100 });
    expect(first.read).toBeLessThan(1_100);
    expect(first.read % 500).toBe(0);
    expect(first.accepted).toBe(first.read);
    expect(await bringIn(path)).toMatchObject({ read: 1_700, accepted: 1_700 - first.read, alreadyKnown: first.read });
    expect(await stored("Ý kiến đang dở số 5")).toBe(2);
    expect(await stored("Ý kiến đang dở số 105")).toBe(1);
  });

  test("adds each row once when two bring it in at the same time", async () => {
    const path = await aFile("hai-nguoi.csv", ["text", ...Array.from({ length: 1_200 }, (_, n) => `hai người cùng nhập ${n}`)].join("\n"));
    const totals = await Promise.all([bringIn(path), bringIn(path)]);
    expect(totals[0].accepted + totals[1].accepted).toBe(1_200);
    expect(totals.map(({ read }) => read)).toEqual([1_200, 1_200]);
  });
});

describe("bad rows", () => {
  test("are reported by line and reason, in order and without their words, and the rest comes in", async () => {
    const path = await aFile(
      "hong.jsonl",
      [
        '{"text":"dòng tốt thứ nhất"}',
        "{hỏng",
        '{"text":"x"}',
        `{"text":"${"a".repeat(5_001)}"}`,
        '{"text":"dòng tốt thứ hai","date":"hôm kia"}',
        '{"text":"đơn vị lạ nhé","unit":"KHONG-CO"}',
        '{"text":"  "}',
        '{"text":"nửa chữ \\ud83d"}',
        '{"text":"mất chữ \uFFFD rồi"}',
        '{"ghi chú":"không có lời"}',
        '{"text":"dòng tốt cuối"}',
      ].join("\n"),
    );
    const { report, reportPath = "", ...totals } = await bringIn(path);
    expect(totals).toEqual({ read: 11, accepted: 2, alreadyKnown: 0, refused: 9 });
    expect(report).toEqual([
      "2 UNREADABLE",
      "3 TOO_SHORT",
      "4 TOO_LONG",
      "5 BAD_DATE",
      "6 UNKNOWN_UNIT",
      "7 EMPTY",
      "8 BAD_CHARACTERS",
      "9 BAD_CHARACTERS",
      "10 UNREADABLE",
    ]);
    expect(await readFile(reportPath, "utf8")).not.toMatch(/aaaa|lạ nhé|hôm kia/);
  });

  test("in a great number are reported bit by bit", async () => {
    const path = await aFile("toan-hong.jsonl", `${"{hỏng\n".repeat(5_000)}{"text":"một dòng tốt"}\n`);
    const { report, ...totals } = await bringIn(path);
    expect(totals).toMatchObject({ read: 5_001, accepted: 1, refused: 5_000 });
    expect(report.at(-1)).toBe("5000 UNREADABLE");
  });

  test("of two files with the same name stand in two reports; where there is none, there is no file", async () => {
    await mkdir(join(folder, "khac"));
    const [one, two, clean] = [
      await aFile("trung.csv", "text\n?\n"),
      await aFile("khac/trung.csv", "text\n?\n"),
      await aFile("sach.csv", "text\nmột dòng sạch sẽ\n"),
    ];
    const paths = [(await bringIn(one)).reportPath, (await bringIn(two)).reportPath];
    expect(new Set(paths).size).toBe(2);
    expect((await bringIn(clean)).reportPath).toBeUndefined();
  });

  test("are reported elsewhere when the folder cannot be written", async () => {
    const notAFolder = await aFile("khong-phai-thu-muc", "");
    const report = new ImportReport(join(folder, "x.csv"), join(notAFolder, "reports"));
    report.add([{ line: 2, reason: "EMPTY", words: "Trống." }]);
    report.close();
    expect(await readFile(report.path ?? "", "utf8")).toBe("dòng\tmã\tlý do\n2\tEMPTY\tTrống.\n");
    await rm(report.path ?? "");
  });
});

describe("a rehearsal", () => {
  test("says what would happen and stores nothing", async () => {
    const path = await aFile("thu.csv", "id,text\n1,chỉ xem thử thôi\n2,?\n");
    expect(await bringIn(path, { isDryRun: true })).toMatchObject({ accepted: 1, refused: 1, report: ["3 TOO_SHORT"] });
    expect(await stored("chỉ xem thử thôi")).toBe(0);
    await bringIn(path);
    expect(await bringIn(path, { isDryRun: true })).toMatchObject({ accepted: 0, alreadyKnown: 1 });
  });

  test("on a new channel neither makes it nor takes another's rows for its own", async () => {
    const path = await aFile("thu-kenh.csv", "text\nđã có ở kênh khác\n");
    await bringIn(path);
    expect(await bringIn(path, { isDryRun: true, channel: "KENH_MOI", isNewChannel: true })).toMatchObject({ accepted: 1, alreadyKnown: 0 });
    expect((await world.domain.organization.listChannels()).map(({ code }) => code)).not.toContain("KENH_MOI");
    expect(await bringIn(path, { channel: "KENH_MOI", isNewChannel: true })).toMatchObject({ accepted: 1 });
    expect((await world.domain.organization.listChannels()).find(({ code }) => code === "KENH_MOI")?.kind).toBe("IMPORT");
  });

  test("counts ids that come twice as the import itself does, however far apart", async () => {
    const others = Array.from({ length: 600 }, (_, n) => `r-${n},giữa hai mã giống nhau ${n}`);
    const path = await aFile("thu-ma.csv", ["id,text", "r-x,lần đầu tiên", ...others, "r-x,lần thứ hai"].join("\n"));
    const rehearsed = await bringIn(path, { isDryRun: true });
    expect(rehearsed).toMatchObject({ accepted: 601, alreadyKnown: 1 });
    expect(await bringIn(path)).toEqual(rehearsed);
  });
});

test("a file whose columns are unclear leaves no channel behind", async () => {
  const path = await aFile("khong-ro.csv", "a,b\n1,2\n");
  await expect(bringIn(path, { channel: "CHUA_CO", isNewChannel: true })).rejects.toThrow(ImportRefusal);
  expect((await world.domain.organization.listChannels()).map(({ code }) => code)).not.toContain("CHUA_CO");
});

describe("while the database is away", () => {
  const failing = (times: number, code: string) => {
    let left = times;
    return async () => {
      left -= 1;
      if (left >= 0) throw Object.assign(new Error("away"), { code });
      return "stored";
    };
  };
  const { signal } = new AbortController();

  test.each(["ECONNREFUSED", "57P01", "40001", "40P01", "23503"])("the batch in hand is tried again (%s)", async (code) => {
    expect(await throughAbsence(failing(1, code), { signal })).toBe("stored");
  });

  test("it gives up with a sentence after a while, and at once on what trying again does not mend", async () => {
    await expect(throughAbsence(failing(99, "57P03"), { signal, giveUpAfterMs: 300 })).rejects.toThrow(/chạy lại lệnh này/);
    await expect(throughAbsence(failing(1, "42601"), { signal })).rejects.toThrow("away");
  });

  test("an interruption ends the waiting", async () => {
    const stop = new AbortController();
    const waiting = throughAbsence(failing(99, "ECONNREFUSED"), { signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});

/** Real texts of other people: they stay where they are, see the README beside them. */
const REAL = new URL("../../../shared/data/", import.meta.url).pathname;
if (!existsSync(REAL)) console.log(`The tests with real files are skipped: there is no ${REAL}.`);

describe.skipIf(!existsSync(REAL))("real files", () => {
  test.each([
    ["uit_vsfc/dev.tsv", 1_583],
    ["vilexnorm/dev.csv", 1_050],
    ["uit_viocd/dev.jsonl", 548],
    ["news_titles/titles.jsonl", 2_653],
  ])("%s: every row is taken in, known or reported", async (file, rows) => {
    const { read, accepted, alreadyKnown, refused, report } = await bringIn(join(REAL, file));
    expect([read, accepted + alreadyKnown + refused, refused]).toEqual([rows, rows, report.length]);
    expect(refused).toBeLessThan(rows / 20);
    expect(await bringIn(join(REAL, file))).toMatchObject({ accepted: 0, alreadyKnown: accepted + alreadyKnown, refused });
  });
});
