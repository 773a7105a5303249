-- Run this once, with the product stopped, after a dump (pg_dump) was restored into another PostgreSQL server:
--   psql --set ON_ERROR_STOP=1 --file docs/after-restore.sql "$DATABASE_URL"
-- The event log is ordered by transaction numbers, and those begin anew on another server. Left as they are, the old events would
-- stand after the new ones, and the workers would wait for numbers that come much later. A copy of all files needs none of this.
BEGIN;

-- The events keep their order among themselves and go in front of everything new; each consumer stays behind what it has taken.
ALTER TABLE event DISABLE TRIGGER event_append_only;
UPDATE event
   SET transaction_id = (1 + (SELECT count(*) FROM event_consumer consumer
                               WHERE (consumer.transaction_id, consumer.id) < (event.transaction_id, event.id)))::text::xid8;
ALTER TABLE event ENABLE TRIGGER event_append_only;
UPDATE event_consumer
   SET transaction_id = (1 + (SELECT count(*) FROM event_consumer other
                               WHERE (other.transaction_id, other.id) < (event_consumer.transaction_id, event_consumer.id)))::text::xid8,
       id = 9223372036854775807;

-- The counts of the queues are bound to transaction numbers too: counted anew, they begin from here.
SELECT recount_opinions();

-- Cursors given out before point into a log that is no more: from now on they are refused with CURSOR_FOREIGN.
UPDATE installation SET epoch = gen_random_uuid();

COMMIT;
