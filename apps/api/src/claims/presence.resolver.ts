import { type PeopleAtSubject, type PresenceService, requireSubjects } from "@langnghe/domain/claims";
import { requireAllowed } from "@langnghe/domain/foundation";
import { Arg, Authorized, Ctx, Mutation, Resolver, Root, Subscription } from "type-graphql";
import type { Context } from "../context.ts";
import { cancellable } from "../live/cancellable.ts";
import { whenBack } from "../live/follow-log.ts";
import { KeepPresenceInput, LeavePresenceInput, SubjectInput } from "./claim.inputs.ts";
import { PeopleAtSubjectType } from "./claim.type.ts";

@Resolver()
export class PresenceResolver {
  constructor(private readonly service: PresenceService) {}

  @Authorized()
  @Mutation(() => Boolean, { description: "Says where the caller is; forgotten after 45 seconds. Only the latest state is kept, and no history." })
  async keepPresence(@Arg("input", () => KeepPresenceInput) { subject, mode }: KeepPresenceInput, @Ctx() { caller }: Context): Promise<boolean> {
    await this.service.keep(subject, mode, caller.actor);
    return true;
  }

  @Authorized()
  @Mutation(() => Boolean, { description: "Says that the caller has gone." })
  async leavePresence(@Arg("input", () => LeavePresenceInput) { subject }: LeavePresenceInput, @Ctx() { caller }: Context): Promise<boolean> {
    await this.service.leave(subject, caller.actor);
    return true;
  }

  @Authorized()
  @Subscription(() => PeopleAtSubjectType, {
    description:
      "Which colleagues are at these subjects: first where somebody is, then each change, within about a second. " +
      "It tells what is, not what was: nothing is replayed. Subjects outside of the caller's units are silent.",
    subscribe: ({ args, context }) => {
      const { subjects } = args as { readonly subjects: readonly SubjectInput[] };
      const { caller, services } = context as Context;
      requireAllowed(caller.actor.kind === "staff", "opinion:read");
      requireSubjects(subjects);
      return cancellable((signal) => services.presence.watch(subjects, { readActor: () => whenBack(() => caller.refreshed(), signal), signal }));
    },
  })
  presence(
    @Root() { subject, people }: PeopleAtSubject,
    @Arg("subjects", () => [SubjectInput], { description: "Up to 100." }) _subjects: readonly SubjectInput[],
  ): PeopleAtSubjectType {
    return { kind: subject.kind, subjectId: subject.id, people };
  }
}
