import { randomUUID } from "node:crypto";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { until } from "../../support/until.ts";
import { type Layout, layOut, type Node, query } from "./layout.ts";
import { findPrograms } from "./programs.ts";

const programs = findPrograms();
const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }";
/** Within a quarter of an hour the list has an order of its own, so the opinion is asked for by its words. */
const FIND = "query ($text: String) { opinions(first: 5, filter: { text: $text }) { edges { node { text } } } }";
const LIST = "{ opinions(first: 20) { liveCursor edges { node { text } } } }";
const FEED = "subscription ($after: EventCursor) { opinionFeed(after: $after) { cursor opinion { text } } }";

if (!programs) console.warn("nats-server, pgbouncer or PostgreSQL's server is not installed here: the layout of many nodes is not tried");

describe.skipIf(!programs)("three nodes, two workers, NATS, a primary with a standby and PgBouncer", () => {
  let layout: Layout;
  beforeAll(async () => {
    if (programs) layout = await layOut(programs);
  }, 90_000);
  afterAll(() => layout?.end());

  const node = (place: number): Node => {
    const found = layout.nodes[place];
    if (!found) throw new Error(`There is no node ${place}`);
    return found;
  };

  async function ask(place: number, body: { query: string; variables?: unknown }): Promise<Record<string, any>> {
    const response = await fetch(`${node(place).url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${layout.key}` },
      body: JSON.stringify(body),
    });
    const { data, errors } = (await response.json()) as { data: Record<string, any>; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  async function submit(place: number): Promise<string> {
    const text = `Bữa ăn ca còn ít rau ${randomUUID()}`;
    const { submitOpinion } = await ask(place, { query: SUBMIT, variables: { input: { text } } });
    expect(submitOpinion.__typename).toBe("SubmitOpinionPayload");
    return text;
  }

  async function listed(place: number, text: string): Promise<string[]> {
    const { opinions } = await ask(place, { query: FIND, variables: { text } });
    return opinions.edges.map(({ node: found }: { node: { text: string } }) => found.text);
  }

  interface Watch {
    readonly texts: string[];
    readonly seenAt: Map<string, number>;
    cursor: string | undefined;
    closeCode: number | undefined;
    end(): void;
  }

  async function watch(place: number, after?: string): Promise<Watch> {
    const from: string = after ?? (await ask(place, { query: LIST })).opinions.liveCursor;
    const socket = createClient({
      url: `${node(place).url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
      connectionParams: { authorization: `Bearer ${layout.key}` },
      onNonLazyError: () => undefined,
      on: {
        closed: (event) => {
          self.closeCode = (event as { code: number }).code;
        },
      },
    });
    const self: Watch = { texts: [], seenAt: new Map(), cursor: from, closeCode: undefined, end: () => void socket.dispose() };
    socket.subscribe(
      { query: FEED, variables: { after: from } },
      {
        next: ({ data }) => {
          const { cursor, opinion } = (data as { opinionFeed: { cursor: string; opinion: { text: string } } }).opinionFeed;
          self.texts.push(opinion.text);
          self.seenAt.set(opinion.text, performance.now());
          self.cursor = cursor;
        },
        error: () => undefined,
        complete: () => undefined,
      },
    );
    return self;
  }

  const missing = (seen: Watch, texts: readonly string[]) => texts.filter((text) => !seen.texts.includes(text));

  test("an opinion that came in through one node is seen on all three, once and in the same order", { timeout: 30_000 }, async () => {
    const watches = await Promise.all([0, 1, 2].map((place) => watch(place)));
    const texts: string[] = [];
    for (let count = 0; count < 30; count += 1) texts.push(await submit(count % 3));
    for (const seen of watches) await until("all opinions are seen", () => missing(seen, texts).length === 0);
    expect(watches.map((seen) => seen.texts)).toEqual([watches[0]?.texts, watches[0]?.texts, watches[0]?.texts]);
    expect(watches[0]?.texts.length).toBe(30);
    for (const seen of watches) seen.end();
  });

  test("what somebody wrote through one node stands in the list of another at once, and the standby gave the list", { timeout: 30_000 }, async () => {
    for (let count = 0; count < 40; count += 1) {
      const text = await submit(count % 3);
      expect(await listed((count + 1) % 3, text)).toEqual([text]);
    }
    const readers = await query(layout.replicaUrl, "SELECT 1 FROM pg_stat_activity WHERE application_name = 'langnghe api reads' AND query <> ''");
    expect(readers.length).toBeGreaterThan(0);
  });

  test("with NATS killed the queue stays live, at most three seconds late, and nothing is missing; back again, it is quick again", {
    timeout: 60_000,
  }, async () => {
    const seen = await watch(2);
    for (const server of layout.nats) await server.end("SIGKILL");
    const late: number[] = [];
    const texts: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const text = await submit(0);
      const sentAt = performance.now();
      texts.push(text);
      late.push((await until("it is seen", () => seen.seenAt.get(text), { withinMs: 10_000 })) - sentAt);
    }
    expect(Math.max(...late)).toBeLessThan(3_000);
    await layout.startNats();
    await until(
      "a hint comes quickly again",
      async () => {
        const text = await submit(0);
        texts.push(text);
        const sentAt = performance.now();
        return (await until("it is seen", () => seen.seenAt.get(text), { withinMs: 10_000 })) - sentAt < 100;
      },
      { withinMs: 20_000 },
    );
    expect(missing(seen, texts)).toEqual([]);
    console.log(`without NATS: seen after ${late.map(Math.round).join(", ")} ms`);
    seen.end();
  });

  test("with the standby stopped, lists and replays go on, and with it back too", { timeout: 60_000 }, async () => {
    const before: string = (await ask(0, { query: LIST })).opinions.liveCursor;
    const texts = [await submit(0), await submit(1)];
    await layout.replica.end("SIGQUIT");
    for (const place of [0, 1, 2]) {
      const text = await submit(place);
      texts.push(text);
      expect(await listed((place + 1) % 3, text)).toEqual([text]);
    }
    const seen = await watch(1, before);
    await until("the replay is whole", () => missing(seen, texts).length === 0, { withinMs: 10_000 });
    seen.end();
    await layout.startReplica();
    const readers = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'langnghe api reads'";
    await until(
      "the standby is read again",
      async () => {
        await ask(0, { query: LIST });
        return (await query(layout.replicaUrl, readers)).length > 0;
      },
      { withinMs: 15_000 },
    );
  });

  test("a node that is told to end closes its sockets with 1001, and who comes back elsewhere has missed nothing", { timeout: 60_000 }, async () => {
    const first = await watch(0);
    const texts = [await submit(1)];
    await until("the feed is live", () => missing(first, texts).length === 0);
    const ended = node(0).process.end("SIGTERM");
    for (let count = 0; count < 10; count += 1) texts.push(await submit(1 + (count % 2)));
    await until("the socket is closed", () => first.closeCode !== undefined, { withinMs: 10_000 });
    await ended;
    expect(first.closeCode).toBe(1001);
    expect(node(0).process.child.exitCode).toBe(0);
    const second = await watch(2, first.cursor);
    await until("the rest is seen", () => texts.every((text) => first.texts.includes(text) || second.texts.includes(text)), { withinMs: 10_000 });
    expect([...first.texts, ...second.texts].toSorted()).toEqual(texts.toSorted());
    second.end();
  });
});
