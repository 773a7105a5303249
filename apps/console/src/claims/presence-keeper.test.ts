import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPresenceKeeper, type Place } from "./presence-keeper.ts";

describe("where the viewer is", () => {
  it("never says two things at once: a slow farewell does not overtake what was said after it", async () => {
    const { keeper, server, settle } = atServer();
    keeper.be(at("a", "EDITING"));
    keeper.be(at("b"));
    keeper.be(at("a"));
    await settle();
    expect(server.present()).toEqual(["a VIEWING"]);
    expect(server.mostAtOnce()).toBe(1);
  });

  it("changes how somebody is there without sending them away first", async () => {
    const { keeper, server, settle } = atServer();
    keeper.be(at("a"));
    await settle();
    keeper.be(at("a", "EDITING"));
    await settle();
    expect(server.heard()).toEqual(["keep a VIEWING", "keep a EDITING"]);
  });

  it("says the same place again when asked to", async () => {
    const { keeper, server, settle } = atServer();
    keeper.be(at("a"));
    await settle();
    keeper.be(at("a"));
    await settle();
    expect(server.heard()).toEqual(["keep a VIEWING", "keep a VIEWING"]);
  });

  it("leaves the server, after any walk and any refusals, with the last place or one that runs out", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(aStep, fc.boolean())), fc.infiniteStream(fc.boolean()), async (walk, refusals) => {
        const { keeper, server, settle } = atServer(() => refusals.next().value);
        for (const [step, waits] of walk) {
          keeper.be(step);
          if (waits) await settle();
        }
        await settle();
        server.recover();
        const last = walk.at(-1)?.[0] ?? null;
        keeper.be(last && { ...last });
        await settle();
        expect(server.present().filter((place) => place === faceOf(last))).toEqual(last ? [faceOf(last)] : []);
        expect(server.mostAtOnce()).toBeLessThanOrEqual(1);
      }),
    ));
});

const aStep = fc.option(
  fc.record({ id: fc.constantFrom("a", "b", "c"), mode: fc.constantFrom("VIEWING", "EDITING", "IDLE") }).map(({ id, mode }) => at(id, mode)),
);

function at(id: string, mode: Place["mode"] = "VIEWING"): Place {
  return { subject: { kind: "OPINION", id }, mode };
}

function faceOf(place: Place | null): string {
  return place ? `${place.subject.id} ${place.mode}` : "";
}

/** A keeper and a server that takes its time, and refuses where told to. */
function atServer(refuses: () => boolean = () => false) {
  const modes = new Map<string, string>();
  const heard: string[] = [];
  let refusing = refuses;
  let atOnce = 0;
  let mostAtOnce = 0;
  const hear = async (words: string, take: () => void) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    await Promise.resolve();
    atOnce -= 1;
    if (refusing()) throw new Error("refused");
    heard.push(words);
    take();
  };
  const keeper = createPresenceKeeper({
    keep: (place) => hear(`keep ${faceOf(place)}`, () => modes.set(place.subject.id, place.mode)),
    leave: ({ id }) => hear(`leave ${id}`, () => modes.delete(id)),
  });
  const server = {
    present: () => [...modes].map((entry) => entry.join(" ")),
    heard: () => heard,
    mostAtOnce: () => mostAtOnce,
    recover: () => {
      refusing = () => false;
    },
  };
  return { keeper, server, settle: () => new Promise<void>((resolve) => setTimeout(resolve, 0)) };
}
