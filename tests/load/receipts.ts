/**
 * Whether the time of an answer tells a receipt that opens something from one that opens nothing: interleaved pairs over one line
 * that stays open, and the area under the curve by Mann and Whitney. 0.5 is a coin; the goal is 0.03 from it. Run by
 *   npm run bench -- --receipts [--pairs 3000]
 */
import "reflect-metadata";
import { createSecretKey, randomBytes, randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { ANONYMOUS } from "@langnghe/domain/foundation";
import { runMigrations } from "graphile-worker";
import { newReceipt } from "../../packages/domain/src/opinions/receipt.ts";
import { startPostgres } from "../../scripts/postgres.mjs";
import { insertSmallUnion, UNITS } from "../support/small-union.ts";
import { startOurs } from "./arms/start-arm.ts";

const GOAL = 0.03;
const OPINIONS = 300;
const WARM_UP = 200;
/** What the portal asks. */
const QUERY = `query ($receipt: String!) { opinionByReceipt(receipt: $receipt) {
  text status receivedAt isWaiting unit { name } answers { id slug title kind publishedAt } } }`;

const { values } = parseArgs({ options: { receipts: { type: "boolean" }, pairs: { type: "string", default: "3000" } } });
const pairs = Number(values.pairs);
const folder = await mkdtemp(join(tmpdir(), "langnghe-receipts-"));
const postgres = await startPostgres({ dataDir: folder });
const dataSource = await createDataSource({ url: postgres.url, applicationName: "receipts" }).initialize();
await dataSource.runMigrations();
await runMigrations({ connectionString: postgres.url });
await insertSmallUnion(dataSource);
const domain = await createDomain({ dataSource, databaseUrl: postgres.url });
const receipts: string[] = [];
for (let count = 0; count < OPINIONS; count += 1) {
  const text = `Xe đưa đón chuyến ${count} hay trễ, anh em ca sáng phải tự đi. `.repeat(1 + (count % 8));
  const { words } = await domain.intake.submit({ text, unitId: UNITS.plantA.id, forward: count % 3 === 0 ? "LATER" : "NOW" }, ANONYMOUS);
  receipts.push(words.join(" "));
}
const arm = await startOurs(domain, postgres.url);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const strange = createSecretKey(randomBytes(32));
const hit = () => receipts[randomInt(receipts.length)] ?? "";
const miss = () => newReceipt(strange).words.join(" ");

for (let count = 0; count < WARM_UP; count += 1) await timed(count % 2 === 0 ? hit() : miss());
const [hits, misses]: [number[], number[]] = [[], []];
for (let count = 0; count < pairs; count += 1) {
  const isHitFirst = randomInt(2) === 0;
  for (const isHit of [isHitFirst, !isHitFirst]) (isHit ? hits : misses).push(await timed(isHit ? hit() : miss()));
}
const auc = areaUnderCurve(hits, misses);
const said = { pairs, auc: Number(auc.toFixed(4)), hitMedianMs: median(hits), missMedianMs: median(misses), goal: `|AUC - 0.5| <= ${GOAL}` };
console.log(JSON.stringify(said));

agent.destroy();
await arm.stop();
await domain.close();
await dataSource.destroy();
await postgres.stop();
await rm(folder, { recursive: true, force: true });
process.exitCode = Math.abs(auc - 0.5) <= GOAL ? 0 : 1;

/** Milliseconds from sending to the first byte of the answer, as somebody on the line sees it. */
function timed(receipt: string): Promise<number> {
  const body = JSON.stringify({ query: QUERY, variables: { receipt } });
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const request = http.request(arm.url, { method: "POST", agent, headers });
    const startedAt = performance.now();
    request.on("error", reject).on("response", (response) => {
      const took = performance.now() - startedAt;
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
      response.on("end", () => (response.statusCode === 200 && !text.includes('"errors"') ? resolve(took) : reject(new Error(text))));
    });
    request.end(body);
  });
}

/** How often a hit took longer than a miss, a tie counting half. */
function areaUnderCurve(ours: readonly number[], others: readonly number[]): number {
  const sorted = others.toSorted((one, other) => one - other);
  let above = 0;
  for (const value of ours) above += (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / 2;
  return above / (ours.length * others.length);
}

function countBelow(sorted: readonly number[], value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle] ?? 0;
    if (at < value || (orEqual && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function median(values: readonly number[]): number {
  return Number((values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0).toFixed(3));
}
