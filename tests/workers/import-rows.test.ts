import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findColumns } from "../../apps/workers/src/import/meaning/columns.ts";
import { readMoment } from "../../apps/workers/src/import/meaning/moment.ts";
import { Occurrences } from "../../apps/workers/src/import/meaning/occurrences.ts";
import { openRows } from "../../apps/workers/src/import/rows/open-rows.ts";
import type { RawRow } from "../../apps/workers/src/import/rows/raw-row.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "langnghe-import-rows-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function aFile(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function rowsOf(path: string): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of openRows(path, { onProgress: () => undefined, signal: new AbortController().signal })) rows.push(row);
  return rows;
}

/** Rows as line and cells; "-" for one that cannot be read. */
async function read(name: string, content: string | Buffer): Promise<[line: number, cells: readonly string[] | "-"][]> {
  return (await rowsOf(await aFile(name, content))).map(({ line, cells }) => [line, cells ?? "-"]);
}

describe("a CSV", () => {
  test.each([
    ["commas", "a,b\n1,2\n"],
    ["semicolons", "a;b\r\n1;2\r\n"],
    ["tabs", "a\tb\n1\t2"],
    ["carriage returns", "a,b\r1,2\r"],
    ["a byte order mark", "\uFEFFa,b\n1,2\n"],
    ["both kinds of line ends", "a,b\r\n1,2\n"],
  ])("may be written with %s", async (_, content) => {
    const [row, ...others] = await rowsOf(await aFile("kieu.csv", content));
    expect(row).toEqual({ line: 2, names: ["a", "b"], cells: ["1", "2"] });
    expect(others).toEqual([]);
  });

  test("holds delimiters, quotes and line ends inside quotes, and counts its lines on", async () => {
    const content = 'id,"nội dung, đủ"\r\n1,"Lò hơi, ""rò"" khí\r\nđã báo"\r\n\r\n2,"cuối"\r\n';
    expect(await read("ngoac.csv", content)).toEqual([
      [2, ["1", 'Lò hơi, "rò" khí\r\nđã báo']],
      [5, ["2", "cuối"]],
    ]);
  });

  test("with one column keeps its commas", async () => {
    expect(await read("mot-cot.csv", "Nội dung\nXe trễ, mưa ướt; lạnh\n")).toEqual([[2, ["Xe trễ, mưa ướt; lạnh"]]]);
  });

  test("keeps quotes that stand inside a text", async () => {
    expect(await read("trong.csv", 'a,b\nnói "thẳng" một câu,5" ống\n')).toEqual([[2, ['nói "thẳng" một câu', '5" ống']]]);
  });

  test("loses only the line with a quote that is never closed", async () => {
    const content = 'id,text\n1,tốt\n2,"không đóng\n3,xe trễ\n4,"bữa ăn, nguội"\n5,cuối\n';
    expect(await read("ho.csv", content)).toEqual([
      [2, ["1", "tốt"]],
      [3, "-"],
      [4, ["3", "xe trễ"]],
      [5, ["4", "bữa ăn, nguội"]],
      [6, ["5", "cuối"]],
    ]);
  });

  test("goes on behind an unclosed quote however much follows", async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => `${n},ý kiến số ${n}`);
    const rows = await read("ho-lon.csv", ["id,text", ...many.slice(0, 10_000), '"mở mãi,x', ...many.slice(10_000)].join("\n"));
    expect(rows).toHaveLength(20_001);
    expect(rows.filter(([, cells]) => cells === "-")).toEqual([[10_002, "-"]]);
    expect(rows.at(-1)).toEqual([20_002, ["19999", "ý kiến số 19999"]]);
  });

  test("names a row with too many columns, and fills one with too few", async () => {
    expect(await read("thua.csv", "a,b\n1,2,3\n1,2,,\n1\n")).toEqual([
      [2, "-"],
      [3, ["1", "2"]],
      [4, ["1", ""]],
    ]);
  });

  test("gives back whatever was written by the rules", async () => {
    const aCell = fc.string({ unit: fc.constantFrom(..."aÂđ ữ,;\t\"'\n", "\r\n"), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(aCell, aCell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(",", ";", "\t"),
        async (cells, delimiter) => {
          const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
          const content = [["a", "b"], ...cells].map((row) => row.map(quote).join(delimiter)).join("\r\n");
          const rows = await rowsOf(await aFile("tuy-y.csv", content.replace(/^"a"(.)"b"/, "a$1b")));
          expect(rows.map((row) => row.cells)).toEqual(cells.filter((row) => row.some((cell) => cell.trim() !== "")));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a TSV", () => {
  test("has quotes by the rules, and as letters where they follow none", async () => {
    const content = 'text\tn\n"Hai\ndòng"\t1\n"Phụ cấp" ca đêm\t2\n"mở mà không đóng\t3\ncuối\t4\n';
    expect(await read("bang.tsv", content)).toEqual([
      [2, ["Hai\ndòng", "1"]],
      [4, ['"Phụ cấp" ca đêm', "2"]],
      [5, ['"mở mà không đóng', "3"]],
      [6, ["cuối", "4"]],
    ]);
  });
});

describe("a JSONL", () => {
  test("names its lines, leaves out nested values, and steps over what is no object", async () => {
    const content = '\uFEFF{"text":"một","n":1,"tags":["x"]}\r\n\n{hỏng\n[1]\n{"text":null}\n{"text":"hai\u2028dòng"}';
    expect(await read("dong.jsonl", content)).toEqual([
      [1, ["một", "1"]],
      [3, "-"],
      [4, "-"],
      [5, [""]],
      [6, ["hai\u2028dòng"]],
    ]);
  });

  test("with a line that never ends holds nothing of it", async () => {
    const content = `{"text":"đầu"}\n{"text":"${"a".repeat(3_000_000)}"}\n{"text":"cuối"}\n`;
    expect(await read("dai.jsonl", content)).toEqual([
      [1, ["đầu"]],
      [2, "-"],
      [3, ["cuối"]],
    ]);
  });
});

describe("a file that cannot be one", () => {
  test("is refused with a sentence that says what to do", async () => {
    await expect(rowsOf(join(folder, "khong-co.csv"))).rejects.toThrow(/Không tìm thấy tệp/);
    await expect(rowsOf(folder)).rejects.toThrow(/không phải là tệp/);
    await expect(read("rong.csv", "")).rejects.toThrow(/trống/);
    await expect(read("trang.csv", "\uFEFF\r\n \n")).rejects.toThrow(/trống/);
    await expect(read("van-ban.docx", "x")).rejects.toThrow(/\.csv, \.tsv, \.jsonl và \.xlsx/);
  });

  test("is told when its letters would be lost", async () => {
    await expect(read("cp1258.csv", Buffer.from("text\nl\xECnh l\xFDnh\n", "latin1"))).rejects.toThrow(/UTF-8/);
    await expect(read("utf16.csv", Buffer.from("\uFEFFtext\nchào\n", "utf16le"))).rejects.toThrow(/UTF-8/);
  });

  test.skipIf(process.getuid?.() === 0)("is told when it may not be read", async () => {
    const path = await aFile("kin.csv", "text\nkín\n");
    await chmod(path, 0o000);
    await expect(rowsOf(path)).rejects.toThrow(/Không có quyền/);
  });
});

describe("the columns", () => {
  const wide = ["", "Mã", "Mã đơn vị", "Ngày", "Ý kiến", "Họ tên"];

  test("are found by their usual names, and a column without one is nothing", () => {
    expect(findColumns(wide, undefined)).toEqual({ text: 4, unit: 2, externalId: 1, occurredAt: 3 });
    expect(findColumns(["", "original", "normalized"], undefined)).toEqual({
      text: 1,
      unit: undefined,
      externalId: undefined,
      occurredAt: undefined,
    });
    expect(findColumns(["UNIT_CODE", "Occurred at", "NỘI  DUNG"], undefined)).toMatchObject({ unit: 0, occurredAt: 1, text: 2 });
  });

  test("with the text are what the operator says, by name or number, else the only one", () => {
    expect(findColumns(["a", "b"], "2").text).toBe(1);
    expect(findColumns(["2", "b"], "2").text).toBe(0);
    expect(findColumns(wide, "ho ten").text).toBe(5);
    expect(findColumns(["id", "b"], "id")).toMatchObject({ text: 0, externalId: undefined });
    expect(findColumns(["chỉ một"], undefined).text).toBe(0);
  });

  test("are listed when that leaves it open", () => {
    expect(() => findColumns(["a", "", "x".repeat(60)], undefined)).toThrow(`1. a, 2. (không tên), 3. ${"x".repeat(40)}….`);
    for (const wanted of ["c", "0", "3", "-1", "1.5"]) expect(() => findColumns(["a", "b"], wanted)).toThrow(`Không có cột “${wanted}”`);
  });
});

describe("a moment", () => {
  test.each([
    ["20201001", "2020-09-30T17:00"],
    ["5/1/2026", "2026-01-04T17:00"],
    ["05-01-2026 9:15", "2026-01-05T02:15"],
    ["5.1.2026, 09:15:30", "2026-01-05T02:15"],
    ["2026-01-05", "2026-01-04T17:00"],
    ["2026-01-05 09:15:30.123", "2026-01-05T02:15"],
    ["2026-01-05T09:15:00+07:00", "2026-01-05T02:15"],
    ["2026-01-05T09:15:00Z", "2026-01-05T09:15"],
    ["2026-01-05T09:15-0330", "2026-01-05T12:45"],
  ])("%s is %s in UTC", (written, expected) => {
    expect(readMoment(written)?.toISOString()).toBe(`${expected}:00.000Z`);
  });

  test.each([
    "hôm qua",
    "31/02/2026",
    "2026-13-01",
    "20260231",
    "5/1/2026 tối",
    "5/1/26",
    "2026-01-05T25:00",
    "0026-01-05",
    "1899-12-30T10:00:00",
    "45000",
  ])("is not %s", (written) => {
    expect(readMoment(written)).toBeUndefined();
  });
});

test("occurrences are counted as in a map, through every growth", () => {
  const occurrences = new Occurrences();
  const counted = new Map<number, number>();
  for (let step = 0; step < 30_000; step += 1) {
    const value = (step * 7_919) % 11_003;
    const digest = Buffer.alloc(8);
    // Many with the same low bits, and one that is zero.
    digest.writeBigUInt64LE((BigInt(value) << 40n) | BigInt(value % 64));
    counted.set(value, (counted.get(value) ?? 0) + 1);
    expect(occurrences.count(digest)).toBe(counted.get(value));
  }
});
