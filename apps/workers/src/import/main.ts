import { runImport } from "./run-import.ts";

/** Ctrl-C reaches us twice, from the terminal and from the launcher: the first asks to stop after the batch in hand, the others change nothing. */
const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stop.abort());

process.exitCode = await runImport(process.argv.slice(2), { env: process.env, signal: stop.signal });
