import { type HeardHint, NatsBus } from "@langnghe/domain/events";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { until } from "../../support/until.ts";
import { freePorts } from "./free-ports.ts";
import { startNatsCluster } from "./nats.ts";
import { endAll, findProgram } from "./programs.ts";

const HOST = "127.0.0.1";
const nats = findProgram("nats-server") ?? "";
const buses: NatsBus[] = [];
afterEach(async () => {
  for (const bus of buses.splice(0)) await bus.close();
});
afterAll(endAll);

function aBus(ports: readonly number[], login = ""): { readonly bus: NatsBus; readonly heard: HeardHint[] } {
  const bus = new NatsBus(ports.map((port) => `nats://${login}${HOST}:${port}`).join(","));
  const heard: HeardHint[] = [];
  bus.listen((newest) => heard.push(newest));
  buses.push(bus);
  return { bus, heard };
}

/** Sends hints until the other hears the latest one. */
async function isHeard(from: NatsBus, heard: readonly HeardHint[], transactionId: string): Promise<void> {
  await until(
    `hint ${transactionId} is heard`,
    async () => {
      await from.send({ transactionId, id: "1" });
      return heard.some((hint) => hint?.transactionId === transactionId);
    },
    { withinMs: 15_000 },
  );
}

describe.skipIf(!nats)("two nodes on a NATS cluster", () => {
  test("hear each other, whichever of the three servers is killed", async () => {
    const all = await freePorts(6);
    const [ports, routes] = [all.slice(0, 3), all.slice(3)];
    const servers = await startNatsCluster({ nats, ports, routes });
    const [one, other] = [aBus(ports), aBus([...ports].reverse())];
    await isHeard(one.bus, other.heard, "1");
    for (const [place, server] of servers.entries()) {
      await server.end("SIGKILL");
      if (place === servers.length - 1) break;
      await isHeard(one.bus, other.heard, `1${place}`);
      await isHeard(other.bus, one.heard, `2${place}`);
    }
    // With none of them left nothing is heard and nothing fails; when they are back, all is as before.
    await one.bus.send({ transactionId: "3", id: "1" });
    await startNatsCluster({ nats, ports, routes });
    await isHeard(one.bus, other.heard, "4");
    expect(other.heard.some((hint) => hint?.transactionId === "3")).toBe(false);
  }, 90_000);

  test("hear each other again after the servers did not know their password for a while", async () => {
    const [port = 0, route = 0] = await freePorts(2);
    const start = (password: string) => startNatsCluster({ nats, ports: [port], routes: [route], login: { user: "langnghe", password } });
    const [right] = await start("dung");
    const [one, other] = [aBus([port], "langnghe:dung@"), aBus([port], "langnghe:dung@")];
    await isHeard(one.bus, other.heard, "1");
    await right?.end("SIGKILL");
    const [wrong] = await start("sai");
    const refusals = () => (wrong?.said() ?? "").split("authentication error").length - 1;
    await until("both are refused again and again", () => refusals() >= 8, { withinMs: 20_000 });
    await wrong?.end("SIGKILL");
    await start("dung");
    await isHeard(one.bus, other.heard, "2");
  }, 60_000);
});
