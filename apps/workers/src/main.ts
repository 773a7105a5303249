import { setTimeout as pause } from "node:timers/promises";
import { createDomain } from "@langnghe/domain";
import { createDataSource, isDatabaseAway } from "@langnghe/domain/database";
import { traceOf } from "@langnghe/domain/foundation";
import pino from "pino";
import { answerOpinions } from "./articles/answer-opinions.consumer.ts";
import { countOpinions } from "./opinions/count-opinions.consumer.ts";
import { runConsumer } from "./runner/consumer-loop.ts";
import { startSchedule } from "./runner/schedule.ts";

const databaseUrl = process.env.DATABASE_URL ?? "";
/** The launcher has validated it. */
const eventRetentionDays = Number(process.env.EVENT_RETENTION_DAYS ?? 90);
const logger = pino({ level: process.env.LOG_LEVEL ?? "info", base: { process: "workers" } });

async function start(): Promise<() => Promise<void>> {
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 5, applicationName: "langnghe workers" }).initialize();
  const domain = await createDomain({ dataSource, databaseUrl });
  const consumers = [answerOpinions(domain.clock), countOpinions].map((consumer) => runConsumer(domain, consumer, logger));
  const schedule = await startSchedule(domain, { databaseUrl, eventRetentionDays, logger });
  return async () => {
    await schedule.stop();
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await domain.close();
    await dataSource.destroy();
  };
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
