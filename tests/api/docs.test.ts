import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Unit } from "@langnghe/domain/organization";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { aWorld, TEST, TestClock, type World } from "../support/world.ts";

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
    const named = [...readFileSync(page, "utf8").matchAll(/`((?:apps|packages|schema|scripts|tests|docs)\/[^`\s<>{}…*N]+)`/g)].map(([, path]) => path ?? "");
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
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

describe("watch.mjs", () => {
  test("goes on after the server's and its own restart: nothing missed, nothing twice", { timeout: 60_000 }, async () => {
    const { key } = await world.aClient({ scopes: ["opinion:read"], unit: "plantB" });
    const say = async () => void said.push((await world.anOpinion({ unit: "plantB" })).text);
    const said: string[] = [];
    const file = join(await aFolder(), "opinions.cursor");
    const port = Number(new URL(api.url).port);
    let server = await anApi(world.databaseUrl);
    const url = server.url;
    expect(port).not.toBe(Number(new URL(url).port));

    const watcher = watch({ url, key, file });
    await until("it has begun", () => existsSync(file));
    await say();
    await say();
    await until("both were told", () => watcher.texts.length === 2);

    await server.stop();
    await say();
    await say();
    server = await anApi(world.databaseUrl, { port: Number(new URL(url).port) });
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
    const foreign = "A".repeat(38);
    await writeFile(file, foreign);
    const watcher = watch({ url: api.url, key, file });
    await until("it has begun anew", async () => existsSync(file) && (await readFile(file, "utf8")) !== foreign);
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
    await world.domain.access.revokeClient(id, TEST);
    expect(await watcher.ended).toBe(1);
    expect(watcher.complaints.join()).toContain("revoked");
  });
});

function pagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
}

/** Runs an example as a reader would. @throws when it fails; the error holds `stdout`. */
async function runScript(name: string, args: readonly string[], key: string): Promise<any> {
  const env = { ...process.env, LANGNGHE_URL: api.url, LANGNGHE_KEY: key };
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile("bash", [join(EXAMPLES, name), ...args], { env }, (error, stdout) => (error ? reject(Object.assign(error, { stdout })) : resolve(stdout)));
  return JSON.parse(await promise);
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
