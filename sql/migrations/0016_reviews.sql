-- 0016_reviews.sql: reviewers advise on a version before a moderator decides; where its problem asks for it, neither they nor the
-- authors learn who the other is.

ALTER TABLE problems ADD COLUMN blind_review boolean NOT NULL DEFAULT false;

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
        p.blind_review
    FROM public.problems p
    JOIN public.problem_versions v ON v.problem = p.id AND v.number = p.version
    JOIN public.organisations o ON o.id = p.organisation
    WHERE p.visibility = 'public' AND p.state IN ('open', 'evaluating', 'concluded', 'cancelled');

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('review', 'requested', 'give', 'given'),
    ('review', 'requested', 'decline', 'declined'),
    ('review', 'requested', 'lapse', 'lapsed');

CREATE TABLE reviews (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT reviews_pid_unique UNIQUE CONSTRAINT reviews_pid_form CHECK (pid ~ '^rv-[0-9a-z]{12}$'),
    version uuid NOT NULL REFERENCES finding_versions,
    state text NOT NULL DEFAULT 'requested'
        CONSTRAINT reviews_state_known CHECK (state IN ('requested', 'given', 'declined', 'lapsed')),
    due_at timestamptz,
    recommendation text
        CONSTRAINT reviews_recommendation_known CHECK (recommendation IN ('accept', 'minor_changes', 'major_changes', 'reject')),
    soundness smallint CONSTRAINT reviews_soundness_scale CHECK (soundness BETWEEN 1 AND 5),
    significance smallint CONSTRAINT reviews_significance_scale CHECK (significance BETWEEN 1 AND 5),
    clarity smallint CONSTRAINT reviews_clarity_scale CHECK (clarity BETWEEN 1 AND 5),
    reproducibility smallint CONSTRAINT reviews_reproducibility_scale CHECK (reproducibility BETWEEN 1 AND 5),
    text text CONSTRAINT reviews_text_length CHECK (char_length(text) BETWEEN 1 AND 20000),
    requested_at timestamptz NOT NULL DEFAULT platform_now(),
    answered_at timestamptz,
    CONSTRAINT reviews_waiting_has_due CHECK ((state = 'requested') = (due_at IS NOT NULL)),
    CONSTRAINT reviews_given_is_whole CHECK (
        (state = 'given') = (num_nonnulls(recommendation, soundness, significance, clarity, reproducibility, text) = 6)
    )
);
CREATE INDEX reviews_by_version ON reviews (version, id);
CREATE INDEX reviews_due ON reviews (due_at) WHERE due_at IS NOT NULL;
CREATE TRIGGER reviews_transition BEFORE UPDATE ON reviews FOR EACH ROW EXECUTE FUNCTION check_transition('review');

-- Who was asked, apart from what they say: the authors read the one and, where the review is blind, not the other.
CREATE TABLE review_assignments (
    review uuid PRIMARY KEY REFERENCES reviews,
    version uuid NOT NULL REFERENCES finding_versions,
    finding uuid NOT NULL REFERENCES findings,
    reviewer uuid NOT NULL REFERENCES persons,
    asked_by uuid NOT NULL REFERENCES persons,
    CONSTRAINT review_assignments_once UNIQUE (version, reviewer)
);
CREATE INDEX review_assignments_by_reviewer ON review_assignments (reviewer, finding);

-- What was is_neutral: no author, and of no organisation that is a party.
CREATE FUNCTION is_outside(who uuid, subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT NOT EXISTS (SELECT FROM finding_authors WHERE finding = subject AND person = who)
            AND NOT EXISTS (SELECT FROM memberships m JOIN parties(subject) AS party ON party = m.organisation WHERE m.person = who)
    );
END
$$;

-- Reviewers advise and do not decide: who was asked for a review of a finding decides nothing of it.
CREATE OR REPLACE FUNCTION is_neutral(who uuid, subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN is_outside(who, subject) AND NOT EXISTS (SELECT FROM review_assignments WHERE reviewer = who AND finding = subject);
END
$$;

CREATE FUNCTION check_reviewer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (
        SELECT FROM reviews r JOIN finding_versions v ON v.id = r.version
        WHERE r.id = NEW.review AND r.version = NEW.version AND v.finding = NEW.finding AND v.state = 'submitted'
    ) THEN
        RAISE EXCEPTION 'only a submitted version is reviewed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_assignments_submitted', TABLE = 'review_assignments';
    END IF;
    IF NOT is_outside(NEW.reviewer, NEW.finding) THEN
        RAISE EXCEPTION 'nobody reviews a case to which they are a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_assignments_outside', TABLE = 'review_assignments';
    END IF;
    IF NOT EXISTS (
        SELECT FROM persons p JOIN memberships m ON m.person = p.id JOIN organisations o ON o.id = m.organisation
        WHERE p.id = NEW.reviewer AND p.state = 'active' AND p.platform_roles = '{}' AND m.role = 'reviewer' AND o.state = 'active'
    ) THEN
        RAISE EXCEPTION 'a reviewer is one in an active organisation, and no moderator or administrator'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_assignments_reviewer', TABLE = 'review_assignments';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER review_assignments_checked BEFORE INSERT ON review_assignments FOR EACH ROW EXECUTE FUNCTION check_reviewer();

-- What was said stays as it was said, and is said of a version that still waits, by who is still no party.
CREATE FUNCTION check_review() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF OLD.state <> 'requested' THEN
        RAISE EXCEPTION 'a review that was answered is fixed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reviews_immutable', TABLE = 'reviews';
    END IF;
    IF NEW.state = 'given' AND NOT EXISTS (
        SELECT FROM review_assignments a JOIN finding_versions v ON v.id = a.version
        WHERE a.review = NEW.id AND v.state = 'submitted' AND is_outside(a.reviewer, a.finding)
    ) THEN
        RAISE EXCEPTION 'a review is given of a submitted version, by who is no party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reviews_in_time', TABLE = 'reviews';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER reviews_checked BEFORE UPDATE ON reviews FOR EACH ROW EXECUTE FUNCTION check_review();

-- Whether a finding answers a problem that asks for blind review.
CREATE FUNCTION is_blind(subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN EXISTS (SELECT FROM findings f JOIN problems p ON p.id = f.problem WHERE f.id = subject AND p.blind_review);
END
$$;

-- How the actor sees a version as its reviewer: 'open', 'blind', or NULL for who is none.
CREATE FUNCTION review_sight(subject uuid) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT CASE WHEN is_blind(a.finding) THEN 'blind' ELSE 'open' END
        FROM review_assignments a JOIN reviews r ON r.id = a.review
        WHERE a.reviewer = actor() AND a.version = subject AND r.state IN ('requested', 'given')
    );
END
$$;

CREATE FUNCTION is_author(subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN EXISTS (SELECT FROM finding_authors WHERE finding = subject AND person = actor());
END
$$;

CREATE OR REPLACE FUNCTION sees_version(subject uuid, subject_finding uuid, subject_state text) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT is_platform()
            OR EXISTS (SELECT FROM finding_authors a WHERE a.finding = subject_finding AND a.person = actor())
            OR (subject_state NOT IN ('draft', 'retracted') AND EXISTS (
                SELECT FROM persons WHERE id = actor() AND platform_roles && ARRAY['moderator', 'admin']
            ))
            OR EXISTS (
                SELECT FROM clearances c JOIN memberships m ON m.organisation = c.organisation
                WHERE c.version = subject AND m.person = actor() AND m.role IN ('owner', 'clearance_officer')
            )
            OR (subject_state NOT IN ('draft', 'retracted') AND review_sight(subject) IS NOT NULL)
    );
END
$$;

CREATE OR REPLACE FUNCTION sees_finding(subject uuid, author uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT is_platform()
            OR author = actor()
            OR EXISTS (SELECT FROM finding_authors a WHERE a.finding = subject AND a.person = actor())
            OR EXISTS (
                SELECT FROM clearances c JOIN memberships m ON m.organisation = c.organisation
                WHERE c.finding = subject AND m.person = actor() AND m.role IN ('owner', 'clearance_officer')
            )
            OR (
                EXISTS (SELECT FROM persons WHERE id = actor() AND platform_roles && ARRAY['moderator', 'admin'])
                AND EXISTS (SELECT FROM finding_versions v WHERE v.finding = subject AND v.state NOT IN ('draft', 'retracted'))
            )
            OR EXISTS (
                SELECT FROM review_assignments a JOIN reviews r ON r.id = a.review JOIN finding_versions v ON v.id = a.version
                WHERE a.finding = subject AND a.reviewer = actor() AND r.state IN ('requested', 'given')
                    AND v.state NOT IN ('draft', 'retracted')
            )
    );
END
$$;

-- Names of contributors are not for a blind reviewer; who the authors are is for themselves and for those who decide.
DROP POLICY contributions_seen ON contributions;
CREATE POLICY contributions_seen ON contributions TO teahouse_app
    USING (
        EXISTS (SELECT FROM finding_versions v WHERE v.id = version) AND review_sight(version) IS DISTINCT FROM 'blind'
    ) WITH CHECK (true);
ALTER TABLE finding_authors ENABLE ROW LEVEL SECURITY;
CREATE POLICY finding_authors_seen ON finding_authors TO teahouse_app
    USING (person = actor() OR is_arbiter() OR is_author(finding)) WITH CHECK (true);

-- Nor does having reviewed show what waits for its day.
DROP POLICY publications_seen ON publications;
CREATE POLICY publications_seen ON publications TO teahouse_app
    USING (
        state = 'published' OR (
            EXISTS (SELECT FROM finding_versions v WHERE v.id = version)
            AND (review_sight(version) IS NULL OR is_author(finding) OR is_arbiter())
        )
    ) WITH CHECK (true);

-- Authors read what was given; those who decide, and the reviewer, see where it stands before.
ALTER TABLE reviews ENABLE ROW LEVEL SECURITY;
CREATE POLICY reviews_seen ON reviews TO teahouse_app
    USING (
        is_platform()
        OR EXISTS (SELECT FROM review_assignments a WHERE a.review = id AND a.reviewer = actor())
        OR (EXISTS (SELECT FROM finding_versions v WHERE v.id = version AND is_author(v.finding)) AND state = 'given')
        OR (is_arbiter() AND EXISTS (SELECT FROM finding_versions v WHERE v.id = version AND NOT is_author(v.finding)))
    ) WITH CHECK (true);
ALTER TABLE review_assignments ENABLE ROW LEVEL SECURITY;
CREATE POLICY review_assignments_seen ON review_assignments TO teahouse_app
    USING (
        is_platform() OR reviewer = actor()
        OR CASE WHEN is_author(finding) THEN NOT is_blind(finding) ELSE is_arbiter() END
    ) WITH CHECK (true);

GRANT SELECT, INSERT ON reviews, review_assignments TO teahouse_app;
GRANT UPDATE (state, due_at, recommendation, soundness, significance, clarity, reproducibility, text, answered_at) ON reviews TO teahouse_app;

-- Whom an event of a review concerns.
CREATE FUNCTION concerned_by_review(kind text, subject text) RETURNS SETOF uuid LANGUAGE sql STABLE AS
$$
    SELECT a.reviewer FROM reviews r JOIN review_assignments a ON a.review = r.id
    WHERE r.pid = subject AND kind IN ('review.request', 'review.lapse')
    UNION
    SELECT m.* FROM reviews r JOIN review_assignments a ON a.review = r.id CROSS JOIN LATERAL neutral_moderators(a.finding) AS m
    WHERE r.pid = subject AND kind IN ('review.give', 'review.decline', 'review.lapse')
    UNION
    SELECT w.person FROM reviews r JOIN review_assignments a ON a.review = r.id JOIN finding_authors w ON w.finding = a.finding
    JOIN persons p ON p.id = w.person
    WHERE r.pid = subject AND kind = 'review.give' AND p.state = 'active'
$$;

CREATE OR REPLACE FUNCTION deliver_notices(at_most bigint) RETURNS bigint LANGUAGE plpgsql AS
$$
DECLARE
    handled bigint;
BEGIN
    WITH taken AS (
        SELECT number, kind, subject, event FROM outbox_events
        WHERE delivered_at IS NULL ORDER BY number LIMIT at_most FOR UPDATE SKIP LOCKED
    ), told AS (
        INSERT INTO notices (person, kind, subject)
        SELECT who.person, taken.kind, taken.subject
        FROM taken JOIN audit_events e ON e.id = taken.event
        CROSS JOIN LATERAL (
            SELECT concerned(taken.kind, taken.subject) AS person
            UNION
            SELECT concerned_by_review(taken.kind, taken.subject)
        ) AS who
        WHERE who.person IS DISTINCT FROM e.actor
        ORDER BY taken.number
    )
    UPDATE outbox_events o SET delivered_at = platform_now() FROM taken WHERE o.number = taken.number;
    GET DIAGNOSTICS handled = ROW_COUNT;
    RETURN handled;
END
$$;

-- Reminds reviewers of what is due within three days, once.
CREATE FUNCTION remind_reviewers() RETURNS bigint LANGUAGE plpgsql AS
$$
DECLARE
    reminded bigint;
BEGIN
    INSERT INTO notices (person, kind, subject, due_at)
    SELECT a.reviewer, 'review.reminder', r.pid, r.due_at
    FROM reviews r JOIN review_assignments a ON a.review = r.id
    WHERE r.due_at <= platform_now() + interval '3 days'
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS reminded = ROW_COUNT;
    RETURN reminded;
END
$$;
