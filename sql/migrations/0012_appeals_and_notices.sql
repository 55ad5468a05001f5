-- 0012_appeals_and_notices.sql: one appeal against a rejection, decided by somebody else; notices of what happened and of what
-- will soon be due; what is public of how an organisation keeps its time.

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('finding_version', 'rejected', 'appeal', 'submitted'),
    ('moderation', 'rejected', 'appeal', 'pending');

CREATE TABLE appeals (
    version uuid CONSTRAINT appeals_once PRIMARY KEY REFERENCES finding_versions,
    reason text NOT NULL CONSTRAINT appeals_reason_length CHECK (char_length(reason) BETWEEN 1 AND 5000),
    appealed_by uuid NOT NULL REFERENCES persons,
    appealed_at timestamptz NOT NULL DEFAULT platform_now()
);
GRANT SELECT, INSERT ON appeals TO teahouse_app;
ALTER TABLE appeals ENABLE ROW LEVEL SECURITY;
CREATE POLICY appeals_seen ON appeals TO teahouse_app
    USING (EXISTS (SELECT FROM finding_versions v WHERE v.id = version)) WITH CHECK (true);

-- Whoever rejected a version does not judge it again.
CREATE FUNCTION check_second_look() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF EXISTS (
        SELECT FROM decisions d
        WHERE d.subject = NEW.subject AND d.object = NEW.object AND d.event = 'reject' AND d.decided_by = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'an appeal is decided by another moderator'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_other_moderator', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decisions_other_moderator BEFORE INSERT ON decisions FOR EACH ROW
    WHEN (NEW.object = 'finding_version' AND NEW.event IN ('accept', 'reject', 'request_changes'))
    EXECUTE FUNCTION check_second_look();

-- A version goes back from rejected before the gates once, and with its appeal written down.
CREATE FUNCTION check_appeal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (SELECT FROM appeals WHERE version = NEW.id) THEN
        RAISE EXCEPTION 'a rejected version comes back by an appeal only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_appeal', TABLE = 'finding_versions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER finding_versions_appeal BEFORE UPDATE ON finding_versions FOR EACH ROW
    WHEN (OLD.state = 'rejected' AND NEW.state = 'submitted') EXECUTE FUNCTION check_appeal();

CREATE TABLE notices (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    person uuid NOT NULL REFERENCES persons,
    kind text NOT NULL,
    subject text NOT NULL,
    due_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    read_at timestamptz
);
CREATE INDEX notices_by_person ON notices (person, id);
-- A reminder of one due time comes once.
CREATE UNIQUE INDEX notices_reminder_once ON notices (person, kind, subject, due_at) WHERE kind LIKE '%.reminder';
GRANT SELECT, INSERT ON notices TO teahouse_app;
GRANT UPDATE (read_at) ON notices TO teahouse_app;
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
CREATE POLICY notices_own ON notices TO teahouse_app USING (is_platform() OR person = actor()) WITH CHECK (true);

CREATE FUNCTION announce_event() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END
$$;
CREATE TRIGGER outbox_events_announced AFTER INSERT ON outbox_events FOR EACH STATEMENT EXECUTE FUNCTION announce_event();

-- What happened before there were notices is not told now.
UPDATE outbox_events SET delivered_at = platform_now() WHERE delivered_at IS NULL;

-- The persons who belong to an organisation in one of some roles, and may sign in.
CREATE FUNCTION holders(of_organisation uuid, of_roles text[]) RETURNS SETOF uuid LANGUAGE sql STABLE AS
$$
    SELECT m.person FROM memberships m JOIN persons p ON p.id = m.person
    WHERE m.organisation = of_organisation AND m.role = ANY (of_roles) AND p.state = 'active'
$$;

-- The moderators who may decide on a finding.
CREATE FUNCTION neutral_moderators(of_finding uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS
$$
    SELECT id FROM persons WHERE 'moderator' = ANY (platform_roles) AND state = 'active' AND is_neutral(id, of_finding)
$$;

-- Whom an event concerns: authors of what becomes of their finding, providers of what uses their data, moderators and
-- administrators of what waits for them, whoever asked of what was answered.
CREATE FUNCTION concerned(kind text, subject text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS
$$
#variable_conflict use_variable
DECLARE
    object CONSTANT text := split_part(kind, '.', 1);
    event CONSTANT text := split_part(kind, '.', 2);
    version CONSTANT uuid := log_version(object, subject);
    finding CONSTANT uuid := (SELECT v.finding FROM finding_versions v WHERE v.id = version);
BEGIN
    IF version IS NOT NULL THEN
        IF event NOT IN ('create', 'edit', 'put_file', 'delete_file', 'contribute', 'use_releases') THEN
            RETURN QUERY SELECT a.person FROM finding_authors a JOIN persons p ON p.id = a.person
                WHERE a.finding = finding AND p.state = 'active';
        END IF;
        IF kind IN ('finding_version.submit', 'finding_version.publish', 'finding_version.retract') OR object IN ('clearance', 'flag') THEN
            RETURN QUERY SELECT h.* FROM clearances c CROSS JOIN LATERAL holders(c.organisation, '{owner,clearance_officer}') AS h
                WHERE c.version = version AND (object <> 'clearance' OR c.pid = subject)
                    AND (object <> 'flag' OR EXISTS (SELECT FROM flags g WHERE g.clearance = c.id AND g.pid = subject));
        END IF;
        IF kind IN ('finding_version.submit', 'finding_version.appeal', 'flag.contest') THEN
            RETURN QUERY SELECT * FROM neutral_moderators(finding);
        END IF;
        IF kind = 'flag.escalate' THEN
            RETURN QUERY SELECT id FROM persons WHERE 'admin' = ANY (platform_roles) AND state = 'active';
        END IF;
    ELSIF object = 'access_request' THEN
        RETURN QUERY SELECT r.person FROM access_requests r WHERE r.pid = subject AND event <> 'request';
        RETURN QUERY SELECT h.* FROM access_requests r JOIN releases l ON l.id = r.release JOIN datasets d ON d.id = l.dataset
            CROSS JOIN LATERAL holders(d.organisation, '{owner,data_officer}') AS h WHERE r.pid = subject AND event IN ('request', 'lapse');
    ELSIF object = 'problem' AND event IN ('return', 'approve', 'deadline', 'cancel', 'submit') THEN
        RETURN QUERY SELECT h.* FROM problems p CROSS JOIN LATERAL holders(p.organisation, '{owner,problem_owner}') AS h
            WHERE p.pid = subject AND event <> 'submit';
        RETURN QUERY SELECT m.id FROM persons m
            WHERE event = 'submit' AND 'moderator' = ANY (m.platform_roles) AND m.state = 'active';
    ELSIF object = 'release' AND event IN ('pass', 'fail', 'return', 'release', 'suspend', 'resume') THEN
        RETURN QUERY SELECT h.* FROM releases r JOIN datasets d ON d.id = r.dataset
            CROSS JOIN LATERAL holders(d.organisation, '{owner,data_officer}') AS h
            WHERE d.pid = split_part(subject, '/', 1) AND r.sequence = nullif(split_part(subject, '/', 2), '')::integer;
        RETURN QUERY SELECT m.id FROM persons m
            WHERE event = 'pass' AND 'moderator' = ANY (m.platform_roles) AND m.state = 'active';
    END IF;
END
$$;

-- Hands on what was written into the outbox, oldest first, at most so many, each event once: a notice to everybody concerned but for
-- who did it. How many events that were.
CREATE FUNCTION deliver_notices(at_most bigint) RETURNS bigint LANGUAGE plpgsql AS
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
        CROSS JOIN LATERAL (SELECT DISTINCT concerned(taken.kind, taken.subject) AS person) AS who
        WHERE who.person IS DISTINCT FROM e.actor
        ORDER BY taken.number
    )
    UPDATE outbox_events o SET delivered_at = platform_now() FROM taken WHERE o.number = taken.number;
    GET DIAGNOSTICS handled = ROW_COUNT;
    RETURN handled;
END
$$;

-- Reminds those who are waited for of what is due within three days, once for each due time; and administrators of what moderators
-- are late with.
CREATE FUNCTION remind() RETURNS bigint LANGUAGE plpgsql AS
$$
DECLARE
    reminded bigint;
    soon CONSTANT timestamptz := platform_now() + interval '3 days';
BEGIN
    INSERT INTO notices (person, kind, subject, due_at)
    SELECT h.person, 'clearance.reminder', c.pid, c.due_at
    FROM clearances c CROSS JOIN LATERAL holders(c.organisation, '{owner,clearance_officer}') AS h (person)
    WHERE c.due_at <= soon AND c.state IN ('pending', 'extended')
    UNION ALL
    SELECT a.person, 'flag.reminder', g.pid, g.due_at
    FROM flags g JOIN clearances c ON c.id = g.clearance JOIN finding_authors a ON a.finding = c.finding
    WHERE g.due_at <= soon AND g.state IN ('open', 'conceded')
    UNION ALL
    SELECT m.person, 'flag.reminder', g.pid, g.due_at
    FROM flags g JOIN clearances c ON c.id = g.clearance CROSS JOIN LATERAL neutral_moderators(c.finding) AS m (person)
    WHERE g.due_at <= soon AND g.state = 'contested'
    UNION ALL
    SELECT p.id, 'flag.reminder', g.pid, g.due_at
    FROM flags g JOIN persons p ON 'admin' = ANY (p.platform_roles) AND p.state = 'active'
    WHERE g.due_at <= soon AND g.state = 'escalated'
    UNION ALL
    SELECT m.person, 'finding_version.reminder', f.pid || '/' || v.number, d.due_at
    FROM moderations d JOIN finding_versions v ON v.id = d.version JOIN findings f ON f.id = v.finding
    CROSS JOIN LATERAL neutral_moderators(v.finding) AS m (person)
    WHERE d.due_at <= soon AND v.state = 'submitted'
    UNION ALL
    SELECT p.id, 'finding_version.reminder', f.pid || '/' || v.number, d.due_at
    FROM moderations d JOIN finding_versions v ON v.id = d.version JOIN findings f ON f.id = v.finding
    JOIN persons p ON 'admin' = ANY (p.platform_roles) AND p.state = 'active' AND NOT 'moderator' = ANY (p.platform_roles)
    WHERE d.due_at <= platform_now() AND v.state = 'submitted'
    UNION ALL
    SELECT h.person, 'access_request.reminder', r.pid, r.due_at
    FROM access_requests r JOIN releases l ON l.id = r.release JOIN datasets d ON d.id = l.dataset
    CROSS JOIN LATERAL holders(d.organisation, '{owner,data_officer}') AS h (person)
    WHERE r.due_at <= soon AND r.state = 'requested'
    UNION ALL
    SELECT r.person, 'access_request.reminder', r.pid, r.due_at
    FROM access_requests r WHERE r.due_at <= soon AND r.state = 'granted'
    UNION ALL
    SELECT h.person, 'problem.reminder', p.pid, p.due_at
    FROM problems p CROSS JOIN LATERAL holders(p.organisation, '{owner,problem_owner}') AS h (person)
    WHERE p.due_at <= soon AND p.state IN ('open', 'evaluating')
    UNION ALL
    SELECT m.id, 'problem.reminder', p.pid, p.due_at
    FROM problems p JOIN persons m ON 'moderator' = ANY (m.platform_roles) AND m.state = 'active'
    WHERE p.due_at <= soon AND p.state = 'in_review'
    UNION ALL
    SELECT m.id, 'release.reminder', d.pid || '/' || r.sequence, r.due_at
    FROM releases r JOIN datasets d ON d.id = r.dataset JOIN persons m ON 'moderator' = ANY (m.platform_roles) AND m.state = 'active'
    WHERE r.due_at <= soon AND r.state = 'in_review'
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS reminded = ROW_COUNT;
    RETURN reminded;
END
$$;

-- How an organisation keeps its time, of what it decided or let pass; nothing of what still waits.
CREATE FUNCTION published.organisation_clocks(of_organisation text)
RETURNS TABLE (
    name text, clearances bigint, clearance_median_days double precision, clearances_lapsed bigint, clearances_capped bigint,
    clearances_extended bigint, flags bigint, flags_upheld bigint, requests bigint, request_median_days double precision,
    requests_lapsed bigint
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
    WITH done AS (
        SELECT c.*, extract(epoch FROM c.decided_at - c.noticed_at) / 86400 AS days
        FROM clearances c JOIN organisations o ON o.id = c.organisation
        WHERE o.pid = of_organisation AND c.decided_at IS NOT NULL
    ), judged AS (
        SELECT g.state FROM flags g JOIN done ON done.id = g.clearance WHERE g.state IN ('upheld', 'dismissed', 'resolved')
    ), answered AS (
        SELECT r.*, extract(epoch FROM r.decided_at - r.created_at) / 86400 AS days
        FROM access_requests r JOIN releases l ON l.id = r.release JOIN datasets d ON d.id = l.dataset
        JOIN organisations o ON o.id = d.organisation
        WHERE o.pid = of_organisation AND r.state <> 'requested'
    )
    SELECT
        o.name,
        (SELECT count(*) FROM done), (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FROM done),
        (SELECT count(*) FROM done WHERE outcome = 'lapsed'), (SELECT count(*) FROM done WHERE outcome = 'cap'),
        (SELECT count(*) FROM done WHERE extended_at IS NOT NULL),
        (SELECT count(*) FROM judged), (SELECT count(*) FROM judged WHERE state = 'upheld'),
        (SELECT count(*) FROM answered WHERE decided_by IS NOT NULL),
        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FROM answered WHERE decided_by IS NOT NULL),
        (SELECT count(*) FROM answered WHERE state = 'declined' AND decided_by IS NULL)
    FROM organisations o WHERE o.pid = of_organisation AND o.state <> 'pending'
$$;
REVOKE ALL ON FUNCTION published.organisation_clocks(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION published.organisation_clocks(text) TO teahouse_app, teahouse_public;
