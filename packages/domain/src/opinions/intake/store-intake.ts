import type { EventPosition, NewEvent } from "../../events/event-map.ts";
import { cutToQuarter } from "../../foundation/clock.ts";
import type { Queryable } from "../../foundation/queryable.ts";
import type { Match } from "./near-duplicates.ts";
import type { IntakePlan, NewOpinion } from "./plan-intake.ts";

/**
 * Keys, opinions, their bands, matches and events in one statement, which is one transaction of its own where the caller has none.
 * It holds as a whole or not at all: whoever was quicker with a key or an origin makes it fail, and the flush is planned again.
 * Returns where the log ends by it; undefined when no event was written.
 */
export async function storeIntake(
  database: Queryable,
  { opinions, waiting, keys, matches }: IntakePlan & { readonly matches: readonly Match[] },
): Promise<EventPosition | undefined> {
  if (opinions.length + waiting.length + keys.length === 0) return undefined;
  const events = [...opinions.map(receivedEvent), ...matches.map(matchedEvent)];
  const [newest]: EventPosition[] = await database.query(STORE, [
    keys.map(({ caller }) => caller),
    keys.map(({ keyHash }) => keyHash),
    keys.map(({ requestHash }) => requestHash),
    keys.map(({ answer }) => (answer === null ? null : JSON.stringify(answer))),
    ...opinionColumns(opinions),
    waiting.map(({ id }) => id),
    waiting.map(({ unitId }) => unitId),
    waiting.map(({ channelId }) => channelId),
    waiting.map(({ text }) => text),
    waiting.map(({ receiptHash }) => receiptHash),
    waiting.map(({ releaseAt }) => releaseAt),
    matches.map(({ opinionId }) => opinionId),
    matches.map(({ earlierId }) => earlierId),
    matches.map(({ score }) => score),
    events.map(({ name }) => name),
    events.map(({ subjectId }) => subjectId),
    events.map(({ payload }) => JSON.stringify(payload)),
    opinions.map(({ fresh }) => JSON.stringify(fresh.redactions)),
  ]);
  return newest;
}

function opinionColumns(opinions: readonly NewOpinion[]): unknown[][] {
  return [
    opinions.map(({ id }) => id),
    opinions.map(({ fresh }) => fresh.item.unitId),
    opinions.map(({ fresh }) => fresh.item.channelId),
    opinions.map(({ fresh }) => fresh.draft.text),
    opinions.map(({ fresh }) => fresh.folded),
    opinions.map(({ fresh }) => fresh.textHash),
    opinions.map(({ fresh }) => cutToQuarter(fresh.item.receivedAt)),
    opinions.map(({ repeatOfId }) => repeatOfId),
    opinions.map(({ fresh }) => fresh.item.receiptHash ?? null),
    opinions.map(({ fresh }) => fresh.item.originHash ?? null),
    opinions.map(({ fresh }) => fresh.signature.sketch.toString()),
    opinions.map(({ fresh }) => `{${fresh.signature.bands.join(",")}}`),
  ];
}

function receivedEvent({ id, fresh }: NewOpinion): NewEvent {
  const after = { status: "RECEIVED", setAsideReason: null, topicId: null, urgency: "ROUTINE" } as const;
  return { name: "OpinionReceived", subjectId: id, payload: { unitId: fresh.item.unitId, channelId: fresh.item.channelId, after } };
}

/** Told of the earlier opinion: whoever reads the later one learns of its matches as it arrives. */
export function matchedEvent({ opinionId, unitId, earlierId, earlierUnitId, score }: Match): NewEvent {
  return {
    name: "OpinionMatched",
    subjectId: earlierId,
    payload: { unitId: earlierUnitId, matchedWithId: opinionId, matchedWithUnitId: unitId, score },
  };
}

// In one order for everybody: two flushes that bring the same keys or origins would wait for each other otherwise.
const STORE = `
  WITH claimed AS (
    INSERT INTO idempotency_key (caller, key_hash, request_hash, answer, expires_on)
    SELECT caller, key_hash, request_hash, answer::jsonb, current_date + 2
      FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::text[]) AS kept (caller, key_hash, request_hash, answer)
     ORDER BY caller, key_hash
  ), fresh AS (
    SELECT * FROM unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::bytea[], $11::timestamptz[], $12::uuid[], $13::bytea[],
                         $14::bytea[], $15::bigint[], $16::text[], $29::jsonb[])
      AS fresh (id, unit_id, channel_id, text, folded_text, text_hash, received_at, repeat_of_id, receipt_hash, origin_hash, sketch, bands, redactions)
  ), taken AS (
    INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at, repeat_of_id, receipt_hash, origin_hash, redactions)
    SELECT id, unit_id, channel_id, text, folded_text, text_hash, received_at, repeat_of_id, receipt_hash, origin_hash, redactions
      FROM fresh ORDER BY channel_id, origin_hash
  ), banded AS (
    INSERT INTO opinion_band (opinion_id, sketch, band) SELECT id, sketch, unnest(bands::int[]) FROM fresh
  ), held AS (
    INSERT INTO waiting_opinion (id, unit_id, channel_id, text, receipt_hash, release_at)
    SELECT * FROM unnest($17::uuid[], $18::uuid[], $19::uuid[], $20::text[], $21::bytea[], $22::timestamptz[])
  ), matched AS (
    INSERT INTO opinion_match (opinion_id, earlier_id, score) SELECT * FROM unnest($23::uuid[], $24::uuid[], $25::real[])
  ), logged AS (
    INSERT INTO event (name, subject_id, payload)
    SELECT name, subject_id, payload
      FROM unnest($26::text[], $27::uuid[], $28::jsonb[]) WITH ORDINALITY AS fact (name, subject_id, payload, place)
     ORDER BY place
    RETURNING transaction_id, id
  )
  SELECT transaction_id::text AS "transactionId", max(id)::text AS id FROM logged GROUP BY transaction_id`;
