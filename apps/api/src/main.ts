import "reflect-metadata";
import { setTimeout as pause } from "node:timers/promises";
import { isDatabaseAway } from "@langnghe/domain/database";
import { quarterOfLogLine, traceOf } from "@langnghe/domain/foundation";
import pino from "pino";
import { type ApiServer, startServer } from "./server.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(process.env);
const logger = pino({ level: settings.logLevel, base: { process: "api" }, timestamp: quarterOfLogLine });

/** The database may come up after us, or be away for a moment: wait for it rather than die. */
async function startWhenDatabaseIsThere(): Promise<ApiServer> {
  for (;;) {
    try {
      return await startServer(settings, logger);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      logger.warn("the database is away; trying again");
      await pause(500);
    }
  }
}

try {
  const server = await startWhenDatabaseIsThere();
  logger.info({ address: server.address }, "api ready");
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await server.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (error) {
  logger.fatal(traceOf(error), "the api could not start");
  process.exit(1);
}
