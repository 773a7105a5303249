import { type AuditEntry, type AuditFilter, type AuditService, type ChainState, encodeAuditCursor } from "@langnghe/domain/audit";
import type { Unit } from "@langnghe/domain/organization";
import { Arg, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.ts";
import { UnitType } from "../organization/organization.type.ts";
import { toConnection } from "../page-info.type.ts";
import { AuditChainType, AuditConnectionType, AuditEntryType, AuditFilterInput } from "./audit.type.ts";

@Resolver(() => AuditEntryType)
export class AuditResolver {
  constructor(private readonly audit: AuditService) {}

  @Authorized("audit:read")
  @Query(() => AuditConnectionType, { description: "Who did or read what in the caller's units, newest first. Looking is noted in turn." })
  async auditEntries(
    @Arg("filter", () => AuditFilterInput, { nullable: true, description: "Everything the caller may see when left out." })
    filter: AuditFilterInput | null,
    @Arg("first", () => Int, { defaultValue: 50, description: "1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." }) after: string | null,
    @Ctx() { caller }: Context,
  ): Promise<AuditConnectionType> {
    const page = await this.audit.list({ filter: toAuditFilter(filter), first, after: after ?? undefined }, caller.actor);
    const { edges, pageInfo } = toConnection(page, encodeAuditCursor);
    return { edges: [...edges], pageInfo };
  }

  @Authorized("audit:read")
  @Query(() => AuditChainType, { description: "How far the audit is sealed, and whether the newest part is as it was." })
  auditChain(@Ctx() { caller }: Context): Promise<ChainState> {
    return this.audit.chainState(caller.actor);
  }

  @FieldResolver(() => UnitType, { nullable: true, description: "Where, for what belongs to one unit; null for acts on opinions." })
  unit(@Root() { unitId }: AuditEntry, @Ctx() { loaders }: Context): Promise<Unit> | null {
    return unitId === null ? null : loaders.units.load(unitId);
  }
}

function toAuditFilter(input: AuditFilterInput | null): AuditFilter {
  const { act, actorId, subjectId, unitId, from, to } = input ?? {};
  return {
    act: act ?? undefined,
    actorId: actorId ?? undefined,
    subjectId: subjectId ?? undefined,
    unitId: unitId ?? undefined,
    from: from ?? undefined,
    to: to ?? undefined,
  };
}
