import type { KeyObject } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Anchor, anchorText, newAnchorKey, publicKeyOf, readAnchorKey, readAnchorText } from "@langnghe/domain/audit";

const keyFile = (dataDir: string) => join(dataDir, "audit-key.pem");
const anchorFolder = (dataDir: string) => join(dataDir, "anchors");

/**
 * The key that signs the anchors, made where there is none. It stands in the data folder and never in the database: whoever
 * holds the rows alone cannot sign others. Its public half lies beside the anchors, to be taken elsewhere with them.
 */
export async function ensureAnchorKey(dataDir: string): Promise<KeyObject> {
  await mkdir(anchorFolder(dataDir), { recursive: true });
  // Of two processes that start at once, the second reads what the first wrote.
  await writeFile(keyFile(dataDir), newAnchorKey(), { mode: 0o600, flag: "wx" }).catch(unlessThere);
  const key = readAnchorKey(await readFile(keyFile(dataDir), "utf8"));
  await writeFile(join(anchorFolder(dataDir), "public-key.txt"), `${publicKeyOf(key)}\n`);
  return key;
}

/** Writes an anchor as the small text that the operator takes elsewhere; one that is there stays. */
export async function keepAnchor(dataDir: string, anchor: Anchor): Promise<void> {
  await writeFile(join(anchorFolder(dataDir), `${anchor.day}.txt`), anchorText(anchor), { flag: "wx" }).catch(unlessThere);
}

/** The anchors in a data folder; none where there is no such folder. */
export async function readKeptAnchors(dataDir: string): Promise<Anchor[]> {
  const names = await readdir(anchorFolder(dataDir)).catch(() => []);
  const days = names.filter((name) => /^\d{4}-\d\d-\d\d\.txt$/.test(name));
  return Promise.all(days.map((name) => readAnchorFile(join(anchorFolder(dataDir), name))));
}

/** @throws when the file is not an anchor */
export async function readAnchorFile(path: string): Promise<Anchor> {
  const anchor = readAnchorText(await readFile(path, "utf8"));
  if (!anchor) throw new Error(`Tệp ${path} không phải là một mốc nhật ký.`);
  return anchor;
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
