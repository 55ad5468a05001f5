-- 0005_problems.sql: problems with versions, public or within a closed circle of organisations.

CREATE TABLE problems (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT problems_pid_unique UNIQUE CONSTRAINT problems_pid_form CHECK (pid ~ '^pb-[0-9a-z]{12}$'),
    organisation uuid NOT NULL REFERENCES organisations,
    state text NOT NULL DEFAULT 'draft'
        CONSTRAINT problems_state_known
        CHECK (state IN ('draft', 'in_review', 'open', 'evaluating', 'concluded', 'cancelled')),
    visibility text NOT NULL CONSTRAINT problems_visibility_known CHECK (visibility IN ('public', 'restricted')),
    version integer NOT NULL DEFAULT 1,
    deadline timestamptz NOT NULL,
    due_at timestamptz,
    outcome text CONSTRAINT problems_outcome_known CHECK (outcome IN ('solved', 'partly', 'unsolved')),
    created_by uuid NOT NULL REFERENCES persons,
    opened_at timestamptz,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    changed_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT problems_waiting_has_due CHECK ((state IN ('in_review', 'open', 'evaluating')) = (due_at IS NOT NULL)),
    CONSTRAINT problems_concluded_has_outcome CHECK ((state = 'concluded') = (outcome IS NOT NULL)),
    CONSTRAINT problems_opened_has_time CHECK (state IN ('draft', 'in_review') OR opened_at IS NOT NULL)
);
CREATE INDEX problems_due ON problems (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX problems_by_organisation ON problems (organisation, id);
CREATE TRIGGER problems_transition BEFORE UPDATE ON problems FOR EACH ROW EXECUTE FUNCTION check_transition('problem');
CREATE TRIGGER problems_revision BEFORE UPDATE ON problems FOR EACH ROW EXECUTE FUNCTION count_revision();

CREATE TABLE problem_versions (
    problem uuid NOT NULL REFERENCES problems,
    number integer NOT NULL CONSTRAINT problem_versions_number_positive CHECK (number > 0),
    title text NOT NULL CONSTRAINT problem_versions_title_length CHECK (char_length(title) BETWEEN 1 AND 300),
    statement text NOT NULL CONSTRAINT problem_versions_statement_length CHECK (char_length(statement) BETWEEN 1 AND 50000),
    keywords text[] NOT NULL DEFAULT '{}',
    created_by uuid NOT NULL REFERENCES persons,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    PRIMARY KEY (problem, number)
);

-- The organisations that know of a restricted problem besides its owner.
CREATE TABLE problem_circle (
    problem uuid NOT NULL REFERENCES problems,
    organisation uuid NOT NULL REFERENCES organisations,
    PRIMARY KEY (problem, organisation)
);

-- The releases that a problem speaks of.
CREATE TABLE problem_datasets (
    problem uuid NOT NULL REFERENCES problems,
    dataset uuid NOT NULL REFERENCES datasets,
    PRIMARY KEY (problem, dataset)
);

CREATE FUNCTION sees_problem(subject uuid, owner uuid, subject_state text, subject_visibility text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT is_platform()
            OR (subject_visibility = 'public' AND subject_state IN ('open', 'evaluating', 'concluded', 'cancelled'))
            OR EXISTS (SELECT FROM memberships m WHERE m.organisation = owner AND m.person = actor())
            OR (subject_state <> 'draft' AND EXISTS (
                SELECT FROM persons WHERE id = actor() AND platform_roles && ARRAY['moderator', 'admin']
            ))
            OR (subject_state IN ('open', 'evaluating', 'concluded', 'cancelled') AND EXISTS (
                SELECT FROM problem_circle c
                JOIN memberships m ON m.organisation = c.organisation
                JOIN organisations o ON o.id = m.organisation
                WHERE c.problem = subject AND m.person = actor() AND o.state = 'active'
            ))
    );
END
$$;
ALTER TABLE problems ENABLE ROW LEVEL SECURITY;
CREATE POLICY problems_seen ON problems TO teahouse_app
    USING (sees_problem(id, organisation, state, visibility)) WITH CHECK (true);
ALTER TABLE problem_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY problem_versions_seen ON problem_versions TO teahouse_app
    USING (EXISTS (SELECT FROM problems p WHERE p.id = problem)) WITH CHECK (true);
ALTER TABLE problem_circle ENABLE ROW LEVEL SECURITY;
CREATE POLICY problem_circle_seen ON problem_circle TO teahouse_app
    USING (EXISTS (SELECT FROM problems p WHERE p.id = problem)) WITH CHECK (true);

GRANT SELECT, INSERT ON problems, problem_versions, problem_circle, problem_datasets TO teahouse_app;
GRANT UPDATE (state, version, deadline, due_at, outcome, opened_at, visibility) ON problems TO teahouse_app;
GRANT DELETE ON problem_circle, problem_datasets TO teahouse_app;

CREATE VIEW published.problems AS
    SELECT
        p.pid, p.state, p.version, v.title, v.statement, v.keywords, p.deadline, p.outcome, p.opened_at, p.changed_at, p.id AS key,
        o.pid AS organisation, o.name AS organisation_name, o.kind AS organisation_kind, o.ror AS organisation_ror,
        coalesce((
            SELECT array_agg(d.pid ORDER BY d.pid) FROM public.problem_datasets pd JOIN public.datasets d ON d.id = pd.dataset
            WHERE pd.problem = p.id AND EXISTS (
                SELECT FROM public.releases r WHERE r.dataset = d.id AND r.state IN ('released', 'suspended', 'retired')
            )
        ), '{}') AS datasets
    FROM public.problems p
    JOIN public.problem_versions v ON v.problem = p.id AND v.number = p.version
    JOIN public.organisations o ON o.id = p.organisation
    WHERE p.visibility = 'public' AND p.state IN ('open', 'evaluating', 'concluded', 'cancelled');
GRANT SELECT ON published.problems TO teahouse_app, teahouse_public, teahouse_exporter;
