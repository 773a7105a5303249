// Follows what happens to opinions, one JSON line each, and goes on after any break where it stopped: nothing missed, nothing twice.
// node watch.mjs [FILE]   FILE keeps the cursor between runs
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "graphql-ws";

const ADDRESS = process.env.LANGNGHE_URL ?? "http://127.0.0.1:4000/graphql";
const KEY = process.env.LANGNGHE_KEY ?? "";
const FILE = process.argv[2] ?? "opinions.cursor";

const START = "{ opinions(first: 1) { liveCursor } }";
const FEED = "subscription ($after: EventCursor) { opinionFeed(after: $after) { cursor kind opinion { id text status } } }";

let pongTimer;
const client = createClient({
  url: ADDRESS.replace(/^http/, "ws"),
  connectionParams: { authorization: `Bearer ${KEY}` },
  // The client's own retry would ask from the old cursor again and tell things twice: the loop below does it better.
  retryAttempts: 0,
  // A dead line says nothing: without a pong it is given up.
  keepAlive: 10_000,
  on: {
    ping: (isReceived) => {
      if (!isReceived) pongTimer = setTimeout(() => client.terminate(), 5_000);
    },
    pong: () => clearTimeout(pongTimer),
    closed: () => clearTimeout(pongTimer),
  },
});

for (;;) {
  try {
    await follow(readCursor() ?? (await begin()));
  } catch (problem) {
    if (problem.code === 4403) fail("The key is unknown or was revoked.");
    // Too long away, another database, or this one restored from a backup: what is known of it has to be read anew.
    if (problem.code === "CURSOR_TOO_OLD" || problem.code === "CURSOR_FOREIGN") rmSync(FILE);
    console.error(`Break: ${problem.code ?? problem.message}. Going on in a second.`);
  }
  await pause(1_000);
}

/** Ends when the server ends the subscription; throws when the line breaks. */
async function follow(after) {
  for await (const answer of client.iterate({ query: FEED, variables: { after } })) {
    const { cursor, ...happened } = dataOf(answer).opinionFeed;
    console.log(JSON.stringify(happened));
    // After the work, not before: then a crash in between repeats one item and loses none.
    rememberCursor(cursor);
  }
}

/** The present end of the log. A system that needs the past too reads the pages of `opinions` first and starts from their liveCursor. */
async function begin() {
  for await (const answer of client.iterate({ query: START })) {
    const { liveCursor } = dataOf(answer).opinions;
    rememberCursor(liveCursor);
    return liveCursor;
  }
  throw new Error("no answer");
}

function dataOf({ data, errors }) {
  if (!errors) return data;
  const [{ message, extensions }] = errors;
  if (extensions.code === "FORBIDDEN") fail(message);
  throw Object.assign(new Error(message), { code: extensions.code });
}

function readCursor() {
  return existsSync(FILE) ? readFileSync(FILE, "utf8") : undefined;
}

function rememberCursor(cursor) {
  writeFileSync(`${FILE}.new`, cursor);
  renameSync(`${FILE}.new`, FILE);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
