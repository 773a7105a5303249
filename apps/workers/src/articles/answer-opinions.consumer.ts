import { findAnsweredIds, findNoLongerAnswered } from "@langnghe/domain/articles";
import type { EventConsumer } from "@langnghe/domain/events";
import type { Clock } from "@langnghe/domain/foundation";
import { recordAnswered, takeBackAnswered } from "@langnghe/domain/opinions";

/** A published article answers its opinions; one that is corrected or withdrawn gives back those that nothing in public answers any more. */
export function answerOpinions(clock: Clock): EventConsumer {
  return {
    name: "articles/answer-opinions",
    async handle(event, manager) {
      if (event.name !== "ArticlePublished" && event.name !== "ArticleWithdrawn") return;
      const at = clock.now();
      if (event.name === "ArticlePublished")
        await recordAnswered(manager, { opinionIds: await findAnsweredIds(manager, event.payload.revisionId), at });
      await takeBackAnswered(manager, { opinionIds: await findNoLongerAnswered(manager, event.subjectId), at });
    },
  };
}
