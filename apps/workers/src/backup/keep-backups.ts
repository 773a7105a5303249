import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { backUp } from "./back-up.ts";

export interface BackupSettings {
  /** Past every pooler, as the owner of the tables. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly folder: string;
  /** Texts that were erased are in older backups still: so these go too. */
  readonly keepDays: number;
}

const RECIPIENT = "backup-recipient";
const NAME = /^langnghe-(\d{4}-\d{2}-\d{2})T\d{4}Z\.tar\.zst\.age$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The public key to which this data folder's backups are encrypted; undefined until an operator has made one. */
export async function readRecipient(dataDir: string): Promise<string | undefined> {
  const text = await readFile(recipientPath(dataDir), "utf8").catch(() => "");
  return text.trim() || undefined;
}

export function recipientPath(dataDir: string): string {
  return join(dataDir, RECIPIENT);
}

/** Makes a backup and removes those that are too old. Returns its path; undefined when nobody has made a key yet. */
export async function keepBackups({ databaseUrl, dataDir, folder, keepDays }: BackupSettings, now: Date): Promise<string | undefined> {
  const recipient = await readRecipient(dataDir);
  if (!recipient) return undefined;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `langnghe-${now.toISOString().slice(0, 16).replace(":", "")}Z.tar.zst.age`);
  await backUp({ databaseUrl, dataDir, path, recipient });
  await removeOld(folder, new Date(now.getTime() - keepDays * DAY_MS));
  return path;
}

/** Only what carries the name of a backup: whatever else stands in the folder is not ours. */
async function removeOld(folder: string, before: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const day = NAME.exec(name)?.[1];
    if (day !== undefined && day < before.toISOString().slice(0, 10)) await rm(join(folder, name));
  }
}
