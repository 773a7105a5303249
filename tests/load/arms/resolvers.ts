import { EventEmitter, on } from "node:events";
import { type Opinion, readPage, type Tables } from "./tables.ts";

/** Resolvers as a tutorial writes them: `save()` for each row, an execution for each subscriber. */
export function createResolvers(tables: Tables, bus = new EventEmitter().setMaxListeners(0)) {
  const { opinions, unit, channel } = tables;
  return {
    Opinion: { receivedAt: ({ receivedAt }: Opinion) => receivedAt.toISOString() },
    Query: { opinions: (_root: unknown, page: { first: number; after?: string }) => readPage(tables, page) },
    Mutation: {
      async submitOpinion(_root: unknown, { input }: { input: { text: string } }) {
        const opinion = await opinions.save({ text: input.text, unit, channel });
        bus.emit("received", { opinionFeed: { cursor: opinion.id, kind: "RECEIVED", opinion } });
        return { receipt: "none" };
      },
      async submitOpinions(_root: unknown, { input }: { input: { opinions: { text: string }[] } }) {
        const saved = await opinions.save(input.opinions.map(({ text }) => ({ text, unit, channel })));
        return { count: saved.length };
      },
    },
    Subscription: {
      opinionFeed: {
        async *subscribe() {
          for await (const [item] of on(bus, "received")) yield item;
        },
      },
    },
  };
}
