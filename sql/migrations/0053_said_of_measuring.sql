-- 0053_said_of_measuring.sql: what data officers say of a release beside its columns' roles: words for missing values, sets of quasi-identifiers,
-- and why what is suspected of a column is no identifier.

ALTER TABLE releases ADD COLUMN missing text[] NOT NULL DEFAULT '{}'
    CONSTRAINT releases_missing_form CHECK (cardinality(missing) <= 100 AND array_position(missing, NULL) IS NULL);
COMMENT ON COLUMN releases.missing IS 'What else says in its files that a value is missing';
GRANT UPDATE (missing) ON releases TO teahouse_app;

ALTER TABLE release_columns ADD COLUMN acknowledged text
    CONSTRAINT release_columns_acknowledged_length CHECK (char_length(acknowledged) BETWEEN 1 AND 5000);
COMMENT ON COLUMN release_columns.acknowledged IS 'Why an identifier that is suspected in it, and not certain, is something else';
GRANT UPDATE (acknowledged) ON release_columns TO teahouse_app;

ALTER TABLE release_files ADD COLUMN quasi_sets jsonb NOT NULL DEFAULT '[]'
    CONSTRAINT release_files_quasi_sets_form CHECK (
        jsonb_typeof(quasi_sets) = 'array' AND NOT jsonb_path_exists(quasi_sets, 'strict $[*] ? (@.type() != "array")')
        AND NOT jsonb_path_exists(quasi_sets, 'strict $[*][*] ? (@.type() != "string")')
    );
COMMENT ON COLUMN release_files.quasi_sets IS 'Names of columns that somebody may know together, each list for itself; none where it is all quasi-identifiers';
GRANT UPDATE (quasi_sets) ON release_files TO teahouse_app;

DROP TRIGGER releases_written ON releases;
CREATE TRIGGER releases_written BEFORE INSERT OR UPDATE OF terms, notes, missing ON releases
    FOR EACH ROW EXECUTE FUNCTION check_written('terms:lines', 'notes:lines', 'missing:line');
DROP TRIGGER release_columns_written ON release_columns;
CREATE TRIGGER release_columns_written BEFORE INSERT OR UPDATE OF name, acknowledged ON release_columns
    FOR EACH ROW EXECUTE FUNCTION check_written('name:line', 'acknowledged:lines');

CREATE OR REPLACE FUNCTION check_release() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state IN ('in_review', 'released') AND OLD.state IN ('measuring', 'in_review') AND NEW.state <> OLD.state AND NOT EXISTS (
        SELECT FROM anonymity_reports
        WHERE release = NEW.id AND passed AND fingerprint = release_fingerprint(NEW.id)
    ) THEN
        RAISE EXCEPTION 'a release needs a passing report for its exact files'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'releases_measured', TABLE = 'releases';
    END IF;
    IF OLD.state <> 'draft' AND (NEW.profile, NEW.terms, NEW.review_days, NEW.missing, NEW.dataset, NEW.sequence)
        IS DISTINCT FROM (OLD.profile, OLD.terms, OLD.review_days, OLD.missing, OLD.dataset, OLD.sequence) THEN
        RAISE EXCEPTION 'a release is fixed once it is measured'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'releases_immutable', TABLE = 'releases';
    END IF;
    RETURN NEW;
END
$$;

-- What exactly is measured and released, and how: what was not said counts as it did before it could be.
CREATE OR REPLACE FUNCTION release_fingerprint(subject uuid) RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT sha256(convert_to(
            r.profile || coalesce(E'\t' || nullif(array_to_string(r.missing, E'\t'), ''), '') || E'\n' || coalesce(string_agg(
                f.name || E'\t' || encode(f.digest, 'hex') || E'\t' || coalesce((
                    SELECT string_agg(
                        c.position || ':' || coalesce(c.role, '-')
                            || coalesce('=' || encode(sha256(convert_to(c.acknowledged, 'UTF8')), 'hex'), ''),
                        ',' ORDER BY c.position
                    )
                    FROM release_columns c WHERE c.file = f.id
                ), '') || coalesce(E'\t' || (
                    SELECT string_agg(said.key || '=' || said.value, ',' ORDER BY said.key COLLATE "C") FROM jsonb_each_text(f.dialect) AS said
                ), '') || coalesce(E'\t' || nullif(f.quasi_sets::text, '[]'), ''),
                E'\n' ORDER BY f.name COLLATE "C"
            ), ''),
            'UTF8'
        ))
        FROM releases r LEFT JOIN release_files f ON f.release = r.id
        WHERE r.id = subject
        GROUP BY r.id
    );
END
$$;

CREATE OR REPLACE VIEW published.releases AS
    SELECT
        d.pid AS dataset, d.title, d.description, d.keywords, o.pid AS organisation, o.name AS organisation_name, o.ror AS organisation_ror,
        r.sequence, r.state, r.profile, r.terms, r.terms_digest, r.notes, r.released_at, r.changed_at, d.id AS dataset_key,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'name', f.name, 'size', f.size, 'media_type', f.media_type, 'digest', 'sha256:' || encode(f.digest, 'hex'),
                'dialect', f.dialect,
                'columns', coalesce((
                    SELECT jsonb_agg(jsonb_build_object('name', c.name, 'role', c.role) ORDER BY c.position)
                    FROM public.release_columns c WHERE c.file = f.id
                ), '[]')
            ) ORDER BY f.name COLLATE "C")
            FROM public.release_files f WHERE f.release = r.id
        ), '[]') AS files,
        (
            SELECT a.digest FROM public.anonymity_reports a
            WHERE a.release = r.id AND a.passed ORDER BY a.id DESC LIMIT 1
        ) AS report_digest,
        r.review_days, r.missing
    FROM public.releases r
    JOIN public.datasets d ON d.id = r.dataset
    JOIN public.organisations o ON o.id = d.organisation
    WHERE r.state IN ('released', 'suspended', 'retired');
