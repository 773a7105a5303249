import type { StaffAccount } from "@langnghe/domain/access";
import type { EventLog } from "@langnghe/domain/events";
import { type Actor, isPermittedSomewhere, requireAllowed } from "@langnghe/domain/foundation";
import { type OpinionFeedItem, type OpinionFilter, requireFilter } from "@langnghe/domain/opinions";
import { Arg, Authorized, Ctx, FieldResolver, Resolver, Root, Subscription } from "type-graphql";
import { StaffMemberType } from "../access/access.type.ts";
import type { Caller } from "../caller.ts";
import type { Context, LiveServices } from "../context.ts";
import { cancellable } from "../live/cancellable.ts";
import { whenBack } from "../live/follow-log.ts";
import { EventCursor } from "../scalars.ts";
import { OpinionFilterInput, toOpinionFilter } from "./opinion.inputs.ts";
import { OpinionFeedItemType } from "./opinion.type.ts";

interface FeedArgs {
  readonly filter?: OpinionFilterInput | null;
  readonly after?: string | null;
}

interface Watch {
  readonly filter: OpinionFilter;
  readonly after: string | undefined;
  readonly caller: Caller;
}

/**
 * What a watcher sees: the committed events in their order, narrowed to the filter and to the caller's units of that moment.
 * @throws NotAllowed, InvalidInput, CursorForeign, all before anything is watched.
 */
export function watchOpinions({ opinions, live }: LiveServices, { filter, after, caller }: Watch): AsyncIterableIterator<OpinionFeedItem> {
  requireReader(caller.actor);
  requireFilter(filter);
  const start = live.positionOf(after);
  return cancellable(async function* (signal) {
    for await (const events of live.follow(start, signal)) {
      const actor = await whenBack(() => caller.refreshed(), signal);
      requireReader(actor);
      yield* await whenBack(() => opinions.readFeed({ events, filter }, actor), signal);
    }
  });
}

function requireReader(actor: Actor): void {
  requireAllowed(isPermittedSomewhere(actor, "opinion:read"), "opinion:read");
}

@Resolver(() => OpinionFeedItemType)
export class OpinionSubscription {
  constructor(private readonly events: EventLog) {}

  @Authorized("opinion:read")
  @Subscription(() => OpinionFeedItemType, {
    name: "opinionFeed",
    description:
      "What happens to opinions in the caller's units: first everything behind `after`, then live, without a gap or a double. " +
      "An item comes when the opinion passes the filter before or after the change. Without `after` it starts now.",
    subscribe: ({ args, context }) => {
      const { filter, after } = args as FeedArgs;
      const { caller, services } = context as Context;
      return watchOpinions(services, { filter: toOpinionFilter(filter), after: after ?? undefined, caller });
    },
  })
  opinionFeed(
    @Root() item: OpinionFeedItem,
    @Arg("filter", () => OpinionFilterInput, { nullable: true, description: "Everything the caller may read when left out." })
    _filter: OpinionFilterInput | null,
    @Arg("after", () => EventCursor, { nullable: true, description: "The `cursor` of the last item seen, or a page's `liveCursor`." }) _after:
      | string
      | null,
  ): OpinionFeedItem {
    return item;
  }

  @FieldResolver(() => EventCursor, { description: "Hand it back as `after` to go on behind this item." })
  cursor(@Root() item: OpinionFeedItem): string {
    return this.events.cursorOf(item.position);
  }

  @FieldResolver(() => StaffMemberType, {
    nullable: true,
    description: "The colleague who decided, or whose claim began or ended; null for arrivals, outside systems and workers.",
  })
  decidedBy(@Root() item: OpinionFeedItem, @Ctx() { loaders }: Context): Promise<StaffAccount> | null {
    return item.decidedByStaffId === null ? null : loaders.staff.load(item.decidedByStaffId);
  }
}
