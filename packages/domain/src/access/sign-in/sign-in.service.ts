import { isWellFormedText } from "@langnghe/text";
import { type DataSource, type EntityManager, IsNull } from "typeorm";
import type { SystemActor } from "../../foundation/actor.ts";
import type { Clock } from "../../foundation/clock.ts";
import { SignInRefused } from "../access.errors.ts";
import { type AuditedAct, recordInAudit } from "../audit.ts";
import { askForPasskey, checkPasskey } from "../factors/check-passkey.ts";
import type { Sealing } from "../factors/sealing.ts";
import { verifyPassword } from "../password.ts";
import { type Device, UNKNOWN_DEVICE } from "../sessions/device.ts";
import { type SignedIn, startSession } from "../sessions/start-session.ts";
import { StaffAccount } from "../staff-account.entity.ts";
import { checkSecondFactor, type PasswordVerdict } from "./check-password.ts";
import { hasSecondFactor } from "./find-factors.ts";
import { SecondFactorNeeded } from "./sign-in.errors.ts";
import type { SignInSettings } from "./sign-in-settings.ts";
import type { Throttle } from "./throttle.ts";

const DOOR: SystemActor = { kind: "system", name: "sign-in" };
/** Stands in the audit for an account that does not exist, so that a wrong try costs the same whether one exists or not. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Where somebody signs in from, as far as it is known. */
export interface Doorstep {
  readonly device: Device;
  /** The token by which this browser is known from an earlier sign-in. */
  readonly browserToken?: string | undefined;
}

export const UNKNOWN_DOORSTEP: Doorstep = { device: UNKNOWN_DEVICE };

/** A session, and the token by which the browser is known next time. */
export type Entered = SignedIn & { readonly browserToken: string };

interface Parts {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly throttle: Throttle;
  readonly sealing: Sealing;
  readonly settings: SignInSettings;
}

interface PasswordAttempt {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code. */
  readonly code?: string | undefined;
}

/** The doors through which staff come in: a passkey; or a password, with a code where the account has a second factor. */
export class SignInService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws SignInRefused, SecondFactorNeeded, SignInThrottled */
  async withPassword({ email: typed, password, code }: PasswordAttempt, doorstep: Doorstep = UNKNOWN_DOORSTEP): Promise<Entered> {
    if (!isWellFormedText(typed)) throw new SignInRefused();
    const { dataSource, clock, throttle } = this.#parts;
    const now = clock.now();
    const email = typed.trim().toLowerCase();
    const key = await throttle.begin({ email, browserToken: doorstep.browserToken, now });
    const account = await dataSource.manager.findOneBy(StaffAccount, { email, disabledAt: IsNull() });
    const isRight = await verifyPassword(password, account?.passwordHash ?? undefined);
    if (!account || !isRight) return this.#refuse("refused:password", account?.id);
    const outcome = await dataSource.transaction((manager) => this.#enterWithPassword(manager, { staffId: account.id, code, doorstep, now }));
    if ("kind" in outcome) {
      if (outcome.kind === "NEEDS_MORE") throw new SecondFactorNeeded(outcome.takesCode);
      return this.#refuse("refused:code", account.id);
    }
    await throttle.succeed(key);
    return this.#remember(outcome, doorstep);
  }

  /** What the browser needs to ask for a passkey, as JSON. */
  async askForPasskey(): Promise<string> {
    const { dataSource, clock, settings } = this.#parts;
    return askForPasskey(dataSource, { relyingParty: settings.relyingParty, purpose: "SIGN_IN", staffId: null, now: clock.now() });
  }

  /** `response` is the browser's answer as JSON. @throws SignInRefused */
  async withPasskey(response: string, doorstep: Doorstep = UNKNOWN_DOORSTEP): Promise<Entered> {
    const { dataSource, clock, settings } = this.#parts;
    const now = clock.now();
    const entered = await dataSource.transaction(async (manager) => {
      const asked = { response, relyingParty: settings.relyingParty, purpose: "SIGN_IN", staffId: null, now } as const;
      const passkey = await checkPasskey(manager, asked);
      if (!passkey) return undefined;
      return startSession(manager, { staffId: passkey.staffId, proofs: ["passkey"], device: doorstep.device, isLimited: false, now });
    });
    return entered ? this.#remember(entered, doorstep) : this.#refuse("refused:passkey", undefined);
  }

  async #enterWithPassword(
    manager: EntityManager,
    { staffId, code, doorstep, now }: { staffId: string; code: string | undefined; doorstep: Doorstep; now: Date },
  ): Promise<SignedIn | Exclude<PasswordVerdict, { readonly kind: "PROVED" }>> {
    const { sealing, settings } = this.#parts;
    const verdict = await checkSecondFactor(manager, { staffId, code, sealing, now });
    if (verdict.kind !== "PROVED") return verdict;
    const isLimited = settings.secondFactor === "REQUIRE" && !hasSecondFactor(verdict.factors);
    return startSession(manager, { staffId, proofs: verdict.proofs, device: doorstep.device, isLimited, now });
  }

  async #remember(signedIn: SignedIn, { browserToken }: Doorstep): Promise<Entered> {
    const { throttle, clock } = this.#parts;
    return { ...signedIn, browserToken: await throttle.know(signedIn.actor.id, browserToken, clock.now()) };
  }

  async #refuse(act: AuditedAct, staffId: string | undefined): Promise<never> {
    await recordInAudit(this.#parts.dataSource, DOOR, { act, subjectIds: [staffId ?? NOBODY] });
    throw new SignInRefused();
  }
}
