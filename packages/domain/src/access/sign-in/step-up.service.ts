import type { DataSource, EntityManager } from "typeorm";
import type { Actor, StaffActor } from "../../foundation/actor.ts";
import type { Clock } from "../../foundation/clock.ts";
import { recordInAudit } from "../audit.ts";
import { askForPasskey, checkPasskey } from "../factors/check-passkey.ts";
import type { Sealing } from "../factors/sealing.ts";
import { verifyPassword } from "../password.ts";
import { type Proof, renewSession, type SignedIn } from "../sessions/start-session.ts";
import { StaffAccount } from "../staff-account.entity.ts";
import { checkSecondFactor } from "./check-password.ts";
import { ProofRefused, SecondFactorNeeded, StepUpRequired } from "./sign-in.errors.ts";
import type { SignInSettings } from "./sign-in-settings.ts";
import type { Throttle } from "./throttle.ts";

/** A proof that is older does not suffice for a sensitive act. */
const FRESH_MS = 10 * 60 * 1000;

interface Parts {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly throttle: Throttle;
  readonly sealing: Sealing;
  readonly settings: SignInSettings;
}

/** Somebody who is signed in shows again that it is them: a session left open on a desk does no lasting harm. */
export class StepUpService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Asked before a sensitive act. Only staff have sessions that could be left open. @throws StepUpRequired */
  requireFreshProof(actor: Actor): void {
    if (actor.kind !== "staff") return;
    if (this.#parts.clock.now().getTime() - actor.provedAt.getTime() >= FRESH_MS) throw new StepUpRequired();
  }

  /** What the browser needs to ask for a passkey, as JSON. */
  async askForPasskey(actor: StaffActor): Promise<string> {
    const { dataSource, clock, settings } = this.#parts;
    return askForPasskey(dataSource, { relyingParty: settings.relyingParty, purpose: "STEP_UP", staffId: actor.id, now: clock.now() });
  }

  /** The session under a new token, proved now. @throws ProofRefused */
  async withPasskey(response: string, actor: StaffActor): Promise<SignedIn> {
    const { settings, clock } = this.#parts;
    const asked = { response, relyingParty: settings.relyingParty, purpose: "STEP_UP", staffId: actor.id, now: clock.now() } as const;
    return this.#prove(actor, async (manager) => ((await checkPasskey(manager, asked)) ? ["passkey"] : undefined));
  }

  /** With a code where the account has a second factor. @throws ProofRefused, SecondFactorNeeded, SignInThrottled */
  async withPassword(
    { password, code }: { password: string; code?: string | undefined },
    actor: StaffActor,
    browserToken?: string,
  ): Promise<SignedIn> {
    const { dataSource, clock, throttle, sealing } = this.#parts;
    const now = clock.now();
    const { email, passwordHash } = await dataSource.manager.findOneByOrFail(StaffAccount, { id: actor.id });
    const key = await throttle.begin({ email, browserToken, now });
    const isRight = await verifyPassword(password, passwordHash ?? undefined);
    const renewed = await this.#prove(actor, async (manager) => {
      if (!isRight) return undefined;
      const verdict = await checkSecondFactor(manager, { staffId: actor.id, code, sealing, now });
      if (verdict.kind === "NEEDS_MORE") throw new SecondFactorNeeded(verdict.takesCode);
      return verdict.kind === "PROVED" ? verdict.proofs : undefined;
    });
    await throttle.succeed(key);
    return renewed;
  }

  async #prove(actor: StaffActor, check: (manager: EntityManager) => Promise<readonly Proof[] | undefined>): Promise<SignedIn> {
    const { dataSource, clock } = this.#parts;
    const renewed = await dataSource.transaction(async (manager) => {
      const proofs = await check(manager);
      return proofs && renewSession(manager, actor, { proofs, now: clock.now() });
    });
    if (renewed) return renewed;
    await recordInAudit(dataSource, actor, { act: "refused:step-up", subjectIds: [actor.id] });
    throw new ProofRefused();
  }
}
