-- 0004_datasets.sql: datasets, immutable releases, their files, columns and reports, and who may use them.

CREATE TABLE datasets (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT datasets_pid_unique UNIQUE CONSTRAINT datasets_pid_form CHECK (pid ~ '^ds-[0-9a-z]{12}$'),
    organisation uuid NOT NULL REFERENCES organisations,
    title text NOT NULL CONSTRAINT datasets_title_length CHECK (char_length(title) BETWEEN 1 AND 300),
    description text NOT NULL CONSTRAINT datasets_description_length CHECK (char_length(description) BETWEEN 1 AND 20000),
    keywords text[] NOT NULL DEFAULT '{}',
    created_by uuid NOT NULL REFERENCES persons,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    changed_at timestamptz NOT NULL DEFAULT platform_now()
);
CREATE INDEX datasets_by_organisation ON datasets (organisation, id);
CREATE TRIGGER datasets_revision BEFORE UPDATE ON datasets FOR EACH ROW EXECUTE FUNCTION count_revision();

CREATE TABLE releases (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    dataset uuid NOT NULL REFERENCES datasets,
    sequence integer NOT NULL CONSTRAINT releases_sequence_positive CHECK (sequence > 0),
    state text NOT NULL DEFAULT 'draft'
        CONSTRAINT releases_state_known
        CHECK (state IN ('draft', 'measuring', 'in_review', 'released', 'suspended', 'retired')),
    profile text NOT NULL DEFAULT 'agreement'
        CONSTRAINT releases_profile_known CHECK (profile IN ('open', 'agreement', 'enclave')),
    terms text NOT NULL CONSTRAINT releases_terms_length CHECK (char_length(terms) BETWEEN 1 AND 50000),
    terms_digest bytea NOT NULL CONSTRAINT releases_terms_digest_length CHECK (octet_length(terms_digest) = 32),
    notes text NOT NULL DEFAULT '' CONSTRAINT releases_notes_length CHECK (char_length(notes) <= 20000),
    due_at timestamptz,
    released_at timestamptz,
    created_by uuid NOT NULL REFERENCES persons,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    changed_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT releases_sequence_unique UNIQUE (dataset, sequence),
    CONSTRAINT releases_terms_match CHECK (terms_digest = sha256(convert_to(terms, 'UTF8'))),
    CONSTRAINT releases_waiting_has_due CHECK ((state IN ('measuring', 'in_review', 'suspended')) = (due_at IS NOT NULL)),
    CONSTRAINT releases_released_has_time CHECK (state IN ('draft', 'measuring', 'in_review') OR released_at IS NOT NULL)
);
CREATE INDEX releases_due ON releases (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE release_files (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    release uuid NOT NULL REFERENCES releases,
    name text NOT NULL CONSTRAINT release_files_name_form CHECK (name ~ '^[^/\\[:cntrl:]]{1,200}$' AND name NOT IN ('.', '..')),
    size bigint NOT NULL CONSTRAINT release_files_size_positive CHECK (size >= 0),
    media_type text NOT NULL,
    digest bytea NOT NULL CONSTRAINT release_files_digest_length CHECK (octet_length(digest) = 32),
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT release_files_name_unique UNIQUE (release, name)
);

CREATE TABLE release_columns (
    file uuid NOT NULL REFERENCES release_files ON DELETE CASCADE,
    position integer NOT NULL,
    name text NOT NULL CONSTRAINT release_columns_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    role text CONSTRAINT release_columns_role_known CHECK (role IN ('direct', 'quasi', 'sensitive', 'other')),
    PRIMARY KEY (file, position),
    CONSTRAINT release_columns_name_unique UNIQUE (file, name)
);

-- What exactly is measured and released: every file's name and bytes, every column's role, the profile.
CREATE FUNCTION release_fingerprint(subject uuid) RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT sha256(convert_to(
            r.profile || E'\n' || coalesce(string_agg(
                f.name || E'\t' || encode(f.digest, 'hex') || E'\t' || coalesce((
                    SELECT string_agg(c.position || ':' || coalesce(c.role, '-'), ',' ORDER BY c.position)
                    FROM release_columns c WHERE c.file = f.id
                ), ''),
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

-- A report counts only for the fingerprint it was made of.
CREATE TABLE anonymity_reports (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    release uuid NOT NULL REFERENCES releases,
    fingerprint bytea NOT NULL CONSTRAINT anonymity_reports_fingerprint_length CHECK (octet_length(fingerprint) = 32),
    passed boolean NOT NULL,
    report bytea NOT NULL,
    digest bytea NOT NULL CONSTRAINT anonymity_reports_digest_matches CHECK (digest = sha256(report)),
    measured_at timestamptz NOT NULL DEFAULT platform_now()
);
CREATE INDEX anonymity_reports_by_release ON anonymity_reports (release, id);

CREATE FUNCTION check_release() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state IN ('in_review', 'released') AND OLD.state IN ('measuring', 'in_review') AND NEW.state <> OLD.state AND NOT EXISTS (
        SELECT FROM anonymity_reports
        WHERE release = NEW.id AND passed AND fingerprint = release_fingerprint(NEW.id)
    ) THEN
        RAISE EXCEPTION 'a release needs a passing report for its exact files'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'releases_measured', TABLE = 'releases';
    END IF;
    IF OLD.state <> 'draft' AND (NEW.profile, NEW.terms, NEW.dataset, NEW.sequence) IS DISTINCT FROM (OLD.profile, OLD.terms, OLD.dataset, OLD.sequence) THEN
        RAISE EXCEPTION 'a release is fixed once it is measured'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'releases_immutable', TABLE = 'releases';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER releases_measured BEFORE UPDATE ON releases FOR EACH ROW EXECUTE FUNCTION check_release();
CREATE TRIGGER releases_transition BEFORE UPDATE ON releases FOR EACH ROW EXECUTE FUNCTION check_transition('release');
CREATE TRIGGER releases_revision BEFORE UPDATE ON releases FOR EACH ROW EXECUTE FUNCTION count_revision();

-- Files and column roles move only while their release is a draft.
CREATE FUNCTION check_release_is_draft() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    parent uuid;
    found text;
BEGIN
    IF TG_TABLE_NAME = 'release_files' THEN
        parent := CASE TG_OP WHEN 'DELETE' THEN OLD.release ELSE NEW.release END;
    ELSE
        SELECT release INTO parent FROM release_files
        WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.file ELSE NEW.file END;
    END IF;
    SELECT state INTO found FROM releases WHERE id = parent FOR SHARE;
    IF found <> 'draft' THEN
        RAISE EXCEPTION 'the files of a release are fixed once it is measured'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'releases_immutable', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER release_files_draft BEFORE INSERT OR UPDATE OR DELETE ON release_files FOR EACH ROW EXECUTE FUNCTION check_release_is_draft();
CREATE TRIGGER release_columns_draft BEFORE INSERT OR UPDATE OR DELETE ON release_columns FOR EACH ROW EXECUTE FUNCTION check_release_is_draft();

CREATE TABLE access_requests (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT access_requests_pid_unique UNIQUE,
    release uuid NOT NULL REFERENCES releases,
    person uuid NOT NULL REFERENCES persons,
    purpose text NOT NULL CONSTRAINT access_requests_purpose_length CHECK (char_length(purpose) BETWEEN 1 AND 5000),
    state text NOT NULL DEFAULT 'requested'
        CONSTRAINT access_requests_state_known CHECK (state IN ('requested', 'granted', 'declined', 'expired', 'revoked')),
    terms_digest bytea NOT NULL,
    due_at timestamptz,
    decided_by uuid REFERENCES persons,
    decided_at timestamptz,
    reason text CONSTRAINT access_requests_reason_length CHECK (char_length(reason) BETWEEN 1 AND 5000),
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    changed_at timestamptz NOT NULL DEFAULT platform_now(),
    -- While requested, the time by which somebody answers; once granted, the end of the grant.
    CONSTRAINT access_requests_waiting_has_due CHECK ((state IN ('requested', 'granted')) = (due_at IS NOT NULL))
);
CREATE UNIQUE INDEX access_requests_one_open ON access_requests (release, person) WHERE state IN ('requested', 'granted');
CREATE INDEX access_requests_due ON access_requests (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX access_requests_by_person ON access_requests (person, id);
CREATE TRIGGER access_requests_transition BEFORE UPDATE ON access_requests FOR EACH ROW EXECUTE FUNCTION check_transition('access_request');
CREATE TRIGGER access_requests_revision BEFORE UPDATE ON access_requests FOR EACH ROW EXECUTE FUNCTION count_revision();

-- The acceptance of terms, by digest; never changed.
CREATE TABLE agreements (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    access_request uuid NOT NULL REFERENCES access_requests,
    person uuid NOT NULL REFERENCES persons,
    release uuid NOT NULL REFERENCES releases,
    terms_digest bytea NOT NULL,
    accepted_at timestamptz NOT NULL DEFAULT platform_now()
);

CREATE FUNCTION check_agreement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (SELECT FROM releases WHERE id = NEW.release AND terms_digest = NEW.terms_digest) THEN
        RAISE EXCEPTION 'these are not the terms of the release'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_terms_current', TABLE = 'agreements';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER agreements_terms_current BEFORE INSERT ON agreements FOR EACH ROW EXECUTE FUNCTION check_agreement();

CREATE TABLE downloads (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    at timestamptz NOT NULL DEFAULT platform_now(),
    person uuid NOT NULL REFERENCES persons,
    file uuid NOT NULL REFERENCES release_files,
    access_request uuid REFERENCES access_requests,
    first_byte bigint NOT NULL,
    last_byte bigint NOT NULL
);

-- Whether somebody may download the files of a release now.
CREATE FUNCTION has_access(subject uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT EXISTS (
            SELECT FROM access_requests a JOIN agreements g ON g.access_request = a.id
            WHERE a.release = subject AND a.person = who AND a.state = 'granted' AND a.due_at > platform_now()
        )
    );
END
$$;

-- Row security: what is not released is seen by its owner's officers, by moderators once it has passed the measurement
-- (they also see what became of the release they returned), by the platform.
CREATE FUNCTION sees_release(subject uuid, subject_dataset uuid, subject_state text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT is_platform()
            OR (actor() IS NOT NULL AND subject_state IN ('released', 'suspended', 'retired'))
            OR EXISTS (
                SELECT FROM memberships m JOIN datasets d ON d.organisation = m.organisation
                WHERE d.id = subject_dataset AND m.person = actor() AND m.role IN ('owner', 'data_officer', 'clearance_officer')
            )
            OR (
                EXISTS (SELECT FROM persons WHERE id = actor() AND platform_roles && ARRAY['moderator', 'admin'])
                AND EXISTS (SELECT FROM anonymity_reports a WHERE a.release = subject AND a.passed)
            )
    );
END
$$;
ALTER TABLE releases ENABLE ROW LEVEL SECURITY;
CREATE POLICY releases_seen ON releases TO teahouse_app USING (sees_release(id, dataset, state)) WITH CHECK (true);
ALTER TABLE release_files ENABLE ROW LEVEL SECURITY;
CREATE POLICY release_files_seen ON release_files TO teahouse_app
    USING (EXISTS (SELECT FROM releases r WHERE r.id = release)) WITH CHECK (true);
ALTER TABLE anonymity_reports ENABLE ROW LEVEL SECURITY;
CREATE POLICY anonymity_reports_seen ON anonymity_reports TO teahouse_app
    USING (EXISTS (SELECT FROM releases r WHERE r.id = release)) WITH CHECK (true);

CREATE FUNCTION sees_access_request(subject_release uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT is_platform() OR who = actor() OR EXISTS (
            SELECT FROM releases r JOIN datasets d ON d.id = r.dataset JOIN memberships m ON m.organisation = d.organisation
            WHERE r.id = subject_release AND m.person = actor() AND m.role IN ('owner', 'data_officer')
        )
    );
END
$$;
ALTER TABLE access_requests ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_requests_seen ON access_requests TO teahouse_app USING (sees_access_request(release, person)) WITH CHECK (true);

GRANT SELECT, INSERT ON datasets, releases, release_files, release_columns, anonymity_reports, access_requests, agreements, downloads TO teahouse_app;
GRANT UPDATE (title, description, keywords) ON datasets TO teahouse_app;
GRANT UPDATE (state, profile, terms, terms_digest, notes, due_at, released_at, changed_at) ON releases TO teahouse_app;
GRANT DELETE ON release_files, release_columns TO teahouse_app;
GRANT UPDATE (role) ON release_columns TO teahouse_app;
GRANT UPDATE (state, due_at, decided_by, decided_at, reason) ON access_requests TO teahouse_app;

CREATE VIEW published.releases AS
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
        ) AS report_digest
    FROM public.releases r
    JOIN public.datasets d ON d.id = r.dataset
    JOIN public.organisations o ON o.id = d.organisation
    WHERE r.state IN ('released', 'suspended', 'retired');
GRANT SELECT ON published.releases TO teahouse_app, teahouse_public, teahouse_exporter;
