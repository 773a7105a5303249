import type { DomainError } from "@langnghe/domain/foundation";
import { Ctx, Field, ObjectType, Root } from "type-graphql";
import type { Context } from "../context.ts";

/** Outcomes that are errors of the domain: each says what to do, in the reader's language. */
@ObjectType()
export abstract class WithMessage {
  @Field(() => String, { description: "What is the matter and what to do now, in the reader's language." })
  message(@Root() { error }: { error: DomainError }, @Ctx() { caller }: Context): string {
    return error.in(caller.locale);
  }
}
