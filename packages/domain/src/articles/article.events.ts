/** First publication and every published correction. */
export interface ArticlePublished {
  readonly unitId: string;
  readonly revisionId: string;
}

export interface ArticleWithdrawn {
  readonly unitId: string;
}
