-- 0043_judges.sql: what a judge may decide of a version, and what not any more, is one question, which the version, the queue and whoever walks
-- it ask.

-- The releases of a version's scope that a moderator may take out: it does not list them, and their providers have not objected.
CREATE FUNCTION removable_releases(of_version uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN QUERY
        SELECT s.release
        FROM scope_of(of_version) s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset
        WHERE s.source <> 'listed' AND NOT EXISTS (
            SELECT FROM flags g
            WHERE g.state <> 'dismissed' AND g.organisation = d.organisation
                AND g.finding = (SELECT v.finding FROM finding_versions v WHERE v.id = of_version)
        );
END
$$;
REVOKE ALL ON FUNCTION removable_releases(uuid) FROM PUBLIC;

-- The decisions on a version that its actor may not make, though a judge, for what has been decided before or for want of anything to decide:
-- after an appeal another judge decides, nobody opens two gates of one version, and changes are asked for twice and not after an appeal.
CREATE FUNCTION barred(of_version uuid) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
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
        ORDER BY 1
    );
END
$$;

-- How the actor, as a judge, stands to a version: `unlisted`, what it is judged against beside what it lists, is null for all others.
CREATE FUNCTION judging(of_finding uuid, of_version uuid) RETURNS TABLE (is_neutral boolean, barred text[], unlisted jsonb) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp COST 1000 ROWS 1 AS
$$
BEGIN
    IF NOT EXISTS (SELECT FROM persons p WHERE p.id = actor() AND p.platform_roles <> '{}') THEN
        RETURN QUERY SELECT false, '{}'::text[], NULL::jsonb;
        RETURN;
    END IF;
    RETURN QUERY SELECT
        is_neutral(actor(), of_finding), barred(of_version),
        coalesce((
            SELECT jsonb_agg(
                jsonb_build_object('dataset', d.pid, 'sequence', r.sequence, 'source', s.source) ORDER BY d.pid, r.sequence
            )
            FROM scope_of(of_version) s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset
            WHERE s.source <> 'listed'
        ), '[]');
END
$$;

INSERT INTO known_events (object, action, log_kind, audience, fact_by) VALUES
    ('finding_version', 'lift_party', 'party_lifted', '{authors,moderators}', 'person');

-- Nobody is without a judge: where too few moderators are neutral, neutral administrators decide as they do, and where too few of both are,
-- administrators owe the finding an appointment.

-- A judge for one finding, named by administrators: by two of them where there are two, so that no party has a judge of its own.
CREATE TABLE appointments (
    finding uuid NOT NULL REFERENCES findings,
    person uuid NOT NULL REFERENCES persons,
    appointed_by uuid NOT NULL REFERENCES persons,
    reason text NOT NULL CONSTRAINT appointments_reason_length CHECK (char_length(reason) BETWEEN 1 AND 5000),
    appointed_at timestamptz NOT NULL DEFAULT platform_now(),
    is_in_force boolean NOT NULL,
    CONSTRAINT appointments_once PRIMARY KEY (finding, person, appointed_by)
);
COMMENT ON COLUMN appointments.is_in_force IS 'Whether it was the last word that was needed; written by the database';
CREATE INDEX appointments_in_force ON appointments (person, finding) WHERE is_in_force;
CREATE TRIGGER appointments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON appointments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appointments_written BEFORE INSERT OR UPDATE OF reason ON appointments
    FOR EACH ROW EXECUTE FUNCTION check_written('reason:lines');

-- A finding for which administrators owe an appointment: since when, and until when before it is asked for again.
CREATE TABLE vacancies (
    finding uuid PRIMARY KEY REFERENCES findings,
    since timestamptz NOT NULL DEFAULT platform_now(),
    due_at timestamptz NOT NULL
);

CREATE FUNCTION is_appointed(who uuid, of_finding uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp COST 1000 AS
$$
BEGIN
    RETURN EXISTS (SELECT FROM appointments a WHERE a.person = who AND a.finding = of_finding AND a.is_in_force);
END
$$;

-- Those who decide as moderators: by their role, or appointed; active and neutral.
CREATE FUNCTION able_moderators(of_finding uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN QUERY
        SELECT p.id FROM persons p
        WHERE p.state = 'active' AND ('moderator' = ANY (p.platform_roles) OR is_appointed(p.id, of_finding)) AND is_neutral(p.id, of_finding);
END
$$;

CREATE FUNCTION able_admins(of_finding uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN QUERY
        SELECT p.id FROM persons p
        WHERE p.state = 'active' AND 'admin' = ANY (p.platform_roles) AND is_neutral(p.id, of_finding);
END
$$;
REVOKE ALL ON FUNCTION able_moderators(uuid), able_admins(uuid) FROM PUBLIC;

-- As what the actor judges a finding: as a moderator also who is appointed, and administrators where fewer than two moderators are able; as an
-- administrator also who is appointed, where no administrator is able; as a party, who has a role and no say in it; or not at all.
CREATE FUNCTION seats(of_finding uuid) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp COST 1000 AS
$$
DECLARE
    roles CONSTANT text[] := coalesce((SELECT p.platform_roles FROM persons p WHERE p.id = actor()), '{}');
    appointed CONSTANT boolean := is_appointed(actor(), of_finding);
    taken text[] := '{}';
BEGIN
    IF roles = '{}' AND NOT appointed THEN
        RETURN taken;
    ELSIF NOT is_neutral(actor(), of_finding) THEN
        RETURN '{party}';
    END IF;
    IF appointed OR 'moderator' = ANY (roles) OR (SELECT count(*) FROM able_moderators(of_finding)) < 2 THEN
        taken := taken || 'moderator'::text;
    END IF;
    IF 'admin' = ANY (roles) OR (appointed AND NOT EXISTS (SELECT FROM able_admins(of_finding))) THEN
        taken := taken || 'admin'::text;
    END IF;
    RETURN taken;
END
$$;

-- How many can judge a finding, and what waits for them: the states of its flags, and of a version before its gates how many of the able may
-- still decide what it waits for.
CREATE FUNCTION bench(of_finding uuid) RETURNS TABLE (
    moderators bigint, administrators bigint, both_roles bigint, appointed bigint, flags text[], deciders bigint, vacant_until timestamptz, subject text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1 AS
$$
DECLARE
    able_m CONSTANT uuid[] := ARRAY(SELECT able_moderators(of_finding));
    able_a CONSTANT uuid[] := ARRAY(SELECT able_admins(of_finding));
BEGIN
    RETURN QUERY SELECT
        cardinality(able_m)::bigint, cardinality(able_a)::bigint,
        (SELECT count(*) FROM unnest(able_m) AS m WHERE m = ANY (able_a)),
        (SELECT count(*) FROM unnest(able_m) AS m WHERE is_appointed(m, of_finding)),
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

-- As the program has it (`Bench`): what waits has nobody who could decide it.
CREATE FUNCTION check_vacancy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (
        SELECT FROM bench(NEW.finding) b
        WHERE b.deciders = 0
            OR ('contested' = ANY (b.flags) AND b.moderators + CASE WHEN b.moderators < 2 THEN b.administrators - b.both_roles ELSE 0 END < 2)
            OR ('escalated' = ANY (b.flags) AND b.administrators + b.appointed = 0)
    ) THEN
        RAISE EXCEPTION 'the finding has its judges'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'vacancies_true', TABLE = 'vacancies';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER vacancies_true BEFORE INSERT ON vacancies FOR EACH ROW EXECUTE FUNCTION check_vacancy();

CREATE FUNCTION check_appointment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    admins CONSTANT uuid[] := ARRAY(SELECT p.id FROM persons p WHERE p.state = 'active' AND 'admin' = ANY (p.platform_roles));
    -- Of two who name the same person at once, one waits for the other.
    vacant CONSTANT uuid := (SELECT x.finding FROM vacancies x WHERE x.finding = NEW.finding FOR UPDATE);
BEGIN
    IF NEW.appointed_by <> ALL (admins) THEN
        RAISE EXCEPTION 'administrators appoint'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_right', TABLE = 'appointments';
    END IF;
    IF vacant IS NULL THEN
        RAISE EXCEPTION 'the finding has its judges'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_needed', TABLE = 'appointments';
    END IF;
    IF NOT is_neutral(NEW.person, NEW.finding) OR NOT EXISTS (SELECT FROM persons p WHERE p.id = NEW.person AND p.state = 'active') THEN
        RAISE EXCEPTION 'nobody decides a case to which they are a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_neutral', TABLE = 'appointments';
    END IF;
    NEW.is_in_force := (
        SELECT 1 + count(*) FROM appointments a
        WHERE a.finding = NEW.finding AND a.person = NEW.person AND a.appointed_by = ANY (admins) AND a.appointed_by <> NEW.appointed_by
    ) >= least(2, cardinality(admins));
    IF NEW.is_in_force THEN
        INSERT INTO notices (person, kind, subject)
        SELECT NEW.person, 'finding_version.appoint', b.subject FROM bench(NEW.finding) b;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER appointments_checked BEFORE INSERT ON appointments FOR EACH ROW EXECUTE FUNCTION check_appointment();

ALTER TABLE appointments ENABLE ROW LEVEL SECURITY;
ALTER TABLE vacancies ENABLE ROW LEVEL SECURITY;
CREATE POLICY appointments_seen ON appointments FOR SELECT TO teahouse_app USING (
    is_platform() OR person = (SELECT actor())
    OR EXISTS (SELECT FROM persons p WHERE p.id = (SELECT actor()) AND p.platform_roles <> '{}')
);
CREATE POLICY appointments_made ON appointments FOR INSERT TO teahouse_app WITH CHECK (appointed_by = (SELECT actor()));
-- They say nothing but that there are too few judges; whoever submits, contests or is the clock may find that out.
CREATE POLICY vacancies_seen ON vacancies FOR SELECT TO teahouse_app USING (true);
CREATE POLICY vacancies_made ON vacancies FOR INSERT TO teahouse_app WITH CHECK (is_platform() OR (SELECT actor()) IS NOT NULL);
CREATE POLICY vacancies_hurried ON vacancies FOR UPDATE TO teahouse_app USING (is_platform() OR (SELECT actor()) IS NOT NULL);
CREATE POLICY vacancies_filled ON vacancies FOR DELETE TO teahouse_app USING (is_platform());
GRANT SELECT, INSERT ON appointments TO teahouse_app;
GRANT SELECT, INSERT, DELETE ON vacancies TO teahouse_app;
GRANT UPDATE (due_at) ON vacancies TO teahouse_app;

-- Who is appointed sees what a moderator sees of the one finding.
CREATE FUNCTION is_appointed_to_version(who uuid, of_version uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp COST 1000 AS
$$
BEGIN
    RETURN EXISTS (
        SELECT FROM appointments a JOIN finding_versions v ON v.finding = a.finding
        WHERE a.person = who AND a.is_in_force AND v.id = of_version AND v.state NOT IN ('draft', 'retracted')
    );
END
$$;
CREATE POLICY findings_appointed ON findings FOR SELECT TO teahouse_app USING (is_appointed((SELECT actor()), id));
CREATE POLICY finding_versions_appointed ON finding_versions FOR SELECT TO teahouse_app
    USING (state NOT IN ('draft', 'retracted') AND is_appointed((SELECT actor()), finding));
CREATE POLICY clearances_appointed ON clearances FOR SELECT TO teahouse_app USING (is_appointed((SELECT actor()), finding));
CREATE POLICY flags_appointed ON flags FOR SELECT TO teahouse_app USING (is_appointed((SELECT actor()), finding));
CREATE POLICY flag_votes_appointed ON flag_votes FOR SELECT TO teahouse_app
    USING (EXISTS (SELECT FROM flags g WHERE g.id = flag AND is_appointed((SELECT actor()), g.finding)));
-- What they decide, and what that moves.
CREATE POLICY decisions_appointed ON decisions FOR INSERT TO teahouse_app
    WITH CHECK (decided_by = (SELECT actor()) AND is_appointed((SELECT actor()), finding));
CREATE POLICY release_removals_made ON release_removals FOR INSERT TO teahouse_app
    WITH CHECK (is_appointed_to_version((SELECT actor()), version));
CREATE POLICY flag_votes_cast ON flag_votes FOR INSERT TO teahouse_app WITH CHECK (
    moderator = (SELECT actor())
    AND EXISTS (SELECT FROM flags g WHERE g.id = flag AND is_appointed((SELECT actor()), g.finding))
);
CREATE POLICY finding_versions_decided ON finding_versions FOR UPDATE TO teahouse_app
    USING (state = 'submitted' AND is_appointed((SELECT actor()), finding)) WITH CHECK (is_appointed((SELECT actor()), finding));
CREATE POLICY clearances_decided ON clearances FOR UPDATE TO teahouse_app USING (is_appointed((SELECT actor()), finding));
CREATE POLICY flags_decided ON flags FOR UPDATE TO teahouse_app USING (is_appointed((SELECT actor()), finding));
DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY '{finding_files,finding_releases,contributions,screenings,moderations,screening_reports,appeals,certifications,version_scope,release_removals}'::text[] LOOP
        EXECUTE format(
            'CREATE POLICY %I ON %I FOR SELECT TO teahouse_app USING (is_appointed_to_version((SELECT actor()), version))',
            part || '_appointed', part
        );
    END LOOP;
    FOREACH part IN ARRAY '{screenings,moderations}'::text[] LOOP
        EXECUTE format(
            'CREATE POLICY %I ON %I FOR UPDATE TO teahouse_app USING (is_appointed_to_version((SELECT actor()), version))',
            part || '_decided', part
        );
    END LOOP;
END
$$;

INSERT INTO known_events (object, action, log_kind, audience, fact_by) VALUES
    ('finding_version', 'appoint', 'judge_appointed', '{authors,admins}', 'person'),
    ('finding_version', 'judges_missing', 'judges_missing', '{admins}', 'person'),
    ('finding_version', 'judges_found', 'judges_found', '{moderators,admins}', 'platform'),
    ('finding_version', 'escalate', 'moderation_escalated', '{authors,admins}', 'platform');

-- Where no moderator has decided in time, administrators decide as well; since when it is late stays written down.
INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('moderation', 'pending', 'escalate', 'escalated'),
    ('moderation', 'escalated', 'escalate', 'escalated'),
    ('moderation', 'escalated', 'accept', 'accepted'),
    ('moderation', 'escalated', 'request_changes', 'changes_requested'),
    ('moderation', 'escalated', 'reject', 'rejected');
ALTER TABLE moderations DROP CONSTRAINT moderations_state_known, DROP CONSTRAINT moderations_waiting_has_due;
ALTER TABLE moderations
    ADD COLUMN late_since timestamptz,
    ADD CONSTRAINT moderations_state_known
        CHECK (state IN ('pending', 'escalated', 'accepted', 'changes_requested', 'rejected')),
    ADD CONSTRAINT moderations_waiting_has_due CHECK ((state IN ('pending', 'escalated')) = (due_at IS NOT NULL));
ALTER TABLE screenings ADD COLUMN late_since timestamptz;
GRANT UPDATE (late_since) ON moderations, screenings TO teahouse_app;

-- A clearance whose objections have too few judges waits on past its cap.
ALTER TABLE clearances ADD COLUMN held_at timestamptz;
COMMENT ON COLUMN clearances.held_at IS 'When it was last kept waiting for want of judges; its cap counts for nothing then';
ALTER TABLE clearances DROP CONSTRAINT clearances_due_within_cap;
ALTER TABLE clearances ADD CONSTRAINT clearances_due_within_cap CHECK (due_at <= cap_at OR (held_at IS NOT NULL AND state = 'flagged'));
GRANT UPDATE (held_at) ON clearances TO teahouse_app;

CREATE FUNCTION check_held() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (SELECT FROM vacancies x WHERE x.finding = NEW.finding) THEN
        RAISE EXCEPTION 'a clearance is held where judges are missing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clearances_held', TABLE = 'clearances';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER clearances_held BEFORE UPDATE OF held_at ON clearances FOR EACH ROW EXECUTE FUNCTION check_held();
