import type { EventConsumer } from "@langnghe/domain/events";
import { COUNTER, countEvents } from "@langnghe/domain/opinions";

/** Keeps how many opinions stand where. */
export const countOpinions = {
  name: COUNTER,
  handleBatch: (events, manager) => countEvents(manager, events),
} as const satisfies EventConsumer;
