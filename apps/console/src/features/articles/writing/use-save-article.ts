"use client";
import { useMutation } from "@apollo/client/react";
import { graphql } from "@/graphql/generated";
import { toContent } from "../article-form.ts";
import { type ArticleOutcome, OUTSIDE_CACHE, patience, toOutcome } from "../article-outcome.ts";
import type { ArticleEditing } from "./article-editing.ts";

const START = graphql(
  `mutation StartArticle($input: StartArticleInput!) { startArticle(input: $input) { __typename ...Changed ...Conflicting ...Impossible ...Held ...Outdated } }`,
);
const SAVE = graphql(
  `mutation SaveArticle($input: SaveArticleInput!) { saveArticle(input: $input) { __typename ...Changed ...Conflicting ...Impossible ...Held ...Outdated } }`,
);

/** Saves what is typed: as a new article the first time, as a new revision afterwards, under the claim of that number if there is one. */
export function useSaveArticle(fencingNumber: number | null): (editing: ArticleEditing) => Promise<ArticleOutcome> {
  const [start] = useMutation(START, OUTSIDE_CACHE);
  const [save] = useMutation(SAVE, OUTSIDE_CACHE);
  return ({ article, form, baseVersion }) => {
    const content = toContent(form);
    const opinionIds = [...form.answers];
    const context = patience();
    if (!article)
      return toOutcome(start({ variables: { input: { unitId: form.unitId, content, opinionIds } }, context }), (data) => data.startArticle);
    const input = { articleId: article.id, expectedVersion: baseVersion, content, opinionIds, fencingNumber };
    return toOutcome(save({ variables: { input }, context }), (data) => data.saveArticle);
  };
}
