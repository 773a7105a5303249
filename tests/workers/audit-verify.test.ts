import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { newAnchorKey, publicKeyOf, readAnchorKey, sealEntries } from "@langnghe/domain/audit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureAnchorKey, keepAnchor } from "../../apps/workers/src/audit/anchor-files.ts";
import { ROOT } from "../support/source-files.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
let dataDir: string;
beforeAll(async () => {
  world = await aWorld();
  dataDir = await mkdtemp(join(tmpdir(), "langnghe-audit-"));
  await world.aStaffMember({ role: "MODERATOR" });
  await sealEntries(world.domain.dataSource, { before: new Date("2199-01-01T00:00:00Z") });
  const anchor = await world.domain.audit.anchorToday(await ensureAnchorKey(dataDir));
  if (anchor) await keepAnchor(dataDir, anchor);
});
afterAll(() => rm(dataDir, { recursive: true }));

async function verify(...args: string[]): Promise<{ readonly code: number; readonly stdout: string }> {
  const file = join(ROOT, "apps/workers/src/audit/verify.ts");
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json"), DATABASE_URL: world.databaseUrl, DATA_DIR: dataDir };
  return promisify(execFile)(process.execPath, ["--import", "tsx", "--conditions=source", file, ...args], { cwd: ROOT, env })
    .catch((ended: { readonly code: number; readonly stdout: string }) => ended)
    .then((ended) => ({ code: 0, ...ended }));
}

test("the key that signs is its owner's alone", async () => {
  expect((await stat(join(dataDir, "audit-key.pem"))).mode & 0o777).toBe(0o600);
});

test("the command says in one line that the audit holds, also against what was taken elsewhere", async () => {
  const { code, stdout } = await verify("--key", join(dataDir, "anchors/public-key.txt"));
  expect(stdout).toMatch(/^NHẬT KÝ KHỚP: \d+ bản ghi, 1 niêm phong, 2 mốc; 0 bản ghi chưa niêm phong\.\n$/);
  expect(code).toBe(0);
});

test("the command names an entry that was changed, and ends with 1", async () => {
  const { dataSource } = world.domain;
  await dataSource.query("ALTER TABLE audit_entry DISABLE TRIGGER USER");
  const change = (act: string) => dataSource.query("UPDATE audit_entry SET action = $1 WHERE id = 1", [act]);
  const [{ action }] = await dataSource.query("SELECT action FROM audit_entry WHERE id = 1");
  await change("opinion:nothing");
  const { code, stdout } = await verify();
  await change(action);
  expect(stdout).toMatch(/^Bản ghi 1 đã bị sửa sau khi niêm phong\.\nNHẬT KÝ KHÔNG KHỚP: 1 chỗ; /);
  expect(code).toBe(1);
});

test("the command does not take anchors that another key has signed", async () => {
  const stranger = join(dataDir, "stranger.txt");
  await writeFile(stranger, publicKeyOf(readAnchorKey(newAnchorKey())));
  expect(await verify("--key", stranger)).toMatchObject({ code: 1, stdout: expect.stringContaining("do khóa khác ký") });
});
