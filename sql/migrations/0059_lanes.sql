-- 0059_lanes.sql: lanes of background work, whose turn it is in each, and what is parked.

-- The lane of a kind of work.
CREATE FUNCTION lane_of(kind text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE kind
    WHEN 'measure_release' THEN 'measure'
    WHEN 'screen_version' THEN 'screen'
    WHEN 'screen_note' THEN 'screen'
    ELSE 'certify'
END;

ALTER TABLE jobs
    ADD COLUMN queue text NOT NULL GENERATED ALWAYS AS (lane_of(kind)) STORED
        CONSTRAINT jobs_queue_known CHECK (queue IN ('certify', 'screen', 'measure')),
    ADD COLUMN party uuid,
    ADD COLUMN order_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ADD COLUMN last_attempt integer NOT NULL DEFAULT 3,
    ADD COLUMN cause text CONSTRAINT jobs_cause_length CHECK (octet_length(cause) BETWEEN 1 AND 8000),
    DROP CONSTRAINT jobs_state_known,
    DROP CONSTRAINT jobs_finished_has_time,
    ADD CONSTRAINT jobs_state_known CHECK (state IN ('ready', 'running', 'done', 'failed', 'parked')),
    ADD CONSTRAINT jobs_finished_has_time CHECK ((state IN ('done', 'failed', 'parked')) = (finished_at IS NOT NULL)),
    ADD CONSTRAINT jobs_parked_has_cause CHECK ((state = 'parked') <= (cause IS NOT NULL));
COMMENT ON COLUMN jobs.queue IS 'The lane: each is worked off by a runner of its own, so that no kind of work waits for a slower one';
COMMENT ON COLUMN jobs.party IS 'Whose work it is, with whom others share the lane: an organisation for its releases, who began a finding for what is done with it';
COMMENT ON COLUMN jobs.order_at IS 'Its turn: when it was asked for, and a minute more for each piece of work of its party that waited then';
COMMENT ON COLUMN jobs.last_attempt IS 'The attempt after which it is parked; an attempt counts when it begins, so that work that ends its server is parked too';
COMMENT ON COLUMN jobs.cause IS 'Why it is parked, in words for whoever waits for it; what happened in each attempt is in error, for the operator';

CREATE FUNCTION party_of(kind text, subject uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN CASE kind
        WHEN 'measure_release' THEN (SELECT d.organisation FROM releases r JOIN datasets d ON d.id = r.dataset WHERE r.id = subject)
        WHEN 'screen_note' THEN (SELECT f.created_by FROM publications p JOIN findings f ON f.id = p.finding WHERE p.id = subject)
        ELSE (SELECT f.created_by FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE v.id = subject)
    END;
END
$$;

REVOKE ALL ON FUNCTION party_of(text, uuid) FROM PUBLIC;

UPDATE jobs SET party = party_of(kind, subject), order_at = created_at, last_attempt = greatest(3, attempt + 1)
WHERE state IN ('ready', 'running');

DROP INDEX jobs_claimable;
CREATE INDEX jobs_claimable ON jobs (queue, order_at, id) WHERE state IN ('ready', 'running');
CREATE INDEX jobs_of_party ON jobs (party, queue) WHERE state IN ('ready', 'running');
CREATE INDEX jobs_parked ON jobs (kind, subject) WHERE state = 'parked';

-- Puts new work into its lane, behind what waits there of the same party; what was parked gives way to what asks for the same anew.
CREATE FUNCTION place_job() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    NEW.party := party_of(NEW.kind, NEW.subject);
    NEW.order_at := clock_timestamp() + interval '1 minute' * (
        SELECT count(*) FROM jobs j WHERE j.party = NEW.party AND j.queue = lane_of(NEW.kind) AND j.state IN ('ready', 'running')
    );
    UPDATE jobs j SET state = 'failed' WHERE j.kind = NEW.kind AND j.subject = NEW.subject AND j.state = 'parked';
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION place_job() FROM PUBLIC;
CREATE TRIGGER jobs_placed BEFORE INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION place_job();

CREATE OR REPLACE FUNCTION announce_job() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('jobs', NEW.queue);
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_released AFTER UPDATE ON jobs FOR EACH ROW
    WHEN (NEW.state = 'ready' AND OLD.state = 'parked') EXECUTE FUNCTION announce_job();

DROP TRIGGER jobs_ended ON jobs;
CREATE TRIGGER jobs_ended AFTER UPDATE ON jobs FOR EACH ROW
    WHEN (NEW.state IN ('done', 'failed', 'parked') AND OLD.state NOT IN ('done', 'failed', 'parked')) EXECUTE FUNCTION announce_job_end();

-- Who began a finding is for those who see it.
REVOKE SELECT ON jobs FROM teahouse_app;
GRANT SELECT (
    id, kind, subject, state, run_at, attempt, lease_ends_at, progress, error, created_at, finished_at,
    queue, order_at, last_attempt, cause
) ON jobs TO teahouse_app;
