-- 0056_facts.sql: a fact is said by whoever it is a fact of, and not by everybody who has signed in.

-- Whether somebody may say that this happened: by what they are to it, and where it is a row of their own, by that.
CREATE FUNCTION may_say(happened text, thing text, what text, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
DECLARE
    -- Of a version or a release, what stands before its number.
    named CONSTANT text := split_part(what, '/', 1);
    of_finding uuid;
    of_version uuid;
    of_organisation uuid;
BEGIN
    IF thing IN ('finding', 'finding_version') THEN
        SELECT f.id, v.id INTO of_finding, of_version
        FROM findings f LEFT JOIN finding_versions v ON v.finding = f.id AND f.pid || '/' || v.number = what
        WHERE f.pid = named;
        RETURN CASE
            WHEN happened IN ('release_unused', 'support_exception') THEN
                has_decided('finding_version', of_version, CASE happened WHEN 'support_exception' THEN 'exception' ELSE happened END)
            WHEN happened = 'lift_party' THEN EXISTS (
                SELECT FROM party_lifts l WHERE l.finding = of_finding AND l.lifted_by = who AND l.lifted_at = platform_now()
            )
            WHEN happened = 'appoint' THEN EXISTS (
                SELECT FROM appointments a
                WHERE a.finding = of_finding AND a.appointed_by = who AND a.appointed_at = platform_now()
            )
            WHEN happened = 'judges_missing' THEN EXISTS (
                SELECT FROM vacancies v WHERE v.finding = of_finding AND v.since = platform_now()
            )
            -- Also of whoever has just left.
            ELSE EXISTS (SELECT FROM author_history h WHERE h.finding = of_finding AND h.person = who)
        END;
    ELSIF thing = 'author_invitation' THEN
        RETURN EXISTS (
            SELECT FROM author_invitations i
            WHERE i.pid = what AND CASE
                WHEN happened IN ('accept', 'decline') THEN i.person = who
                ELSE EXISTS (SELECT FROM finding_authors a WHERE a.finding = i.finding AND a.person = who)
            END
        );
    ELSIF thing IN ('flag', 'publication', 'withdrawal_note', 'review', 'access_request', 'token') THEN
        RETURN CASE thing
            WHEN 'flag' THEN EXISTS (
                SELECT FROM flags g JOIN flag_votes t ON t.flag = g.id WHERE g.pid = what AND t.moderator = who
            )
            WHEN 'publication' THEN EXISTS (
                SELECT FROM publications p JOIN takedown_votes t ON t.publication = p.id WHERE p.pid = what AND t.judge = who
            )
            WHEN 'withdrawal_note' THEN EXISTS (
                SELECT FROM publications p JOIN finding_authors a ON a.finding = p.finding WHERE p.pid = what AND a.person = who
            )
            WHEN 'review' THEN EXISTS (
                SELECT FROM reviews r JOIN review_assignments a ON a.review = r.id WHERE r.pid = what AND a.asked_by = who
            )
            WHEN 'access_request' THEN EXISTS (SELECT FROM access_requests a WHERE a.pid = what AND a.person = who)
            ELSE EXISTS (SELECT FROM tokens t WHERE t.pid = what AND t.person = who)
        END;
    END IF;
    of_organisation := CASE thing
        WHEN 'problem' THEN (SELECT p.organisation FROM problems p WHERE p.pid = what)
        WHEN 'dataset' THEN (SELECT d.organisation FROM datasets d WHERE d.pid = what)
        WHEN 'release' THEN (SELECT d.organisation FROM datasets d WHERE d.pid = named)
        WHEN 'invitation' THEN (SELECT i.organisation FROM invitations i WHERE i.pid = what)
        ELSE (SELECT o.id FROM organisations o WHERE o.pid = what)
    END;
    RETURN EXISTS (
        SELECT FROM memberships m
        WHERE m.organisation = of_organisation AND m.person = who AND m.role = ANY (CASE
            WHEN thing = 'problem' THEN '{problem_owner,owner}'::text[]
            WHEN thing IN ('dataset', 'release') THEN '{data_officer}'
            WHEN happened = 'set_identifiers' THEN '{owner,data_officer}'
            ELSE '{owner}'
        END)
    ) OR thing = 'membership' AND EXISTS (
        SELECT FROM past_memberships m
        WHERE m.organisation = of_organisation AND m.person = who AND m.ended_at = platform_now()
    );
END
$$;
REVOKE ALL ON FUNCTION may_say(text, text, text, uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION record_fact(action text, object text, subject text, details jsonb) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    known known_events;
BEGIN
    SELECT * INTO known FROM known_events k WHERE k.object = record_fact.object AND k.action = record_fact.action;
    IF FOUND AND known.fact_by IS NULL THEN
        RAISE EXCEPTION 'that a % did % is written by what does it', object, action
            USING ERRCODE = 'check_violation', CONSTRAINT = 'known_events_fact_by', TABLE = 'known_events';
    ELSIF FOUND AND NOT is_trusted() AND (
        known.fact_by = 'platform' OR actor() IS NULL OR NOT may_say(action, object, subject, actor())
    ) THEN
        RAISE EXCEPTION 'this is not for you to say' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM record_event(record_fact.action, record_fact.object, record_fact.subject, record_fact.details);
END
$$;
