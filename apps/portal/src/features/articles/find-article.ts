import { cache } from "react";
import { fetchApi } from "@/graphql/fetch-api.ts";
import { graphql } from "@/graphql/generated";
import { whenAvailable } from "@/graphql/when-available.ts";

const ARTICLE = graphql(`
  query ArticleBySlug($slug: String!) {
    article(slug: $slug) {
      title
      summary
      kind
      status
      body
      byline
      publishedAt
      correctedAt
      correctionNote
      withdrawnAt
      withdrawalReason
      sources {
        ...ArticleSourceLine
      }
    }
  }
`);

/** A published article; null when there is none, undefined while the api is away. Asked once a request. */
export const findArticle = cache(async (slug: string) => {
  const answer = await whenAvailable(fetchApi(ARTICLE, { slug }));
  return answer && (answer.article ?? null);
});

export type PublishedArticle = NonNullable<Awaited<ReturnType<typeof findArticle>>>;
