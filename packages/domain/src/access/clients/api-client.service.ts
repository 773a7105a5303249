import { randomUUID } from "node:crypto";
import { type DataSource, type EntityManager, In } from "typeorm";
import { type Actor, type ClientActor, permittedUnits, type StaffActor, type SystemActor } from "../../foundation/actor.ts";
import type { Clock } from "../../foundation/clock.ts";
import type { Coalescer } from "../../foundation/coalescer.ts";
import { isUuid } from "../../foundation/page.ts";
import type { Queryable } from "../../foundation/queryable.ts";
import { AccessTargetNotFound } from "../access.errors.ts";
import { recordInAudit } from "../audit.ts";
import { lookUpSecrets } from "../look-up-secrets.ts";
import { hashSecretToken, newSecretToken } from "../secret-token.ts";
import { ApiClient } from "./api-client.entity.ts";
import { ApiClientRefused, KeyRefused } from "./api-client.errors.ts";
import {
  awaitsConfirmation,
  canManage,
  hasScopesToConfirm,
  isLiving,
  MOST_KEYS,
  mayConfirm,
  needsConfirmation,
  ROTATION_MS,
  refusalOfKey,
  USUAL_TERM_MS,
} from "./api-client.policy.ts";
import { findShownKeys, type ShownKey } from "./api-client.queries.ts";
import { type AskedTerms, readTerms, type Terms } from "./api-client-terms.ts";
import { ApiKey } from "./api-key.entity.ts";
import { addUse, type DayOfUse, forgetOldUse, type HourOfUse, readUse } from "./client-usage.ts";

const HOUR_MS = 60 * 60 * 1000;
/** `ln_` and six letters: enough to tell two keys apart, and 220 bits stay unknown. */
const BEGINNING_LENGTH = 9;

/** What was left out says nothing of purpose and contact, names no network, and ends after a year. */
export type NewApiClient = Pick<AskedTerms, "name" | "scopes" | "unitIds"> & Partial<AskedTerms>;

/** A client and, where one was made that the actor may be shown, its key: here and never again. */
export interface ClientWithKey {
  readonly client: ApiClient;
  readonly key: string | null;
}

/**
 * Outside systems and their keys. A key opens the door while it is not revoked, not expired and comes from an allowed network; then its
 * scopes hold in its units. What shows texts takes two people (ADR 0031): one who keeps access asks for it, and another, who may do all of it
 * everywhere themselves, confirms it and is the one who is shown the key.
 */
export class ApiClientService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #keys: Coalescer<string, ShownKey>;

  constructor({ dataSource, hotPath, clock }: { dataSource: DataSource; hotPath: Queryable; clock: Clock }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#keys = lookUpSecrets((keyHashes) => findShownKeys(hotPath, keyHashes));
  }

  /** The outside system whose key this is. The address is looked at and forgotten. @throws Unauthenticated; KeyRefused for a key that exists */
  async authenticate({ key, address }: { key: string; address: string }): Promise<ClientActor> {
    const { actor, ...terms } = await this.#keys.run(hashSecretToken(key).toString("hex"));
    const reason = refusalOfKey(terms, { now: this.#clock.now(), address });
    if (reason) throw new KeyRefused({ reason, clientId: actor.id });
    return actor;
  }

  /** Notes that the key stood in a URL, whether it holds or not. Returns the id of its client. @throws Unauthenticated when there is no such key */
  async noteExposure(key: string): Promise<string> {
    const keyHash = hashSecretToken(key);
    const { actor } = await this.#keys.run(keyHash.toString("hex"));
    await this.#dataSource.query(
      "UPDATE api_key SET exposed_at = date_bin('1 hour', $2::timestamptz, 'epoch') WHERE key_hash = $1 AND exposed_at IS NULL",
      [keyHash, this.#clock.now()],
    );
    return actor.id;
  }

  /** Those with at least one unit in which the actor keeps access. */
  async list(actor: Actor): Promise<ApiClient[]> {
    const clients = await this.#dataSource.manager.find(ApiClient, { order: { name: "ASC", id: "ASC" } });
    return clients.filter((client) => isSeen(client, actor));
  }

  /** One that the actor keeps, or one that reads where they may read all of it themselves. @throws AccessTargetNotFound */
  async find(clientId: string, actor: StaffActor): Promise<ApiClient> {
    const client = isUuid(clientId) ? await this.#dataSource.manager.findOneBy(ApiClient, { id: clientId }) : null;
    if (!client || !(isSeen(client, actor) || mayConfirm(actor, client))) throw new AccessTargetNotFound();
    return client;
  }

  /** Those that wait for somebody like the actor to confirm them. */
  async listToConfirm(actor: StaffActor): Promise<ApiClient[]> {
    const clients = await this.#dataSource.manager.find(ApiClient, { order: { name: "ASC", id: "ASC" } });
    return clients.filter((client) => awaitsConfirmation(client) && client.requestedBy !== actor.id && mayConfirm(actor, client));
  }

  /** The keys of each client, the newest first. */
  async findKeys(clientIds: readonly string[]): Promise<ApiKey[]> {
    return this.#dataSource.manager.find(ApiKey, { where: { clientId: In([...clientIds]) }, order: { createdAt: "DESC", id: "ASC" } });
  }

  /** For the installation itself, which hands the key to nobody but whoever runs it. */
  async install(asked: NewApiClient, actor: SystemActor): Promise<{ client: ApiClient; key: string }> {
    return this.#dataSource.transaction(async (manager) => {
      const client = this.#clientOf(asked, null);
      await manager.insert(ApiClient, Object.assign(client, this.#confirmed(client, null), { isKeyRequested: false }));
      await recordInAudit(manager, actor, { act: "client:create", subjectIds: [client.id] });
      return { client, key: await this.#makeKey(manager, { client, isConfirmed: hasScopesToConfirm(client) }, actor) };
    });
  }

  /** Its key comes with the answer, unless the scopes have to be confirmed. @throws ApiClientRefused, AccessTargetNotFound */
  async create(asked: NewApiClient, actor: StaffActor): Promise<ClientWithKey> {
    return this.#dataSource.transaction(async (manager) => {
      const client = this.#clientOf(asked, actor);
      if (!canManage(actor, client)) throw new AccessTargetNotFound();
      await manager.insert(ApiClient, client);
      await recordInAudit(manager, actor, { act: "client:create", subjectIds: [client.id] });
      return { client, key: client.isKeyRequested ? null : await this.#makeKey(manager, { client, isConfirmed: false }, actor) };
    });
  }

  /** Changes what was agreed; a part that is left out stays. What is narrower holds at once, what reads more once it is confirmed. */
  async change({ clientId, ...asked }: { clientId: string } & Partial<AskedTerms>, actor: Actor): Promise<ApiClient> {
    return this.#dataSource.transaction(async (manager) => {
      const client = await lockManaged(manager, clientId, actor);
      if (client.revokedAt) throw new ApiClientRefused("ENDED");
      const present = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
      const terms = this.#termsOf({ ...client, ...present });
      if (!canManage(actor, terms)) throw new AccessTargetNotFound();
      Object.assign(client, terms);
      if (awaitsConfirmation(client) && actor.kind === "staff") client.requestedBy = actor.id;
      await manager.save(ApiClient, client);
      await recordInAudit(manager, actor, { act: "client:change", subjectIds: [clientId] });
      return client;
    });
  }

  /**
   * A second key, while the first works for a week more. Where the system reads texts, nobody is shown the key yet: it is made when somebody
   * confirms. @throws ApiClientRefused TWO_KEYS, ENDED
   */
  async rotate(clientId: string, actor: Actor): Promise<ClientWithKey> {
    return this.#dataSource.transaction(async (manager) => {
      const client = await lockManaged(manager, clientId, actor);
      await this.#requireRoomForKey(manager, client);
      if (!hasScopesToConfirm(client)) return { client, key: await this.#makeKey(manager, { client, isConfirmed: false }, actor) };
      Object.assign(client, { isKeyRequested: true, requestedBy: actor.kind === "staff" ? actor.id : null });
      await manager.save(ApiClient, client);
      await recordInAudit(manager, actor, { act: "key:request", subjectIds: [clientId] });
      return { client, key: null };
    });
  }

  /**
   * Says yes to what was seen, which is handed back as `scopes` and `unitIds`. The key comes with the answer where one was asked for, or where
   * all there are were shown to somebody who may not read. @throws ApiClientRefused, NotAllowed, AccessTargetNotFound
   */
  async confirm(seen: { clientId: string; scopes: readonly string[]; unitIds: readonly string[] }, actor: StaffActor): Promise<ClientWithKey> {
    return this.#dataSource.transaction(async (manager) => {
      const client = await lockClient(manager, seen.clientId);
      if (!client || !mayConfirm(actor, client)) throw new AccessTargetNotFound();
      if (!awaitsConfirmation(client)) throw new ApiClientRefused("NOTHING_TO_CONFIRM");
      if (client.requestedBy === actor.id) throw new ApiClientRefused("SAME_PERSON");
      if (!isSame(client.scopes, seen.scopes) || !isSame(client.unitIds, seen.unitIds)) throw new ApiClientRefused("CHANGED");
      const living = (await this.#keysOf(manager, client)).filter((key) => isLiving(key, this.#clock.now()));
      const isKeyDue = client.isKeyRequested || !living.some(({ isConfirmed }) => isConfirmed);
      if (isKeyDue) await this.#requireRoomForKey(manager, client);
      Object.assign(client, this.#confirmed(client, actor), { isKeyRequested: false });
      await manager.save(ApiClient, client);
      await recordInAudit(manager, actor, { act: "client:confirm", subjectIds: [client.id] });
      return { client, key: isKeyDue ? await this.#makeKey(manager, { client, isConfirmed: true }, actor) : null };
    });
  }

  /** Ends one key at once, on every node; on open sockets within five seconds. */
  async revokeKey(keyId: string, actor: Actor): Promise<ApiClient> {
    return this.#dataSource.transaction(async (manager) => {
      const key = isUuid(keyId) ? await manager.findOneBy(ApiKey, { id: keyId }) : null;
      if (!key) throw new AccessTargetNotFound();
      const client = await lockManaged(manager, key.clientId, actor);
      await manager.update(ApiKey, keyId, { revokedAt: key.revokedAt ?? this.#clock.now() });
      await recordInAudit(manager, actor, { act: "key:revoke", subjectIds: [keyId, client.id] });
      return client;
    });
  }

  /** Ends the system and all its keys, for good. */
  async revoke(clientId: string, actor: Actor): Promise<ApiClient> {
    return this.#dataSource.transaction(async (manager) => {
      const client = await lockManaged(manager, clientId, actor);
      client.revokedAt ??= this.#clock.now();
      await manager.save(ApiClient, client);
      await recordInAudit(manager, actor, { act: "client:revoke", subjectIds: [clientId] });
      return client;
    });
  }

  async addUse(hours: readonly HourOfUse[]): Promise<void> {
    await addUse(this.#dataSource, hours);
  }

  /** What a system did on each of the last days, today among them. Whoever is handed the client may see it. */
  async readUse({ clientId, days }: { clientId: string; days: number }): Promise<DayOfUse[]> {
    return readUse(this.#dataSource, { clientId, since: new Date(this.#clock.now().getTime() - (days - 1) * 24 * HOUR_MS) });
  }

  async forgetOldUse(): Promise<number> {
    return forgetOldUse(this.#dataSource, { now: this.#clock.now() });
  }

  #clientOf(asked: NewApiClient, actor: StaffActor | null): ApiClient {
    const now = this.#clock.now();
    const expiresAt = asked.expiresAt ?? new Date(now.getTime() + USUAL_TERM_MS);
    const terms = this.#termsOf({ purpose: "", contact: "", allowedNetworks: [], ...asked, expiresAt });
    const nothing = { revokedAt: null, confirmedBy: null, confirmedAt: null, confirmedScopes: [], confirmedUnitIds: [] };
    const asking = { createdBy: actor?.id ?? null, requestedBy: actor?.id ?? null, isKeyRequested: hasScopesToConfirm(terms) };
    return Object.assign(new ApiClient(), terms, nothing, asking, { id: randomUUID(), createdAt: now });
  }

  #termsOf(asked: AskedTerms): Terms {
    return readTerms(asked, this.#clock.now());
  }

  #confirmed({ scopes, unitIds }: ApiClient, actor: StaffActor | null) {
    return {
      confirmedScopes: scopes.filter(needsConfirmation),
      confirmedUnitIds: unitIds,
      confirmedBy: actor?.id ?? null,
      confirmedAt: this.#clock.now(),
    };
  }

  #keysOf(manager: EntityManager, client: ApiClient): Promise<ApiKey[]> {
    return manager.findBy(ApiKey, { clientId: client.id });
  }

  async #requireRoomForKey(manager: EntityManager, client: ApiClient): Promise<void> {
    const now = this.#clock.now();
    if (client.revokedAt || client.expiresAt <= now) throw new ApiClientRefused("ENDED");
    const living = (await this.#keysOf(manager, client)).filter((key) => isLiving(key, now));
    if (living.length >= MOST_KEYS) throw new ApiClientRefused("TWO_KEYS");
  }

  /** The key that was there ends a week from now, or when it would have anyway. */
  async #makeKey(manager: EntityManager, { client, isConfirmed }: { client: ApiClient; isConfirmed: boolean }, actor: Actor): Promise<string> {
    const now = this.#clock.now();
    const key = `ln_${newSecretToken()}`;
    await manager.query("UPDATE api_key SET expires_at = least(expires_at, $2) WHERE client_id = $1", [
      client.id,
      new Date(now.getTime() + ROTATION_MS),
    ]);
    const made = {
      id: randomUUID(),
      clientId: client.id,
      keyHash: hashSecretToken(key),
      beginning: key.slice(0, BEGINNING_LENGTH),
      isConfirmed,
      createdAt: now,
      expiresAt: client.expiresAt,
      revokedAt: null,
      lastUsedAt: null,
      exposedAt: null,
    };
    await manager.insert(ApiKey, made);
    await recordInAudit(manager, actor, { act: "key:make", subjectIds: [made.id, client.id] });
    return key;
  }
}

/** Locked, so that two who act on one system at once do it one after the other. */
function lockClient(manager: EntityManager, clientId: string): Promise<ApiClient | null> {
  return isUuid(clientId) ? manager.findOne(ApiClient, { where: { id: clientId }, lock: { mode: "pessimistic_write" } }) : Promise.resolve(null);
}

/** The same answer for a system that is not there and for one outside the actor's units. */
async function lockManaged(manager: EntityManager, clientId: string, actor: Actor): Promise<ApiClient> {
  const client = await lockClient(manager, clientId);
  if (!client || !canManage(actor, client)) throw new AccessTargetNotFound();
  return client;
}

function isSeen({ unitIds }: ApiClient, actor: Actor): boolean {
  const kept = permittedUnits(actor, "access:manage");
  return actor.kind === "system" || unitIds.some((id) => kept.has(id));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
