// @ts-check
// The database of a start: the embedded PostgreSQL, kept alive by the supervisor, or an outside one that must answer.
import { nextFreePort } from "../ground/ports.mjs";
import { runStep } from "../ground/progress.mjs";
import { Refusal } from "../ground/refusal.mjs";
import { startPostgres } from "../postgres.mjs";

const OLDEST_OUTSIDE_VERSION = 150_000;
const STOP_WITHIN_MS = 2500;
const HOST = "127.0.0.1";

/**
 * @param {{ settings: import("../settings.mjs").Settings, supervisor: import("../processes/supervisor.mjs").Supervisor }} options
 * @returns {Promise<{ url: string, port: number | null }>} `port`: of the embedded one
 */
export async function openDatabase({ settings, supervisor }) {
  const { databaseUrl } = settings;
  if (databaseUrl) {
    await runStep({ title: "Kết nối PostgreSQL có sẵn" }, () => requireOutside(databaseUrl));
    return { url: databaseUrl, port: null };
  }
  return runStep({ title: "Khởi động PostgreSQL 18 đi kèm" }, () => startEmbedded({ settings, supervisor }));
}

/** @param {{ settings: import("../settings.mjs").Settings, supervisor: import("../processes/supervisor.mjs").Supervisor }} options */
async function startEmbedded({ settings, supervisor }) {
  const { dataDir } = settings;
  const port = await choosePort(settings);
  const echo = ["debug", "trace"].includes(settings.logLevel);
  let url = "";
  await supervisor.keep({
    name: "postgres",
    stopWithinMs: STOP_WITHIN_MS,
    launch: async () => {
      const postgres = await startPostgres({ dataDir, port, echo });
      url = postgres.url;
      return postgres;
    },
  });
  return { url, port };
}

/** @param {import("../settings.mjs").Settings} settings */
async function choosePort({ databasePort, databasePortIsChosen, apiPort, consolePort, portalPort }) {
  const except = [apiPort, consolePort, portalPort];
  if (!databasePortIsChosen) return nextFreePort({ from: databasePort, host: HOST, except });
  // A server left behind on this very port is ended by startPostgres; only a stranger is refused, by its own check.
  return databasePort;
}

/** @param {string} url */
async function requireOutside(url) {
  const version = await versionOf(url);
  if (version >= OLDEST_OUTSIDE_VERSION) return;
  throw new Refusal(`PostgreSQL ở DATABASE_URL là bản ${Math.floor(version / 10_000)}, cần bản 15 trở lên.`);
}

/** @param {string} url @returns {Promise<number>} as 180004 */
async function versionOf(url) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query("SHOW server_version_num");
    return Number(rows[0].server_version_num);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new Refusal(`Không kết nối được PostgreSQL ở DATABASE_URL (${code ?? message}): hãy kiểm tra địa chỉ, tên và mật khẩu.`, { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}
