// @ts-check
// Loaded into a server under measure by --import: every ten seconds a line of JSON into PROBE_FILE, with how long its event loop was held up and what memory it has.
import { appendFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const EVERY_MS = 10_000;
const NS_PER_MS = 1e6;
const file = process.env.PROBE_FILE;
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

if (file) {
  setInterval(() => {
    const { heapUsed, rss } = process.memoryUsage();
    const [p50Ms, p99Ms, maxMs] = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) => ns / NS_PER_MS);
    delay.reset();
    appendFileSync(file, `${JSON.stringify({ atMs: Date.now(), p50Ms, p99Ms, maxMs, heapUsed, rss })}\n`);
  }, EVERY_MS).unref();
}
