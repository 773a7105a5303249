import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";

/**
 * Compares the counts with the rows they count, while the product runs, and puts them right when told to.
 * The last line on stdout is a JSON object: how many cells were wrong, each of them, and whether all were counted anew.
 * Ends with 1 when something is wrong and was left so.
 */
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error("DATABASE_URL is not set: run it with `node scripts/recount.mjs`");
const isToRepair = process.argv.includes("--repair");

// All rows are counted in one statement, which may take longer than others are given.
const dataSource = await createDataSource({ url: databaseUrl, poolSize: 1, applicationName: "langnghe recount", isPatient: true }).initialize();
const domain = await createDomain({ dataSource, databaseUrl });
try {
  const wrong = await domain.opinionCounts.findDifferences();
  const isRepaired = wrong.length > 0 && isToRepair;
  if (isRepaired) await domain.opinionCounts.recount();
  console.log(JSON.stringify({ wrong: wrong.length, repaired: isRepaired, cells: wrong }));
  process.exitCode = wrong.length > 0 && !isRepaired ? 1 : 0;
} finally {
  await domain.close();
  await dataSource.destroy();
}
