-- 0015_review_days.sql: how long a provider may look at a finding is part of the terms of each release, and so of the agreement.

ALTER TABLE releases ADD COLUMN review_days integer NOT NULL DEFAULT 30
    CONSTRAINT releases_review_days_bounds CHECK (review_days BETWEEN 15 AND 60);
UPDATE releases r SET review_days = o.clearance_days
FROM datasets d JOIN organisations o ON o.id = d.organisation WHERE d.id = r.dataset AND o.clearance_days <> 30;
COMMENT ON COLUMN organisations.clearance_days IS 'What a new release of the organisation says unless it says otherwise, in days';
GRANT UPDATE (review_days) ON releases TO teahouse_app;

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
    IF OLD.state <> 'draft' AND (NEW.profile, NEW.terms, NEW.review_days, NEW.dataset, NEW.sequence)
        IS DISTINCT FROM (OLD.profile, OLD.terms, OLD.review_days, OLD.dataset, OLD.sequence) THEN
        RAISE EXCEPTION 'a release is fixed once it is measured'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'releases_immutable', TABLE = 'releases';
    END IF;
    RETURN NEW;
END
$$;

-- How many days an organisation has for a version: what was agreed for those of its releases that the version uses, at most.
CREATE FUNCTION agreed_review_days(subject uuid, provider uuid) RETURNS integer LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
    SELECT max(r.review_days)
    FROM finding_releases u JOIN releases r ON r.id = u.release JOIN datasets d ON d.id = r.dataset
    WHERE u.version = subject AND d.organisation = provider
$$;

CREATE OR REPLACE VIEW published.releases AS
    SELECT
        d.pid AS dataset, d.title, d.description, d.keywords, o.pid AS organisation, o.name AS organisation_name, o.ror AS organisation_ror,
        r.sequence, r.state, r.profile, r.terms, r.terms_digest, r.notes, r.released_at, r.changed_at, d.id AS dataset_key,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'name', f.name, 'size', f.size, 'media_type', f.media_type, 'digest', 'sha256:' || encode(f.digest, 'hex'),
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
        r.review_days
    FROM public.releases r
    JOIN public.datasets d ON d.id = r.dataset
    JOIN public.organisations o ON o.id = d.organisation
    WHERE r.state IN ('released', 'suspended', 'retired');
