import type { LoggedEvent } from "@langnghe/domain/events";
import { until } from "./until.ts";
import type { World } from "./world.ts";

const LIMIT = 10_000;

/** Every event of the world's log. Waits for open transactions anywhere on this server, as of another test: they hold the log back. */
export async function readWholeLog({ domain }: World): Promise<LoggedEvent[]> {
  return until("the log can be read to its end", async () => {
    const [row]: { count: number }[] = await domain.dataSource.query("SELECT count(*)::int AS count FROM event");
    const events = await domain.events.read({ after: { transactionId: "0", id: "0" }, limit: LIMIT });
    return events.length === row?.count && events;
  });
}
