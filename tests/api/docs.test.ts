import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { createDomain } from "@langnghe/domain";
import { rebaseRestoredLog } from "@langnghe/domain/database";
import { CursorForeign, type EventConsumer } from "@langnghe/domain/events";
import { Unit } from "@langnghe/domain/organization";
import { buildSchema, parse, validate } from "graphql";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countOpinions } from "../../apps/workers/src/opinions/count-opinions.consumer.ts";
import { drainConsumer } from "../../apps/workers/src/runner/consumer-loop.ts";
import { anApi, type TestApi } from "../support/api.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { aWorld, PASSWORD, TEST, TestClock, type World } from "../support/world.ts";

const EXAMPLES = "docs/examples";

let world: World;
let api: TestApi;

beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  // The examples speak of the demo organization: one of its units is in this union too.
  await world.domain.dataSource.manager.insert(Unit, {
    id: randomUUID(),
    code: "TL-KT",
    name: "Công đoàn Công ty Khai thác Biển Lạch",
    parentId: UNITS.union.id,
    isChoosable: true,
    position: 9,
  });
  api = await anApi(world.databaseUrl);
});

describe("the documents", () => {
  test("docs/api.md holds each example to the letter", () => {
    const page = readFileSync("docs/api.md", "utf8");
    for (const name of readdirSync(EXAMPLES).filter((each) => /\.(sh|mjs)$/.test(each))) {
      const language = name.endsWith(".sh") ? "bash" : "js";
      expect(page, name).toContain(`\`\`\`${language}\n${readFileSync(join(EXAMPLES, name), "utf8")}\`\`\``);
    }
  });

  test.each(["README.md", "CONTRIBUTING.md", ...pagesIn("docs"), ...pagesIn("docs/adr")])("%s names only paths that are there", (page) => {
    const named = [...readFileSync(page, "utf8").matchAll(/`((?:apps|packages|schema|scripts|tests|docs)\/[^`\s<>{}…*N]+)`/g)].map(
      ([, path]) => path ?? "",
    );
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe("what is to be typed", () => {
  test.each(["docs/api.md", "docs/operators.md"])("in %s is valid GraphQL for this API", (page) => {
    const schema = buildSchema(readFileSync("schema/schema.graphql", "utf8"));
    const documents = [...readFileSync(page, "utf8").matchAll(/administer\.mjs '([^']+)'/g)].map(([, document]) => document ?? "");
    expect(documents).not.toHaveLength(0);
    expect(documents.flatMap((document) => validate(schema, parse(document)).map(({ message }) => message))).toEqual([]);
  });
});

describe("list.sh", () => {
  test("reads page after page", async () => {
    const { key } = await world.aClient({ scopes: ["opinion:read"], unit: "turbines" });
    const texts = await Promise.all(Array.from({ length: 23 }, async () => (await world.anOpinion({ unit: "turbines" })).text));
    const first = (await runScript("list.sh", [], key)).data.opinions;
    expect(first.edges).toHaveLength(20);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = (await runScript("list.sh", [first.pageInfo.endCursor], key)).data.opinions;
    expect(second.pageInfo.hasNextPage).toBe(false);
    const read = [...first.edges, ...second.edges].map(({ node }) => node.text);
    expect(read.toSorted()).toEqual(texts.toSorted());
  });

  test("says why, and fails, without a key that holds", async () => {
    const refused = await runScript("list.sh", [], "ln_unknown").catch((error) => error);
    expect(refused.code).not.toBe(0);
    expect(JSON.parse(refused.stdout).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  });
});

describe("submit-batch.sh", () => {
  test("brings in a batch once, however often it is run", async () => {
    const { key } = await world.aClient({ scopes: ["opinion:submit"] });
    const idempotencyKey = randomUUID();
    const first = await runScript("submit-batch.sh", [idempotencyKey], key);
    expect(first.data.submitOpinions).toMatchObject({ accepted: 2, alreadyKnown: 0, refused: 0 });
    expect(await runScript("submit-batch.sh", [idempotencyKey], key)).toEqual(first);
    const again = (await runScript("submit-batch.sh", [randomUUID()], key)).data.submitOpinions;
    expect(again).toMatchObject({ accepted: 0, alreadyKnown: 2, refused: 0 });
    const idsOf = (answer: { opinions: { opinionId: string }[] }) => answer.opinions.map(({ opinionId }) => opinionId);
    expect(idsOf(again)).toEqual(idsOf(first.data.submitOpinions));
  });
});

describe("administer.mjs", () => {
  test("makes a key that works, for an administrator", async () => {
    const administrator = await world.aStaffMember({ role: "ADMINISTRATOR" });
    const document = "mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { key client { id } } }";
    const input = { name: "Cổng nhân sự", scopes: ["opinion:submit"], unitIds: [UNITS.union.id] };
    const { data } = await administer(administrator.email, [document, JSON.stringify({ input })]);
    const answer = await runScript("submit-batch.sh", [randomUUID()], data.createApiClient.key);
    expect(answer.data.submitOpinions).toMatchObject({ accepted: 2 });
  });

  test("says why, and fails, with a wrong password", async () => {
    const refused = await administer("nobody@example.org", ["{ viewer { name } }"]).catch((error) => error);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("is not right");
  });
});

describe("a dump restored on another server", () => {
  test("has its log put in front of what comes when it is prepared, and refuses its cursors", async () => {
    const restored = await aWorld();
    const { dataSource, events } = restored.domain;
    const before = await restored.anOpinion();
    const taken: string[] = [];
    const consumer: EventConsumer = { name: "test/notes", handle: async ({ subjectId }) => void taken.push(subjectId) };
    await drainConsumer(restored.domain, consumer);
    const unread = await restored.anOpinion();
    const cursor = events.cursorOf(await events.end());
    await asIfFromAnotherServer(dataSource);

    await rebaseRestoredLog(dataSource);
    const after = await restored.anOpinion();
    await until("all is taken", async () => {
      await drainConsumer(restored.domain, consumer);
      return taken.length >= 3;
    });
    expect(taken).toEqual([before.id, unread.id, after.id]);
    const reopened = await createDomain({ dataSource, databaseUrl: restored.databaseUrl });
    afterAll(() => reopened.close());
    expect(() => reopened.events.positionOf(cursor)).toThrow(CursorForeign);
    expect(await reopened.opinionCounts.findDifferences()).toEqual([]);
    await drainConsumer(reopened, countOpinions);
    expect(await reopened.opinionCounts.findDifferences()).toEqual([]);
  });
});

describe("watch.mjs", () => {
  test("goes on after the server's and its own restart: nothing missed, nothing twice", { timeout: 60_000 }, async () => {
    const { key } = await world.aClient({ scopes: ["opinion:read"], unit: "plantB" });
    const say = async () => void said.push((await world.anOpinion({ unit: "plantB" })).text);
    const said: string[] = [];
    const file = join(await aFolder(), "opinions.cursor");
    const first = await anApi(world.databaseUrl);
    const url = first.url;

    const watcher = watch({ url, key, file });
    await until("it has begun", () => existsSync(file));
    await say();
    await say();
    await until("both were told", () => watcher.texts.length === 2);

    await first.stop();
    await say();
    await say();
    await anApi(world.databaseUrl, { port: Number(new URL(url).port) });
    await say();
    await until("the others were told", () => watcher.texts.length >= 5, { withinMs: 15_000 });
    await watcher.kill();

    await say();
    const second = watch({ url, key, file });
    await say();
    await until("the rest was told", () => second.texts.length >= 2, { withinMs: 15_000 });
    await second.kill();
    expect([...watcher.texts, ...second.texts]).toEqual(said);
  });

  test("starts anew where the log is another one", async () => {
    const { key } = await world.aClient({ scopes: ["opinion:read"], unit: "boilers" });
    const file = join(await aFolder(), "opinions.cursor");
    await writeFile(file, "A".repeat(38));
    const watcher = watch({ url: api.url, key, file });
    await until("it has begun anew", () => watcher.complaints.length > 0 && existsSync(file));
    const { text } = await world.anOpinion({ unit: "boilers" });
    await until("it was told", () => watcher.texts.includes(text));
    expect(watcher.complaints.join()).toContain("CURSOR_FOREIGN");
    await watcher.kill();
  });

  test("ends with a word when its key is revoked", async () => {
    const { id, key } = await world.aClient({ scopes: ["opinion:read"] });
    const file = join(await aFolder(), "opinions.cursor");
    const watcher = watch({ url: api.url, key, file });
    await until("it has begun", () => existsSync(file));
    await world.domain.apiClients.revoke(id, TEST);
    expect(await watcher.ended).toBe(1);
    expect(watcher.complaints.join()).toContain("revoked");
  });
});

function pagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
}

function runScript(name: string, args: readonly string[], key: string): Promise<any> {
  return run("bash", [join(EXAMPLES, name), ...args], { LANGNGHE_KEY: key });
}

function administer(email: string, args: readonly string[]): Promise<any> {
  return run(process.execPath, [join(EXAMPLES, "administer.mjs"), ...args], { LANGNGHE_EMAIL: email, LANGNGHE_PASSWORD: PASSWORD });
}

/** Runs an example as a reader would and reads its answer. @throws when it fails; the error holds `code`, `stdout` and `stderr`. */
async function run(command: string, args: readonly string[], settings: Record<string, string>): Promise<any> {
  const env = { ...process.env, LANGNGHE_URL: api.url, ...settings };
  const { stdout } = await promisify(execFile)(command, args, { env });
  return JSON.parse(stdout);
}

/** As a dump leaves it: numbers of transactions that this server has not come to yet. */
async function asIfFromAnotherServer(dataSource: DataSource): Promise<void> {
  await dataSource.query(`
    ALTER TABLE event DISABLE TRIGGER event_append_only;
    UPDATE event SET transaction_id = (transaction_id::text::bigint + 5000000)::text::xid8;
    ALTER TABLE event ENABLE TRIGGER event_append_only;
    UPDATE event_consumer SET transaction_id = (transaction_id::text::bigint + 5000000)::text::xid8 WHERE transaction_id > '0';
  `);
}

interface Watcher {
  /** Of the opinions told, in the order told. */
  readonly texts: string[];
  readonly complaints: string[];
  /** Its exit code; null after `kill`. */
  readonly ended: Promise<number | null>;
  kill(): Promise<void>;
}

function watch({ url, key, file }: { url: string; key: string; file: string }): Watcher {
  const child: ChildProcess = spawn(process.execPath, [join(EXAMPLES, "watch.mjs"), file], {
    env: { ...process.env, LANGNGHE_URL: url, LANGNGHE_KEY: key },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const texts: string[] = [];
  const complaints: string[] = [];
  if (child.stdout) createInterface(child.stdout).on("line", (line) => texts.push(JSON.parse(line).opinion.text));
  if (child.stderr) createInterface(child.stderr).on("line", (line) => complaints.push(line));
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  afterAll(kill);
  return { texts, complaints, ended, kill };
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "langnghe-docs-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
