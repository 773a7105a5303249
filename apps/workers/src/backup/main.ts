import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { systemClock, traceOf } from "@langnghe/domain/foundation";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { BackupRefused } from "./backup-refused.ts";
import type { Checksums } from "./contents.ts";
import { keepBackups, recipientPath } from "./keep-backups.ts";
import { restore } from "./restore.ts";

/**
 * What `npm run backup` and `npm run restore` let the workers do:
 * `new-key KEYFILE` · `back-up FOLDER` · `restore FILE KEYFILE`
 */
const [command = "", ...args] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl = "", DATA_DIR: dataDir = ".", BACKUP_KEEP_DAYS = "30" } = process.env;

const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  "new-key": async () => makeKey(args[0] ?? ""),
  "back-up": async () => makeBackup(args[0] ?? ""),
  restore: async () => bringBack({ path: args[0] ?? "", keyPath: args[1] ?? "" }),
};

async function makeKey(path: string): Promise<void> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  await mkdir(dirname(path), { recursive: true });
  // An existing key is never written over: with it the backups of before would be lost.
  await writeFile(path, `# Khóa mở bản sao lưu Lắng Nghe. Cất ở nơi khác máy này.\n# public key: ${recipient}\n${identity}\n`, {
    mode: 0o600,
    flag: "wx",
  });
  await writeFile(recipientPath(dataDir), `${recipient}\n`, { mode: 0o644 });
  say(`Khóa mở bản sao lưu: ${path}`);
  say(
    "Hãy chép khóa này sang nơi khác (USB trong két, hoặc in ra), rồi xóa khỏi máy: mất khóa là mất mọi bản sao lưu, ai có khóa thì đọc được chúng.",
  );
}

async function makeBackup(folder: string): Promise<void> {
  const beganAt = performance.now();
  const path = await keepBackups({ databaseUrl, dataDir, folder, keepDays: Number(BACKUP_KEEP_DAYS) }, systemClock.now());
  if (!path) throw new BackupRefused("no key");
  say(`Đã sao lưu vào ${path} (${megabytes((await stat(path)).size)} MB, ${secondsSince(beganAt)} giây).`);
}

async function bringBack({ path, keyPath }: { path: string; keyPath: string }): Promise<void> {
  const beganAt = performance.now();
  const checksums = await restore({ path, identity: await readIdentity(keyPath), databaseUrl, dataDir });
  say(`Đã khôi phục ${describe(checksums)} trong ${secondsSince(beganAt)} giây; mọi bảng đọc lại đều khớp mã kiểm.`);
  await requireSound();
}

/** A key file may hold comments, as those of the age tool do. */
async function readIdentity(path: string): Promise<string> {
  const lines = (await readFile(path, "utf8")).split("\n").map((line) => line.trim());
  const identity = lines.find((line) => line !== "" && !line.startsWith("#"));
  if (!identity) throw new BackupRefused("unreadable");
  return identity;
}

/** What the tables say of each other: the queues' counts, and the chain over the audit. */
async function requireSound(): Promise<void> {
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 2, applicationName: "langnghe restore", isPatient: true }).initialize();
  try {
    const domain = await createDomain({ dataSource, databaseUrl });
    const [differences, audit] = [await domain.opinionCounts.findDifferences(), await domain.audit.verify()];
    await domain.close();
    if (differences.length > 0) throw new BackupRefused("damaged", "opinion_count");
    if (audit.faults.length > 0) throw new BackupRefused("damaged", "audit_entry");
    say(`Nhật ký khớp: ${audit.entries} bản ghi, ${audit.seals} niêm phong, ${audit.anchors} mốc.`);
  } finally {
    await dataSource.destroy();
  }
}

function describe({ tables }: Checksums): string {
  const all = Object.values(tables);
  const sum = (of: "rows" | "bytes") => all.reduce((total, table) => total + table[of], 0);
  return `${all.length} bảng, ${sum("rows")} dòng, ${megabytes(sum("bytes"))} MB`;
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
const secondsSince = (beganAt: number) => ((performance.now() - beganAt) / 1000).toFixed(1);
const say = (line: string) => console.log(line);

try {
  await COMMANDS[command]?.();
} catch (error) {
  console.error(error instanceof BackupRefused ? error.message : JSON.stringify(traceOf(error)));
  process.exitCode = 1;
}
