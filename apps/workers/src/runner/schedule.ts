import type { Domain } from "@langnghe/domain";
import { isDatabaseAway } from "@langnghe/domain/database";
import { traceOf } from "@langnghe/domain/foundation";
import { Logger as GraphileLogger, parseCronItems, type Runner, run, type TaskList } from "graphile-worker";
import type { Logger } from "pino";
import { ensureAnchorKey, keepAnchor } from "../audit/anchor-files.ts";
import { type BackupSettings, keepBackups } from "../backup/keep-backups.ts";

/** What is done by the clock. Each task may run anywhere and twice: the services make its effect happen once. */
export function tasksOf(
  { audit, intake, insight, retention, articles, access, apiClients, claims, presence, events, clock }: Domain,
  { eventRetentionDays, backups }: { eventRetentionDays: number; backups: BackupSettings },
): TaskList {
  return {
    "release-waiting-opinions": async () => void (await intake.releaseDue()),
    "catch-up-redactions": async () => void (await intake.catchUpRedactions()),
    "catch-up-bands": async () => void (await intake.catchUpBands()),
    "publish-scheduled-articles": async () => void (await articles.publishDue()),
    "forget-ended-claims": async () => {
      await claims.releaseExpired();
      await presence.forgetExpired();
    },
    "freeze-releases": async () => void (await insight.freezeDue()),
    "erase-old-texts": async () => void (await retention.eraseOldTexts()),
    "clear-old-events": async () => void (await events.clear({ before: new Date(clock.now().getTime() - eventRetentionDays * DAY_MS) })),
    "forget-old-keys": async () => void (await intake.forgetOldKeys()),
    "forget-old-sessions": async () => void (await access.forgetOldSessions()),
    "seal-audit": async () => void (await audit.sealDue()),
    "anchor-audit": async () => {
      const anchor = await audit.anchorToday(await ensureAnchorKey(backups.dataDir));
      if (anchor) await keepAnchor(backups.dataDir, anchor);
    },
    "back-up": async () => void (await keepBackups(backups, clock.now())),
    "forget-old-use": async () => void (await apiClients.forgetOldUse()),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Times are UTC; the nightly ones fall into the small hours in Việt Nam. */
const CRON = [
  { task: "release-waiting-opinions", match: "* * * * *" },
  { task: "catch-up-redactions", match: "* * * * *" },
  { task: "catch-up-bands", match: "* * * * *" },
  { task: "publish-scheduled-articles", match: "* * * * *" },
  { task: "forget-ended-claims", match: "* * * * *" },
  { task: "seal-audit", match: "* * * * *" },
  { task: "anchor-audit", match: "5 * * * *" },
  // Monday and the third at two in Việt Nam; each hour beside, for what was missed while nothing ran.
  { task: "freeze-releases", match: "0 * * * *" },
  { task: "erase-old-texts", match: "10 19 * * *" },
  { task: "clear-old-events", match: "12 19 * * *" },
  { task: "forget-old-keys", match: "15 19 * * *" },
  { task: "forget-old-sessions", match: "20 19 * * *" },
  // Behind the erasing: what is to go is not in it any more.
  { task: "back-up", match: "40 19 * * *" },
  { task: "forget-old-use", match: "25 19 * * *" },
];

export async function startSchedule(
  domain: Domain,
  { databaseUrl, eventRetentionDays, backups, logger }: { databaseUrl: string; eventRetentionDays: number; backups: BackupSettings; logger: Logger },
): Promise<Runner> {
  const runner = await run({
    connectionString: databaseUrl,
    taskList: tasksOf(domain, { eventRetentionDays, backups }),
    parsedCronItems: parseCronItems(CRON),
    noHandleSignals: true,
    concurrency: 2,
    pollInterval: 2_000,
    logger: new GraphileLogger(
      () => (level, message) =>
        void (level === "error" && logger.error({ kind: "schedule", message: message.slice(0, 200) }, "the schedule met an error")),
    ),
  });
  runner.promise.catch((error: unknown) => {
    logger.fatal(traceOf(error), isDatabaseAway(error) ? "the schedule lost the database" : "the schedule ended");
    process.exit(1);
  });
  return runner;
}
