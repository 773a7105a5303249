import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { until } from "../../support/until.ts";
import { ask } from "../harness/ask.ts";
import type { Network } from "../harness/network.ts";
import type { Scenario } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";
import { underLoad } from "../harness/under-load.ts";

const WITH_NETWORK = { withNetwork: true } as const;
const WOKEN_WITHIN_MS = 3_000;
const TAKEN_IN_WITHIN_MS = 20_000;
const BACK = { backWithinMs: 10_000, leastAcknowledged: 300 };

export const networkPaused: Scenario = {
  name: "network-paused",
  sentence: "The network to PostgreSQL stands still for some seconds: nothing hangs for longer than fifteen, nothing is lost",
  goal: { ...BACK, cutsAnswers: false },
  needs: WITH_NETWORK,
  play: (stage) =>
    underLoad(stage, {
      warmUp: stage.draw.between(150, 300),
      after: 150,
      async inject() {
        const network = networkOf(stage);
        stage.history.write({ kind: "fault", what: "network paused" });
        network.pause();
        await pause(stage.draw.between(2_000, 5_000));
        network.resume();
        return undefined;
      },
    }),
};

export const networkCutAfterCommit: Scenario = {
  name: "network-cut-after-commit",
  sentence: "The line breaks when PostgreSQL has committed and before it could say so: asked again, the product gives the receipt of what is there",
  goal: { ...BACK, cutsAnswers: true },
  needs: WITH_NETWORK,
  play: (stage) =>
    underLoad(stage, {
      warmUp: 150,
      after: 150,
      async inject() {
        const network = networkOf(stage);
        stage.history.write({ kind: "fault", what: "network cut after COMMIT" });
        network.cutAfterCommits(stage.draw.between(10, 30));
        await until("the answers are cut off", () => network.hasCutAll, { withinMs: 20_000 });
        return undefined;
      },
    }),
};

export const networkHalfOpen: Scenario = {
  name: "network-half-open",
  sentence: "Every connection goes dead without a word, as when a firewall forgets it: nothing hangs for longer than fifteen seconds",
  goal: { ...BACK, cutsAnswers: true },
  needs: WITH_NETWORK,
  async play(stage) {
    const evidence = await underLoad(stage, {
      warmUp: stage.draw.between(150, 300),
      after: 150,
      async inject() {
        const count = networkOf(stage).killSilently();
        stage.history.write({ kind: "fault", what: `${count} connections half open` });
        return undefined;
      },
    });
    return { ...evidence, wrong: (await wakesOthers(stage)) ? [] : ["other processes are not woken any more, and have to poll"] };
  },
};

/** Whether an opinion that the api takes in is followed by a wake-up for the other processes. */
async function wakesOthers(stage: Stage): Promise<boolean> {
  const listener = new pg.Client({ connectionString: stage.postgres.url, application_name: "fault harness" });
  listener.on("error", () => undefined);
  await listener.connect();
  let isWoken = false;
  listener.on("notification", () => {
    isWoken = true;
  });
  await listener.query("LISTEN langnghe_events");
  const submit = () => ask(stage.url, { query: 'mutation { submitOpinion(input: { text: "Còn ai nghe không" }) { __typename } }' });
  // A connection of the pool that nobody has used since may still have to be found dead.
  await until("it is taken in", async () => (await submit()).data?.submitOpinion !== undefined, { withinMs: TAKEN_IN_WITHIN_MS });
  await until("somebody is woken", () => isWoken, { withinMs: WOKEN_WITHIN_MS }).catch(() => undefined);
  await listener.end();
  return isWoken;
}

function networkOf({ network }: Stage): Network {
  if (!network) throw new Error("This scenario needs a network of its own");
  return network;
}
