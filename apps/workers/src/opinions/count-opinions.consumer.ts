import type { EventConsumer } from "@langnghe/domain/events";
import { COUNTER, countEvent } from "@langnghe/domain/opinions";

/** Keeps how many opinions stand where. */
export const countOpinions: EventConsumer = { name: COUNTER, handle: (event, manager) => countEvent(manager, event) };
