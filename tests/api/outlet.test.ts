import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { Outlet } from "../../apps/api/src/live/outlet.ts";
import { anApi } from "../support/api.ts";
import { rawSocket } from "../support/raw-socket.ts";
import { until } from "../support/until.ts";
import { liveCursor, watchFeed } from "../support/watch-feed.ts";
import { aWorld, TestClock } from "../support/world.ts";

const MB = 1024 * 1024;
/** More than loopback's buffers take at once. */
const LARGE = Buffer.alloc(16 * MB, "a");

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
afterAll(() => server.close());

let outlet: Outlet;
let reader: WebSocket;
let stream: Duplex;
let slownesses = 0;
beforeEach(async () => {
  reader = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  // What is written here are no frames; the reader only has to take the bytes.
  reader.on("error", () => undefined);
  const [socket, request] = await once(server, "connection");
  stream = request.socket;
  slownesses = 0;
  outlet = new Outlet(socket, stream, () => {
    slownesses += 1;
  });
  if (reader.readyState !== reader.OPEN) await once(reader, "open");
  reader.pause();
  return () => reader.terminate();
});

describe("the way out to a reader", () => {
  test("finds it too slow when more than a megabyte is unsent as the next is due, and not for one large write", () => {
    outlet.write(LARGE);
    expect(outlet.unsentBytes).toBeGreaterThan(MB);
    expect(slownesses).toBe(0);
    outlet.write(Buffer.from("next"));
    expect(slownesses).toBe(1);
  });

  test("finds it stalled when it has taken nothing for half a minute, however little is unsent", () => {
    expect(outlet.isStalled()).toBe(false);
    outlet.write(LARGE);
    const now = performance.now();
    expect(outlet.isStalled(now)).toBe(false);
    expect(outlet.isStalled(now + 29_000)).toBe(false);
    expect(outlet.isStalled(now + 31_000)).toBe(true);
  });

  test("never finds it stalled while there is nothing to take", () => {
    expect(outlet.isStalled(performance.now() + 24 * 60 * 60_000)).toBe(false);
  });

  test("lets a replay wait until what is unsent has been taken, or the reader has gone", async () => {
    outlet.write(LARGE);
    let hasRoom = false;
    const waiting = outlet.roomForReplay().then(() => {
      hasRoom = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(hasRoom).toBe(false);
    reader.terminate();
    await waiting;
    expect(outlet.isOpen).toBe(false);
  });
});

test("a line that is half open is found by ping and cut, and nobody else's", { timeout: 40_000 }, async () => {
  const world = await aWorld({ clock: TestClock.atPresent() });
  const api = await anApi(world.databaseUrl);
  const moderator = await world.aStaffMember({ role: "MODERATOR" });
  const dead = await rawSocket(api.socketUrl, moderator, { autoPong: false });
  const alive = watchFeed(api.connect(moderator), { after: await liveCursor(api, moderator) });
  let code: number | undefined;
  void dead.closed.then((closed) => {
    code = closed.code;
  });
  await until("it is cut", () => code, { withinMs: 25_000 });
  expect(code).toBe(1006);
  await world.anOpinion();
  await until("the other is told", () => alive.items.length === 1);
  alive.stop();
});
