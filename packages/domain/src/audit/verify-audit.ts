import { createHash } from "node:crypto";
import { hashOfAudience } from "../access/audit.ts";
import type { Queryable } from "../foundation/queryable.ts";
import { isSigned } from "./anchor.ts";
import { type Anchor, BEFORE_ALL, findAnchors, findAudiences, findEntries, findSeals, findUnsealed } from "./audit-chain.queries.ts";
import { canonicalEntry, hashEntries, hashSeal, NO_SEAL, readLeaves, type Seal } from "./canonical-form.ts";

export const AUDIT_FAULTS = [
  "ENTRY_CHANGED",
  "ENTRY_REMOVED",
  "ENTRY_INSERTED",
  "ENTRIES_DIFFER",
  "SEAL_CHANGED",
  "SEAL_MISSING",
  "AUDIENCE_CHANGED",
  "ANCHOR_FORGED",
  "ANCHOR_OF_OTHER_KEY",
  "ANCHOR_CONTRADICTED",
] as const;

export interface AuditFault {
  readonly kind: (typeof AUDIT_FAULTS)[number];
  /** Which one: the id of an entry or an audience, the number of a seal, the day of an anchor. */
  readonly place: string;
}

export interface AuditVerdict {
  readonly faults: readonly AuditFault[];
  readonly seals: number;
  readonly entries: number;
  readonly anchors: number;
  /** Entries that are recorded and not sealed yet. */
  readonly unsealed: number;
  readonly unsealedSince: Date | null;
}

export interface VerifyRequest {
  /** Anchors that were kept outside of the database. */
  readonly anchors?: readonly Anchor[];
  /** The only key that may have signed, SPKI in base64; any when left out. */
  readonly publicKey?: string | undefined;
  /** Looks only behind this seal, which is taken as it stands. */
  readonly afterSeal?: number;
}

const SEALS_AT_ONCE = 10;
const LARGEST_RANGE = 1_000_000;

/**
 * Computes the chain again from the rows: each entry against its seal, each seal against the one before, each anchor against its
 * seal. What differs is named. Reads only, a seal's entries at a time, while the product runs.
 */
export async function verifyAudit(database: Queryable, request: VerifyRequest = {}): Promise<AuditVerdict> {
  const afterSeal = request.afterSeal ?? 0;
  const chain = await verifyChain(database, afterSeal);
  const audiences = afterSeal === 0 ? await verifyAudiences(database) : [];
  const anchors = [...(await findAnchors(database)), ...(request.anchors ?? [])].filter(({ sealNumber }) => sealNumber > afterSeal);
  const faults = [...chain.faults, ...audiences, ...anchors.flatMap((anchor) => faultsOfAnchor(anchor, chain.known, request.publicKey))];
  const { count, since } = await findUnsealed(database);
  return { faults, seals: chain.known.size, entries: chain.entries, anchors: anchors.length, unsealed: count, unsealedSince: since };
}

type KnownSeals = ReadonlyMap<number, { readonly hash: string; readonly total: string }>;

async function verifyChain(database: Queryable, afterSeal: number): Promise<{ faults: AuditFault[]; known: KnownSeals; entries: number }> {
  const faults: AuditFault[] = [];
  const known = new Map<number, { hash: string; total: string }>();
  let [previous] = afterSeal > 0 ? await findSeals(database, { after: afterSeal - 1, limit: 1 }) : [];
  let entries = 0;
  for (;;) {
    const seals = await findSeals(database, { after: previous?.number ?? afterSeal, limit: SEALS_AT_ONCE });
    for (const seal of seals) {
      const counted = await faultsOfSeal(database, { seal, previous });
      faults.push(...counted.faults);
      entries += counted.entries;
      known.set(seal.number, { hash: seal.hash.toString("hex"), total: seal.total });
      previous = seal;
    }
    if (seals.length < SEALS_AT_ONCE) return { faults, known, entries };
  }
}

async function faultsOfSeal(database: Queryable, { seal, previous }: { seal: Seal; previous: Seal | undefined }) {
  const place = String(seal.number);
  const faults: AuditFault[] = [];
  const expected = (previous?.number ?? 0) + 1;
  if (seal.number !== expected) faults.push({ kind: "SEAL_MISSING", place: String(expected) });
  else if (!hashSeal(seal, previous?.hash ?? NO_SEAL).equals(seal.hash)) faults.push({ kind: "SEAL_CHANGED", place });
  const after = previous?.last_id ?? BEFORE_ALL;
  const rows = await findEntries(database, { after, upTo: seal.last_id, limit: LARGEST_RANGE });
  if (!hashEntries(rows).entriesHash.equals(seal.entries_hash)) {
    const named = differences(readLeaves(seal), new Map(rows.map((row) => [row.id, createHash("sha256").update(canonicalEntry(row)).digest("hex")])));
    faults.push(...(named.length > 0 ? named : [{ kind: "ENTRIES_DIFFER" as const, place }]));
  }
  return { faults, entries: rows.length };
}

function differences(sealed: ReadonlyMap<string, string>, present: ReadonlyMap<string, string>): AuditFault[] {
  const ofSealed = [...sealed].flatMap(([place, leaf]): AuditFault[] => {
    const now = present.get(place);
    if (now === undefined) return [{ kind: "ENTRY_REMOVED", place }];
    return now.startsWith(leaf) ? [] : [{ kind: "ENTRY_CHANGED", place }];
  });
  const inserted = [...present.keys()].filter((place) => !sealed.has(place)).map((place): AuditFault => ({ kind: "ENTRY_INSERTED", place }));
  return [...ofSealed, ...inserted];
}

async function verifyAudiences(database: Queryable): Promise<AuditFault[]> {
  const faults: AuditFault[] = [];
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await findAudiences(database, { after, limit: 1_000 });
    const changed = rows.filter(({ id, staff_ids, client_ids }) => hashOfAudience(staff_ids, client_ids) !== id.replaceAll("-", ""));
    faults.push(...changed.map(({ id }): AuditFault => ({ kind: "AUDIENCE_CHANGED", place: id })));
    const last = rows.at(-1);
    if (!last || rows.length < 1_000) break;
    after = last.id;
  }
  const missing: { id: string }[] = await database.query(
    `SELECT DISTINCT actor_id AS id FROM audit_entry
      WHERE actor_kind = 'audience' AND NOT EXISTS (SELECT FROM audit_audience WHERE audit_audience.id = actor_id)`,
  );
  return [...faults, ...missing.map(({ id }): AuditFault => ({ kind: "AUDIENCE_CHANGED", place: id }))];
}

function faultsOfAnchor(anchor: Anchor, seals: KnownSeals, publicKey: string | undefined): AuditFault[] {
  const place = anchor.day;
  if (!isSigned(anchor)) return [{ kind: "ANCHOR_FORGED", place }];
  if (publicKey !== undefined && anchor.publicKey !== publicKey) return [{ kind: "ANCHOR_OF_OTHER_KEY", place }];
  const seal = seals.get(anchor.sealNumber);
  return seal?.hash === anchor.hash && seal.total === anchor.entries ? [] : [{ kind: "ANCHOR_CONTRADICTED", place }];
}
