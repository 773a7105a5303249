import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Opinion } from "@langnghe/domain/opinions";
import { Channel } from "@langnghe/domain/organization";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aWorld, type World } from "../support/world.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAIN = join(ROOT, "apps/workers/src/import/main.ts");
const ROWS = 8_000;

let world: World;
let folder: string;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  world = await aWorld();
  folder = await mkdtemp(join(tmpdir(), "langnghe-import-command-"));
});
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** The command as the launcher runs it, but from the sources. */
function start(args: readonly string[], env: Record<string, string> = {}): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=source", MAIN, ...args], {
    cwd: ROOT,
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json"), DATABASE_URL: world.databaseUrl, DATA_DIR: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (piece) => (said += piece));
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code, said });
    });
  });
  return { child, ended };
}

async function aFile(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function countIn(code: string): Promise<number> {
  const { manager } = world.domain.dataSource;
  const channel = await manager.findOneBy(Channel, { code });
  return channel ? manager.countBy(Opinion, { channelId: channel.id }) : 0;
}

/** Words that no other row has: rows that are alike are compared with one another, which takes its time. */
function ownWords(row: number): string {
  return `Ý kiến ${createHash("sha256").update(String(row)).digest("hex").slice(0, 40)}`;
}

async function startLong(channel: string): Promise<{ child: ChildProcess; ended: Promise<Ended>; args: readonly string[] }> {
  const path = await aFile(`${channel}.csv`, ["text", ...Array.from({ length: ROWS }, (_, n) => ownWords(n % (ROWS - 100)))].join("\n"));
  const args = [path, "--channel", channel];
  const { child, ended } = start(args);
  await expect.poll(() => countIn(channel), { timeout: 15_000, interval: 10 }).toBeGreaterThan(0);
  return { child, ended, args };
}

describe("npm run import", () => {
  test("brings a file in under a new channel, and says what became of its rows", async () => {
    const path = await aFile("phieu.csv", "nội dung\nĐường dây nóng không ai nghe\n?\n");
    const { code, said } = await start([path, "--channel", "Khảo sát 2026"]).ended;
    expect(said).toMatch(/Kênh KHAO_SAT_2026 chưa có, sẽ được tạo/);
    expect(said).toMatch(/lời viết ở cột “nội dung”/);
    expect(said).toMatch(/2 dòng đã đọc\n {2}1 ý kiến mới nhận\n {2}0 dòng đã có từ trước\n {2}1 dòng không nhận được/);
    expect(said).toMatch(new RegExp(`${join(folder, "import-reports")}/[0-9a-f]{12}\\.tsv`));
    expect(await readdir(join(folder, "import-reports"))).not.toContainEqual(expect.stringContaining("phieu"));
    expect([code, await countIn("KHAO_SAT_2026")]).toEqual([0, 1]);
  });

  test("shows how it is called when it is called otherwise", async () => {
    const path = await aFile("x.csv", "text\nmột dòng\n");
    for (const args of [[path], [path, "--channel", "A", "--nhanh"]]) {
      const { code, said } = await start(args).ended;
      expect([code, said.split(":")[0]]).toEqual([2, "Cách dùng"]);
    }
  });

  test("ends with one sentence when the whole cannot be brought in", async () => {
    const path = await aFile("y.csv", "a,b\n1,2\n");
    const refusals = [
      [[join(folder, "khong-co.csv"), "--channel", "A"], /^Không tìm thấy tệp [^\n]+\n$/],
      [[path, "--channel", "IMPORT"], /^Chưa rõ cột nào chứa lời viết[^\n]+1\. a, 2\. b\.\n$/],
      [[path, "--channel", "IMPORT", "--text", "b", "--unit", "KHONG-CO"], /^Không có đơn vị mang mã “KHONG-CO”\.\n$/],
      [[path, "--channel", "!!!"], /không dùng làm tên kênh được[^\n]+\n$/],
    ] as const;
    const ends = await Promise.all(refusals.map(([args]) => start(args).ended));
    for (const [place, [, sentence]] of refusals.entries()) expect(ends[place]?.said).toMatch(sentence);
    expect(ends.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
  });

  test("finishes the batch in hand at Ctrl-C, and a second run brings in the rest", async () => {
    const { child, ended, args } = await startLong("NGAT");
    // From the terminal, then from the launcher.
    child.kill("SIGINT");
    child.kill("SIGTERM");
    const { code, said } = await ended;
    const stored = await countIn("NGAT");
    expect(said).toMatch(/Đã dừng giữa chừng/);
    expect(said.replaceAll(".", "")).toContain(`${stored} ý kiến mới nhận`);
    expect([code, stored < ROWS]).toEqual([130, true]);
    expect((await start(args).ended).code).toBe(0);
    expect(await countIn("NGAT")).toBe(ROWS);
  });

  test("that was killed is completed by a second run, with no row twice", async () => {
    const { child, ended, args } = await startLong("CHET");
    child.kill("SIGKILL");
    await ended;
    expect(await countIn("CHET")).toBeLessThan(ROWS);
    expect((await start(args).ended).code).toBe(0);
    expect(await countIn("CHET")).toBe(ROWS);
    expect((await start(args).ended).said).toMatch(/ {2}0 ý kiến mới nhận\n {2}8\.000 dòng đã có từ trước/);
  });
});
