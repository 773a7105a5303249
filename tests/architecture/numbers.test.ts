import { getNamedType, isObjectType } from "graphql";
import { expect, test } from "vitest";
import { buildApiSchema } from "../../apps/api/src/schema.ts";

/** Every number of the api, and why it tells nobody how few wrote. A new one fails until somebody has thought of it. */
const REASONS: Readonly<Record<string, string>> = {
  // About matters of staff and settings.
  "ArticleDraft.answerCount": "the writer's own choice of opinions, at the desk",
  "ArticleDraft.revisionNumber": "counts an article's revisions",
  "ArticleDraft.version": "counts an article's changes",
  "ArticleStep.revisionNumber": "counts an article's revisions",
  "Claim.fencingNumber": "counts the claims of staff",
  "Organization.retentionMonths": "a setting",
  "RetentionRule.months": "a setting",
  "Unit.depth": "about the tree",
  "ApiClientDay.calls": "what an outside system asked, by the hour and system",
  "ApiClientDay.cost": "what an outside system asked, by the hour and system",
  "ApiClientRefusalCount.count": "what an outside system was refused",
  "AuditChain.unsealedEntries": "acts of staff within a quarter of an hour",
  "Factors.recoveryCodeCount": "the viewer's own",
  "HandedOver.grantCount": "about staff",
  "HandedOver.keyCount": "about staff",
  "HandedOver.workCount": "about staff",
  "Mutation.endOtherSessions": "the viewer's own sessions",
  // For those who may read the texts.
  "Opinion.similarCount": "behind opinion:read",
  "Opinion.version": "behind opinion:read",
  "OpinionRedaction.end": "behind opinion:read",
  "OpinionRedaction.start": "behind opinion:read",
  "SimilarOpinion.score": "behind opinion:read",
  "Query.opinionCounts": "behind opinion:read, in the reader's own queue",
  "Subscription.opinionCounts": "behind opinion:read, in the reader's own queue",
  // What the caller has just handed in.
  "SubmitOpinionsPayload.accepted": "the caller's own",
  "SubmitOpinionsPayload.alreadyKnown": "the caller's own",
  "SubmitOpinionsPayload.refused": "the caller's own",
  "SubmittedOpinion.index": "the caller's own",
  // For everybody else.
  "Release.id": "counts releases, which come by the calendar",
  "ReleaseCell.rounded": "to the nearest five, frozen, past the gate",
};

test("every number in the schema has a reason, and no reason is left of a number that is gone", async () => {
  const schema = await buildApiSchema({ get: () => undefined });
  const numbers = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith("__"))
    .flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields())
            .filter(({ type: result }) => ["Int", "Float"].includes(getNamedType(result).name))
            .map(({ name }) => `${type.name}.${name}`)
        : [],
    );
  expect(numbers.toSorted()).toEqual(Object.keys(REASONS).toSorted());
});
