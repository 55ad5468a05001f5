-- 0006_findings.sql: findings, their versions, files, contributions, and the three gates.

CREATE TABLE findings (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT findings_pid_unique UNIQUE CONSTRAINT findings_pid_form CHECK (pid ~ '^fi-[0-9a-z]{12}$'),
    problem uuid REFERENCES problems,
    created_by uuid NOT NULL REFERENCES persons,
    created_at timestamptz NOT NULL DEFAULT platform_now()
);

-- The persons who may change and submit a finding; contributors need not be known to the platform.
CREATE TABLE finding_authors (
    finding uuid NOT NULL REFERENCES findings,
    person uuid NOT NULL REFERENCES persons,
    added_at timestamptz NOT NULL DEFAULT platform_now(),
    PRIMARY KEY (finding, person)
);
CREATE INDEX finding_authors_by_person ON finding_authors (person, finding);

CREATE TABLE finding_versions (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    finding uuid NOT NULL REFERENCES findings,
    number integer NOT NULL CONSTRAINT finding_versions_number_positive CHECK (number > 0),
    state text NOT NULL DEFAULT 'draft'
        CONSTRAINT finding_versions_state_known
        CHECK (state IN ('draft', 'submitted', 'changes_requested', 'rejected', 'publishable', 'published', 'withdrawn', 'retracted', 'superseded')),
    title text NOT NULL CONSTRAINT finding_versions_title_length CHECK (char_length(title) BETWEEN 1 AND 300),
    abstract text NOT NULL CONSTRAINT finding_versions_abstract_length CHECK (char_length(abstract) BETWEEN 1 AND 10000),
    language text NOT NULL CONSTRAINT finding_versions_language_form CHECK (language ~ '^[a-z]{2,3}$'),
    kind text NOT NULL
        CONSTRAINT finding_versions_kind_known CHECK (kind IN ('solution', 'partial', 'negative', 'replication', 'counterexample')),
    license text NOT NULL,
    keywords text[] NOT NULL DEFAULT '{}',
    funding text NOT NULL DEFAULT '' CONSTRAINT finding_versions_funding_length CHECK (char_length(funding) <= 2000),
    conflicts text NOT NULL DEFAULT '' CONSTRAINT finding_versions_conflicts_length CHECK (char_length(conflicts) <= 2000),
    thesis boolean NOT NULL DEFAULT false,
    release_at timestamptz,
    problem_version integer,
    due_at timestamptz,
    submitted_at timestamptz,
    revision integer NOT NULL DEFAULT 1,
    created_by uuid NOT NULL REFERENCES persons,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    changed_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT finding_versions_number_unique UNIQUE (finding, number),
    CONSTRAINT finding_versions_waiting_has_due CHECK ((state IN ('submitted', 'publishable')) = (due_at IS NOT NULL)),
    CONSTRAINT finding_versions_submitted_has_time CHECK (state IN ('draft', 'retracted') OR submitted_at IS NOT NULL)
);
-- At most one version of a finding is being written, and one is before the gates.
CREATE UNIQUE INDEX finding_versions_one_draft ON finding_versions (finding) WHERE state = 'draft';
CREATE UNIQUE INDEX finding_versions_one_live ON finding_versions (finding) WHERE state IN ('submitted', 'publishable');
CREATE INDEX finding_versions_due ON finding_versions (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE finding_files (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    version uuid NOT NULL REFERENCES finding_versions,
    name text NOT NULL CONSTRAINT finding_files_name_form CHECK (name ~ '^[^/\\[:cntrl:]]{1,200}$' AND name NOT IN ('.', '..')),
    size bigint NOT NULL CONSTRAINT finding_files_size_positive CHECK (size >= 0),
    media_type text NOT NULL,
    digest bytea NOT NULL CONSTRAINT finding_files_digest_length CHECK (octet_length(digest) = 32),
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT finding_files_name_unique UNIQUE (version, name)
);

CREATE TABLE contributions (
    version uuid NOT NULL REFERENCES finding_versions,
    position integer NOT NULL CONSTRAINT contributions_position_positive CHECK (position > 0),
    name text NOT NULL CONSTRAINT contributions_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    orcid text CONSTRAINT contributions_orcid_form CHECK (orcid ~ '^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$'),
    affiliation text CONSTRAINT contributions_affiliation_length CHECK (char_length(affiliation) BETWEEN 1 AND 200),
    ror text CONSTRAINT contributions_ror_form CHECK (ror ~ '^0[0-9a-z]{6}[0-9]{2}$'),
    credit_roles text[] NOT NULL CONSTRAINT contributions_roles_some CHECK (credit_roles <> '{}'),
    PRIMARY KEY (version, position)
);

CREATE TABLE finding_releases (
    version uuid NOT NULL REFERENCES finding_versions,
    release uuid NOT NULL REFERENCES releases,
    PRIMARY KEY (version, release)
);

-- The parts of a version are fixed once it is submitted.
CREATE FUNCTION check_version_is_draft() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    found text;
BEGIN
    SELECT state INTO found FROM finding_versions
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.version ELSE NEW.version END FOR SHARE;
    IF found <> 'draft' THEN
        RAISE EXCEPTION 'a submitted version is fixed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_immutable', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER finding_files_draft BEFORE INSERT OR UPDATE OR DELETE ON finding_files FOR EACH ROW EXECUTE FUNCTION check_version_is_draft();
CREATE TRIGGER contributions_draft BEFORE INSERT OR UPDATE OR DELETE ON contributions FOR EACH ROW EXECUTE FUNCTION check_version_is_draft();
CREATE TRIGGER finding_releases_draft BEFORE INSERT OR UPDATE OR DELETE ON finding_releases FOR EACH ROW EXECUTE FUNCTION check_version_is_draft();

-- The exact bytes that gates look at: every file's name and digest.
CREATE FUNCTION version_fingerprint(subject uuid) RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT sha256(convert_to(coalesce(
            string_agg(name || E'\t' || encode(digest, 'hex'), E'\n' ORDER BY name COLLATE "C"), ''
        ), 'UTF8'))
        FROM finding_files WHERE version = subject
    );
END
$$;

-- The organisations that are a party to a finding: its authors', its problem's and its data providers'.
CREATE FUNCTION parties(subject uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
    SELECT m.organisation FROM finding_authors a JOIN memberships m ON m.person = a.person WHERE a.finding = subject
    UNION
    SELECT p.organisation FROM findings f JOIN problems p ON p.id = f.problem WHERE f.id = subject
    UNION
    SELECT d.organisation
    FROM finding_versions v
    JOIN finding_releases u ON u.version = v.id
    JOIN releases r ON r.id = u.release
    JOIN datasets d ON d.id = r.dataset
    WHERE v.finding = subject
$$;

-- Nobody decides a case to which their own organisation, or they as author, is a party.
CREATE FUNCTION is_neutral(who uuid, subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT NOT EXISTS (SELECT FROM finding_authors WHERE finding = subject AND person = who)
            AND NOT EXISTS (SELECT FROM memberships m JOIN parties(subject) AS party ON party = m.organisation WHERE m.person = who)
    );
END
$$;

CREATE TABLE screenings (
    version uuid PRIMARY KEY REFERENCES finding_versions,
    state text NOT NULL DEFAULT 'pending'
        CONSTRAINT screenings_state_known CHECK (state IN ('pending', 'passed', 'failed', 'excepted')),
    due_at timestamptz,
    CONSTRAINT screenings_waiting_has_due CHECK ((state = 'pending') = (due_at IS NOT NULL))
);
CREATE TRIGGER screenings_transition BEFORE UPDATE ON screenings FOR EACH ROW EXECUTE FUNCTION check_transition('screening');

CREATE TABLE screening_reports (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    version uuid NOT NULL REFERENCES finding_versions,
    fingerprint bytea NOT NULL,
    passed boolean NOT NULL,
    report bytea NOT NULL,
    digest bytea NOT NULL CONSTRAINT screening_reports_digest_matches CHECK (digest = sha256(report)),
    screened_at timestamptz NOT NULL DEFAULT platform_now()
);
CREATE INDEX screening_reports_by_version ON screening_reports (version, id);

CREATE TABLE moderations (
    version uuid PRIMARY KEY REFERENCES finding_versions,
    state text NOT NULL DEFAULT 'pending'
        CONSTRAINT moderations_state_known CHECK (state IN ('pending', 'accepted', 'changes_requested', 'rejected')),
    due_at timestamptz,
    CONSTRAINT moderations_waiting_has_due CHECK ((state = 'pending') = (due_at IS NOT NULL))
);
CREATE TRIGGER moderations_transition BEFORE UPDATE ON moderations FOR EACH ROW EXECUTE FUNCTION check_transition('moderation');
CREATE INDEX moderations_due ON moderations (due_at) WHERE due_at IS NOT NULL;

-- Who decided what, and why; never changed. Of findings, releases, problems and flags.
CREATE TABLE decisions (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    object text NOT NULL,
    subject uuid NOT NULL,
    finding uuid REFERENCES findings,
    event text NOT NULL,
    decided_by uuid NOT NULL REFERENCES persons,
    reason text NOT NULL CONSTRAINT decisions_reason_length CHECK (char_length(reason) BETWEEN 1 AND 5000),
    decided_at timestamptz NOT NULL DEFAULT platform_now()
);
CREATE INDEX decisions_by_subject ON decisions (subject, id);

CREATE FUNCTION check_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.finding IS NOT NULL AND NOT is_neutral(NEW.decided_by, NEW.finding) THEN
        RAISE EXCEPTION 'nobody decides a case to which they are a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_neutral', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decisions_neutral BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION check_decision();

-- A release is let out or sent back by somebody from outside the organisation that gives it.
CREATE FUNCTION check_release_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF EXISTS (
        SELECT FROM releases r
        JOIN datasets d ON d.id = r.dataset
        JOIN memberships m ON m.organisation = d.organisation
        WHERE r.id = NEW.subject AND m.person = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'nobody decides a case to which their own organisation is a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_neutral', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decisions_release_neutral BEFORE INSERT ON decisions FOR EACH ROW
    WHEN (NEW.object = 'release' AND NEW.event IN ('return', 'release')) EXECUTE FUNCTION check_release_decision();

CREATE TABLE clearances (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT clearances_pid_unique UNIQUE,
    finding uuid NOT NULL REFERENCES findings,
    version uuid NOT NULL REFERENCES finding_versions,
    organisation uuid NOT NULL REFERENCES organisations,
    state text NOT NULL DEFAULT 'pending'
        CONSTRAINT clearances_state_known CHECK (state IN ('pending', 'flagged', 'extended', 'passed', 'upheld')),
    outcome text CONSTRAINT clearances_outcome_known CHECK (outcome IN ('no_objection', 'lapsed', 'flags_resolved', 'cap')),
    noticed_at timestamptz NOT NULL DEFAULT platform_now(),
    first_noticed_at timestamptz NOT NULL,
    due_at timestamptz,
    cap_at timestamptz NOT NULL,
    extended_at timestamptz,
    decided_at timestamptz,
    decided_by uuid REFERENCES persons,
    reason text CONSTRAINT clearances_reason_length CHECK (char_length(reason) BETWEEN 1 AND 5000),
    revision integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT clearances_one UNIQUE (version, organisation),
    CONSTRAINT clearances_waiting_has_due CHECK ((state IN ('pending', 'flagged', 'extended')) = (due_at IS NOT NULL)),
    CONSTRAINT clearances_due_within_cap CHECK (due_at <= cap_at),
    CONSTRAINT clearances_cap_is_ninety_days CHECK (cap_at <= first_noticed_at + interval '90 days'),
    CONSTRAINT clearances_passed_has_outcome CHECK ((state = 'passed') = (outcome IS NOT NULL)),
    CONSTRAINT clearances_extended_has_time CHECK (state <> 'extended' OR extended_at IS NOT NULL)
);
CREATE INDEX clearances_due ON clearances (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX clearances_by_organisation ON clearances (organisation, id);
CREATE TRIGGER clearances_transition BEFORE UPDATE ON clearances FOR EACH ROW EXECUTE FUNCTION check_transition('clearance');
CREATE TRIGGER clearances_revision BEFORE UPDATE ON clearances FOR EACH ROW EXECUTE FUNCTION count_revision();

CREATE TABLE flags (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT flags_pid_unique UNIQUE,
    clearance uuid NOT NULL REFERENCES clearances,
    file_digest bytea NOT NULL CONSTRAINT flags_digest_length CHECK (octet_length(file_digest) = 32),
    first_byte bigint NOT NULL,
    last_byte bigint NOT NULL,
    category text NOT NULL
        CONSTRAINT flags_category_known CHECK (category IN ('confidential', 'personal_data', 'patent', 'safety_or_export')),
    note text NOT NULL CONSTRAINT flags_note_length CHECK (char_length(note) BETWEEN 1 AND 5000),
    state text NOT NULL DEFAULT 'open'
        CONSTRAINT flags_state_known
        CHECK (state IN ('open', 'conceded', 'contested', 'escalated', 'upheld', 'dismissed', 'resolved')),
    due_at timestamptz,
    raised_by uuid NOT NULL REFERENCES persons,
    answer text CONSTRAINT flags_answer_length CHECK (char_length(answer) BETWEEN 1 AND 5000),
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    changed_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT flags_range CHECK (0 <= first_byte AND first_byte <= last_byte),
    CONSTRAINT flags_waiting_has_due CHECK ((state IN ('open', 'conceded', 'contested', 'escalated')) = (due_at IS NOT NULL))
);
CREATE INDEX flags_by_clearance ON flags (clearance, id);
CREATE INDEX flags_due ON flags (due_at) WHERE due_at IS NOT NULL;
CREATE TRIGGER flags_transition BEFORE UPDATE ON flags FOR EACH ROW EXECUTE FUNCTION check_transition('flag');
CREATE TRIGGER flags_revision BEFORE UPDATE ON flags FOR EACH ROW EXECUTE FUNCTION count_revision();

-- A contested flag needs two neutral moderators of one mind; an escalated one an administrator.
CREATE TABLE flag_votes (
    flag uuid NOT NULL REFERENCES flags,
    moderator uuid NOT NULL REFERENCES persons,
    uphold boolean NOT NULL,
    decision uuid NOT NULL REFERENCES decisions,
    PRIMARY KEY (flag, moderator)
);

-- The organisations that have to clear a version: those whose releases it uses, but for those of the author who began the
-- finding. Authors may name any person as a further one, whose organisations are therefore asked all the same.
CREATE FUNCTION providers(subject uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
    SELECT DISTINCT d.organisation
    FROM finding_releases u
    JOIN releases r ON r.id = u.release
    JOIN datasets d ON d.id = r.dataset
    WHERE u.version = subject AND d.organisation NOT IN (
        SELECT m.organisation
        FROM finding_versions v
        JOIN findings f ON f.id = v.finding
        JOIN finding_authors a ON a.finding = f.id AND a.person = f.created_by
        JOIN memberships m ON m.person = a.person
        WHERE v.id = subject
    )
$$;

-- The first of the three gates that is not open; NULL when all are.
CREATE FUNCTION closed_gate(subject uuid) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
#variable_conflict use_variable
BEGIN
    RETURN (
        SELECT CASE
            WHEN NOT EXISTS (
                SELECT FROM screenings s
                JOIN screening_reports r ON r.version = s.version AND r.fingerprint = version_fingerprint(s.version)
                WHERE s.version = subject AND ((s.state = 'passed' AND r.passed) OR s.state = 'excepted')
            ) THEN 'screening'
            WHEN NOT EXISTS (
                SELECT FROM moderations m JOIN decisions d ON d.subject = m.version AND d.event = 'accept'
                WHERE m.version = subject AND m.state = 'accepted'
            ) THEN 'moderation'
            WHEN EXISTS (SELECT FROM clearances c WHERE c.version = subject AND c.state <> 'passed') OR EXISTS (
                SELECT FROM providers(subject) AS provider WHERE NOT EXISTS (
                    SELECT FROM clearances c WHERE c.version = subject AND c.organisation = provider
                )
            ) THEN 'clearance'
        END
    );
END
$$;

-- Submission: every release used was granted to at least one author, and there is something to publish.
CREATE FUNCTION check_submission() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state = 'submitted' AND OLD.state = 'draft' THEN
        IF EXISTS (
            SELECT FROM finding_releases u
            WHERE u.version = NEW.id AND NOT EXISTS (
                SELECT FROM finding_authors a WHERE a.finding = NEW.finding AND has_access(u.release, a.person)
            )
        ) THEN
            RAISE EXCEPTION 'no author has access to a release used'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_access', TABLE = 'finding_versions';
        END IF;
        IF NOT EXISTS (SELECT FROM finding_files WHERE version = NEW.id)
            OR NOT EXISTS (SELECT FROM contributions WHERE version = NEW.id) THEN
            RAISE EXCEPTION 'a submission has a file and a contributor'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_complete', TABLE = 'finding_versions';
        END IF;
    END IF;
    IF OLD.state <> 'draft' AND
        (NEW.title, NEW.abstract, NEW.language, NEW.kind, NEW.license, NEW.keywords, NEW.funding, NEW.conflicts, NEW.thesis, NEW.problem_version)
        IS DISTINCT FROM
        (OLD.title, OLD.abstract, OLD.language, OLD.kind, OLD.license, OLD.keywords, OLD.funding, OLD.conflicts, OLD.thesis, OLD.problem_version) THEN
        RAISE EXCEPTION 'a submitted version is fixed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_immutable', TABLE = 'finding_versions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER finding_versions_submission BEFORE UPDATE ON finding_versions FOR EACH ROW EXECUTE FUNCTION check_submission();
CREATE TRIGGER finding_versions_transition BEFORE UPDATE ON finding_versions FOR EACH ROW EXECUTE FUNCTION check_transition('finding_version');
CREATE TRIGGER finding_versions_revision BEFORE UPDATE ON finding_versions FOR EACH ROW EXECUTE FUNCTION count_revision();

GRANT SELECT, INSERT ON
    findings, finding_authors, finding_versions, finding_files, contributions, finding_releases, screenings, screening_reports,
    moderations, decisions, clearances, flags, flag_votes
    TO teahouse_app;
GRANT UPDATE (state, title, abstract, language, kind, license, keywords, funding, conflicts, thesis, release_at, problem_version, due_at, submitted_at, changed_at)
    ON finding_versions TO teahouse_app;
GRANT DELETE ON finding_files, contributions, finding_releases TO teahouse_app;
GRANT DELETE ON finding_authors TO teahouse_app;
-- Nobody changes the time; the grant lets the rows be locked while one of them is taken out.
GRANT UPDATE (added_at) ON finding_authors TO teahouse_app;
GRANT UPDATE (state, due_at) ON screenings, moderations TO teahouse_app;
GRANT UPDATE (state, outcome, due_at, extended_at, decided_at, decided_by, reason) ON clearances TO teahouse_app;
GRANT UPDATE (state, due_at, answer) ON flags TO teahouse_app;
