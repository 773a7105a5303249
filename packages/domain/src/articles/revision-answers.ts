import { type EntityManager, In } from "typeorm";
import { type Actor, isPermitted } from "../foundation/actor.ts";
import { InvalidInput } from "../foundation/domain-error.ts";
import { isUuid } from "../foundation/page.ts";
import { Opinion } from "../opinions/opinion.entity.ts";
import { RevisionAnswer } from "./revision-answer.entity.ts";

const MOST_ANSWERS = 2_000;

export interface AnswersOfRevision {
  readonly revisionId: string;
  readonly opinionIds: readonly string[];
  /** Ids of the revision before, which the actor need not be able to read to leave them in. */
  readonly knownIds: readonly string[];
}

/**
 * Notes which opinions a new revision answers; added ones must be such as the actor may read. Those of the revision before
 * that the actor cannot read stay: nobody takes off what they do not see. @throws InvalidInput
 */
export async function insertAnswers(manager: EntityManager, actor: Actor, { revisionId, opinionIds, knownIds }: AnswersOfRevision): Promise<void> {
  const sent = new Set(opinionIds);
  const known = await manager.findBy(Opinion, { id: In([...knownIds]) });
  const unseen = known.filter(({ unitId }) => !isPermitted(actor, "opinion:read", unitId)).map(({ id }) => id);
  const added = [...sent].filter((id) => !knownIds.includes(id));
  const opinions = added.every(isUuid) ? await manager.findBy(Opinion, { id: In(added) }) : [];
  const isReadable = opinions.length === added.length && opinions.every(({ unitId }) => isPermitted(actor, "opinion:read", unitId));
  const wanted = [...new Set([...sent, ...unseen])];
  if (!isReadable || wanted.length > MOST_ANSWERS) {
    throw new InvalidInput({
      vi: "Có ý kiến không tìm thấy trong danh sách bài này trả lời.",
      en: "One of the opinions to be answered was not found.",
    });
  }
  if (wanted.length > 0) {
    await manager.insert(
      RevisionAnswer,
      wanted.map((opinionId) => ({ revisionId, opinionId })),
    );
  }
}
