/**
 * Fills a database with its share of opinions, in a process of its own so that signatures are computed on every core. What it
 * writes is what the product would have written: the row, its bands, its events, its decision, its pairs, and who read it.
 */
import { createHash, randomUUID } from "node:crypto";
import { foldText, shinglesOf, signatureOf } from "@langnghe/text";
import pg from "pg";
import { Draws, Texts } from "../texts.ts";
import { CHANNEL_IDS, GROWN_UNITS, TOPIC_IDS } from "./union.ts";

export interface Fill {
  /** As superuser: foreign keys are not checked, row by row, for what is right by construction. */
  readonly url: string;
  readonly seed: number;
  readonly count: number;
  /** Between which moments the opinions came, in milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly staffId: string;
}

const CHUNK = 1_000;
const QUARTER_MS = 15 * 60 * 1000;
const STATUSES = ["ANSWERED", "ANSWERED", "ANSWERED", "TRIAGED", "TRIAGED", "SET_ASIDE", "RECEIVED", "ANSWERED", "SET_ASIDE", "RECEIVED"] as const;
const URGENCIES = ["ROUTINE", "SOON", "URGENT", "HOTSPOT"] as const;
const REASONS = ["OFF_TOPIC", "SPAM", "DUPLICATE", "TEST", "ABUSIVE"] as const;

process.on("message", async (fill: Fill) => {
  const draws = new Draws(fill.seed);
  const texts = await Texts.read(draws);
  const client = new pg.Client({ connectionString: fill.url });
  await client.connect();
  await client.query("SET session_replication_role = replica; SET synchronous_commit = off");
  for (let done = 0; done < fill.count; done += CHUNK) {
    const momentOf = (place: number) => fill.fromMs + ((done + place) / fill.count) * (fill.toMs - fill.fromMs);
    const rows = Array.from({ length: Math.min(CHUNK, fill.count - done) }, (_, place) => anOpinion(texts, draws, momentOf(place)));
    await client.query(WRITE, [...columnsOf(rows), fill.staffId]);
  }
  await client.end();
  process.exit(0);
});

function anOpinion(texts: Texts, draws: Draws, atMs: number) {
  const id = randomUUID();
  const { text, like } = texts.next(id);
  const status = draws.pick(STATUSES);
  return {
    id,
    like,
    text,
    status,
    signature: signatureOf(shinglesOf(text)),
    unitId: draws.pickUneven(GROWN_UNITS).id,
    channelId: draws.pickUneven(CHANNEL_IDS),
    receivedAt: new Date(Math.floor(atMs / QUARTER_MS) * QUARTER_MS).toISOString(),
    reason: status === "SET_ASIDE" ? draws.pickUneven(REASONS) : null,
    topicId: status === "RECEIVED" ? null : draws.pickUneven(TOPIC_IDS),
    urgency: status === "RECEIVED" ? "ROUTINE" : draws.pickUneven(URGENCIES),
  };
}

function columnsOf(rows: readonly ReturnType<typeof anOpinion>[]): unknown[] {
  return [
    rows.map(({ id }) => id),
    rows.map(({ unitId }) => unitId),
    rows.map(({ channelId }) => channelId),
    rows.map(({ text }) => text),
    rows.map(({ text }) => foldText(text)),
    rows.map(({ text }) => createHash("sha256").update(text).digest()),
    rows.map(({ receivedAt }) => receivedAt),
    rows.map(({ status }) => status),
    rows.map(({ reason }) => reason),
    rows.map(({ topicId }) => topicId),
    rows.map(({ urgency }) => urgency),
    rows.map(({ channelId, id }) => (channelId === CHANNEL_IDS[0] ? createHash("sha256").update(id).digest() : null)),
    rows.map(({ signature }) => signature.sketch.toString()),
    rows.map(({ signature }) => `{${signature.bands.join(",")}}`),
    rows.map(({ like }) => like ?? null),
  ];
}

const WRITE = `
  WITH fresh AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[], $8::text[], $9::text[], $10::uuid[],
                         $11::text[], $12::bytea[], $13::bigint[], $14::text[], $15::uuid[]) WITH ORDINALITY
      AS fresh (id, unit_id, channel_id, text, folded_text, text_hash, received_at, status, reason, topic_id, urgency, receipt_hash, sketch, bands, like_id, place)
  ), taken AS (
    INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at, status, set_aside_reason, topic_id, urgency, receipt_hash, redactions, version)
    SELECT id, unit_id, channel_id, text, folded_text, text_hash, received_at, status, reason, topic_id, urgency, receipt_hash, '[]', CASE status WHEN 'RECEIVED' THEN 1 ELSE 2 END
      FROM fresh
  ), banded AS (
    INSERT INTO opinion_band (opinion_id, sketch, band) SELECT id, sketch, unnest(bands::int[]) FROM fresh
  ), matched AS (
    INSERT INTO opinion_match (opinion_id, earlier_id, score) SELECT id, like_id, 0.9 FROM fresh WHERE like_id IS NOT NULL
  ), decided AS (
    INSERT INTO opinion_decision (id, opinion_id, opinion_version, kind, reason, topic_id, urgency, before, status_after, decided_by_staff_id, decided_at)
    SELECT gen_random_uuid(), id, 2, status, reason, topic_id, urgency, '{"status":"RECEIVED","setAsideReason":null,"topicId":null,"urgency":"ROUTINE"}', status, $16::uuid, received_at
      FROM fresh WHERE status <> 'RECEIVED'
  ), seen AS (
    INSERT INTO audit_entry (actor_kind, actor_id, action, subject_ids, recorded_at)
    SELECT 'staff', $16::uuid, 'opinion:read', array_agg(id), max(received_at) FROM fresh CROSS JOIN generate_series(1, 2) AS reading GROUP BY reading, place / 50
  )
  INSERT INTO event (name, subject_id, payload, recorded_at)
  SELECT name, subject_id, payload, received_at FROM (
    SELECT place, 1 AS turn, 'OpinionReceived' AS name, id AS subject_id, received_at,
           jsonb_build_object('unitId', unit_id, 'channelId', channel_id, 'after', '{"status":"RECEIVED","setAsideReason":null,"topicId":null,"urgency":"ROUTINE"}'::jsonb) AS payload
      FROM fresh
     UNION ALL
    SELECT place, 2, 'OpinionMatched', like_id, received_at, jsonb_build_object('unitId', unit_id, 'matchedWithId', id, 'matchedWithUnitId', unit_id, 'score', 0.9)
      FROM fresh WHERE like_id IS NOT NULL
     UNION ALL
    SELECT place, 3, CASE status WHEN 'TRIAGED' THEN 'OpinionTriaged' WHEN 'ANSWERED' THEN 'OpinionAnswered' ELSE 'OpinionSetAside' END, id, received_at,
           jsonb_build_object('unitId', unit_id, 'channelId', channel_id, 'before', '{"status":"RECEIVED","setAsideReason":null,"topicId":null,"urgency":"ROUTINE"}'::jsonb,
             'after', jsonb_build_object('status', status, 'setAsideReason', reason, 'topicId', topic_id, 'urgency', urgency), 'decidedByStaffId', $16::uuid)
      FROM fresh WHERE status <> 'RECEIVED') AS fact
   ORDER BY turn, place`;
