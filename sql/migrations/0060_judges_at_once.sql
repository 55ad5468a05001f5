-- 0060_judges_at_once.sql: who can judge a finding is found for all at once, and what every write calls costs less.

-- The few who have a role on the platform, among everybody.
CREATE INDEX persons_with_roles ON persons (id) WHERE platform_roles <> '{}';

-- The parties are asked for once, and each person's organisations once, whatever their capacities.
CREATE OR REPLACE FUNCTION parties_of(subject uuid) RETURNS TABLE (person uuid, organisation uuid, capacity text) LANGUAGE plpgsql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS
$$
#variable_conflict use_column
DECLARE
    begun CONSTANT timestamptz := (SELECT f.created_at FROM findings f WHERE f.id = subject);
BEGIN
    RETURN QUERY
        WITH named AS MATERIALIZED (SELECT n.person, n.capacity FROM party_persons(subject) n)
        SELECT p.person, p.organisation, p.capacity FROM (
            SELECT w.person, w.organisation, w.capacity
            FROM finding_versions v JOIN version_parties w ON w.version = v.id WHERE v.finding = subject
            UNION
            SELECT n.person, NULL, n.capacity FROM named n
            UNION
            SELECT n.person, o.organisation, n.capacity
            FROM (SELECT DISTINCT person FROM named) AS d
            CROSS JOIN LATERAL organisations_since(d.person, begun) AS o (organisation)
            JOIN named n ON n.person = d.person
            UNION
            SELECT NULL, b.organisation, 'poser' FROM findings f JOIN problems b ON b.id = f.problem WHERE f.id = subject
        ) AS p
        WHERE p.capacity NOT IN ('contributor', 'affiliation') OR NOT EXISTS (
            SELECT FROM party_lifts l WHERE l.finding = subject AND (l.person = p.person OR l.organisation = p.organisation)
        );
END
$$;

-- Of some people, those who are no party to a finding.
CREATE FUNCTION neutral_of(people uuid[], subject uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
DECLARE
    begun CONSTANT timestamptz := (SELECT f.created_at FROM findings f WHERE f.id = subject);
    persons uuid[];
    organisations uuid[];
BEGIN
    SELECT coalesce(array_agg(p.person) FILTER (WHERE p.organisation IS NULL AND p.person IS NOT NULL), '{}'),
        coalesce(array_agg(p.organisation) FILTER (WHERE p.organisation IS NOT NULL), '{}')
    INTO persons, organisations FROM parties_of(subject) p;
    RETURN QUERY
        SELECT who FROM unnest(people) AS who
        WHERE NOT who = ANY (persons) AND (organisations = '{}' OR NOT EXISTS (
            SELECT FROM organisations_since(who, begun) AS o (organisation) WHERE o.organisation = ANY (organisations)
        ));
END
$$;
REVOKE ALL ON FUNCTION neutral_of(uuid[], uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION is_neutral(who uuid, subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN who IS NULL OR EXISTS (SELECT FROM neutral_of(ARRAY[who], subject));
END
$$;

-- Everybody who can judge a finding, and as what.
CREATE FUNCTION able_judges(of_finding uuid) RETURNS TABLE (person uuid, is_moderator boolean, is_admin boolean, is_appointed boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
#variable_conflict use_column
DECLARE
    named CONSTANT uuid[] := ARRAY(SELECT a.person FROM appointments a WHERE a.finding = of_finding AND a.is_in_force);
BEGIN
    RETURN QUERY
        SELECT p.id, 'moderator' = ANY (p.platform_roles) OR p.id = ANY (named), 'admin' = ANY (p.platform_roles), p.id = ANY (named)
        FROM neutral_of(ARRAY(
            SELECT id FROM persons WHERE platform_roles <> '{}' AND state = 'active'
            UNION
            SELECT id FROM persons WHERE id = ANY (named) AND state = 'active'
        ), of_finding) AS able (person)
        JOIN persons p ON p.id = able.person;
END
$$;
REVOKE ALL ON FUNCTION able_judges(uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION able_moderators(of_finding uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN QUERY SELECT j.person FROM able_judges(of_finding) j WHERE j.is_moderator;
END
$$;

CREATE OR REPLACE FUNCTION able_admins(of_finding uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN QUERY SELECT j.person FROM able_judges(of_finding) j WHERE j.is_admin;
END
$$;

CREATE OR REPLACE FUNCTION bench(of_finding uuid) RETURNS TABLE (
    moderators bigint, administrators bigint, both_roles bigint, appointed bigint, flags text[], deciders bigint, vacant_until timestamptz,
    subject text
) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS
$$
DECLARE
    able_m uuid[];
    able_a uuid[];
    named bigint;
BEGIN
    SELECT coalesce(array_agg(j.person) FILTER (WHERE j.is_moderator), '{}'), coalesce(array_agg(j.person) FILTER (WHERE j.is_admin), '{}'),
        count(*) FILTER (WHERE j.is_appointed)
    INTO able_m, able_a, named FROM able_judges(of_finding) j;
    RETURN QUERY SELECT
        cardinality(able_m)::bigint, cardinality(able_a)::bigint,
        (SELECT count(*) FROM unnest(able_m) AS m WHERE m = ANY (able_a)),
        named,
        ARRAY(
            SELECT DISTINCT g.state FROM flags g
            WHERE g.finding = of_finding AND g.state IN ('contested', 'escalated') ORDER BY 1
        ),
        (SELECT min(decidable) FROM (
            SELECT (
                SELECT count(*) FROM (SELECT unnest(able_m || able_a) AS id) AS j WHERE NOT EXISTS (
                    SELECT FROM decisions d
                    WHERE d.subject = v.id AND d.object = 'finding_version' AND d.decided_by = j.id
                        AND d.event IN ('reject', 'request_changes', 'exception', 'release_unused', 'gone')
                )
            ) AS decidable
            FROM finding_versions v JOIN moderations m ON m.version = v.id
            WHERE v.finding = of_finding AND v.state = 'submitted' AND m.due_at IS NOT NULL
            UNION ALL
            SELECT (
                SELECT count(*) FROM (SELECT unnest(able_m || able_a) AS id) AS j WHERE NOT EXISTS (
                    SELECT FROM decisions d
                    WHERE d.subject = v.id AND d.object = 'finding_version' AND d.decided_by = j.id AND d.event = 'accept'
                )
            )
            FROM finding_versions v JOIN screenings s ON s.version = v.id
            WHERE v.finding = of_finding AND v.state = 'submitted' AND s.state IN ('asked', 'escalated')
        ) AS waiting),
        (SELECT x.due_at FROM vacancies x WHERE x.finding = of_finding),
        (
            SELECT f.pid || '/' || v.number FROM findings f JOIN finding_versions v ON v.finding = f.id
            WHERE f.id = of_finding AND v.submitted_at IS NOT NULL ORDER BY v.number DESC LIMIT 1
        );
END
$$;

-- Called dozens of times in a write: with names that say where they are found it needs no search path of its own.
CREATE OR REPLACE FUNCTION platform_now() RETURNS timestamptz LANGUAGE plpgsql STABLE SECURITY DEFINER AS
$$
BEGIN
    RETURN (SELECT pg_catalog.transaction_timestamp() OPERATOR(pg_catalog.+) c.shift FROM public.platform_clock c);
END
$$;

-- Whether anybody gets a notice of it is known where it is recorded.
DROP TRIGGER outbox_events_announced ON outbox_events;
DROP FUNCTION announce_event();
CREATE OR REPLACE FUNCTION record_event(action text, object text, subject text, details jsonb DEFAULT '{}') RETURNS uuid LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    made uuid;
    known known_events;
    who CONSTANT uuid := actor();
BEGIN
    SELECT * INTO known FROM known_events k WHERE k.object = record_event.object AND k.action = record_event.action;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nobody knows the event % of %', action, object
            USING ERRCODE = 'check_violation', CONSTRAINT = 'known_events_known', TABLE = 'known_events';
    END IF;
    INSERT INTO audit_events (actor, actor_kind, action, object, subject, details)
    VALUES (
        who,
        CASE WHEN who IS NOT NULL THEN 'person' WHEN is_platform() THEN 'platform' ELSE 'nobody' END,
        record_event.action, record_event.object, record_event.subject, record_event.details
    )
    RETURNING id INTO made;
    INSERT INTO outbox_events (event, kind, subject, payload)
    VALUES (made, record_event.object || '.' || record_event.action, record_event.subject, record_event.details);
    IF NOT known.is_silent THEN
        PERFORM pg_notify('outbox', '');
    END IF;
    IF known.log_kind IS NOT NULL THEN
        PERFORM log_event(known.log_kind, object, subject, details);
    END IF;
    RETURN made;
END
$$;

-- Its statements were planned anew for each submission, since a plan for one version is thought to be cheaper by more than planning costs.
ALTER FUNCTION write_scope(uuid) SET plan_cache_mode = force_generic_plan;

-- One statement for each kind, of which the plan is kept: one for all of them was planned anew for each job.
CREATE OR REPLACE FUNCTION party_of(kind text, subject uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
BEGIN
    IF kind = 'measure_release' THEN
        RETURN (SELECT d.organisation FROM releases r JOIN datasets d ON d.id = r.dataset WHERE r.id = subject);
    ELSIF kind = 'screen_note' THEN
        RETURN (SELECT f.created_by FROM publications p JOIN findings f ON f.id = p.finding WHERE p.id = subject);
    END IF;
    RETURN (SELECT f.created_by FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE v.id = subject);
END
$$;
