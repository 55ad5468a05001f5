-- 0039_certifications.sql: the document of a version is made once, when it is submitted, and published as it is; a certificate that cannot
-- be issued is seen, has an hour, and somebody who can do something about it.

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('certification', 'waiting', 'ready', 'pending'),
    ('certification', 'pending', 'hold', 'waiting'),
    ('certification', 'pending', 'issue', 'issued'),
    ('certification', 'pending', 'fail', 'failed'),
    ('certification', 'failed', 'retry', 'pending'),
    ('certification', 'failed', 'lapse', 'escalated'),
    ('certification', 'escalated', 'retry', 'pending'),
    ('certification', 'escalated', 'lapse', 'escalated');
INSERT INTO known_events (object, action, log_kind, audience) VALUES
    ('certification', 'ready', NULL, '{}'),
    ('certification', 'hold', NULL, '{}'),
    ('certification', 'issue', NULL, '{}'),
    ('certification', 'fail', 'certification_failed', '{authors,moderators}'),
    ('certification', 'retry', 'certification_retried', '{}'),
    ('certification', 'lapse', NULL, '{moderators,admins}');

CREATE TABLE certifications (
    version uuid PRIMARY KEY REFERENCES finding_versions,
    state text NOT NULL DEFAULT 'waiting'
        CONSTRAINT certifications_state_known CHECK (state IN ('waiting', 'pending', 'issued', 'failed', 'escalated')),
    document bytea CONSTRAINT certifications_document_size CHECK (octet_length(document) <= 65536),
    cause text,
    due_at timestamptz,
    CONSTRAINT certifications_waiting_has_due CHECK ((state IN ('pending', 'failed', 'escalated')) = (due_at IS NOT NULL)),
    CONSTRAINT certifications_failed_has_cause CHECK ((state IN ('failed', 'escalated')) = (cause IS NOT NULL))
);
COMMENT ON TABLE certifications IS 'The certificate of a version from its submission on';
COMMENT ON COLUMN certifications.document IS
    'What is published of the version, without the time: fixed when it was submitted; NULL for what was submitted before documents were';
COMMENT ON COLUMN certifications.cause IS 'Why it could not be issued, in words for the authors';
CREATE INDEX certifications_due ON certifications (due_at) WHERE due_at IS NOT NULL;
CREATE TRIGGER certifications_transition BEFORE UPDATE ON certifications FOR EACH ROW EXECUTE FUNCTION check_transition('certification');
CREATE TRIGGER certifications_recorded AFTER UPDATE OF state ON certifications FOR EACH ROW EXECUTE FUNCTION record_move('certification');
ALTER TABLE certifications ENABLE ROW LEVEL SECURITY;
-- The document says who wrote it.
CREATE POLICY certifications_seen ON certifications TO teahouse_app
    USING (
        EXISTS (SELECT FROM finding_versions v WHERE v.id = version) AND review_sight(version) IS DISTINCT FROM 'blind'
    ) WITH CHECK (true);
GRANT SELECT, INSERT ON certifications TO teahouse_app;
GRANT UPDATE (state, cause, due_at) ON certifications TO teahouse_app;

-- A document comes with the submission and with nothing later.
CREATE FUNCTION check_certification() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (
        SELECT FROM finding_versions v
        WHERE v.id = NEW.version AND v.state = 'submitted' AND (NEW.document IS NULL OR v.submitted_at = platform_now())
    ) THEN
        RAISE EXCEPTION 'a document is fixed when its version is submitted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certifications_submitted', TABLE = 'certifications';
    END IF;
    RETURN NEW;
END
$$;

-- Publication adds the time, and nothing else.
CREATE FUNCTION check_fixed_document() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    fixed CONSTANT bytea := (SELECT c.document FROM certifications c WHERE c.version = NEW.version);
BEGIN
    IF fixed IS NOT NULL AND
        convert_from(NEW.document, 'UTF8')::jsonb - 'published_at' IS DISTINCT FROM convert_from(fixed, 'UTF8')::jsonb THEN
        RAISE EXCEPTION 'what is published is what was submitted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_as_submitted', TABLE = 'publications';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER publications_as_submitted BEFORE INSERT ON publications FOR EACH ROW EXECUTE FUNCTION check_fixed_document();

-- One fingerprint of document and files; of what was submitted before, of the files alone.
CREATE OR REPLACE FUNCTION version_fingerprint(subject uuid) RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    files CONSTANT bytea := (
        SELECT sha256(convert_to(coalesce(
            string_agg(name || E'\t' || encode(digest, 'hex'), E'\n' ORDER BY name COLLATE "C"), ''
        ), 'UTF8'))
        FROM finding_files WHERE version = subject
    );
BEGIN
    RETURN coalesce((SELECT sha256(sha256(c.document) || files) FROM certifications c WHERE c.version = subject AND c.document IS NOT NULL), files);
END
$$;

CREATE OR REPLACE FUNCTION record_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    said CONSTANT jsonb := nullif(current_setting('app.move', true), '')::jsonb;
    happened CONSTANT text := said->>'event';
    recorded text := TG_ARGV[0];
    named text;
BEGIN
    -- Of nothing, it is a change that is no move, or the program before this one, which records by itself.
    IF said->>'object' IS DISTINCT FROM TG_ARGV[0] THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('app.move', '', true);
    IF NOT EXISTS (
        SELECT FROM allowed_transitions
        WHERE object = TG_ARGV[0] AND from_state = OLD.state AND event = happened AND to_state = NEW.state
    ) THEN
        RAISE EXCEPTION 'a % does not go from % to % by %', TG_ARGV[0], OLD.state, NEW.state, happened
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transition_allowed', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_TABLE_NAME = 'finding_versions' THEN
        named := (SELECT pid FROM findings WHERE id = NEW.finding) || '/' || NEW.number;
    ELSIF TG_TABLE_NAME IN ('screenings', 'moderations', 'certifications') THEN
        named := (SELECT f.pid || '/' || v.number FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE v.id = NEW.version);
    ELSIF TG_TABLE_NAME = 'releases' THEN
        named := (SELECT pid FROM datasets WHERE id = NEW.dataset) || '/' || NEW.sequence;
    ELSIF TG_TABLE_NAME = 'identifiers' THEN
        named := (SELECT pid FROM publications WHERE id = NEW.publication);
    ELSIF TG_TABLE_NAME = 'export_runs' THEN
        named := NEW.number;
    ELSE
        named := NEW.pid;
    END IF;
    -- A moderator's word and an exception are said of the version. What moves the version as well is recorded as the version's move.
    IF TG_ARGV[0] = 'moderation' AND happened <> 'accept' THEN
        RETURN NULL;
    ELSIF TG_ARGV[0] = 'moderation' OR (TG_ARGV[0] = 'screening' AND happened = 'exception') THEN
        recorded := 'finding_version';
    END IF;
    PERFORM record_event(happened, recorded, named, coalesce(said->'details', '{}'));
    RETURN NULL;
END
$$;

-- What was submitted before: certified, or on its way, or left behind by a job that gave up, which nobody was told until now.
INSERT INTO certifications (version, state, due_at)
SELECT m.version, f.state, CASE WHEN f.state = 'pending' THEN platform_now() + interval '1 day' END
FROM moderations m JOIN finding_versions v ON v.id = m.version
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN EXISTS (SELECT FROM publications p WHERE p.version = v.id) THEN 'issued'
        WHEN v.state = 'submitted' AND closed_gate(v.id) IS NULL THEN 'pending'
        ELSE 'waiting'
    END AS state
) AS f;

CREATE FUNCTION pg_temp.fail(subject uuid, why text) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM set_config('app.platform', 'on', true),
        set_config(
            'app.move',
            jsonb_build_object('object', 'certification', 'event', 'fail', 'details', jsonb_build_object('cause', why))::text, true
        );
    UPDATE certifications SET state = 'failed', cause = why, due_at = platform_now() + interval '1 day' WHERE version = subject;
END
$$;
SELECT pg_temp.fail(c.version, 'It was given up before this was watched over; an administrator can have it tried again.')
FROM certifications c
WHERE c.state = 'pending' AND NOT EXISTS (
    SELECT FROM jobs j WHERE j.kind = 'certify_version' AND j.subject = c.version AND j.state IN ('ready', 'running')
);
DROP FUNCTION pg_temp.fail;

-- For rows from now on.
CREATE TRIGGER certifications_submitted BEFORE INSERT ON certifications FOR EACH ROW EXECUTE FUNCTION check_certification();
CREATE CONSTRAINT TRIGGER certifications_stamp AFTER INSERT OR UPDATE OR DELETE ON certifications DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION stamp_changed('version');
