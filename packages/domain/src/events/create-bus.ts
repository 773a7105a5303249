import type { Bus } from "./bus.ts";
import { NatsBus } from "./nats-bus.ts";
import { PostgresBus } from "./postgres-bus.ts";

/** NATS when its address is set, PostgreSQL's own LISTEN/NOTIFY otherwise. `databaseUrl` is a direct one: no pooler keeps a LISTEN. */
export function createBus({ natsUrl, databaseUrl }: { natsUrl?: string | undefined; databaseUrl: string }): Bus {
  return natsUrl ? new NatsBus(natsUrl) : new PostgresBus(databaseUrl);
}
