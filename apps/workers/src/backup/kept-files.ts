import { readdir } from "node:fs/promises";

/** Files of the data folder that nothing else could bring back. Passwords of the embedded server and the first accounts are none. */
const KEPT: readonly string[] = ["audit-key.pem", "anchors"];

/** @returns their paths inside of the data folder */
export async function keptFiles(dataDir: string): Promise<string[]> {
  const there = await readdir(dataDir, { recursive: true }).catch(() => []);
  return there.filter((path) => KEPT.some((kept) => path === kept || path.startsWith(`${kept}/`))).toSorted();
}
