-- 0049_whole_silence.sql: silence about an objection counts of those alone who could have decided for the whole of its time, and nobody decides
-- who is suspended, or loses the role, at the same moment. Both were found by forcing the moment: judges who went and came back, and a suspension
-- that was committed between a judge's signing in and their decision.

-- Since when somebody who can judge a finding has been able to without a break: parties stay parties, so what begins or ends it is a role, a
-- suspension, an appointment, and being freed.
CREATE FUNCTION able_since(who uuid, of_finding uuid) RETURNS timestamptz LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN greatest(
        (SELECT p.created_at FROM persons p WHERE p.id = who),
        (
            SELECT max(e.at) FROM audit_events e JOIN persons p ON p.pid = e.subject
            WHERE p.id = who AND e.object = 'person' AND e.action IN ('resume', 'give_role')
        ),
        (SELECT max(a.appointed_at) FROM appointments a WHERE a.person = who AND a.finding = of_finding),
        (
            SELECT max(l.lifted_at) FROM party_lifts l
            WHERE l.finding = of_finding AND (l.person = who OR l.organisation IN (
                SELECT m.organisation FROM memberships m WHERE m.person = who
                UNION
                SELECT m.organisation FROM past_memberships m WHERE m.person = who
            ))
        )
    );
END
$$;
REVOKE ALL ON FUNCTION able_since(uuid, uuid) FROM PUBLIC;

-- How many can judge a finding, and could since a moment, as `bench` counts them.
CREATE FUNCTION bench_since(of_finding uuid, since timestamptz) RETURNS TABLE (moderators bigint, administrators bigint, both_roles bigint, appointed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1 AS
$$
DECLARE
    able_m CONSTANT uuid[] := ARRAY(SELECT m FROM able_moderators(of_finding) AS m WHERE able_since(m, of_finding) <= since);
    able_a CONSTANT uuid[] := ARRAY(SELECT a FROM able_admins(of_finding) AS a WHERE able_since(a, of_finding) <= since);
BEGIN
    RETURN QUERY SELECT
        cardinality(able_m)::bigint, cardinality(able_a)::bigint,
        (SELECT count(*) FROM unnest(able_m) AS m WHERE m = ANY (able_a)),
        (SELECT count(*) FROM unnest(able_m) AS m WHERE is_appointed(m, of_finding));
END
$$;
REVOKE ALL ON FUNCTION bench_since(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bench_since(uuid, timestamptz) TO teahouse_app;

-- Whoever decides holds their own row: a suspension, or the loss of a role, comes before the decision, which it then prevents, or after it.
CREATE OR REPLACE FUNCTION check_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    roles text[];
BEGIN
    SELECT p.platform_roles INTO roles FROM persons p WHERE p.id = NEW.decided_by AND p.state = 'active' FOR SHARE;
    IF NOT FOUND OR (NEW.finding IS NOT NULL AND roles = '{}' AND NOT is_appointed(NEW.decided_by, NEW.finding)) THEN
        RAISE EXCEPTION 'nobody decides who is suspended, or judges no more'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_able', TABLE = 'decisions';
    END IF;
    IF NEW.finding IS NOT NULL AND NOT is_neutral(NEW.decided_by, NEW.finding) THEN
        RAISE EXCEPTION 'nobody decides a case to which they are a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_neutral', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;

-- A clearance is held where judges are missing; the clock also where they were for a part of an objection's time, which it has anew.
CREATE OR REPLACE FUNCTION check_held() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT is_platform() AND NOT EXISTS (SELECT FROM vacancies x WHERE x.finding = NEW.finding) THEN
        RAISE EXCEPTION 'a clearance is held where judges are missing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clearances_held', TABLE = 'clearances';
    END IF;
    RETURN NEW;
END
$$;
