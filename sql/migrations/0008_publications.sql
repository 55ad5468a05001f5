-- 0008_publications.sql: the public record, certificates, revocations, and the export's runs.

CREATE TABLE publications (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT publications_pid_unique UNIQUE CONSTRAINT publications_pid_form CHECK (pid ~ '^pu-[0-9a-z]{12}$'),
    finding uuid NOT NULL REFERENCES findings,
    version uuid NOT NULL CONSTRAINT publications_version_unique UNIQUE REFERENCES finding_versions,
    state text NOT NULL CONSTRAINT publications_state_known CHECK (state IN ('embargoed', 'published', 'withdrawn')),
    document bytea NOT NULL CONSTRAINT publications_document_size CHECK (octet_length(document) <= 65536),
    digest bytea NOT NULL CONSTRAINT publications_digest_matches CHECK (digest = sha256(document)),
    due_at timestamptz,
    published_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    tombstone bytea,
    changed_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT publications_waiting_has_due CHECK ((state = 'embargoed') = (due_at IS NOT NULL)),
    CONSTRAINT publications_withdrawn_has_time CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
CREATE INDEX publications_due ON publications (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX publications_by_time ON publications (published_at, pid) WHERE state <> 'embargoed';
CREATE INDEX publications_by_finding ON publications (finding);

CREATE FUNCTION check_publication() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF (NEW.pid, NEW.finding, NEW.version, NEW.document, NEW.digest, NEW.published_at)
        IS DISTINCT FROM (OLD.pid, OLD.finding, OLD.version, OLD.document, OLD.digest, OLD.published_at) THEN
        RAISE EXCEPTION 'a publication never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_immutable', TABLE = 'publications';
    END IF;
    IF NEW.due_at > OLD.due_at THEN
        RAISE EXCEPTION 'an embargo cannot be lengthened'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_embargo', TABLE = 'publications';
    END IF;
    IF NEW.state = 'published' AND OLD.state = 'embargoed' AND OLD.due_at > platform_now() THEN
        RAISE EXCEPTION 'the embargo is not over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_embargo', TABLE = 'publications';
    END IF;
    NEW.changed_at := platform_now();
    RETURN NEW;
END
$$;
CREATE TRIGGER publications_immutable BEFORE UPDATE ON publications FOR EACH ROW EXECUTE FUNCTION check_publication();
CREATE TRIGGER publications_transition BEFORE UPDATE ON publications FOR EACH ROW EXECUTE FUNCTION check_transition('publication');

CREATE FUNCTION announce_publication() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('publications', NEW.pid);
    RETURN NULL;
END
$$;
CREATE TRIGGER publications_announced AFTER INSERT OR UPDATE ON publications FOR EACH ROW EXECUTE FUNCTION announce_publication();

-- The signed mark, as the exact bytes of its file.
CREATE TABLE certificates (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    publication uuid NOT NULL CONSTRAINT certificates_publication_unique UNIQUE REFERENCES publications,
    version uuid NOT NULL REFERENCES finding_versions,
    envelope bytea NOT NULL,
    digest bytea NOT NULL CONSTRAINT certificates_digest_matches CHECK (digest = sha256(envelope)),
    key_id text NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT platform_now()
);

-- A certificate exists only over a passing screening report for the same files, an accepting decision and closed clearances.
CREATE FUNCTION check_certificate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    gate text;
BEGIN
    IF NOT EXISTS (
        SELECT FROM publications p JOIN finding_versions v ON v.id = p.version
        WHERE p.id = NEW.publication AND p.version = NEW.version AND v.state = 'submitted'
    ) THEN
        gate := 'submission';
    ELSE
        gate := closed_gate(NEW.version);
    END IF;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'a certificate needs every gate passed: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_gates', TABLE = 'certificates';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER certificates_gates BEFORE INSERT ON certificates FOR EACH ROW EXECUTE FUNCTION check_certificate();

CREATE TABLE revocations (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    publication uuid NOT NULL CONSTRAINT revocations_publication_unique UNIQUE REFERENCES publications,
    envelope bytea NOT NULL,
    reason text NOT NULL,
    key_id text NOT NULL,
    revoked_at timestamptz NOT NULL DEFAULT platform_now()
);

-- Nothing reaches the public without a certificate, and a withdrawal without its revocation is none.
CREATE FUNCTION check_publication_is_certified() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (SELECT FROM certificates WHERE publication = NEW.id) THEN
        RAISE EXCEPTION 'a publication has a certificate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_certified', TABLE = 'publications';
    END IF;
    IF NEW.state = 'withdrawn' AND NOT EXISTS (SELECT FROM revocations WHERE publication = NEW.id) THEN
        RAISE EXCEPTION 'a withdrawal has a revocation'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_revoked', TABLE = 'publications';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER publications_certified AFTER INSERT OR UPDATE ON publications
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_publication_is_certified();

CREATE TABLE export_runs (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state text NOT NULL DEFAULT 'planned'
        CONSTRAINT export_runs_state_known CHECK (state IN ('planned', 'writing', 'sealed', 'current', 'failed')),
    directory text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT platform_now(),
    finished_at timestamptz,
    publications bigint,
    manifest_digest bytea,
    cause text
);
CREATE TRIGGER export_runs_transition BEFORE UPDATE ON export_runs FOR EACH ROW EXECUTE FUNCTION check_transition('export_run');

GRANT SELECT, INSERT ON publications, certificates, revocations, export_runs TO teahouse_app;
GRANT UPDATE (state, due_at, withdrawn_at, tombstone) ON publications TO teahouse_app;
GRANT UPDATE (state, finished_at, publications, manifest_digest, cause) ON export_runs TO teahouse_app;

-- Before its day an embargoed record is not even counted; withdrawn ones stay as tombstones.
ALTER TABLE publications ENABLE ROW LEVEL SECURITY;
CREATE POLICY publications_seen ON publications TO teahouse_app
    USING (state IN ('published', 'withdrawn') OR EXISTS (SELECT FROM finding_versions v WHERE v.id = version)) WITH CHECK (true);

CREATE VIEW published.publications AS
    SELECT
        p.pid, f.pid AS concept, v.number AS version, p.state,
        CASE WHEN p.state = 'published' THEN p.document ELSE p.tombstone END AS record,
        p.digest, c.envelope AS certificate, r.envelope AS revocation, p.published_at, p.withdrawn_at, p.changed_at,
        v.title, v.kind, v.language, v.license, v.keywords
    FROM public.publications p
    JOIN public.findings f ON f.id = p.finding
    JOIN public.finding_versions v ON v.id = p.version
    JOIN public.certificates c ON c.publication = p.id
    LEFT JOIN public.revocations r ON r.publication = p.id
    -- What was taken back before its day was never public.
    WHERE p.state = 'published' OR (p.state = 'withdrawn' AND v.state = 'withdrawn');

CREATE VIEW published.files AS
    SELECT p.pid AS publication, ff.name, ff.size, ff.media_type, ff.digest
    FROM public.publications p JOIN public.finding_files ff ON ff.version = p.version
    WHERE p.state = 'published';
GRANT SELECT ON published.publications, published.files TO teahouse_app, teahouse_public, teahouse_exporter;
