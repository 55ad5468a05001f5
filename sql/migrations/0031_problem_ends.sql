-- 0031_problem_ends.sql: a problem that has ended takes no answers, but for further versions of what was submitted in time; a version need not
-- answer the problem of its finding; a concluded problem names what settled it.

-- Whether answers to a problem were welcome at a moment: it was opened before, and its deadline and its cancellation came later.
CREATE FUNCTION problem_was_open(subject uuid, moment timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN EXISTS (
        SELECT FROM problems p
        WHERE p.id = subject AND p.opened_at <= moment AND moment < p.deadline AND NOT EXISTS (
            SELECT FROM audit_events e
            WHERE e.subject = p.pid AND e.object = 'problem' AND e.action = 'cancel' AND e.at <= moment
        )
    );
END
$$;

ALTER TABLE finding_versions ADD COLUMN answers_problem boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN finding_versions.answers_problem IS 'Whether it answers the problem of its finding, if that has one';
GRANT UPDATE (answers_problem) ON finding_versions TO teahouse_app;

-- A submission takes down which version of the problem it answers. Of a submission and the end of its problem at once, one waits for the other.
CREATE FUNCTION check_problem() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    asked problems;
BEGIN
    IF OLD.state <> 'draft' AND NEW.answers_problem <> OLD.answers_problem THEN
        RAISE EXCEPTION 'a submitted version is fixed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_immutable', TABLE = 'finding_versions';
    END IF;
    IF OLD.state <> 'draft' OR NEW.state <> 'submitted' THEN
        RETURN NEW;
    END IF;
    SELECT p.* INTO asked FROM findings f JOIN problems p ON p.id = f.problem WHERE f.id = NEW.finding AND NEW.answers_problem FOR SHARE OF p;
    NEW.problem_version := asked.version;
    IF asked.id IS NOT NULL AND NOT (asked.state = 'open' AND platform_now() < asked.deadline) AND NOT EXISTS (
        SELECT FROM finding_versions earlier
        WHERE earlier.finding = NEW.finding AND earlier.number < NEW.number AND earlier.problem_version IS NOT NULL
            AND problem_was_open(asked.id, earlier.submitted_at)
    ) THEN
        RAISE EXCEPTION 'the problem is not open any more'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_problem_open', TABLE = 'finding_versions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER finding_versions_problem_open BEFORE UPDATE ON finding_versions FOR EACH ROW EXECUTE FUNCTION check_problem();

-- The findings that answer a problem and are public.
CREATE FUNCTION public_answers(subject uuid) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN QUERY
        SELECT DISTINCT f.pid
        FROM findings f JOIN publications p ON p.finding = f.id JOIN finding_versions v ON v.id = p.version
        WHERE f.problem = subject AND p.state = 'published' AND v.problem_version IS NOT NULL;
END
$$;

-- By their public identifiers: whoever concludes a problem does not see the findings themselves.
CREATE TABLE problem_settlements (
    problem uuid NOT NULL REFERENCES problems,
    finding text NOT NULL REFERENCES findings (pid),
    PRIMARY KEY (problem, finding)
);
COMMENT ON TABLE problem_settlements IS 'The findings that settled a problem, as its owner says at its end; never changed';
CREATE FUNCTION check_settlement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.finding NOT IN (SELECT public_answers(NEW.problem))
        OR NOT EXISTS (SELECT FROM problems p WHERE p.id = NEW.problem AND p.state = 'evaluating')
    THEN
        RAISE EXCEPTION 'a problem is settled by its public answers, when it is concluded'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'problem_settlements_answer', TABLE = 'problem_settlements';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER problem_settlements_answer BEFORE INSERT ON problem_settlements FOR EACH ROW EXECUTE FUNCTION check_settlement();
ALTER TABLE problem_settlements ENABLE ROW LEVEL SECURITY;
CREATE POLICY problem_settlements_seen ON problem_settlements TO teahouse_app
    USING (EXISTS (SELECT FROM problems p WHERE p.id = problem)) WITH CHECK (EXISTS (SELECT FROM problems p WHERE p.id = problem));
GRANT SELECT, INSERT ON problem_settlements TO teahouse_app;

CREATE OR REPLACE VIEW published.problems AS
    SELECT
        p.pid, p.state, p.version, v.title, v.statement, v.keywords, p.deadline, p.outcome, p.opened_at, p.changed_at, p.id AS key,
        o.pid AS organisation, o.name AS organisation_name, o.kind AS organisation_kind, o.ror AS organisation_ror,
        coalesce((
            SELECT array_agg(d.pid ORDER BY d.pid) FROM public.problem_datasets pd JOIN public.datasets d ON d.id = pd.dataset
            WHERE pd.problem = p.id AND EXISTS (
                SELECT FROM public.releases r WHERE r.dataset = d.id AND r.state IN ('released', 'suspended', 'retired')
            )
        ), '{}') AS datasets,
        p.blind_review,
        ARRAY(SELECT s.finding FROM public.problem_settlements s WHERE s.problem = p.id ORDER BY s.finding) AS settled_by
    FROM public.problems p
    JOIN public.problem_versions v ON v.problem = p.id AND v.number = p.version
    JOIN public.organisations o ON o.id = p.organisation
    WHERE p.visibility = 'public' AND p.state IN ('open', 'evaluating', 'concluded', 'cancelled');

-- What does not answer the problem of its finding is in no set of it.
CREATE OR REPLACE VIEW published.harvest AS
    SELECT
        p.pid, p.state = 'withdrawn' AS is_withdrawn, CASE WHEN p.state = 'published' THEN p.document END AS document,
        p.changed_at, v.kind, b.pid AS problem, o.pid AS organisation
    FROM public.publications p
    JOIN public.findings f ON f.id = p.finding
    JOIN public.finding_versions v ON v.id = p.version
    LEFT JOIN public.problems b ON b.id = f.problem AND v.problem_version IS NOT NULL AND b.visibility = 'public'
        AND b.state IN ('open', 'evaluating', 'concluded', 'cancelled')
    LEFT JOIN public.organisations o ON o.id = b.organisation
    WHERE p.state <> 'embargoed' AND (p.state = 'published' OR (p.state = 'withdrawn' AND v.state = 'withdrawn'));
