import { findAnsweredIds, findAnsweredOnlyBy } from "@langnghe/domain/articles";
import type { EventConsumer } from "@langnghe/domain/events";
import type { Clock } from "@langnghe/domain/foundation";
import { recordAnswered, takeBackAnswered } from "@langnghe/domain/opinions";

/** A published article answers its opinions; a withdrawn one gives back those that nothing else in public answers. */
export function answerOpinions(clock: Clock): EventConsumer {
  return {
    name: "articles/answer-opinions",
    async handle(event, manager) {
      if (event.name === "ArticlePublished") {
        await recordAnswered(manager, { opinionIds: await findAnsweredIds(manager, event.subjectId), at: clock.now() });
      }
      if (event.name === "ArticleWithdrawn") {
        await takeBackAnswered(manager, { opinionIds: await findAnsweredOnlyBy(manager, event.subjectId), at: clock.now() });
      }
    },
  };
}
