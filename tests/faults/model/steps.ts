import fc from "fast-check";
import { UNITS, type UnitName } from "../../support/small-union.ts";
import { type FeedModel, READERS } from "./feed-model.ts";
import type { FeedSystem } from "./feed-system.ts";

const MOST_HELD = 3;

type Step = fc.AsyncCommand<FeedModel, FeedSystem>;

/** One thing that happens: whether it can, what it does to both, and its name in a report. */
function step(name: string, check: (model: FeedModel) => boolean, run: (model: FeedModel, real: FeedSystem) => Promise<void>): Step {
  return { check, run, toString: () => name };
}

/** Every kind of step; the names of those that were taken are noted. */
export function anyStep(met: Set<string>): fc.Arbitrary<Step>[] {
  const unit = fc.constantFrom(...(Object.keys(UNITS) as UnitName[]));
  const reader = fc.constantFrom(...READERS.map(({ name }) => name));
  const place = fc.nat({ max: 99 });
  const note = (name: string, run: Step["run"]): Step["run"] => {
    return async (model, real) => {
      met.add(name);
      await run(model, real);
    };
  };
  const always = () => true;
  const commit = unit.map((at) =>
    step(
      `commit in ${at}`,
      always,
      note("commit", async (model, real) => model.add(await real.commit(at), at, "committed")),
    ),
  );
  const rollBack = unit.map((at) =>
    step(
      `roll back in ${at}`,
      always,
      note("roll back", (_model, real) => real.rollBack(at)),
    ),
  );
  const hold = unit.map((at) =>
    step(
      `hold in ${at}`,
      ({ held }) => held.length < MOST_HELD,
      note("hold", async (model, real) => model.add(await real.hold(at), at, "held")),
    ),
  );
  const release = fc.tuple(place, fc.boolean()).map(([at, commits]) =>
    step(
      `release ${commits ? "by commit" : "by rollback"}`,
      ({ held }) => held.length > 0,
      note("release", async ({ held }, real) => {
        const entry = held[at % held.length];
        if (!entry) return;
        await real.release(entry.opinionId, commits ? "COMMIT" : "ROLLBACK");
        entry.state = commits ? "committed" : "rolledBack";
      }),
    ),
  );
  const erase = place.map((at) =>
    step(
      "erase",
      ({ open }) => open.length > 0,
      note("erase", async (model, real) => {
        const entry = model.open[at % model.open.length];
        if (!entry) return;
        await real.erase(entry.opinionId);
        model.add(entry.opinionId, entry.unit, "committed", "SET_ASIDE");
      }),
    ),
  );
  const kill = fc.constant(
    step(
      "kill",
      always,
      note("kill", async ({ all }, real) => {
        await real.kill();
        for (const each of all) each.isConnected = false;
      }),
    ),
  );
  return [commit, commit, rollBack, hold, release, erase, kill, ...lineSteps(reader, note)];
}

function lineSteps(
  reader: fc.Arbitrary<(typeof READERS)[number]["name"]>,
  note: (name: string, run: Step["run"]) => Step["run"],
): fc.Arbitrary<Step>[] {
  const cut = reader.map((name) =>
    step(
      `cut ${name}`,
      (model) => model.readerOf(name).isConnected && !model.readerOf(name).isRevoked,
      note("cut", async (model, real) => {
        real.cut(name);
        model.readerOf(name).isConnected = false;
      }),
    ),
  );
  const resume = reader.map((name) =>
    step(
      `resume ${name}`,
      (model) => !model.readerOf(name).isConnected && !model.readerOf(name).isRevoked,
      note("resume", async (model, real) => {
        real.resume(name);
        model.readerOf(name).isConnected = true;
      }),
    ),
  );
  // One key only: so that there is always somebody left who has to see everything.
  const name = "máy sắp bị thu khóa";
  const revoke = fc.constant(
    step(
      `revoke ${name}`,
      (model) => !model.readerOf(name).isRevoked && model.entries.length > 3,
      note("revoke", async (model, real) => {
        await real.revoke(name);
        model.readerOf(name).isRevoked = true;
      }),
    ),
  );
  return [cut, resume, revoke];
}
