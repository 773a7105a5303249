import { createHash } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { type Anchor, isSound } from "./anchor.ts";
import { hashSeal, SEALED_COLUMNS, type SealedEntry } from "./sealed-entry.ts";

/** What was found when the whole chain was worked out again. */
export interface ChainReport {
  readonly seals: number;
  readonly sealedEntries: number;
  /** Written and not sealed yet: of the last minute, unless the workers stand still. */
  readonly unsealedEntries: number;
  readonly anchors: number;
  /** Of the newest anchor; null when there is none. */
  readonly newestAnchor: Anchor | null;
  /** What does not hold, one sentence each; none when the audit is whole. */
  readonly findings: readonly string[];
}

interface Seal {
  readonly number: number;
  readonly entryIds: readonly string[];
  readonly hash: Buffer;
}

/** All of one moment, while everybody goes on working. */
export async function verifyChain(dataSource: DataSource, outside: readonly Anchor[]): Promise<ChainReport> {
  return dataSource.transaction("REPEATABLE READ", async (manager) => {
    const { seals, hashes, sealedEntries, findings } = await verifySeals(manager);
    const counts = await countEntries(manager);
    const anchors = await findAnchors(manager);
    if (counts.due !== sealedEntries) findings.push(`${counts.due} entries stand before the end of the chain, and ${sealedEntries} are sealed in it`);
    findings.push(...(await findWrongAudiences(manager)), ...[...anchors, ...outside].flatMap((anchor) => wrongAnchor(anchor, hashes)));
    return {
      seals,
      sealedEntries,
      unsealedEntries: counts.all - counts.due,
      anchors: anchors.length,
      newestAnchor: anchors.at(-1) ?? null,
      findings,
    };
  });
}

const SEALS_AT_ONCE = 20;

async function verifySeals(manager: EntityManager) {
  const hashes = new Map<number, string>();
  const findings: string[] = [];
  let previous: Buffer | undefined;
  let sealedEntries = 0;
  for (;;) {
    const seals = await findSeals(manager, hashes.size);
    if (seals.length === 0) return { seals: hashes.size, hashes, sealedEntries, findings };
    const entries = await findEntries(manager, seals);
    for (const seal of seals) {
      const number = hashes.size + 1;
      const present = seal.entryIds.flatMap((id) => entries.get(id) ?? []);
      for (const id of seal.entryIds) if (!entries.has(id)) findings.push(`entry ${id}, sealed by seal ${seal.number}, is gone`);
      if (seal.number !== number) findings.push(`seal ${number} is gone`);
      else if (!hashSeal({ number, previous, entries: present }).equals(seal.hash))
        findings.push(
          `seal ${number} does not hold: one of its entries (${seal.entryIds[0]} to ${seal.entryIds.at(-1)}) or the seal itself was changed`,
        );
      hashes.set(number, seal.hash.toString("hex"));
      previous = seal.hash;
      sealedEntries += new Set(seal.entryIds).size;
    }
  }
}

async function findSeals(manager: EntityManager, offset: number): Promise<Seal[]> {
  // By place and not by number: a number that is missing has to show.
  return manager.query(
    `SELECT number, entry_ids::text[] AS "entryIds", hash FROM audit_seal ORDER BY number OFFSET ${offset} LIMIT ${SEALS_AT_ONCE}`,
  );
}

async function findEntries(manager: EntityManager, seals: readonly Seal[]): Promise<Map<string, SealedEntry>> {
  const entries: SealedEntry[] = await manager.query(`SELECT ${SEALED_COLUMNS} FROM audit_entry WHERE id = ANY ($1::bigint[])`, [
    seals.flatMap(({ entryIds }) => entryIds),
  ]);
  return new Map(entries.map((entry) => [entry.id, entry]));
}

async function countEntries(manager: EntityManager): Promise<{ all: number; due: number }> {
  const [counts]: { all: number; due: number }[] = await manager.query(
    `SELECT count(*)::integer AS "all",
            (count(*) FILTER (WHERE (transaction_id, id) <= (SELECT transaction_id, entry_id FROM audit_sealed)))::integer AS due FROM audit_entry`,
  );
  return counts ?? { all: 0, due: 0 };
}

async function findAnchors(manager: EntityManager): Promise<Anchor[]> {
  return manager.query(
    `SELECT day::text, seal_number AS "sealNumber", encode(seal_hash, 'hex') AS "sealHash", entry_count::text AS "entryCount",
            public_key AS "publicKey", translate(encode(signature, 'base64'), E'\\n', '') AS signature
       FROM audit_anchor ORDER BY day`,
  );
}

function wrongAnchor(anchor: Anchor, hashes: ReadonlyMap<number, string>): string[] {
  if (!isSound(anchor)) return [`the anchor of ${anchor.day} is not as it was signed`];
  const hash = hashes.get(anchor.sealNumber);
  if (hash === undefined) return [`the anchor of ${anchor.day} speaks of seal ${anchor.sealNumber}, which is gone: the end of the chain was cut off`];
  return hash === anchor.sealHash
    ? []
    : [`the anchor of ${anchor.day} holds another hash of seal ${anchor.sealNumber} than the chain: the chain was made anew`];
}

/** An audience is named by the hash of its members, so that the entry which names it holds them too. */
async function findWrongAudiences(manager: EntityManager): Promise<string[]> {
  const audiences: { id: string; staffIds: string[]; clientIds: string[] }[] = await manager.query(
    `SELECT id, staff_ids AS "staffIds", client_ids AS "clientIds" FROM audit_audience`,
  );
  const missing: { id: string }[] = await manager.query(
    `SELECT DISTINCT actor_id AS id FROM audit_entry WHERE actor_kind = 'audience' AND NOT EXISTS (SELECT FROM audit_audience WHERE id = actor_id)`,
  );
  return [
    ...audiences.filter(({ id, ...members }) => audienceId(members) !== id).map(({ id }) => `the audience ${id} was changed`),
    ...missing.map(({ id }) => `the audience ${id} is gone`),
  ];
}

/** The id of those who were shown the same: it follows from who they are. */
export function audienceId({ staffIds, clientIds }: { staffIds: readonly string[]; clientIds: readonly string[] }): string {
  const hex = createHash("sha256")
    .update(JSON.stringify([staffIds, clientIds]))
    .digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
