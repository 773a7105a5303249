import type { DataSource, EntityManager } from "typeorm";
import type { Clock } from "../../foundation/clock.ts";
import { type Anchor, signAnchor, signingKey, writeAnchorFile } from "./anchor.ts";
import { hashSeal, SEALED_COLUMNS, type SealedEntry } from "./sealed-entry.ts";
import { type ChainReport, verifyChain } from "./verify-chain.ts";

const MOST_SEALED_AT_ONCE = 5_000;

/** The audit as a chain: sealing what was written, signing how far it came, and looking whether it is whole. */
export class AuditChainService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;

  constructor({ dataSource, clock }: { dataSource: DataSource; clock: Clock }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
  }

  /** Seals everything that was committed and is not sealed yet. Returns how many entries; two who seal at once take turns. */
  async seal(): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await this.#dataSource.transaction(sealNext);
      total += count;
      if (count < MOST_SEALED_AT_ONCE) return total;
    }
  }

  /**
   * Signs how far the chain came, once for each day of the organization, with the key of this data folder; the anchor also becomes a
   * file there. Undefined when today has one, or nothing is sealed yet.
   */
  async anchor(dataDir: string): Promise<Anchor | undefined> {
    const key = await signingKey(dataDir);
    const anchor = await this.#dataSource.transaction(async (manager) => {
      const [last]: Omit<Anchor, "publicKey" | "signature">[] = await manager.query(
        `SELECT ($1::timestamptz AT TIME ZONE (SELECT time_zone FROM organization))::date::text AS day, number AS "sealNumber", encode(hash, 'hex') AS "sealHash",
                (SELECT sum(cardinality(entry_ids)) FROM audit_seal)::text AS "entryCount"
           FROM audit_seal ORDER BY number DESC LIMIT 1`,
        [this.#clock.now()],
      );
      return last && store(manager, signAnchor(last, key));
    });
    if (anchor) await writeAnchorFile(dataDir, anchor);
    return anchor;
  }

  /** Works the whole chain out again from the entries. `outside`: anchors that were kept elsewhere. */
  async verify({ outside = [] }: { outside?: readonly Anchor[] } = {}): Promise<ChainReport> {
    return verifyChain(this.#dataSource, outside);
  }
}

async function store(manager: EntityManager, anchor: Anchor): Promise<Anchor | undefined> {
  const stored: unknown[] = await manager.query(
    `INSERT INTO audit_anchor (day, seal_number, seal_hash, entry_count, public_key, signature)
     VALUES ($1, $2, decode($3, 'hex'), $4, $5, decode($6, 'base64')) ON CONFLICT DO NOTHING RETURNING day`,
    [anchor.day, anchor.sealNumber, anchor.sealHash, anchor.entryCount, anchor.publicKey, anchor.signature],
  );
  return stored.length > 0 ? anchor : undefined;
}

/** One seal over the next entries in commit order; as in the log of events, nothing can appear any more before what is taken. */
export async function sealNext(manager: EntityManager): Promise<number> {
  const [place]: { transactionId: string; entryId: string }[] = await manager.query(
    `SELECT transaction_id::text AS "transactionId", entry_id::text AS "entryId" FROM audit_sealed FOR UPDATE`,
  );
  if (!place) throw new Error("The audit has no place to seal from: run the migrations first");
  const entries: (SealedEntry & { transactionId: string })[] = await manager.query(
    `SELECT ${SEALED_COLUMNS}, transaction_id::text AS "transactionId" FROM audit_entry
      WHERE transaction_id >= $1::xid8 AND (transaction_id, audit_entry.id) > ($1::xid8, $2::bigint) AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY transaction_id, audit_entry.id LIMIT ${MOST_SEALED_AT_ONCE}`,
    [place.transactionId, place.entryId],
  );
  const last = entries.at(-1);
  if (!last) return 0;
  const [before]: { number: number; hash: Buffer }[] = await manager.query("SELECT number, hash FROM audit_seal ORDER BY number DESC LIMIT 1");
  const number = (before?.number ?? 0) + 1;
  await manager.query("INSERT INTO audit_seal (number, entry_ids, hash) VALUES ($1, $2, $3)", [
    number,
    entries.map(({ id }) => id),
    hashSeal({ number, previous: before?.hash, entries }),
  ]);
  await manager.query("UPDATE audit_sealed SET transaction_id = $1::xid8, entry_id = $2", [last.transactionId, last.id]);
  return entries.length;
}
