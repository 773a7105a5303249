import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type AuditFault, type AuditVerdict, verifyAudit } from "@langnghe/domain/audit";
import { createDataSource } from "@langnghe/domain/database";
import { readAnchorFile, readKeptAnchors } from "./anchor-files.ts";

/**
 * Computes the whole chain of the audit again and says in one line whether it holds. Reads only, while the product runs; needs no
 * more than the rows, so it works on a restored backup too. Ends with 1 when something differs.
 */
const MOST_NAMED = 20;

const SENTENCES: Readonly<Record<AuditFault["kind"], (place: string) => string>> = {
  ENTRY_CHANGED: (id) => `Bản ghi ${id} đã bị sửa sau khi niêm phong.`,
  ENTRY_REMOVED: (id) => `Bản ghi ${id} đã bị xóa sau khi niêm phong.`,
  ENTRY_INSERTED: (id) => `Bản ghi ${id} đã được chèn vào sau khi niêm phong.`,
  ENTRIES_DIFFER: (number) => `Các bản ghi của niêm phong số ${number} không khớp.`,
  SEAL_CHANGED: (number) => `Niêm phong số ${number} đã bị sửa.`,
  SEAL_MISSING: (number) => `Thiếu niêm phong số ${number}.`,
  AUDIENCE_CHANGED: (id) => `Nhóm người xem ${id} đã bị sửa hoặc xóa.`,
  ANCHOR_FORGED: (day) => `Mốc ngày ${day}: chữ ký không đúng.`,
  ANCHOR_OF_OTHER_KEY: (day) => `Mốc ngày ${day} do khóa khác ký.`,
  ANCHOR_CONTRADICTED: (day) => `Mốc ngày ${day} không khớp với nhật ký: phần trước mốc đã bị viết lại hoặc cắt bớt.`,
};

const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error("DATABASE_URL is not set: run it with `npm run audit:verify`");
const { values } = parseArgs({ options: { anchor: { type: "string", multiple: true }, key: { type: "string" } } });

// A seal's entries are read in one statement, which on a slow disk may take longer than others are given.
const dataSource = await createDataSource({ url: databaseUrl, poolSize: 1, applicationName: "langnghe audit", isPatient: true }).initialize();
try {
  const given = await Promise.all((values.anchor ?? []).map(readAnchorFile));
  const kept = process.env.DATA_DIR ? await readKeptAnchors(process.env.DATA_DIR) : [];
  const publicKey = values.key ? (await readFile(values.key, "utf8")).trim() : undefined;
  report(await verifyAudit(dataSource.manager, { anchors: [...kept, ...given], publicKey }));
} finally {
  await dataSource.destroy();
}

function report({ faults, entries, seals, anchors, unsealed }: AuditVerdict): void {
  const sentences = [...new Set(faults.map(({ kind, place }) => SENTENCES[kind](place)))];
  for (const sentence of sentences.slice(0, MOST_NAMED)) console.log(sentence);
  const extent = `${entries} bản ghi, ${seals} niêm phong, ${anchors} mốc; ${unsealed} bản ghi chưa niêm phong`;
  console.log(sentences.length === 0 ? `NHẬT KÝ KHỚP: ${extent}.` : `NHẬT KÝ KHÔNG KHỚP: ${sentences.length} chỗ; ${extent}.`);
  process.exitCode = sentences.length === 0 ? 0 : 1;
}
