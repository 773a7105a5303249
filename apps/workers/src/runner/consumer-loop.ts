import type { Domain } from "@langnghe/domain";
import { isDatabaseAway } from "@langnghe/domain/database";
import { consumeEvents, type EventConsumer } from "@langnghe/domain/events";
import { traceOf } from "@langnghe/domain/foundation";
import type { Logger } from "pino";

const POLL_MS = 1_000;
const AFTER_FAILURE_MS = 2_000;

export interface ConsumerLoop {
  /** Ends after the batch in hand. */
  stop(): Promise<void>;
}

/** Keeps a consumer at the end of the log: woken by hints, with a poll behind them. A failing event is tried again and never skipped. */
export function runConsumer(domain: Domain, consumer: EventConsumer, logger: Logger): ConsumerLoop {
  let isStopped = false;
  let wake = () => {};
  const stopListening = domain.events.onGrowth(() => wake());
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!isStopped) {
      try {
        const taken = await consumeEvents(domain.dataSource, consumer);
        if (taken === 0) await pause(POLL_MS);
      } catch (error) {
        if (!isDatabaseAway(error)) logger.error({ consumer: consumer.name, ...traceOf(error) }, "the consumer failed; trying again");
        await pause(AFTER_FAILURE_MS);
      }
    }
  };
  const ended = run();
  return {
    async stop() {
      isStopped = true;
      stopListening();
      wake();
      await ended;
    },
  };
}

/** Hands the consumer everything that stands in the log now. For tests and for the first start. */
export async function drainConsumer(domain: Domain, consumer: EventConsumer): Promise<number> {
  let total = 0;
  for (;;) {
    const taken = await consumeEvents(domain.dataSource, consumer);
    if (taken === 0) return total;
    total += taken;
  }
}
