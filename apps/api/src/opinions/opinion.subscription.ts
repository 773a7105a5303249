import type { StaffAccount } from "@langnghe/domain/access";
import type { EventLog, EventPosition } from "@langnghe/domain/events";
import { isPermittedSomewhere, requireAllowed } from "@langnghe/domain/foundation";
import { type OpinionFeedItem, type OpinionFilter, requireFilter } from "@langnghe/domain/opinions";
import { Arg, Authorized, Ctx, FieldResolver, Resolver, Root, Subscription } from "type-graphql";
import { StaffMemberType } from "../access/access.type.ts";
import type { Context } from "../context.ts";
import { EventCursor } from "../scalars.ts";
import { OpinionFilterInput, toOpinionFilter } from "./opinion.inputs.ts";
import { OpinionFeedItemType } from "./opinion.type.ts";

interface FeedArgs {
  readonly filter?: OpinionFilterInput | null;
  readonly after?: string | null;
}

/**
 * What somebody asked to watch: the source of a subscription that the hub takes over. It is never iterated; that it could be
 * is what graphql asks of a source.
 */
export class OpinionWatch implements AsyncIterable<OpinionFeedItem> {
  constructor(
    readonly filter: OpinionFilter,
    readonly start: EventPosition,
  ) {}

  [Symbol.asyncIterator](): never {
    throw new Error("Opinions are watched on a socket, through the hub");
  }
}

/** @throws NotAllowed, InvalidInput, CursorForeign, all before anything is watched. */
function watchOpinions({ filter, after }: FeedArgs, { caller, services }: Context): OpinionWatch {
  requireAllowed(isPermittedSomewhere(caller.actor, "opinion:read"), "opinion:read");
  const wanted = toOpinionFilter(filter);
  requireFilter(wanted);
  return new OpinionWatch(wanted, services.live.positionOf(after ?? undefined));
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
    subscribe: ({ args, context }) => watchOpinions(args as FeedArgs, context as Context),
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
