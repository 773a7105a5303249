// @ts-check
// Loaded into each program before its own code (node --import): when the launcher is gone, however it went, the
// channel to it closes, and the program ends as if it had been told to. The guard (guard.mjs) does the same from
// outside; either is enough, so that killing one of them too leaves nothing behind.
import { isMainThread } from "node:worker_threads";

const GRACE_MS = 5000;

if (isMainThread && process.channel) {
  process.once("disconnect", endOrderly);
  process.channel.unref(); // listening for the end is no reason to stay alive
}

function endOrderly() {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
  process.kill(process.pid, "SIGTERM");
}
