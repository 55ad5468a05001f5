-- 0021_identifiers.sql: the DOI of each publication, and how far the registry has it.

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('identifier', 'none', 'reserve', 'draft'),
    ('identifier', 'draft', 'register', 'registered'),
    ('identifier', 'draft', 'publish', 'findable'),
    ('identifier', 'registered', 'publish', 'findable'),
    ('identifier', 'registered', 'hide', 'tombstone'),
    ('identifier', 'findable', 'hide', 'tombstone');

CREATE TABLE identifiers (
    publication uuid PRIMARY KEY REFERENCES publications,
    doi text CONSTRAINT identifiers_doi_form CHECK (doi ~ '^10\.[0-9]{4,9}/[!-~]+$' AND doi = lower(doi)) CONSTRAINT identifiers_doi_unique UNIQUE,
    state text NOT NULL DEFAULT 'none'
        CONSTRAINT identifiers_state_known CHECK (state IN ('none', 'draft', 'registered', 'findable', 'tombstone')),
    wanted text NOT NULL DEFAULT 'findable' CONSTRAINT identifiers_wanted_known CHECK (wanted IN ('findable', 'tombstone')),
    due_at timestamptz DEFAULT clock_timestamp(),
    attempts integer NOT NULL DEFAULT 0,
    error text,
    changed_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT identifiers_waiting_has_due CHECK ((state <> wanted) = (due_at IS NOT NULL)),
    CONSTRAINT identifiers_reserved_has_doi CHECK ((state = 'none') OR (doi IS NOT NULL))
);
COMMENT ON TABLE identifiers IS 'Written with the publication itself, and brought to the registry afterwards: an outbox of one row a publication';
COMMENT ON COLUMN identifiers.due_at IS 'The next attempt, in the database''s own time';
CREATE INDEX identifiers_due ON identifiers (due_at) WHERE due_at IS NOT NULL;
CREATE TRIGGER identifiers_transition BEFORE UPDATE ON identifiers FOR EACH ROW EXECUTE FUNCTION check_transition('identifier');

CREATE FUNCTION want_identifier() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state = 'published' AND (TG_OP = 'INSERT' OR OLD.state <> 'published') THEN
        INSERT INTO identifiers (publication) VALUES (NEW.id) ON CONFLICT DO NOTHING;
        PERFORM pg_notify('identifiers', '');
    ELSIF TG_OP = 'UPDATE' AND NEW.state = 'withdrawn' AND OLD.state = 'published' THEN
        UPDATE identifiers SET wanted = 'tombstone', due_at = clock_timestamp(), attempts = 0 WHERE publication = NEW.id;
        PERFORM pg_notify('identifiers', '');
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION want_identifier() FROM PUBLIC;
CREATE TRIGGER publications_identified AFTER INSERT OR UPDATE ON publications FOR EACH ROW EXECUTE FUNCTION want_identifier();

INSERT INTO identifiers (publication) SELECT id FROM publications WHERE state = 'published';

ALTER TABLE identifiers ENABLE ROW LEVEL SECURITY;
CREATE POLICY identifiers_seen ON identifiers TO teahouse_app USING (is_platform());
GRANT SELECT, UPDATE (doi, state, due_at, attempts, error, changed_at) ON identifiers TO teahouse_app;
