import { type DataSource, type EntityManager, IsNull, Not } from "typeorm";
import type { StaffActor } from "../../foundation/actor.ts";
import type { Clock } from "../../foundation/clock.ts";
import { InvalidInput } from "../../foundation/domain-error.ts";
import { isUuid } from "../../foundation/page.ts";
import { requireWellFormed } from "../../foundation/require-text.ts";
import { AccessTargetNotFound, StaffAccountRefused } from "../access.errors.ts";
import { type AuditedAct, recordInAudit } from "../audit.ts";
import { hashPassword, SHORTEST_PASSWORD } from "../password.ts";
import { renewSession, type SignedIn } from "../sessions/start-session.ts";
import { type Factors, findFactors } from "../sign-in/find-factors.ts";
import { LastFactor, ProofRefused } from "../sign-in/sign-in.errors.ts";
import type { SignInSettings } from "../sign-in/sign-in-settings.ts";
import { StaffAccount } from "../staff-account.entity.ts";
import { StaffSession } from "../staff-session.entity.ts";
import { addPasskey, offerPasskey } from "./add-passkey.ts";
import { Passkey } from "./passkey.entity.ts";
import { RecoveryCode } from "./recovery-code.entity.ts";
import { drawRecoveryCodes } from "./recovery-codes.ts";
import type { Sealing } from "./sealing.ts";
import { drawTotpSecret, takeTotpCode } from "./totp.ts";
import { TotpSecret } from "./totp-secret.entity.ts";

const LONGEST_NAME = 60;
const ALREADY_THERE = { vi: "Ứng dụng xác thực đã có rồi. Gỡ cái cũ trước.", en: "There is an authenticator app already. Remove it first." };

interface Parts {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly settings: SignInSettings;
}

/** What a person signs in with, kept by that person alone. */
export class FactorService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async count(actor: StaffActor): Promise<Factors> {
    return findFactors(this.#parts.dataSource, actor.id);
  }

  async listPasskeys(actor: StaffActor): Promise<Passkey[]> {
    return this.#parts.dataSource.manager.find(Passkey, { where: { staffId: actor.id }, order: { createdAt: "ASC", id: "ASC" } });
  }

  /** What the browser needs to make a passkey, as JSON. */
  async offerPasskey(actor: StaffActor): Promise<string> {
    const { dataSource } = this.#parts;
    const { email, name } = await dataSource.manager.findOneByOrFail(StaffAccount, { id: actor.id });
    return offerPasskey(dataSource.manager, { ...this.#owner(actor), email, name });
  }

  /** Keeps the passkey that the browser made; the session rises with it. @throws ProofRefused, InvalidInput */
  async addPasskey({ response, name }: { response: string; name: string }, actor: StaffActor): Promise<SignedIn> {
    const title = requireName(name);
    return this.#parts.dataSource.transaction(async (manager) => {
      const passkey = await addPasskey(manager, { ...this.#owner(actor), response, name: title });
      if (!passkey) throw new ProofRefused();
      await recordInAudit(manager, actor, { act: "passkey:add", subjectIds: [passkey.id] });
      return this.#rise(manager, actor);
    });
  }

  /** @throws AccessTargetNotFound, LastFactor */
  async removePasskey(passkeyId: string, actor: StaffActor): Promise<void> {
    await this.#change(actor, "passkey:remove", async (manager) => {
      const factors = await findFactors(manager, actor.id);
      const own = isUuid(passkeyId) && (await manager.existsBy(Passkey, { id: passkeyId, staffId: actor.id }));
      if (!own) throw new AccessTargetNotFound();
      requireAnotherWay({ ...factors, passkeyCount: factors.passkeyCount - 1 });
      await manager.delete(Passkey, { id: passkeyId });
      return passkeyId;
    });
  }

  /** A new secret for the authenticator app, which counts once a first code has confirmed it. @throws InvalidInput when one counts already */
  async beginTotp(actor: StaffActor): Promise<{ secret: string; uri: string }> {
    return this.#parts.dataSource.transaction(async (manager) => {
      const { email } = await lockAccount(manager, actor);
      if ((await findFactors(manager, actor.id)).hasTotp) throw new InvalidInput(ALREADY_THERE);
      return drawTotpSecret(manager, { staffId: actor.id, email, sealing: this.#parts.sealing });
    });
  }

  /** The app has the secret. Ten recovery codes come with it, shown here only. @throws ProofRefused */
  async confirmTotp(code: string, actor: StaffActor): Promise<SignedIn & { readonly recoveryCodes: readonly string[] }> {
    const { dataSource, clock, sealing } = this.#parts;
    return dataSource.transaction(async (manager) => {
      const isRight = await takeTotpCode(manager, { staffId: actor.id, code, sealing, now: clock.now(), confirmed: "NOT_YET" });
      if (!isRight) throw new ProofRefused();
      await recordInAudit(manager, actor, { act: "totp:add", subjectIds: [actor.id] });
      const recoveryCodes = await drawRecoveryCodes(manager, actor.id);
      return { ...(await this.#rise(manager, actor)), recoveryCodes };
    });
  }

  /** @throws LastFactor */
  async removeTotp(actor: StaffActor): Promise<void> {
    await this.#change(actor, "totp:remove", async (manager) => {
      requireAnotherWay({ ...(await findFactors(manager, actor.id)), hasTotp: false });
      await manager.delete(TotpSecret, { staffId: actor.id });
      return actor.id;
    });
  }

  /** Ten new codes in place of the earlier ones, shown here only. */
  async drawRecoveryCodes(actor: StaffActor): Promise<string[]> {
    return this.#parts.dataSource.transaction(async (manager) => {
      await lockAccount(manager, actor);
      await recordInAudit(manager, actor, { act: "recovery:make", subjectIds: [actor.id] });
      return drawRecoveryCodes(manager, actor.id);
    });
  }

  /** The person's other sessions end: whoever had the old password may sit in one. @throws StaffAccountRefused when it is too short */
  async changePassword(password: string, actor: StaffActor): Promise<void> {
    if (password.length < SHORTEST_PASSWORD) throw new StaffAccountRefused("password");
    const passwordHash = await hashPassword(password);
    await this.#change(actor, "password:change", async (manager) => {
      await manager.update(StaffAccount, actor.id, { passwordHash });
      const others = { staffId: actor.id, id: Not(actor.sessionId), endedAt: IsNull() };
      await manager.update(StaffSession, others, { endedAt: this.#parts.clock.now() });
      return actor.id;
    });
  }

  #owner(actor: StaffActor) {
    return { staffId: actor.id, relyingParty: this.#parts.settings.relyingParty, now: this.#parts.clock.now() };
  }

  /** Who has set up a second factor is no longer limited, and goes on under a new token. */
  #rise(manager: EntityManager, actor: StaffActor): Promise<SignedIn> {
    return renewSession(manager, actor, { proofs: [], isLimited: false, now: this.#parts.clock.now() });
  }

  /** One change of an account's factors at a time: two that take away what the other leaves would lock the person out. */
  async #change(actor: StaffActor, act: AuditedAct, change: (manager: EntityManager) => Promise<string>): Promise<void> {
    await this.#parts.dataSource.transaction(async (manager) => {
      await lockAccount(manager, actor);
      await recordInAudit(manager, actor, { act, subjectIds: [await change(manager)] });
    });
  }
}

function requireName(name: string): string {
  requireWellFormed(name);
  const title = name.trim();
  if (title !== "" && title.length <= LONGEST_NAME) return title;
  throw new InvalidInput({ vi: `Tên khóa cần từ 1 đến ${LONGEST_NAME} ký tự.`, en: `A passkey's name needs 1 to ${LONGEST_NAME} characters.` });
}

function lockAccount(manager: EntityManager, { id }: StaffActor): Promise<StaffAccount> {
  return manager.findOneOrFail(StaffAccount, { where: { id }, lock: { mode: "pessimistic_write" } });
}

/** A second factor that is gone must not leave a password alone, nor nothing at all. */
function requireAnotherWay({ passkeyCount, hasPassword, hasTotp, identityCount }: Factors): void {
  if (passkeyCount === 0 && identityCount === 0 && !(hasPassword && hasTotp)) throw new LastFactor();
}

/** Everything a person signs in with, thrown away: for a link that lets them begin anew. */
export async function forgetFactors(manager: EntityManager, staffId: string): Promise<void> {
  for (const entity of [Passkey, TotpSecret, RecoveryCode]) await manager.delete(entity, { staffId });
  await manager.update(StaffAccount, staffId, { passwordHash: null });
  await manager.query("DELETE FROM staff_identity WHERE staff_id = $1", [staffId]);
  await manager.query("DELETE FROM known_browser WHERE staff_id = $1", [staffId]);
}
