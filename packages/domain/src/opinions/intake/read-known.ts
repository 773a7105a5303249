import type { Queryable } from "../../foundation/queryable.ts";
import { type Fresh, type FreshJob, freshTexts } from "./fresh.ts";

/** Bands with more opinions than this, such as those of a flood of one text, are looked at in part: intake stays quick. */
const MOST_OF_A_BAND = 32;
/** Of all that share a band, those whose sketch is nearest; each is compared in full. */
const MOST_CANDIDATES = 8;
/** Bits of 64 in which the sketches may differ: about 19 are expected at the threshold, 32 for texts that have nothing to do with each other. */
const MOST_DIFFERENT_BITS = 28;

export interface Candidate {
  readonly id: string;
  readonly unitId: string;
  readonly foldedText: string;
}

/** What the database knows of a flush before it is stored. */
export interface Known {
  /** By place of the job. */
  readonly keys: ReadonlyMap<number, { readonly requestHash: string; readonly answer: unknown }>;
  /** By place of the text in the flush: */
  readonly origins: ReadonlyMap<number, string>;
  readonly earliest: ReadonlyMap<number, string>;
  readonly candidates: ReadonlyMap<number, readonly Candidate[]>;
}

interface KnownRow {
  readonly kind: "key" | "origin" | "text" | "near";
  readonly place: number;
  readonly id: string | null;
  readonly unitId: string | null;
  readonly words: string | null;
  readonly answer: unknown;
}

/** One statement for everybody in the flush, whatever they bring: a caller alone waits for one answer, not for four. */
export async function readKnown(database: Queryable, jobs: readonly FreshJob[]): Promise<Known> {
  const texts = freshTexts(jobs);
  const keyed = jobs.flatMap(({ job: { key } }, place) => (key ? [{ ...key, place }] : []));
  const withOrigin = texts.flatMap(({ item: { channelId, originHash } }, place) => (originHash ? [{ channelId, originHash, place }] : []));
  const rows: KnownRow[] = await database.query(READ_KNOWN, [
    keyed.map(({ place }) => place),
    keyed.map(({ caller }) => caller),
    keyed.map(({ keyHash }) => keyHash),
    withOrigin.map(({ place }) => place),
    withOrigin.map(({ channelId }) => channelId),
    withOrigin.map(({ originHash }) => originHash),
    texts.map(({ item }) => item.channelId),
    texts.map(({ textHash }) => textHash),
    texts.map(bandsAsArray),
    texts.map(({ signature }) => signature.sketch.toString()),
  ]);
  return sortOut(rows);
}

function bandsAsArray({ signature }: Fresh): string {
  return `{${signature.bands.join(",")}}`;
}

function sortOut(rows: readonly KnownRow[]): Known {
  const keys = new Map<number, { requestHash: string; answer: unknown }>();
  const origins = new Map<number, string>();
  const earliest = new Map<number, string>();
  const candidates = new Map<number, Candidate[]>();
  for (const { kind, place, id, unitId, words, answer } of rows) {
    if (kind === "key") keys.set(place, { requestHash: words ?? "", answer });
    else if (kind === "origin") origins.set(place, id ?? "");
    else if (kind === "text") earliest.set(place, id ?? "");
    else candidates.set(place, [...(candidates.get(place) ?? []), { id: id ?? "", unitId: unitId ?? "", foldedText: words ?? "" }]);
  }
  return { keys, origins, earliest, candidates };
}

const READ_KNOWN = `
  SELECT 'key' AS kind, place, NULL::uuid AS id, NULL::uuid AS "unitId", encode(request_hash, 'hex') AS words, answer
    FROM unnest($1::int[], $2::text[], $3::bytea[]) AS asked (place, caller, key_hash) JOIN idempotency_key USING (caller, key_hash)
   UNION ALL
  SELECT 'origin', place, opinion.id, NULL, NULL, NULL
    FROM unnest($4::int[], $5::uuid[], $6::bytea[]) AS asked (place, channel_id, origin_hash) JOIN opinion USING (channel_id, origin_hash)
   UNION ALL
  SELECT 'text', (place - 1)::int, earliest.id, NULL, NULL, NULL
    FROM unnest($7::uuid[], $8::bytea[]) WITH ORDINALITY AS asked (channel_id, text_hash, place)
   CROSS JOIN LATERAL (
     SELECT coalesce(repeat_of_id, id) AS id FROM opinion
      WHERE channel_id = asked.channel_id AND text_hash = asked.text_hash
      ORDER BY repeat_of_id IS NOT NULL, received_at, id LIMIT 1) AS earliest
   UNION ALL
  SELECT 'near', (place - 1)::int, opinion.id, opinion.unit_id, opinion.folded_text, NULL
    FROM unnest($9::text[], $10::bigint[]) WITH ORDINALITY AS fresh (bands, sketch, place)
   CROSS JOIN LATERAL (
     SELECT hit.opinion_id, min(bit_count((hit.sketch # fresh.sketch)::bit(64))) AS different_bits
       FROM unnest(fresh.bands::int[]) AS wanted (band)
      CROSS JOIN LATERAL (SELECT opinion_id, sketch FROM opinion_band WHERE opinion_band.band = wanted.band LIMIT ${MOST_OF_A_BAND}) AS hit
      WHERE bit_count((hit.sketch # fresh.sketch)::bit(64)) <= ${MOST_DIFFERENT_BITS}
      GROUP BY hit.opinion_id ORDER BY different_bits LIMIT ${MOST_CANDIDATES}) AS near
    JOIN opinion ON opinion.id = near.opinion_id`;
