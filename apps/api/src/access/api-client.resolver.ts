import {
  type ApiClient,
  ApiClientRefused,
  type ApiClientService,
  type ApiKey,
  awaitsConfirmation,
  type ClientWithKey,
  canManage,
  type DayOfUse,
  endOf,
  isEndingSoon,
  mayConfirm,
} from "@langnghe/domain/access";
import { type Clock, InvalidInput, type StaffActor } from "@langnghe/domain/foundation";
import type { Unit } from "@langnghe/domain/organization";
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.ts";
import { asMember, asOutcome } from "../errors/outcome.ts";
import { StepUp } from "../guard/step-up.ts";
import { UnitType } from "../organization/organization.type.ts";
import { DateTime } from "../scalars.ts";
import { StaffMemberType } from "./access.type.ts";
import { ChangeApiClientInput, ConfirmApiClientInput, CreateApiClientInput, RevokeApiKeyInput, RotateApiKeyInput } from "./api-client.inputs.ts";
import {
  ApiClientDayType,
  ApiClientType,
  ApiKeyType,
  ChangeApiClientResult,
  ConfirmApiClientResult,
  CreateApiClientPayload,
  RotateApiKeyResult,
} from "./api-client.type.ts";

const MOST_DAYS = 90;

/** Keys hold no right to manage access, and guards keep the public out: whoever comes here is of the staff. */
const staffOf = ({ caller }: Context) => caller.actor as StaffActor;

@Resolver()
export class ApiClientResolver {
  constructor(private readonly clients: ApiClientService) {}

  @Authorized("access:manage")
  @Query(() => [ApiClientType], { description: "For administrators: the outside systems with at least one unit in which they keep access." })
  apiClients(@Ctx() context: Context): Promise<ApiClient[]> {
    return this.clients.list(staffOf(context));
  }

  @Authorized()
  @Query(() => ApiClientType, {
    description: "One outside system that the viewer keeps, or one that reads where they may read all of it themselves.",
  })
  apiClient(@Arg("id", () => ID, { description: "Which." }) id: string, @Ctx() context: Context): Promise<ApiClient> {
    return this.clients.find(id, staffOf(context));
  }

  @Authorized()
  @Query(() => [ApiClientType], { description: "Outside systems that wait for the viewer, or somebody like them, to confirm what they may read." })
  apiClientsToConfirm(@Ctx() context: Context): Promise<ApiClient[]> {
    return this.clients.listToConfirm(staffOf(context));
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => CreateApiClientPayload, {
    description: "Makes an outside system. Its key is shown once: here, or to whoever confirms that it may read.",
  })
  createApiClient(@Arg("input", () => CreateApiClientInput) input: CreateApiClientInput, @Ctx() context: Context): Promise<ClientWithKey> {
    const { expiresAt, ...terms } = input;
    return this.clients.create({ ...terms, ...(expiresAt && { expiresAt }) }, staffOf(context));
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => ChangeApiClientResult, { description: "Changes what was agreed: what is narrower at once, what reads more once it is confirmed." })
  async changeApiClient(
    @Arg("input", () => ChangeApiClientInput) { clientId, ...asked }: ChangeApiClientInput,
    @Ctx() context: Context,
  ): Promise<typeof ChangeApiClientResult> {
    const outcome = await asOutcome(this.clients.change({ clientId, ...present(asked) }, staffOf(context)), ApiClientRefused);
    return outcome instanceof ApiClientRefused ? asMember(outcome) : { client: outcome };
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => RotateApiKeyResult, {
    description: "Makes a second key; the first works for a week more. Where the system reads texts, whoever confirms is shown it.",
  })
  async rotateApiKey(
    @Arg("input", () => RotateApiKeyInput) { clientId }: RotateApiKeyInput,
    @Ctx() context: Context,
  ): Promise<typeof RotateApiKeyResult> {
    const outcome = await asOutcome(this.clients.rotate(clientId, staffOf(context)), ApiClientRefused);
    return outcome instanceof ApiClientRefused ? asMember(outcome) : outcome;
  }

  @Authorized()
  @StepUp()
  @Mutation(() => ConfirmApiClientResult, {
    description: "Confirms what an outside system may read: by a second person, who may do all of it in all of its units themselves.",
  })
  async confirmApiClient(
    @Arg("input", () => ConfirmApiClientInput) input: ConfirmApiClientInput,
    @Ctx() context: Context,
  ): Promise<typeof ConfirmApiClientResult> {
    const outcome = await asOutcome(this.clients.confirm(input, staffOf(context)), ApiClientRefused);
    return outcome instanceof ApiClientRefused ? asMember(outcome) : outcome;
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => ApiClientType, { description: "Ends one key: at once over HTTP, within 5 s on open sockets." })
  revokeApiKey(@Arg("input", () => RevokeApiKeyInput) { keyId }: RevokeApiKeyInput, @Ctx() context: Context): Promise<ApiClient> {
    return this.clients.revokeKey(keyId, staffOf(context));
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => ApiClientType, { description: "Ends an outside system and all its keys: at once over HTTP, within 5 s on open sockets." })
  revokeApiClient(@Arg("clientId", () => ID, { description: "Which system." }) clientId: string, @Ctx() context: Context): Promise<ApiClient> {
    return this.clients.revoke(clientId, staffOf(context));
  }
}

@Resolver(() => ApiClientType)
export class ApiClientFieldsResolver {
  constructor(
    private readonly clients: ApiClientService,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => [UnitType], { description: "Where its keys work, each unit with everything below it." })
  units(@Root() client: ApiClient, @Ctx() { loaders }: Context): Promise<Unit[]> {
    return Promise.all(client.unitIds.map((id) => loaders.units.load(id)));
  }

  @FieldResolver(() => [ApiKeyType], { description: "Its keys, the newest first; at most two of them work." })
  keys(@Root() client: ApiClient, @Ctx() { loaders }: Context): Promise<ApiKey[]> {
    return loaders.apiKeys.load(client.id);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: "The moment after which no key of it works; null when none does now." })
  async endsAt(@Root() client: ApiClient, @Ctx() { loaders }: Context): Promise<Date | null> {
    return endOf(client, await loaders.apiKeys.load(client.id), this.clock.now());
  }

  @FieldResolver(() => Boolean, { description: "Whether that moment is less than 30 days away." })
  async isEndingSoon(@Root() client: ApiClient, @Ctx() context: Context): Promise<boolean> {
    return isEndingSoon(await this.endsAt(client, context), this.clock.now());
  }

  @FieldResolver(() => Boolean, { description: "Whether a second person has to confirm what it may read, or that it gets a key." })
  isAwaitingConfirmation(@Root() client: ApiClient): boolean {
    return awaitsConfirmation(client);
  }

  @FieldResolver(() => StaffMemberType, { nullable: true, description: "Who asked for what is to be confirmed; null when nobody of the staff did." })
  requestedBy(@Root() { requestedBy }: ApiClient, @Ctx() { loaders }: Context): Promise<StaffMemberType> | null {
    return requestedBy === null ? null : loaders.staff.load(requestedBy);
  }

  @FieldResolver(() => StaffMemberType, {
    nullable: true,
    description: "Who confirmed what it reads; null before, and when the installation made it.",
  })
  confirmedBy(@Root() { confirmedBy }: ApiClient, @Ctx() { loaders }: Context): Promise<StaffMemberType> | null {
    return confirmedBy === null ? null : loaders.staff.load(confirmedBy);
  }

  @FieldResolver(() => [ApiClientDayType], { description: "What it did on each of the last days on which it did anything, the oldest first." })
  usage(
    @Root() { id }: ApiClient,
    @Arg("days", () => Int, { defaultValue: 30, description: "How many days back, today among them: 1 to 90." }) days: number,
  ): Promise<DayOfUse[]> {
    if (days < 1 || days > MOST_DAYS) throw new InvalidInput({ vi: "Số ngày từ 1 đến 90.", en: "Ask for 1 to 90 days." });
    return this.clients.readUse({ clientId: id, days });
  }

  @FieldResolver(() => Boolean, { description: "Whether the viewer may change, rotate and revoke it; the server decides again." })
  viewerCanManage(@Root() client: ApiClient, @Ctx() context: Context): boolean {
    return canManage(staffOf(context), client);
  }

  @FieldResolver(() => Boolean, { description: "Whether the viewer may confirm it; the server decides again." })
  viewerCanConfirm(@Root() client: ApiClient, @Ctx() context: Context): boolean {
    const viewer = staffOf(context);
    return awaitsConfirmation(client) && client.requestedBy !== viewer.id && mayConfirm(viewer, client);
  }
}

/** GraphQL knows two ways to leave something out; here they mean the same. */
function present<Asked extends object>(asked: Asked): { [Name in keyof Asked]?: NonNullable<Asked[Name]> } {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value != null)) as { [Name in keyof Asked]?: NonNullable<Asked[Name]> };
}
