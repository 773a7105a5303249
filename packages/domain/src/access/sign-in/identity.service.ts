import type { DataSource } from "typeorm";
import type { SystemActor } from "../../foundation/actor.ts";
import type { Clock } from "../../foundation/clock.ts";
import { SignInRefused } from "../access.errors.ts";
import { recordInAudit } from "../audit.ts";
import { newSecretToken } from "../secret-token.ts";
import { type SignedIn, startSession } from "../sessions/start-session.ts";
import { followGroups } from "./follow-groups.ts";
import { findOrLinkAccount, type Identity } from "./identities.ts";
import { type IdentityRequest, keepIdentityRequest, takeIdentityRequest } from "./identity-requests.ts";
import { type Doorstep, UNKNOWN_DOORSTEP } from "./sign-in.service.ts";
import type { SignInSettings } from "./sign-in-settings.ts";

const DOOR: SystemActor = { kind: "system", name: "identity provider" };
/** Stands in the audit for an identity that has no account here. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
const LONG_AGO = new Date(0);

/** The door for those who have shown an identity provider who they are. What it says has been verified before it comes here. */
export class IdentityService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #settings: SignInSettings;

  constructor({ dataSource, clock, settings }: { dataSource: DataSource; clock: Clock; settings: SignInSettings }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Somebody leaves for the provider. Returns what their browser keeps until they are back. */
  async leave(request: IdentityRequest, state: string): Promise<string> {
    const binding = newSecretToken();
    await keepIdentityRequest(this.#dataSource, request, { state, binding, now: this.#clock.now() });
    return binding;
  }

  /** Somebody is back. @throws SignInRefused when nobody left so, it is too long ago, or it was another browser */
  async comeBack({ state, binding }: { state: string; binding: string }): Promise<IdentityRequest> {
    const request = await takeIdentityRequest(this.#dataSource, { state, binding, now: this.#clock.now() });
    if (!request) throw new SignInRefused();
    return request;
  }

  /** Opens a session, with the grants that the groups give. It counts as proved at the moment the provider names, or not at all. @throws SignInRefused */
  async enter(identity: Identity, doorstep: Doorstep = UNKNOWN_DOORSTEP): Promise<SignedIn> {
    const now = this.#clock.now();
    const signedIn = await this.#dataSource.transaction(async (manager) => {
      const account = await findOrLinkAccount(manager, { identity, now, door: DOOR });
      if (!account) return undefined;
      await followGroups(manager, { staffId: account.id, groups: identity.groups, rules: this.#settings.groupRules, now, door: DOOR });
      const provedAt = identity.authenticatedAt ?? LONG_AGO;
      return startSession(manager, {
        staffId: account.id,
        proofs: ["identity"],
        device: doorstep.device,
        isLimited: false,
        now,
        provedAt: provedAt < now ? provedAt : now,
      });
    });
    if (signedIn) return signedIn;
    await recordInAudit(this.#dataSource, DOOR, { act: "refused:identity", subjectIds: [NOBODY] });
    throw new SignInRefused();
  }
}
