// @ts-check
// The database for a command that works beside the product or alone.
import { ensureBuilt } from "./build.mjs";
import { openDatabase } from "./database.mjs";
import { ensureInstalled } from "./install.mjs";
import { addressOfRunning, findRunning, withDataFolder } from "./session.mjs";

/** npm runs us in the project's folder and keeps the caller's in INIT_CWD. */
export function callerFolder() {
  return process.env.INIT_CWD ?? process.cwd();
}

/**
 * The database of a launcher that runs on this data folder, or one that is brought up for the duration.
 * @template Result
 * @param {{ settings: import("../settings.mjs").Settings, signal: AbortSignal }} options
 * @param {(url: string) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withDatabase({ settings, signal }, work) {
  const { dataDir } = settings;
  const direct = settings.nodes.DATABASE_DIRECT_URL;
  const running = findRunning(dataDir);
  if (running) return work(direct ?? addressOfRunning(settings, running));
  return withDataFolder({ settings, signal, listens: false }, async ({ supervisor }) => {
    await ensureInstalled({ dataDir, signal });
    await ensureBuilt({ dataDir, signal });
    const { url } = await openDatabase({ settings, supervisor });
    return work(direct ?? url);
  });
}
