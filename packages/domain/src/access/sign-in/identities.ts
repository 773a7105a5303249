import { type EntityManager, IsNull, MoreThan } from "typeorm";
import type { SystemActor } from "../../foundation/actor.ts";
import { recordInAudit } from "../audit.ts";
import { Invitation } from "../invitations/invitation.entity.ts";
import { StaffAccount } from "../staff-account.entity.ts";

/** What the identity provider says of somebody who has just signed in there. */
export interface Identity {
  readonly issuer: string;
  /** The provider's own id of the person: never given to another one, unlike an e-mail address. */
  readonly subject: string;
  readonly email: string | undefined;
  readonly isEmailVerified: boolean;
  readonly groups: readonly string[];
  /** When the person showed the provider who they are; undefined when it does not say. */
  readonly authenticatedAt: Date | undefined;
}

interface Linking {
  readonly identity: Identity;
  readonly now: Date;
  readonly door: SystemActor;
}

/**
 * The account that an identity belongs to. An identity that comes for the first time is linked to the account with its verified address, as
 * long as a link to it stands open: an address alone, which may have changed hands, opens no account that somebody works with.
 */
export async function findOrLinkAccount(manager: EntityManager, { identity, now, door }: Linking): Promise<StaffAccount | undefined> {
  const { issuer, subject } = identity;
  const [linked]: { staffId: string }[] = await manager.query('SELECT staff_id AS "staffId" FROM staff_identity WHERE issuer = $1 AND subject = $2', [
    issuer,
    subject,
  ]);
  if (linked) return (await manager.findOneBy(StaffAccount, { id: linked.staffId, disabledAt: IsNull() })) ?? undefined;
  const account = await findInvited(manager, identity, now);
  if (!account) return undefined;
  await manager.query("INSERT INTO staff_identity (issuer, subject, staff_id, linked_at) VALUES ($1, $2, $3, $4)", [
    issuer,
    subject,
    account.id,
    now,
  ]);
  await manager.update(Invitation, { staffId: account.id, endedAt: IsNull() }, { endedAt: now });
  await recordInAudit(manager, door, { act: "identity:link", subjectIds: [account.id] });
  return account;
}

async function findInvited(manager: EntityManager, { email, isEmailVerified }: Identity, now: Date): Promise<StaffAccount | undefined> {
  if (!isEmailVerified || !email) return undefined;
  const account = await manager.findOne(StaffAccount, {
    where: { email: email.trim().toLowerCase(), disabledAt: IsNull() },
    lock: { mode: "pessimistic_write" },
  });
  const isInvited = account && (await manager.existsBy(Invitation, { staffId: account.id, endedAt: IsNull(), expiresAt: MoreThan(now) }));
  return isInvited ? account : undefined;
}
