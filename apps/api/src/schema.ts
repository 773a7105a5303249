import type { GraphQLSchema } from "graphql";
import { buildSchema, type ClassType, type ContainerType, type PubSub } from "type-graphql";
import { AccessResolver, GrantResolver, StaffAccountResolver, ViewerResolver } from "./access/access.resolver.ts";
import { AccountResolver, StaffSessionResolver, ViewerFactorsResolver } from "./access/account/account.resolver.ts";
import { ApiClientFieldsResolver, ApiClientResolver } from "./access/api-client.resolver.ts";
import { InvitationResolver } from "./access/invitations/invitation.resolver.ts";
import { SignInResolver } from "./access/sign-in/sign-in.resolver.ts";
import { StepUpResolver } from "./access/sign-in/step-up.resolver.ts";
import { ArticleResolver, OpinionByReceiptResolver } from "./articles/article.resolver.ts";
import { ArticleDraftFieldsResolver, ArticleDraftResolver, ArticleStepResolver } from "./articles/article-draft.resolver.ts";
import { AuditResolver } from "./audit/audit.resolver.ts";
import { ArticleClaimResolver, ClaimResolver, OpinionClaimResolver } from "./claims/claim.resolver.ts";
import { PresenceResolver } from "./claims/presence.resolver.ts";
import { authChecker } from "./guard/auth-checker.ts";
import { ReleaseResolver } from "./insight/release.resolver.ts";
import { OpinionConflictResolver, OpinionDecisionResolver, OpinionResolver } from "./opinions/opinion.resolver.ts";
import { OpinionSubscription } from "./opinions/opinion.subscription.ts";
import { OpinionCountResolver } from "./opinions/opinion-count.resolver.ts";
import { RetentionResolver } from "./opinions/retention.resolver.ts";
import { WithdrawalResolver } from "./opinions/withdrawal.resolver.ts";
import { OrganizationResolver, TopicResolver, UnitResolver } from "./organization/organization.resolver.ts";

export const RESOLVERS = [
  AccessResolver,
  ViewerResolver,
  StaffAccountResolver,
  GrantResolver,
  ApiClientResolver,
  ApiClientFieldsResolver,
  SignInResolver,
  StepUpResolver,
  AccountResolver,
  ViewerFactorsResolver,
  StaffSessionResolver,
  InvitationResolver,
  OrganizationResolver,
  TopicResolver,
  UnitResolver,
  OpinionResolver,
  OpinionDecisionResolver,
  OpinionConflictResolver,
  OpinionSubscription,
  OpinionCountResolver,
  RetentionResolver,
  WithdrawalResolver,
  OpinionByReceiptResolver,
  ArticleResolver,
  ArticleDraftResolver,
  ArticleDraftFieldsResolver,
  ArticleStepResolver,
  ReleaseResolver,
  OpinionClaimResolver,
  ArticleClaimResolver,
  ClaimResolver,
  PresenceResolver,
  AuditResolver,
] as const;

/** type-graphql asks for one; ours is the log, and every subscription names its own source. */
const NO_PUB_SUB: PubSub = {
  publish: refuse,
  subscribe: refuse,
};

function refuse(): never {
  throw new Error("There is no pub-sub here: append to the event log");
}

/**
 * `moreResolvers` are instances of classes that the product does not have: tests hang fields on the api that throw or never end.
 * Values are validated in the domain, so that every door refuses the same.
 */
export function buildApiSchema(container: ContainerType, moreResolvers: readonly object[] = []): Promise<GraphQLSchema> {
  const more = moreResolvers.map((resolver) => resolver.constructor as ClassType);
  return buildSchema({ resolvers: [...RESOLVERS, ...more], container, authChecker, pubSub: NO_PUB_SUB, validate: false });
}
