-- 0025_quiet_events.sql: an event that concerns nobody wakes nobody.
--
-- A transaction that announces something takes the one lock there is for that, at its COMMIT, and holds it until its bytes are on the
-- disk: such transactions commit one after the other. Beginning a finding announced an event of which nobody is told. What is not
-- announced is taken from the outbox with the next event, or after five seconds.

CREATE OR REPLACE FUNCTION announce_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF EXISTS (
        SELECT FROM said JOIN known_events k ON k.object || '.' || k.action = said.kind AND NOT k.is_silent
    ) THEN
        PERFORM pg_notify('outbox', '');
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER outbox_events_announced ON outbox_events;
CREATE TRIGGER outbox_events_announced AFTER INSERT ON outbox_events
    REFERENCING NEW TABLE AS said
    FOR EACH STATEMENT EXECUTE FUNCTION announce_event();
