import type { Domain } from "@langnghe/domain";
import type { ApiKey, StaffAccount } from "@langnghe/domain/access";
import type { ArticleRevision, ArticleStep } from "@langnghe/domain/articles";
import type { HeldClaim } from "@langnghe/domain/claims";
import type { Opinion, OpinionDecision, SimilarOpinions } from "@langnghe/domain/opinions";
import type { Channel, Topic, Unit } from "@langnghe/domain/organization";
import DataLoader from "dataloader";
import type { Asker } from "./caller.ts";

export interface Loaders {
  readonly units: DataLoader<string, Unit>;
  readonly topics: DataLoader<string, Topic>;
  readonly channels: DataLoader<string, Channel>;
  readonly staff: DataLoader<string, StaffAccount>;
  readonly apiKeys: DataLoader<string, ApiKey[]>;
  readonly histories: DataLoader<string, OpinionDecision[]>;
  /** As the caller may see them: */
  readonly similar: DataLoader<string, SimilarOpinions>;
  readonly readableOpinions: DataLoader<string, Opinion | null>;
  readonly readableIds: DataLoader<string, string | null>;
  readonly revisions: DataLoader<string, ArticleRevision>;
  readonly articleHistories: DataLoader<string, ArticleStep[]>;
  readonly writerIds: DataLoader<string, string[]>;
  readonly opinionClaims: DataLoader<string, HeldClaim | null>;
  readonly articleClaims: DataLoader<string, HeldClaim | null>;
}

/** For one operation. A long-lived one, such as a subscription, batches but remembers nothing from event to event. */
export function createLoaders(
  { organization, access, apiClients, opinions, articles, claims }: Domain,
  { caller, isLongLived }: { caller: Asker; isLongLived: boolean },
): Loaders {
  const options = { cache: !isLongLived };
  return {
    units: new DataLoader(async (ids) => inOrder(ids, await organization.findUnits(ids)), options),
    topics: new DataLoader(async (ids) => inOrder(ids, await organization.findTopics(ids)), options),
    channels: new DataLoader(async (ids) => inOrder(ids, await organization.findChannels(ids)), options),
    staff: new DataLoader(async (ids) => inOrder(ids, await access.findStaff(ids)), options),
    apiKeys: new DataLoader(async (ids) => groups(ids, await apiClients.findKeys(ids), ({ clientId }) => clientId), options),
    histories: new DataLoader(async (ids) => groups(ids, await opinions.findHistories(ids), ({ opinionId }) => opinionId), options),
    similar: new DataLoader(async (ids) => {
      const found = await opinions.findSimilar(ids, caller.actor);
      return ids.map((id) => found.get(id) ?? { count: 0, matches: [] });
    }, options),
    readableOpinions: new DataLoader(async (ids) => {
      const found = new Map((await opinions.findReadable(ids, caller.actor)).map((opinion) => [opinion.id, opinion]));
      return ids.map((id) => found.get(id) ?? null);
    }, options),
    readableIds: new DataLoader(async (ids) => {
      const readable = await opinions.keepReadable(ids, caller.actor);
      return ids.map((id) => (readable.has(id) ? id : null));
    }, options),
    revisions: new DataLoader(async (ids) => inOrder(ids, await articles.findRevisions(ids)), options),
    articleHistories: new DataLoader(async (ids) => groups(ids, await articles.findHistories(ids), ({ articleId }) => articleId), options),
    writerIds: new DataLoader(
      async (ids) => groups(ids, await articles.findWriters(ids), ({ articleId }) => articleId).map((rows) => rows.map(({ staffId }) => staffId)),
      options,
    ),
    opinionClaims: new DataLoader(async (ids) => orNull(ids, await claims.findHeld({ kind: "OPINION", ids })), options),
    articleClaims: new DataLoader(async (ids) => orNull(ids, await claims.findHeld({ kind: "ARTICLE", ids })), options),
  };
}

function inOrder<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): (Row | Error)[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? new Error("A row that others refer to is missing"));
}

function orNull(ids: readonly string[], held: readonly HeldClaim[]): (HeldClaim | null)[] {
  const bySubject = new Map(held.map((claim) => [claim.subject.id, claim]));
  return ids.map((id) => bySubject.get(id) ?? null);
}

function groups<Row>(ids: readonly string[], rows: readonly Row[], ownerOf: (row: Row) => string): Row[][] {
  const byOwner = Map.groupBy(rows, ownerOf);
  return ids.map((id) => byOwner.get(id) ?? []);
}
