import type { Domain } from "@langnghe/domain";
import type { GraphQLSchema } from "graphql";
import { AccessResolver, GrantResolver, StaffAccountResolver, ViewerResolver } from "./access/access.resolver.ts";
import { AccountResolver, StaffSessionResolver, ViewerFactorsResolver } from "./access/account/account.resolver.ts";
import { ApiClientFieldsResolver, ApiClientResolver } from "./access/api-client.resolver.ts";
import { InvitationResolver } from "./access/invitations/invitation.resolver.ts";
import { SignInResolver } from "./access/sign-in/sign-in.resolver.ts";
import type { SignInWaysType } from "./access/sign-in/sign-in.type.ts";
import { StepUpResolver } from "./access/sign-in/step-up.resolver.ts";
import { ArticleResolver, OpinionByReceiptResolver } from "./articles/article.resolver.ts";
import { ArticleDraftFieldsResolver, ArticleDraftResolver, ArticleStepResolver } from "./articles/article-draft.resolver.ts";
import { AuditResolver } from "./audit/audit.resolver.ts";
import { ArticleClaimResolver, ClaimResolver, OpinionClaimResolver } from "./claims/claim.resolver.ts";
import { PresenceResolver } from "./claims/presence.resolver.ts";
import { ReleaseResolver } from "./insight/release.resolver.ts";
import { OpinionConflictResolver, OpinionDecisionResolver, OpinionResolver } from "./opinions/opinion.resolver.ts";
import { OpinionSubscription } from "./opinions/opinion.subscription.ts";
import { OpinionCountResolver } from "./opinions/opinion-count.resolver.ts";
import { RetentionResolver } from "./opinions/retention.resolver.ts";
import { WithdrawalResolver } from "./opinions/withdrawal.resolver.ts";
import { OrganizationResolver, TopicResolver, UnitResolver } from "./organization/organization.resolver.ts";
import { buildApiSchema } from "./schema.ts";

/** The schema with its resolvers, each given what it uses. type-graphql's container is a look-up in this list. */
export function composeSchema(
  {
    access,
    apiClients,
    signIn,
    stepUp,
    factors,
    sessions,
    invitations,
    leaving,
    clock,
    organization,
    opinions,
    opinionCounts,
    retention,
    withdrawals,
    intake,
    articles,
    insight,
    claims,
    presence,
    audit,
    events,
  }: Domain,
  { signInWays, moreResolvers = [] }: { signInWays: SignInWaysType; moreResolvers?: readonly object[] },
): Promise<GraphQLSchema> {
  const resolvers = [
    new AccessResolver(access),
    new ViewerResolver(access),
    new StaffAccountResolver(access),
    new GrantResolver(),
    new ApiClientResolver(apiClients),
    new ApiClientFieldsResolver(apiClients, clock),
    new SignInResolver(access, signIn, signInWays),
    new StepUpResolver(stepUp),
    new AccountResolver(factors, sessions),
    new ViewerFactorsResolver(factors),
    new StaffSessionResolver(),
    new InvitationResolver(invitations, leaving),
    new OrganizationResolver(organization),
    new TopicResolver(),
    new UnitResolver(),
    new OpinionResolver(opinions, intake, events),
    new OpinionDecisionResolver(),
    new OpinionConflictResolver(),
    new OpinionSubscription(events),
    new OpinionCountResolver(opinionCounts),
    new RetentionResolver(retention),
    new WithdrawalResolver(withdrawals),
    new OpinionByReceiptResolver(articles),
    new ArticleResolver(articles),
    new ArticleDraftResolver(articles),
    new ArticleDraftFieldsResolver(articles, opinions),
    new ArticleStepResolver(),
    new ReleaseResolver(insight),
    new OpinionClaimResolver(claims, opinions),
    new ArticleClaimResolver(claims, articles),
    new ClaimResolver(claims),
    new PresenceResolver(presence),
    new AuditResolver(audit),
    ...moreResolvers,
  ];
  return buildApiSchema({ get: (resolver) => resolvers.find((instance) => instance instanceof resolver) }, moreResolvers);
}
