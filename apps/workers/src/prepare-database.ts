import { writeFile } from "node:fs/promises";
import { createDomain } from "@langnghe/domain";
import { createDataSource, readNodeSettings, rebaseRestoredLog } from "@langnghe/domain/database";
import { isUntouched, seedDemo } from "@langnghe/domain/demo";
import { systemClock } from "@langnghe/domain/foundation";
import { runMigrations } from "graphile-worker";
import { answerOpinions } from "./articles/answer-opinions.consumer.ts";
import { ensureAnchorKey } from "./audit/anchor-files.ts";
import { drainConsumer } from "./runner/consumer-loop.ts";

/**
 * Brings the database to the present structure, mends a log that was restored on another server and, when it is untouched, fills the demo organization.
 * The last line on stdout is a JSON object for the launcher; it holds the accounts made now, which stand nowhere else but in FIRST_START_FILE.
 */
const { directUrl: databaseUrl } = readNodeSettings(process.env);

const dataSource = await createDataSource({ url: databaseUrl, poolSize: 5, applicationName: "langnghe prepare", isPatient: true }).initialize();
try {
  const migrations = await dataSource.runMigrations();
  await runMigrations({ connectionString: databaseUrl });
  await rebaseRestoredLog(dataSource);
  if (process.env.DATA_DIR) await ensureAnchorKey(process.env.DATA_DIR);
  const seeded = (await isUntouched(dataSource)) ? await seedDemo({ dataSource, databaseUrl, now: systemClock.now() }) : undefined;
  if (seeded) {
    // Kept at once: whatever goes wrong from here on, the accounts made now can be used.
    if (process.env.FIRST_START_FILE) await writeFile(process.env.FIRST_START_FILE, JSON.stringify(seeded), { mode: 0o600 });
    const domain = await createDomain({ dataSource, databaseUrl });
    await drainConsumer(domain, answerOpinions(domain.clock));
    await domain.close();
  }
  console.log(JSON.stringify({ migrated: migrations.length, seeded: seeded !== undefined, ...seeded }));
} finally {
  await dataSource.destroy();
}
