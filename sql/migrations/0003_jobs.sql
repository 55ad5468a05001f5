-- 0003_jobs.sql: work that servers do in the background, claimed with SKIP LOCKED.

CREATE TABLE jobs (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    kind text NOT NULL CONSTRAINT jobs_kind_known CHECK (kind IN ('measure_release', 'screen_version', 'certify_version')),
    subject uuid NOT NULL,
    state text NOT NULL DEFAULT 'ready' CONSTRAINT jobs_state_known CHECK (state IN ('ready', 'running', 'done', 'failed')),
    run_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempt integer NOT NULL DEFAULT 0,
    lease_ends_at timestamptz,
    progress double precision,
    error text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    CONSTRAINT jobs_running_has_lease CHECK ((state = 'running') = (lease_ends_at IS NOT NULL)),
    CONSTRAINT jobs_finished_has_time CHECK ((state IN ('done', 'failed')) = (finished_at IS NOT NULL))
);
-- One job of a kind waits for a subject; a second one may wait while the first is at work.
CREATE UNIQUE INDEX jobs_ready_once ON jobs (kind, subject) WHERE state = 'ready';
CREATE INDEX jobs_claimable ON jobs (run_at, id) WHERE state IN ('ready', 'running');
CREATE INDEX jobs_by_subject ON jobs (subject, id);

CREATE FUNCTION announce_job() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('jobs', NEW.kind);
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_announced AFTER INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION announce_job();

CREATE FUNCTION announce_job_end() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('job_ended', NEW.subject::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_ended AFTER UPDATE ON jobs FOR EACH ROW
    WHEN (NEW.state IN ('done', 'failed') AND OLD.state NOT IN ('done', 'failed')) EXECUTE FUNCTION announce_job_end();
GRANT SELECT, INSERT, UPDATE ON jobs TO teahouse_app;
