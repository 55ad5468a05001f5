-- 0044_exceptions.sql: authors have the platform look at a finding twice in any ten days, whether they submit a version, ask for an exception or
-- appeal; an exception is asked for once of the same files, and its refusal is final.

-- What the authors of a finding have asked for, one after the other; of two at once one finds its number taken.
CREATE TABLE askings (
    finding uuid NOT NULL REFERENCES findings,
    number integer NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT askings_in_turn PRIMARY KEY (finding, number)
);
COMMENT ON TABLE askings IS 'Submissions, askings for an exception and appeals; written by the database';
INSERT INTO askings (finding, number, asked_at)
SELECT finding, row_number() OVER (PARTITION BY finding ORDER BY asked_at), asked_at FROM (
    SELECT finding, submitted_at AS asked_at FROM finding_versions WHERE submitted_at IS NOT NULL
    UNION ALL
    SELECT v.finding, a.appealed_at FROM appeals a JOIN finding_versions v ON v.id = a.version
) AS known;

ALTER TABLE askings ENABLE ROW LEVEL SECURITY;
CREATE POLICY askings_seen ON askings TO teahouse_app USING (EXISTS (SELECT FROM findings f WHERE f.id = finding));
GRANT SELECT ON askings TO teahouse_app;

CREATE FUNCTION ask(of_finding uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    last CONSTANT integer := coalesce((SELECT max(a.number) FROM askings a WHERE a.finding = of_finding), 0);
BEGIN
    IF EXISTS (
        SELECT FROM askings a
        WHERE a.finding = of_finding AND a.number = last - 1 AND a.asked_at > platform_now() - interval '10 days'
    ) THEN
        RAISE EXCEPTION 'a finding is looked at twice in ten days'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'askings_bounded', TABLE = 'askings';
    END IF;
    INSERT INTO askings (finding, number) VALUES (of_finding, last + 1);
END
$$;
REVOKE ALL ON FUNCTION ask(uuid) FROM PUBLIC;

CREATE FUNCTION ask_by_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM ask(NEW.finding);
    RETURN NULL;
END
$$;
CREATE TRIGGER finding_versions_asked AFTER UPDATE ON finding_versions FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.state = 'submitted') EXECUTE FUNCTION ask_by_version();

CREATE FUNCTION ask_by_appeal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM ask((SELECT v.finding FROM finding_versions v WHERE v.id = NEW.version));
    RETURN NULL;
END
$$;
CREATE TRIGGER appeals_asked AFTER INSERT ON appeals FOR EACH ROW EXECUTE FUNCTION ask_by_appeal();

-- An exception is asked for by the authors. Those who are asked have their own hours, and the authors' thirty days stand still meanwhile.
ALTER TABLE screenings DROP CONSTRAINT screenings_state_known, DROP CONSTRAINT screenings_waiting_has_due;
ALTER TABLE screenings
    ADD COLUMN time_left interval,
    ADD CONSTRAINT screenings_state_known
        CHECK (state IN (
            'pending', 'passed', 'failed', 'asked', 'escalated', 'refused', 'excepted', 'lapsed', 'doubtful', 'unresolved', 'upheld'
        )),
    ADD CONSTRAINT screenings_waiting_has_due
        CHECK ((state IN ('pending', 'failed', 'asked', 'escalated', 'refused', 'doubtful', 'unresolved')) = (due_at IS NOT NULL)),
    ADD CONSTRAINT screenings_asked_has_time_left CHECK (state NOT IN ('asked', 'escalated') OR time_left IS NOT NULL);
COMMENT ON COLUMN screenings.time_left IS 'What was left of the authors'' time when they asked for an exception';
GRANT UPDATE (time_left) ON screenings TO teahouse_app;

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('screening', 'failed', 'ask', 'asked'),
    ('screening', 'asked', 'exception', 'excepted'),
    ('screening', 'asked', 'refuse', 'refused'),
    ('screening', 'asked', 'escalate', 'escalated'),
    ('screening', 'asked', 'renew', 'pending'),
    ('screening', 'escalated', 'exception', 'excepted'),
    ('screening', 'escalated', 'refuse', 'refused'),
    ('screening', 'escalated', 'escalate', 'escalated'),
    ('screening', 'escalated', 'renew', 'pending'),
    ('screening', 'refused', 'renew', 'pending'),
    ('screening', 'refused', 'lapse', 'lapsed');
INSERT INTO known_events (object, action, log_kind, audience) VALUES
    ('screening', 'ask', 'exception_asked', '{moderators}'),
    ('screening', 'refuse', 'exception_refused', '{authors}'),
    ('screening', 'escalate', 'exception_escalated', '{authors,admins}');

CREATE TABLE exception_askings (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    finding uuid NOT NULL REFERENCES findings,
    version uuid NOT NULL REFERENCES finding_versions,
    fingerprint bytea NOT NULL,
    reason text NOT NULL CONSTRAINT exception_askings_reason_length CHECK (char_length(reason) BETWEEN 1 AND 5000),
    asked_by uuid NOT NULL REFERENCES persons,
    asked_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT exceptions_asked_once UNIQUE (finding, fingerprint)
);
CREATE INDEX exception_askings_by_version ON exception_askings (version);
CREATE TRIGGER exception_askings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON exception_askings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exception_askings_written BEFORE INSERT OR UPDATE OF reason ON exception_askings
    FOR EACH ROW EXECUTE FUNCTION check_written('reason:lines');
CREATE CONSTRAINT TRIGGER exception_askings_stamp AFTER INSERT OR UPDATE OR DELETE ON exception_askings DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION stamp_changed('version');
ALTER TABLE exception_askings ENABLE ROW LEVEL SECURITY;
CREATE POLICY exception_askings_seen ON exception_askings FOR SELECT TO teahouse_app USING (
    is_platform() OR is_appointed((SELECT actor()), finding)
    OR EXISTS (SELECT FROM persons p WHERE p.id = (SELECT actor()) AND p.platform_roles <> '{}')
    OR EXISTS (SELECT FROM finding_authors a WHERE a.finding = exception_askings.finding AND a.person = (SELECT actor()))
);
CREATE POLICY exception_askings_made ON exception_askings FOR INSERT TO teahouse_app WITH CHECK (
    asked_by = (SELECT actor())
    AND EXISTS (SELECT FROM finding_authors a WHERE a.finding = exception_askings.finding AND a.person = (SELECT actor()))
);
GRANT SELECT, INSERT ON exception_askings TO teahouse_app;

-- Whether a passage stands that an objection to this finding forbids.
CREATE FUNCTION has_forbidden_passage(of_version uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN EXISTS (
        SELECT FROM flags g JOIN flag_passages k ON k.flag = g.id
        WHERE k.version = of_version AND k.stands AND g.state IN ('conceded', 'upheld', 'resolved')
    );
END
$$;
REVOKE ALL ON FUNCTION has_forbidden_passage(uuid) FROM PUBLIC;

-- What of a version is screened: its files and what it says of itself, whichever version it is.
CREATE FUNCTION screened_fingerprint(of_version uuid) RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT sha256(convert_to(
            jsonb_build_array(
                v.title, v.abstract, v.keywords, v.funding, v.conflicts,
                (
                    SELECT jsonb_agg(jsonb_build_array(f.name, encode(f.digest, 'hex')) ORDER BY f.name COLLATE "C")
                    FROM finding_files f WHERE f.version = v.id
                ),
                (
                    SELECT jsonb_agg(jsonb_build_array(c.name, c.orcid, c.affiliation, c.ror) ORDER BY c.position)
                    FROM contributions c WHERE c.version = v.id
                )
            )::text, 'UTF8'
        ))
        FROM finding_versions v WHERE v.id = of_version
    );
END
$$;
REVOKE ALL ON FUNCTION screened_fingerprint(uuid) FROM PUBLIC;

-- Whether an exception was refused for exactly what a version has.
CREATE FUNCTION is_exception_refused(of_version uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN EXISTS (
        SELECT FROM decisions d
        WHERE d.finding = (SELECT v.finding FROM finding_versions v WHERE v.id = of_version) AND d.object = 'finding_version'
            AND d.event = 'refuse_exception' AND screened_fingerprint(d.subject) = screened_fingerprint(of_version)
    );
END
$$;
REVOKE ALL ON FUNCTION is_exception_refused(uuid) FROM PUBLIC;

CREATE FUNCTION check_exception_asked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    NEW.finding := (SELECT v.finding FROM finding_versions v WHERE v.id = NEW.version);
    NEW.fingerprint := screened_fingerprint(NEW.version);
    IF has_forbidden_passage(NEW.version) THEN
        RAISE EXCEPTION 'no exception lets a passage pass that was objected to'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'exceptions_nothing_forbidden', TABLE = 'exception_askings';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER exception_askings_checked BEFORE INSERT ON exception_askings FOR EACH ROW EXECUTE FUNCTION check_exception_asked();

CREATE FUNCTION ask_by_exception() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM ask(NEW.finding);
    RETURN NULL;
END
$$;
CREATE TRIGGER exception_askings_asked AFTER INSERT ON exception_askings FOR EACH ROW EXECUTE FUNCTION ask_by_exception();

CREATE FUNCTION check_exception() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF has_forbidden_passage(NEW.subject) THEN
        RAISE EXCEPTION 'no exception lets a passage pass that was objected to'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'exceptions_nothing_forbidden', TABLE = 'decisions';
    END IF;
    IF is_exception_refused(NEW.subject) THEN
        RAISE EXCEPTION 'an exception was refused for the same files'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_exception_refused', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decisions_exception BEFORE INSERT ON decisions FOR EACH ROW
    WHEN (NEW.object = 'finding_version' AND NEW.event = 'exception') EXECUTE FUNCTION check_exception();

-- What of a failed screening nobody may do any more, whoever it is.
CREATE FUNCTION barred_exceptions(of_version uuid) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (SELECT FROM screenings s WHERE s.version = of_version AND s.state IN ('failed', 'asked', 'escalated')) THEN
        RETURN;
    END IF;
    IF has_forbidden_passage(of_version) OR is_exception_refused(of_version) THEN
        RETURN QUERY VALUES ('exception'), ('ask_exception');
    ELSIF EXISTS (
        SELECT FROM exception_askings a
        WHERE a.finding = (SELECT v.finding FROM finding_versions v WHERE v.id = of_version)
            AND a.fingerprint = screened_fingerprint(of_version)
    ) THEN
        RETURN NEXT 'ask_exception';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION barred_exceptions(uuid) FROM PUBLIC;

-- As before, and of a failed screening.
CREATE OR REPLACE FUNCTION barred(of_version uuid) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    of_finding CONSTANT uuid := (SELECT v.finding FROM finding_versions v WHERE v.id = of_version);
BEGIN
    RETURN ARRAY(
        SELECT unnest(
            CASE
                WHEN d.event IN ('reject', 'request_changes') THEN '{accept,reject,request_changes}'::text[]
                WHEN d.event IN ('exception', 'release_unused', 'gone') THEN '{accept}'::text[]
                WHEN d.event = 'accept' THEN '{exception,release_unused,gone}'::text[]
            END
        )
        FROM decisions d WHERE d.object = 'finding_version' AND d.subject = of_version AND d.decided_by = actor()
        UNION
        SELECT 'request_changes'
        WHERE EXISTS (SELECT FROM appeals a WHERE a.version = of_version)
            OR (SELECT count(*) FROM decisions d WHERE d.finding = of_finding AND d.event = 'request_changes') >= 2
        UNION
        SELECT 'release_unused' WHERE NOT EXISTS (SELECT FROM removable_releases(of_version))
        UNION
        SELECT 'lift_party'
        WHERE NOT EXISTS (SELECT FROM parties_of(of_finding) p WHERE p.capacity IN ('contributor', 'affiliation'))
        UNION
        -- Where a passage of another finding stands it takes two voices, of two judges.
        SELECT 'exception'
        WHERE EXISTS (
            SELECT FROM decisions d
            WHERE d.object = 'finding_version' AND d.subject = of_version AND d.event = 'exception' AND d.decided_by = actor()
                AND d.decided_at >= (SELECT max(p.noted_at) FROM foreign_passages p WHERE p.version = of_version)
        )
        UNION
        SELECT 'appoint' WHERE NOT EXISTS (SELECT FROM vacancies x WHERE x.finding = of_finding)
        UNION
        SELECT * FROM barred_exceptions(of_version)
        ORDER BY 1
    );
END
$$;

-- As before, and with what the actor judges as. Administrators decide beside moderators once these have let the time go by, and on that alone;
-- to those who do not judge it says what of a failed screening is barred.
DROP FUNCTION judging(uuid, uuid);
CREATE FUNCTION judging(of_finding uuid, of_version uuid) RETURNS TABLE (seats text[], barred text[], unlisted jsonb, vacancy jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp COST 1000 ROWS 1 AS
$$
DECLARE
    taken text[] := seats(of_finding);
    left_out text[];
BEGIN
    IF taken = '{}' THEN
        RETURN QUERY SELECT taken, ARRAY(SELECT barred_exceptions(of_version) ORDER BY 1), NULL::jsonb, NULL::jsonb;
        RETURN;
    END IF;
    left_out := barred(of_version);
    IF 'admin' = ANY (taken) AND NOT 'moderator' = ANY (taken) THEN
        taken := taken || 'moderator'::text;
        IF NOT EXISTS (SELECT FROM moderations m WHERE m.version = of_version AND m.state = 'escalated') THEN
            left_out := left_out || '{accept,reject,request_changes}'::text[];
        END IF;
        IF NOT EXISTS (SELECT FROM screenings s WHERE s.version = of_version AND s.state = 'escalated') THEN
            left_out := left_out || '{exception,refuse_exception,release_unused}'::text[];
        END IF;
        IF left_out @> '{accept,reject,request_changes,exception,refuse_exception,release_unused}' THEN
            taken := array_remove(taken, 'moderator');
        END IF;
    END IF;
    RETURN QUERY SELECT
        taken, left_out,
        coalesce((
            SELECT jsonb_agg(
                jsonb_build_object('dataset', d.pid, 'sequence', r.sequence, 'source', s.source) ORDER BY d.pid, r.sequence
            )
            FROM scope_of(of_version) s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset
            WHERE s.source <> 'listed'
        ), '[]'),
        (
            SELECT jsonb_build_object('since', rfc3339(x.since), 'due_at', rfc3339(x.due_at))
            FROM vacancies x WHERE x.finding = of_finding
        );
END
$$;
