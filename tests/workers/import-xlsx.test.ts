import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import type { RawRow } from "../../apps/workers/src/import/rows/raw-row.ts";
import { XLSX_LIMITS, type XlsxLimits } from "../../apps/workers/src/import/rows/xlsx/limits.ts";
import { readXlsx } from "../../apps/workers/src/import/rows/xlsx/read-xlsx.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "langnghe-import-xlsx-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rowsOf(
  path: string,
  { signal = new AbortController().signal, ...limits }: Partial<XlsxLimits> & { signal?: AbortSignal } = {},
): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of readXlsx(path, { onProgress: () => undefined, signal }, { ...XLSX_LIMITS, ...limits })) rows.push(row);
  return rows;
}

async function aZip(parts: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.xlsx`);
  await writeFile(path, zipOf(parts));
  return path;
}

/** The parts of a spreadsheet made by hand, for what no library writes. */
function aSheet({
  rows,
  shared = "",
  styles = "",
  properties = "",
}: {
  rows: string | Buffer;
  shared?: string | Buffer;
  styles?: string;
  properties?: string;
}) {
  const wrap = (before: string, inside: string | Buffer, after: string) =>
    Buffer.concat([Buffer.from(before), Buffer.from(inside), Buffer.from(after)]);
  const relation = (id: number, kind: string, target: string) =>
    `<Relationship Id="rId${id}" Type="http://x/relationships/${kind}" Target="${target}"/>`;
  return {
    "xl/workbook.xml": `<workbook xmlns:r="r">${properties}<sheets><sheet name="Đầu" sheetId="9" r:id="rId2"/><sheet name="Sau" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relation(1, "worksheet", "worksheets/sheet1.xml")}${relation(2, "worksheet", "/xl/worksheets/sheet2.xml")}${relation(3, "sharedStrings", "sharedStrings.xml")}${relation(4, "styles", "styles.xml")}</Relationships>`,
    "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
    "xl/worksheets/sheet2.xml": wrap("<worksheet><sheetData>", rows, "</sheetData></worksheet>"),
    "xl/sharedStrings.xml": wrap("<sst>", shared, "</sst>"),
    "xl/styles.xml": `<styleSheet>${styles}</styleSheet>`,
  };
}

const HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>';

describe("a spreadsheet", () => {
  test("as a library writes it gives its texts, numbers, days and gaps", async () => {
    const path = join(folder, "bang.xlsx");
    await writeXlsxFile([
      ["Nội dung", "Ghi chú", "Ngày", "Đúng"].map((value) => ({ value })),
      [{ value: "Găng tay mỏng, tem mờ" }, null, { value: new Date("2026-03-02T00:00:00Z"), type: Date, format: "dd/mm/yyyy" }, { value: true }],
      [null, null, null, null],
      [{ value: "Có <ký tự> & lạ\nhai dòng ữ" }, { value: 12.5 }, null, null],
    ] as never).toFile(path);
    expect(await rowsOf(path)).toEqual([
      { line: 2, names: ["Nội dung", "Ghi chú", "Ngày", "Đúng"], cells: ["Găng tay mỏng, tem mờ", "", "2026-03-02T00:00:00", "TRUE"] },
      { line: 4, names: ["Nội dung", "Ghi chú", "Ngày", "Đúng"], cells: ["Có <ký tự> & lạ\nhai dòng ữ", "12.5", "", ""] },
    ]);
  });

  test("has its first tab read, with texts in runs, escapes, and what is read aloud left out", async () => {
    const path = await aZip(
      aSheet({
        shared:
          '<si><t>text</t></si><si><r><t>Ca </t></r><r><rPr><b/></rPr><t xml:space="preserve">đêm </t></r><rPh><t>kana</t></rPh><r><t>lạnh_x000D_</t></r></si>',
        rows: '<row r="1"><c r="B1" t="s"><v>0</v></c></row><row r="7"><c r="A7"><f>1+1</f><v>2</v></c><c r="B7" t="s"><v>1</v></c></row><row><c t="str"><v>nối</v></c><c t="inlineStr"><is><r><t>hai </t></r><r><t>khúc</t></r></is></c><c t="e"><v>#N/A</v></c></row>',
      }),
    );
    expect(await rowsOf(path)).toEqual([
      { line: 7, names: ["", "text"], cells: ["2", "Ca đêm lạnh\r"] },
      { line: 8, names: ["", "text"], cells: ["nối", "hai khúc"] },
    ]);
  });

  test("may write its tags with a prefix", async () => {
    const parts = aSheet({ rows: `${HEADER}<row r="2"><c r="A2" t="inlineStr"><is><t>có tiền tố</t></is></c></row>` });
    const prefixed = parts["xl/worksheets/sheet2.xml"].toString().replaceAll(/<(\/?)/g, "<$1x:");
    expect((await rowsOf(await aZip({ ...parts, "xl/worksheets/sheet2.xml": prefixed }))).map(({ cells }) => cells)).toEqual([["có tiền tố"]]);
  });

  test("shows days by the style of the cell, from either beginning of counting", async () => {
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="171" formatCode="#,##0 &quot;đồng/ngày&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>';
    const cells = [0, 1, 2, 3].map((style) => `<c s="${style}"><v>46083.4382060185</v></c>`).join("");
    const rows = `<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c><c t="inlineStr"><is><t>c</t></is></c><c t="inlineStr"><is><t>d</t></is></c></row><row>${cells}</row>`;
    const [row] = await rowsOf(await aZip(aSheet({ rows, styles })));
    expect(row?.cells).toEqual(["46083.4382060185", "2026-03-02T10:31:01", "2026-03-02T10:31:01", "46083.4382060185"]);
    const [later] = await rowsOf(await aZip(aSheet({ rows, styles, properties: '<workbookPr date1904="1"/>' })));
    expect(later?.cells?.[1]).toBe("2030-03-03T10:31:01");
  });

  test("cuts a cell that is longer than a cell can be, and leaves out columns far to the right", async () => {
    const rows = `${HEADER}<row r="2"><c r="A2" t="inlineStr"><is><t>${"ữ".repeat(50_000)}</t></is></c><c r="XFD2" t="inlineStr"><is><t>xa</t></is></c></row>`;
    const [row] = await rowsOf(await aZip(aSheet({ rows })));
    expect(row?.cells?.map((cell) => cell.length)).toEqual([32_767]);
  });

  test("leaves nothing in the folder for temporary files, even when it is not read to its end", async () => {
    const ours = async () => (await readdir(tmpdir())).filter((name) => /^langnghe-import-\w{6}$/.test(name));
    const before = await ours();
    const path = await aZip(aSheet({ shared: "<si><t>text</t></si>", rows: '<row><c t="s"><v>0</v></c></row>'.repeat(5) }));
    for await (const _ of readXlsx(path, { onProgress: () => undefined, signal: new AbortController().signal })) break;
    expect(await ours()).toEqual(before);
  });
});

describe("a file that is no spreadsheet", () => {
  test("is refused with a sentence", async () => {
    const notZip = join(folder, "gia.xlsx");
    await writeFile(notZip, "đây không phải bảng tính");
    await expect(rowsOf(notZip)).rejects.toThrow(/không phải là bảng tính/);
    await expect(rowsOf(await aZip({ "a.txt": "một tệp nén khác" }))).rejects.toThrow(/không phải là bảng tính/);
    await expect(rowsOf(await aZip({ ...aSheet({ rows: "" }), "xl/workbook.xml": "<workbook><sheets>" }))).rejects.toThrow(/không phải là bảng tính/);
    await expect(rowsOf(await aZip(aSheet({ rows: `${HEADER}<row><c></row>` })))).rejects.toThrow(/không phải là bảng tính/);
  });

  test("is told to be damaged when its bytes are", async () => {
    const bytes = zipOf(aSheet({ rows: HEADER + Array.from({ length: 3_000 }, (_, n) => `<row><c><v>${n * 7_919}</v></c></row>`).join("") }));
    // A kind of block that no packer writes.
    const name = "xl/worksheets/sheet2.xml";
    bytes[bytes.indexOf(name) + name.length] = 0xff;
    const path = join(folder, "hong.xlsx");
    await writeFile(path, bytes);
    await expect(rowsOf(path)).rejects.toThrow(/hỏng giữa chừng/);
  });
});

describe("a small file that unpacks to a great one", () => {
  const heapMb = () => process.memoryUsage().heapUsed / 2 ** 20;

  test("is stopped at the bound for all its parts", async () => {
    const rows = HEADER + '<row><c t="inlineStr"><is><t>nữa</t></is></c></row>'.repeat(100_000);
    const path = await aZip(aSheet({ rows }));
    await expect(rowsOf(path, { unpackedBytes: 2 ** 20 })).rejects.toThrow(/quá lớn/);
    await expect(rowsOf(path, { rows: 1_000 })).rejects.toThrow(/quá lớn/);
    await expect(rowsOf(path, { entries: 3 })).rejects.toThrow(/quá lớn/);
    await expect(rowsOf(await aZip(aSheet({ rows, shared: "<si/>".repeat(2_000) })), { sharedTexts: 1_000 })).rejects.toThrow(/quá lớn/);
  });

  test.each([
    [
      "a text",
      (bulk: Buffer) => aSheet({ rows: Buffer.concat([Buffer.from('<row><c t="inlineStr"><is><t>'), bulk, Buffer.from("</t></is></c></row>")]) }),
    ],
    ["a shared text", (bulk: Buffer) => aSheet({ rows: HEADER, shared: Buffer.concat([Buffer.from("<si><t>"), bulk, Buffer.from("</t></si>")]) })],
    ["a tag", (bulk: Buffer) => aSheet({ rows: Buffer.concat([Buffer.from('<row r="'), bulk, Buffer.from('"></row>')]) })],
    ["a comment", (bulk: Buffer) => aSheet({ rows: Buffer.concat([Buffer.from("<!--"), bulk, Buffer.from("-->")]) })],
  ])("does not fill the memory with %s of 200 MB", async (_, parts) => {
    const path = await aZip(parts(Buffer.alloc(200 * 2 ** 20, "a")));
    const before = heapMb();
    await expect(rowsOf(path)).rejects.toThrow(/quá lớn/);
    expect(heapMb() - before).toBeLessThan(60);
  });

  test("does not fill it with tags in tags, or with entities", async () => {
    await expect(rowsOf(await aZip(aSheet({ rows: "<a>".repeat(100_000) })))).rejects.toThrow(/không phải là bảng tính/);
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
    const parts = aSheet({ rows: "" });
    const sheet = `${laughs}<worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    await expect(rowsOf(await aZip({ ...parts, "xl/worksheets/sheet2.xml": sheet }))).rejects.toThrow(/không phải là bảng tính/);
  });

  test("can be interrupted while it is unpacked", async () => {
    const path = await aZip(aSheet({ rows: HEADER, shared: "<si><t>một</t></si>".repeat(50_000) }));
    const stop = new AbortController();
    stop.abort();
    await expect(rowsOf(path, { signal: stop.signal })).rejects.toThrow(/abort/i);
  });
});

/** A ZIP archive: for each part a local header and its deflated bytes, then the directory. */
function zipOf(parts: Readonly<Record<string, string | Buffer>>): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes, { level: 1 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, place, Buffer.from(name));
    const local = [Buffer.from("PK\x03\x04", "latin1"), fields, Buffer.from(name), packed];
    pieces.push(...local);
    offset += local.reduce((sum, piece) => sum + piece.length, 0);
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(
    directory.reduce((sum, piece) => sum + piece.length, 0),
    8,
  );
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...pieces, ...directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}
