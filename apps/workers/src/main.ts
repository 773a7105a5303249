import { setTimeout as pause } from "node:timers/promises";
import { createDomain } from "@langnghe/domain";
import { createDataSource, isDatabaseAway, readNodeSettings } from "@langnghe/domain/database";
import { quarterOfLogLine, traceOf } from "@langnghe/domain/foundation";
import pino from "pino";
import { answerOpinions } from "./articles/answer-opinions.consumer.ts";
import { countOpinions } from "./opinions/count-opinions.consumer.ts";
import { runConsumer } from "./runner/consumer-loop.ts";
import { startSchedule } from "./runner/schedule.ts";

const { databaseUrl, directUrl, natsUrl } = readNodeSettings(process.env);
/** The launcher has validated it. */
const eventRetentionDays = Number(process.env.EVENT_RETENTION_DAYS ?? 90);
const backups = {
  databaseUrl: directUrl,
  dataDir: process.env.DATA_DIR ?? ".",
  folder: process.env.BACKUP_DIR ?? "backups",
  keepDays: Number(process.env.BACKUP_KEEP_DAYS ?? 30),
};
const logger = pino({ level: process.env.LOG_LEVEL ?? "info", base: { process: "workers" }, timestamp: quarterOfLogLine });

async function start(): Promise<() => Promise<void>> {
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 5, applicationName: "langnghe workers" }).initialize();
  const opened: (() => Promise<unknown>)[] = [() => dataSource.destroy()];
  try {
    const domain = await createDomain({ dataSource, databaseUrl: directUrl, natsUrl });
    opened.push(() => domain.close());
    for (const consumer of [answerOpinions(domain.clock), countOpinions]) {
      const loop = runConsumer(domain, consumer, logger);
      opened.push(() => loop.stop());
    }
    const schedule = await startSchedule(domain, { databaseUrl: directUrl, eventRetentionDays, backups, logger });
    opened.push(() => schedule.stop());
    return () => closeAll(opened);
  } catch (error) {
    // A start that fails half-way leaves nothing open: it is tried again, and again.
    await closeAll(opened);
    throw error;
  }
}

/** In the opposite order, each though one before it failed. */
async function closeAll(opened: (() => Promise<unknown>)[]): Promise<void> {
  for (const close of opened.reverse()) await close().catch((error: unknown) => logger.warn(traceOf(error), "not everything could be closed"));
}

async function startWhenDatabaseIsThere(): Promise<() => Promise<void>> {
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      logger.warn("the database is away; trying again");
      await pause(500);
    }
  }
}

try {
  const stopAll = await startWhenDatabaseIsThere();
  // The launcher waits for exactly this line.
  console.log("workers ready");
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await stopAll();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (error) {
  logger.fatal(traceOf(error), "the workers could not start");
  process.exit(1);
}
