import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { closeSpread } from "../../../apps/api/src/drain.ts";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
afterAll(() => server.close());

test("sockets are closed with 1001, one after the other over the time given, and one that does not answer is cut off", async () => {
  const { port } = server.address() as AddressInfo;
  const closed: { code: number; at: number }[] = [];
  const clients = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const client = new WebSocket(`ws://127.0.0.1:${port}`);
      await once(client, "open");
      client.once("close", (code) => closed.push({ code, at: performance.now() }));
      return client;
    }),
  );
  clients[4]?.pause();
  const startedAt = performance.now();
  await closeSpread(server.clients, 400);
  const tookMs = performance.now() - startedAt;
  expect(server.clients.size).toBe(0);
  expect(closed.map(({ code }) => code)).toEqual([1001, 1001, 1001, 1001]);
  expect((closed[3]?.at ?? 0) - (closed[0]?.at ?? 0)).toBeGreaterThan(250);
  expect(tookMs).toBeLessThan(2_500);
  clients[4]?.terminate();
});
