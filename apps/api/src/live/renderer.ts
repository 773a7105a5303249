import type { Domain } from "@langnghe/domain";
import { isDatabaseAway } from "@langnghe/domain/database";
import type { OpinionFeedItem } from "@langnghe/domain/opinions";
import { type ExecutionResult, execute, type GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Asker } from "../caller.ts";
import { createContext } from "../context.ts";
import { rootOf, toPublicError } from "../errors/public-error.ts";
import type { RenderedItem } from "./delivery.ts";
import { messageTail } from "./frame.ts";
import type { LiveFeed } from "./live-feed.ts";
import type { WatchGroup } from "./watch-group.ts";

/** Executes a group's operation on items of the feed: once each, however many watch, and into one text. */
export class Renderer {
  readonly #schema: GraphQLSchema;
  readonly #parts: { readonly domain: Domain; readonly live: LiveFeed };
  readonly #logger: Logger;

  constructor({ schema, parts, logger }: { schema: GraphQLSchema; parts: { domain: Domain; live: LiveFeed }; logger: Logger }) {
    this.#schema = schema;
    this.#parts = parts;
    this.#logger = logger;
  }

  /** @throws the database's own error when it is away: nobody is shown half an item */
  async render(group: WatchGroup, items: readonly OpinionFeedItem[]): Promise<RenderedItem[]> {
    const context = createContext(this.#parts, { caller: group.asker, isLongLived: false });
    return Promise.all(
      items.map(async (item) => {
        const { document, variables } = group.operation;
        const result = await execute({ schema: this.#schema, document, variableValues: variables, contextValue: context, rootValue: item });
        return { item, tail: messageTail(JSON.stringify(this.#shown(result, group.asker))) };
      }),
    );
  }

  #shown({ data, errors }: ExecutionResult, { locale }: Asker): ExecutionResult {
    const away = errors?.map(rootOf).find(isDatabaseAway);
    if (away) throw away;
    if (!errors) return { data: data ?? null };
    return { data: data ?? null, errors: errors.map((error) => toPublicError(error, { locale, isAnonymous: false, log: this.#logger })) as never };
  }
}
