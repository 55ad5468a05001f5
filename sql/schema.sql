-- What the migrations make, as pg_dump of PostgreSQL 15 writes it. Made by `make schema`; for reading only.

-- Name: public; Type: SCHEMA; Schema: -; Owner: -

-- *not* creating schema, since initdb creates it

-- Name: published; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA published;

-- Name: able_admins(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.able_admins(of_finding uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY SELECT j.person FROM able_judges(of_finding) j WHERE j.is_admin;
END
$$;

-- Name: able_judges(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.able_judges(of_finding uuid) RETURNS TABLE(person uuid, is_moderator boolean, is_admin boolean, is_appointed boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: able_moderators(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.able_moderators(of_finding uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY SELECT j.person FROM able_judges(of_finding) j WHERE j.is_moderator;
END
$$;

-- Name: able_since(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.able_since(who uuid, of_finding uuid) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: act_as(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.act_as(who uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM let_act(who);
END
$$;

-- Name: actor(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.actor() RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    AS $$
DECLARE
    said CONSTANT pg_catalog.text := pg_catalog.current_setting('app.actor', true);
BEGIN
    IF said IS NULL OR said = '' THEN
        RETURN NULL;
    -- As let_act() writes them.
    ELSIF pg_catalog.currval('public.actor_transaction')
            <> (pg_catalog.date_part('epoch', pg_catalog.transaction_timestamp()) * 1000000)::pg_catalog.int8
        OR said <> pg_catalog.lpad(pg_catalog.to_hex(pg_catalog.currval('public.actor_first_half')), 16, '0')
            || pg_catalog.lpad(pg_catalog.to_hex(pg_catalog.currval('public.actor_second_half')), 16, '0')
    THEN
        RAISE EXCEPTION 'the actor has not signed in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN said::pg_catalog.uuid;
END
$$;

-- Name: agreed_review_days(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.agreed_review_days(subject uuid, provider uuid) RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (
        SELECT max(r.review_days)
        FROM scope_of(subject) s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset
        WHERE s.asks AND d.organisation = provider
    );
END
$$;

-- Name: announce_job(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.announce_job() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('jobs', NEW.queue);
    RETURN NULL;
END
$$;

-- Name: announce_job_end(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.announce_job_end() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('job_ended', NEW.subject::text);
    RETURN NULL;
END
$$;

-- Name: announce_publication(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.announce_publication() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('publications', NEW.pid);
    RETURN NULL;
END
$$;

-- Name: ask(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.ask(of_finding uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: ask_by_appeal(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.ask_by_appeal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM ask((SELECT v.finding FROM finding_versions v WHERE v.id = NEW.version));
    RETURN NULL;
END
$$;

-- Name: ask_by_exception(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.ask_by_exception() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM ask(NEW.finding);
    RETURN NULL;
END
$$;

-- Name: ask_by_version(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.ask_by_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM ask(NEW.finding);
    RETURN NULL;
END
$$;

-- Name: barred(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.barred(of_version uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: barred_exceptions(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.barred_exceptions(of_version uuid) RETURNS SETOF text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: belonged(uuid, uuid, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.belonged(who uuid, of_organisation uuid, moment timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN of_organisation IN (SELECT organisations_since(who, moment));
END
$$;

-- Name: bench(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.bench(of_finding uuid) RETURNS TABLE(moderators bigint, administrators bigint, both_roles bigint, appointed bigint, flags text[], deciders bigint, vacant_until timestamp with time zone, subject text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: bench_since(uuid, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.bench_since(of_finding uuid, since timestamp with time zone) RETURNS TABLE(moderators bigint, administrators bigint, both_roles bigint, appointed bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: binding_flags(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.binding_flags(subject uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    own CONSTANT uuid := (SELECT finding FROM finding_versions WHERE id = subject);
    persons CONSTANT uuid[] := ARRAY(SELECT person FROM parties_of(own) WHERE organisation IS NULL);
BEGIN
    RETURN QUERY
        SELECT g.id FROM flags g JOIN clearances c ON c.id = g.clearance
        WHERE g.binds IS NOT NULL AND c.finding <> own AND (
            g.binds = 'everybody' OR c.finding IN (
                SELECT v.finding FROM version_parties w JOIN finding_versions v ON v.id = w.version
                WHERE w.person = ANY (persons) AND w.organisation IS NULL
                UNION
                SELECT h.finding FROM author_history h WHERE h.person = ANY (persons)
            )
        );
END
$$;

-- Name: bring_file(bytea, bigint, uuid, interval); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.bring_file(of_digest bytea, of_size bigint, for_organisation uuid, lasting interval) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    who CONSTANT uuid := actor();
    made uuid;
BEGIN
    IF who IS NULL THEN
        RAISE EXCEPTION 'nobody brings a file' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO brought_files (person, organisations, digest, size, arrives_until)
    VALUES (
        who,
        CASE
            WHEN for_organisation IS NOT NULL THEN ARRAY[for_organisation]
            ELSE ARRAY(SELECT DISTINCT m.organisation FROM memberships m WHERE m.person = who ORDER BY 1)
        END,
        of_digest, of_size, platform_now() + lasting
    )
    RETURNING id INTO made;
    RETURN made;
END
$$;

-- Name: check_agreement(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_agreement() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM releases WHERE id = NEW.release AND terms_digest = NEW.terms_digest) THEN
        RAISE EXCEPTION 'these are not the terms of the release'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_terms_current', TABLE = 'agreements';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_amendment(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_amendment() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    said CONSTANT jsonb := nullif(current_setting('app.move', true), '')::jsonb;
    happened CONSTANT text := CASE WHEN said ->> 'object' = 'problem' THEN said ->> 'event' END;
BEGIN
    IF OLD.state = 'open' AND happened IN ('approve', 'return') THEN
        IF OLD.amended IS NULL THEN
            RAISE EXCEPTION 'no amendment waits'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'problems_amended', TABLE = 'problems';
        END IF;
        NEW.version := CASE happened WHEN 'approve' THEN OLD.amended ELSE OLD.version END;
        NEW.amended := NULL;
    ELSIF NEW.version <> OLD.version AND OLD.state <> 'draft' AND NOT is_trusted() THEN
        RAISE EXCEPTION 'what a moderator has read is not changed without one'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = 'problems';
    ELSIF NEW.state <> 'open' THEN
        NEW.amended := NULL;
    END IF;
    UPDATE problem_versions SET dropped_at = platform_now()
    WHERE problem = OLD.id AND number = OLD.amended AND NEW.amended IS DISTINCT FROM OLD.amended AND NEW.version <> OLD.amended;
    RETURN NEW;
END
$$;

-- Name: check_appeal(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_appeal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM appeals WHERE version = NEW.id) THEN
        RAISE EXCEPTION 'a rejected version comes back by an appeal only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_appeal', TABLE = 'finding_versions';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_appeal_is_open(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_appeal_is_open() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM finding_versions v JOIN flags g ON g.finding = v.finding
        WHERE v.id = NEW.version AND g.state = 'upheld'
    ) THEN
        RAISE EXCEPTION 'an upheld objection stands'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeals_nothing_upheld', TABLE = 'appeals';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_appointment(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_appointment() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_author(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_author() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    subject CONSTANT uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.finding ELSE NEW.finding END;
    creator CONSTANT uuid := (SELECT f.created_by FROM findings f WHERE f.id = subject);
BEGIN
    PERFORM require_authors_free(subject);
    IF TG_OP = 'DELETE' THEN
        IF OLD.person = creator AND OLD.person IS DISTINCT FROM actor() THEN
            RAISE EXCEPTION 'nobody else takes out whoever began a finding'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_authors_creator', TABLE = 'finding_authors';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.person IS DISTINCT FROM actor() OR NOT (
        (NEW.person = creator AND NOT EXISTS (SELECT FROM finding_authors a WHERE a.finding = subject))
        OR EXISTS (
            SELECT FROM author_invitations i
            WHERE i.finding = subject AND i.person = NEW.person AND i.expires_at > platform_now() AND may_invite_author(i.invited_by, subject)
        )
    ) THEN
        RAISE EXCEPTION 'nobody becomes an author without an invitation and their own word'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_authors_consent', TABLE = 'finding_authors';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_author_invitation(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_author_invitation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM FROM persons p WHERE p.id = NEW.invited_by FOR SHARE;
    PERFORM FROM finding_authors a WHERE a.finding = NEW.finding AND a.person = NEW.invited_by FOR SHARE;
    PERFORM require_authors_free(NEW.finding);
    IF NOT may_invite_author(NEW.invited_by, NEW.finding) THEN
        RAISE EXCEPTION 'authors are invited by authors'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'author_invitations_right', TABLE = 'author_invitations';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_begun(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_begun() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.state <> ALL (TG_ARGV) AND NOT is_trusted() THEN
        RAISE EXCEPTION 'a % does not begin as %', TG_TABLE_NAME, NEW.state
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_carried(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_carried() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF OLD.carried_from IS NOT NULL OR NEW.state <> 'passed' OR NOT EXISTS (
        SELECT FROM cleared_before(NEW.finding, NEW.version, NEW.organisation) c
        WHERE c.outcome = NEW.outcome AND c.origin = NEW.carried_from
    ) THEN
        RAISE EXCEPTION 'a clearance is carried over from one that has all of its version'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clearances_carried', TABLE = 'clearances';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_certificate(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_certificate() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    gate text;
BEGIN
    -- Not its key: an event about the version, whose entry in the log refers to it, holds nobody up.
    PERFORM FROM finding_versions v WHERE v.id = NEW.version FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT FROM publications p JOIN finding_versions v ON v.id = p.version
        WHERE p.id = NEW.publication AND p.version = NEW.version AND v.state = 'submitted'
    ) THEN
        gate := 'submission';
    ELSE
        gate := closed_gate(NEW.version);
    END IF;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'a certificate needs every gate passed: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_gates', TABLE = 'certificates';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_certification(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_certification() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM finding_versions v
        WHERE v.id = NEW.version AND v.state = 'submitted' AND (NEW.document IS NULL OR v.submitted_at = platform_now())
    ) THEN
        RAISE EXCEPTION 'a document is fixed when its version is submitted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certifications_submitted', TABLE = 'certifications';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_clearance_begun(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_clearance_begun() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    is_held CONSTANT boolean := EXISTS (
        SELECT FROM flags g
        WHERE g.finding = NEW.finding AND g.organisation = NEW.organisation
            AND g.state IN ('open', 'conceded', 'contested', 'escalated', 'upheld')
    );
BEGIN
    IF is_trusted() OR (
        NEW.review_due_at >= platform_now() + interval '240 hours' AND NEW.cap_at >= NEW.review_due_at + interval '360 hours' AND CASE NEW.state
            WHEN 'pending' THEN NOT is_held AND NEW.due_at = NEW.review_due_at
            WHEN 'flagged' THEN is_held AND NEW.due_at = NEW.cap_at
            WHEN 'passed' THEN NOT is_held AND (NEW.outcome, NEW.carried_from) = (
                SELECT c.outcome, c.origin FROM cleared_before(NEW.finding, NEW.version, NEW.organisation) c
            )
        END
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a clearance begins with the provider''s time'
        USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = 'clearances';
END
$$;

-- Name: check_clearance_times(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_clearance_times() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    is_extended CONSTANT boolean := (NEW.state = 'extended' AND OLD.state <> 'extended')
        OR (NEW.extended_at, NEW.review_due_at) IS DISTINCT FROM (OLD.extended_at, OLD.review_due_at);
BEGIN
    IF is_trusted() OR (CASE
        WHEN is_extended THEN
            NEW.state = 'extended' AND OLD.state = 'pending' AND NEW.extended_at = platform_now()
                AND NEW.due_at = NEW.review_due_at AND NEW.due_at > OLD.due_at
                AND NEW.due_at <= least(platform_now() + interval '1440 hours', NEW.cap_at - interval '360 hours')
                -- A thesis is what was one in every version: nobody makes one of a finding when a provider wants more time.
                AND EXISTS (
                    SELECT FROM finding_versions v
                    WHERE v.finding = NEW.finding AND v.submitted_at IS NOT NULL AND NOT v.thesis
                )
                AND NOT EXISTS (
                    SELECT FROM clearances e
                    WHERE e.finding = NEW.finding AND e.organisation = NEW.organisation AND e.extended_at IS NOT NULL
                )
        WHEN NEW.state = 'pending' THEN NEW.due_at IS NOT DISTINCT FROM CASE OLD.state WHEN 'pending' THEN OLD.due_at ELSE NEW.review_due_at END
        WHEN NEW.state = 'extended' THEN NEW.due_at = OLD.due_at
        WHEN NEW.state = 'flagged' THEN NEW.due_at = NEW.cap_at OR (OLD.state = 'flagged' AND NEW.due_at = OLD.due_at)
        ELSE true
    END) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the hours of a clearance are not for you to choose'
        USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = 'clearances';
END
$$;

-- Name: check_counted_share(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_counted_share() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    of_share CONSTANT text := TG_ARGV[0];
    of_holder CONSTANT uuid := CASE TG_ARGV[1]
        -- Of a release it is the dataset's.
        WHEN 'dataset' THEN (SELECT d.organisation FROM datasets d WHERE d.id = (to_jsonb(NEW) ->> 'dataset')::uuid)
        ELSE (to_jsonb(NEW) ->> TG_ARGV[1])::uuid
    END;
BEGIN
    -- What the platform gives out has no holder.
    IF of_holder IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO share_uses (share, holder) VALUES (of_share, of_holder) ON CONFLICT (holder, share) DO NOTHING;
    -- Only now: the rows of whoever was first are seen by the statements that follow.
    PERFORM FROM share_uses u WHERE u.share = of_share AND u.holder = of_holder FOR UPDATE;
    UPDATE share_uses u SET used = count_share(of_share, of_holder) WHERE u.share = of_share AND u.holder = of_holder;
    PERFORM check_share(of_share, of_holder, u.used) FROM share_uses u WHERE u.share = of_share AND u.holder = of_holder;
    RETURN NULL;
END
$$;

-- Name: check_decider(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_decider() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT (is_trusted() OR decides(NEW.object, NEW.subject, NEW.finding, NEW.event)) THEN
        RAISE EXCEPTION 'this is not for you to decide'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_decision(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_decision() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_doubt(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_doubt() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.state = 'passed' AND NOT EXISTS (
        SELECT FROM decisions d WHERE d.object = 'finding_version' AND d.subject = NEW.version AND d.event = 'gone'
    ) THEN
        RAISE EXCEPTION 'a passage is gone when somebody neutral says so'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'screenings_doubt_decided', TABLE = 'screenings';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_draft_files(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_draft_files() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    number bigint;
BEGIN
    IF TG_TABLE_NAME = 'finding_files' THEN
        PERFORM FROM finding_versions v WHERE v.id = NEW.version FOR NO KEY UPDATE;
        SELECT count(*) INTO number FROM finding_files f WHERE f.version = NEW.version;
    ELSE
        PERFORM FROM releases r WHERE r.id = NEW.release FOR NO KEY UPDATE;
        SELECT count(*) INTO number FROM release_files f WHERE f.release = NEW.release;
    END IF;
    PERFORM check_share('draft-files', NULL, number);
    RETURN NULL;
END
$$;

-- Name: check_exception(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_exception() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_exception_asked(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_exception_asked() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_fixed_document(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_fixed_document() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    fixed CONSTANT bytea := (SELECT c.document FROM certifications c WHERE c.version = NEW.version);
BEGIN
    IF fixed IS NOT NULL AND
        convert_from(NEW.document, 'UTF8')::jsonb - 'published_at' IS DISTINCT FROM convert_from(fixed, 'UTF8')::jsonb THEN
        RAISE EXCEPTION 'what is published is what was submitted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_as_submitted', TABLE = 'publications';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_flag(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_flag() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    of_version uuid;
BEGIN
    SELECT c.finding, c.organisation, c.version INTO NEW.finding, NEW.organisation, of_version
    FROM clearances c
    WHERE c.id = NEW.clearance AND c.left_at IS NULL AND platform_now() <= c.cap_at - interval '15 days';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the time for objections is over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'flags_in_time', TABLE = 'flags';
    ELSIF EXISTS (
        SELECT FROM flags g
        WHERE g.finding = NEW.finding AND g.organisation = NEW.organisation AND CASE
            WHEN NEW.member IS NULL THEN
                (g.file_digest, g.first_byte, g.last_byte) = (NEW.file_digest, NEW.first_byte, NEW.last_byte)
            ELSE g.passage = NEW.passage
        END
    ) THEN
        RAISE EXCEPTION 'each passage is objected to once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'flags_once', TABLE = 'flags';
    ELSIF EXISTS (
        -- As `ClearanceStore.ended` has it.
        SELECT FROM clearances c
        WHERE c.finding = NEW.finding AND c.organisation = NEW.organisation AND c.id <> NEW.clearance AND (
            (c.state = 'passed' AND c.outcome <> 'not_used')
            OR (
                c.cap_at - interval '15 days' <= platform_now()
                AND (c.left_at IS NULL OR c.left_at >= c.cap_at - interval '15 days')
            )
        ) AND CASE
            WHEN NEW.member IS NULL THEN
                EXISTS (SELECT FROM finding_files f WHERE f.version = c.version AND f.digest = NEW.file_digest)
            ELSE c.covers_words AND EXISTS (
                SELECT FROM unnest(words_of(of_version)) AS said (words)
                WHERE starts_with(said.words, NEW.member || ' ') AND NEW.member IN ('/title', '/abstract', '/funding', '/conflicts')
                    AND said.words = ANY (words_of(c.version))
            )
        END
    ) THEN
        RAISE EXCEPTION 'the time for what stood there before is over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'flags_new', TABLE = 'flags';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_flag_vote(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_flag_vote() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM decisions d
        WHERE d.id = NEW.decision AND d.object = 'flag' AND d.subject = NEW.flag AND d.decided_by = NEW.moderator
            AND d.event = CASE WHEN NEW.uphold THEN 'uphold' ELSE 'dismiss' END
    ) THEN
        RAISE EXCEPTION 'a vote is a decision on the same flag by the same person'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'flag_votes_decided', TABLE = 'flag_votes';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_foreign_exception(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_foreign_exception() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF exception_voices_missing(NEW.version) > 0 THEN
        RAISE EXCEPTION 'a passage of another finding stays by the word of two people'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'screenings_two_people', TABLE = 'screenings';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_gone(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_gone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM decisions d
        WHERE d.subject = NEW.subject AND d.object = NEW.object AND d.decided_by = NEW.decided_by
            AND d.event = CASE NEW.event WHEN 'accept' THEN 'gone' ELSE 'accept' END
    ) THEN
        RAISE EXCEPTION 'nobody opens two gates of one version'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_two_people', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_held(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_held() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT is_platform() AND NOT EXISTS (SELECT FROM vacancies x WHERE x.finding = NEW.finding) THEN
        RAISE EXCEPTION 'a clearance is held where judges are missing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clearances_held', TABLE = 'clearances';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_invitation(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_invitation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM FROM persons p WHERE p.id = NEW.invited_by FOR SHARE;
    PERFORM FROM memberships m WHERE m.organisation = NEW.organisation AND m.person = NEW.invited_by FOR SHARE;
    PERFORM FROM organisations o WHERE o.id = NEW.organisation FOR SHARE;
    IF NOT may_invite(NEW.invited_by, NEW.organisation, NEW.platform_roles) THEN
        RAISE EXCEPTION 'nobody invites without the right to it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invitations_right', TABLE = 'invitations';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_last_admin(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_last_admin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('persons_last_admin', 0));
    IF NOT EXISTS (SELECT FROM persons WHERE 'admin' = ANY (platform_roles) AND state = 'active') THEN
        RAISE EXCEPTION 'the last administrator stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'persons_last_admin', TABLE = 'persons';
    END IF;
    RETURN NULL;
END
$$;

-- Name: check_last_owner(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_last_owner() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM FROM organisations WHERE id = OLD.organisation FOR UPDATE;
    IF OLD.role = 'owner' AND NOT EXISTS (
        SELECT FROM memberships WHERE organisation = OLD.organisation AND role = 'owner'
    ) THEN
        RAISE EXCEPTION 'the last owner of an organisation cannot leave'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'memberships_last_owner', TABLE = 'memberships';
    END IF;
    RETURN NULL;
END
$$;

-- Name: check_lift(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_lift() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM persons p WHERE p.id = NEW.lifted_by AND 'admin' = ANY (p.platform_roles) AND p.state = 'active')
        OR NOT is_neutral(NEW.lifted_by, NEW.finding) THEN
        RAISE EXCEPTION 'a neutral administrator frees a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_neutral', TABLE = 'party_lifts';
    END IF;
    IF NOT EXISTS (
        SELECT FROM parties_of(NEW.finding) p
        WHERE p.capacity IN ('contributor', 'affiliation') AND (p.person = NEW.person OR p.organisation = NEW.organisation)
    ) THEN
        RAISE EXCEPTION 'only who is named by the authors is freed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'party_lifts_named', TABLE = 'party_lifts';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_note(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_note() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.state = 'shown' AND NOT EXISTS (
        SELECT FROM decisions d JOIN publications p ON p.id = d.subject AND p.finding = d.finding
        WHERE d.subject = NEW.publication AND d.object = 'withdrawal_note' AND d.event = 'allow'
    ) THEN
        RAISE EXCEPTION 'a note is shown once a neutral moderator has let it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawal_notes_decided', TABLE = 'withdrawal_notes';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_own_name(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_own_name() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    written CONSTANT text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF written IS DISTINCT FROM to_jsonb(OLD) ->> TG_ARGV[0] AND written IS DISTINCT FROM actor()::text AND written IS NOT NULL
        -- As policies do, it lets the owner be.
        AND row_security_active(TG_RELID)
    THEN
        RAISE EXCEPTION 'nobody acts under another''s name'
            USING ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME, COLUMN = TG_ARGV[0];
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_problem(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_problem() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_problem_decision(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_problem_decision() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM problems p WHERE p.id = NEW.subject AND belonged(NEW.decided_by, p.organisation, p.created_at)) THEN
        RAISE EXCEPTION 'nobody decides a case to which their own organisation is a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_neutral', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_publication(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_publication() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF (NEW.pid, NEW.finding, NEW.version, NEW.document, NEW.digest, NEW.published_at)
        IS DISTINCT FROM (OLD.pid, OLD.finding, OLD.version, OLD.document, OLD.digest, OLD.published_at) THEN
        RAISE EXCEPTION 'a publication never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_immutable', TABLE = 'publications';
    END IF;
    IF NEW.due_at > OLD.due_at THEN
        RAISE EXCEPTION 'an embargo cannot be lengthened'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_embargo', TABLE = 'publications';
    END IF;
    IF NEW.state = 'published' AND OLD.state = 'embargoed' AND OLD.due_at > platform_now() THEN
        RAISE EXCEPTION 'the embargo is not over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_embargo', TABLE = 'publications';
    END IF;
    NEW.changed_at := platform_now();
    RETURN NEW;
END
$$;

-- Name: check_publication_is_certified(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_publication_is_certified() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM certificates WHERE publication = NEW.id) THEN
        RAISE EXCEPTION 'a publication has a certificate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_certified', TABLE = 'publications';
    END IF;
    IF NEW.state = 'withdrawn' AND NOT EXISTS (SELECT FROM revocations WHERE publication = NEW.id) THEN
        RAISE EXCEPTION 'a withdrawal has a revocation'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_revoked', TABLE = 'publications';
    END IF;
    RETURN NULL;
END
$$;

-- Name: check_release(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_release() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.state IN ('in_review', 'released') AND OLD.state IN ('measuring', 'in_review') AND NEW.state <> OLD.state AND NOT EXISTS (
        SELECT FROM anonymity_reports
        WHERE release = NEW.id AND passed AND fingerprint = release_fingerprint(NEW.id)
    ) THEN
        RAISE EXCEPTION 'a release needs a passing report for its exact files'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'releases_measured', TABLE = 'releases';
    END IF;
    IF OLD.state <> 'draft' AND (NEW.profile, NEW.terms, NEW.review_days, NEW.missing, NEW.dataset, NEW.sequence)
        IS DISTINCT FROM (OLD.profile, OLD.terms, OLD.review_days, OLD.missing, OLD.dataset, OLD.sequence) THEN
        RAISE EXCEPTION 'a release is fixed once it is measured'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'releases_immutable', TABLE = 'releases';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_release_decision(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_release_decision() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM releases r JOIN datasets d ON d.id = r.dataset
        WHERE r.id = NEW.subject AND d.organisation IN (SELECT organisations_since(NEW.decided_by, r.created_at))
    ) THEN
        RAISE EXCEPTION 'nobody decides a case to which their own organisation is a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_neutral', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_release_is_draft(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_release_is_draft() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    parent uuid;
    found text;
BEGIN
    IF TG_TABLE_NAME = 'release_files' THEN
        parent := CASE TG_OP WHEN 'DELETE' THEN OLD.release ELSE NEW.release END;
    ELSE
        SELECT release INTO parent FROM release_files
        WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.file ELSE NEW.file END;
    END IF;
    SELECT state INTO found FROM releases WHERE id = parent FOR SHARE;
    IF found <> 'draft' THEN
        RAISE EXCEPTION 'the files of a release are fixed once it is measured'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'releases_immutable', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- Name: check_removal(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_removal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM decisions d JOIN finding_versions v ON v.id = d.subject
        WHERE d.id = NEW.decision AND d.object = 'finding_version' AND d.event = 'release_unused'
            AND v.id = NEW.version AND v.state = 'submitted'
    ) THEN
        RAISE EXCEPTION 'a release is taken out by a decision on a submitted version'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_removals_decided', TABLE = 'release_removals';
    END IF;
    IF NOT EXISTS (
        SELECT FROM version_scope s WHERE s.version = NEW.version AND s.release = NEW.release AND s.source <> 'listed'
    ) THEN
        RAISE EXCEPTION 'a version uses what it lists'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_removals_unlisted', TABLE = 'release_removals';
    END IF;
    IF EXISTS (
        SELECT FROM flags g
        WHERE g.state <> 'dismissed' AND g.finding = (SELECT finding FROM finding_versions WHERE id = NEW.version)
            AND g.organisation = (SELECT d.organisation FROM releases r JOIN datasets d ON d.id = r.dataset WHERE r.id = NEW.release)
    ) THEN
        RAISE EXCEPTION 'the provider has objected'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_removals_unflagged', TABLE = 'release_removals';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_reserved_pid(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_reserved_pid() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM finding_versions WHERE id = NEW.version AND reserved_pid <> NEW.pid) THEN
        RAISE EXCEPTION 'a version is published under the identifier that was reserved for it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_reserved', TABLE = 'publications';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_review(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_review() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_reviewer(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_reviewer() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_revocation(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_revocation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT is_trusted() AND NOT EXISTS (
        SELECT FROM publications p WHERE p.id = NEW.publication AND p.state = 'withdrawn' AND p.withdrawn_at = platform_now()
    ) THEN
        RAISE EXCEPTION 'a revocation is of what was taken back'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = 'revocations';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_second_look(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_second_look() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM decisions d
        WHERE d.subject = NEW.subject AND d.object = NEW.object AND d.event IN ('reject', 'request_changes') AND d.decided_by = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'an appeal is decided by another moderator'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_other_moderator', TABLE = 'decisions';
    END IF;
    IF NEW.event = 'request_changes' AND (
        EXISTS (SELECT FROM appeals a WHERE a.version = NEW.subject)
        OR (SELECT count(*) FROM decisions d WHERE d.finding = NEW.finding AND d.event = 'request_changes') >= 2
    ) THEN
        RAISE EXCEPTION 'changes are asked for twice, and not after an appeal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_requests_bounded', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_settlement(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_settlement() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_share(text, uuid, bigint); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_share(of_share text, of_holder uuid, taken bigint) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    allowed CONSTANT bigint := share_limit(of_share, of_holder);
BEGIN
    IF taken > allowed THEN
        RAISE EXCEPTION 'the share % is spent: %', of_share, allowed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'share_spent', TABLE = of_share;
    END IF;
END
$$;

-- Name: check_submission(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_submission() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.state = 'submitted' AND OLD.state = 'draft' THEN
        -- At the time of use: a provider who takes a grant back ends downloads, not what was made with them.
        IF EXISTS (
            SELECT FROM finding_releases u
            WHERE u.version = NEW.id AND NOT EXISTS (
                SELECT FROM author_history a WHERE a.finding = NEW.finding AND ever_had_access(u.release, a.person)
            )
        ) THEN
            RAISE EXCEPTION 'no author ever had access to a release used'
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

-- Name: check_takedown(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_takedown() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    who CONSTANT uuid := actor();
BEGIN
    IF NEW.state = 'withdrawn' AND NOT (who IS NULL AND is_platform()) AND NOT is_author(OLD.finding, who) AND NOT EXISTS (
        SELECT FROM takedown_votes t
        WHERE t.publication = OLD.id AND t.voted_at > platform_now() - interval '10 days'
        GROUP BY t.category HAVING count(DISTINCT t.judge) >= 2
    ) THEN
        RAISE EXCEPTION 'two neutral people take a publication down against its authors'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_two_people', TABLE = 'publications';
    END IF;
    IF NEW.state = 'hidden' AND (
        NEW.due_at > platform_now() + interval '10 days' OR (
            SELECT count(*) FROM decisions d WHERE d.subject = OLD.id AND d.object = 'publication' AND d.event = 'hide'
        ) <> 1
    ) THEN
        RAISE EXCEPTION 'a publication is hidden by a decision, once, for ten days at most'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_hidden_once', TABLE = 'publications';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_takedown_vote(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_takedown_vote() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM decisions d JOIN publications p ON p.id = d.subject AND p.finding = d.finding
        WHERE d.id = NEW.decision AND d.object = 'publication' AND d.event = 'take_down' AND d.subject = NEW.publication
            AND d.decided_by = NEW.judge
    ) THEN
        RAISE EXCEPTION 'a vote is a decision on the same publication by the same person'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'takedown_votes_decided', TABLE = 'takedown_votes';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_transition(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_transition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    thing CONSTANT text := TG_ARGV[0];
    said CONSTANT jsonb := nullif(current_setting('app.move', true), '')::jsonb;
    happened CONSTANT text := CASE WHEN said ->> 'object' = thing THEN said ->> 'event' END;
    words text[];
    of_version uuid;
    of_finding uuid;
    of_organisation uuid;
    row_id uuid;
    decided_on text := 'finding_version';
    is_barred boolean := false;
    holds boolean;
BEGIN
    IF NEW.state IS DISTINCT FROM OLD.state AND NOT EXISTS (
        SELECT FROM allowed_transitions t
        WHERE t.object = thing AND t.from_state = OLD.state AND t.to_state = NEW.state AND (happened IS NULL OR t.event = happened)
    ) THEN
        RAISE EXCEPTION 'a % cannot go from % to %', thing, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transition_allowed', TABLE = TG_TABLE_NAME;
    END IF;
    -- What the application cannot write is moved for it by the owner's own triggers.
    IF is_trusted() OR thing IN ('person', 'identifier', 'export_run') THEN
        RETURN NEW;
    END IF;
    CASE thing
        WHEN 'finding_version' THEN
            of_version := NEW.id;
            of_finding := NEW.finding;
        WHEN 'screening', 'moderation', 'certification' THEN
            of_version := NEW.version;
            of_finding := (SELECT v.finding FROM finding_versions v WHERE v.id = NEW.version);
        WHEN 'clearance' THEN
            of_version := NEW.version;
            of_finding := NEW.finding;
            of_organisation := NEW.organisation;
            row_id := NEW.id;
        WHEN 'flag' THEN
            of_finding := NEW.finding;
            of_organisation := NEW.organisation;
            row_id := NEW.id;
            decided_on := thing;
            -- Whoever contests names no day on which silence has dismissed it.
            is_barred := happened = 'contest' AND NEW.due_at < platform_now() + interval '10 days';
        WHEN 'publication' THEN
            of_finding := NEW.finding;
            row_id := NEW.id;
            decided_on := thing;
        WHEN 'withdrawal_note' THEN
            of_finding := (SELECT p.finding FROM publications p WHERE p.id = NEW.publication);
            row_id := NEW.publication;
            decided_on := thing;
        WHEN 'review' THEN
            row_id := NEW.id;
        WHEN 'organisation' THEN
            of_organisation := NEW.id;
        WHEN 'problem' THEN
            of_organisation := NEW.organisation;
        WHEN 'release' THEN
            of_organisation := (SELECT d.organisation FROM datasets d WHERE d.id = NEW.dataset);
        WHEN 'access_request' THEN
            of_organisation := (
                SELECT d.organisation FROM releases r JOIN datasets d ON d.id = r.dataset WHERE r.id = NEW.release
            );
            -- Nobody answers their own request.
            is_barred := NEW.person = actor();
    END CASE;
    IF happened IS NULL THEN
        words := (SELECT r.who FROM rights r WHERE r.sort = 'edit' AND r.object = thing AND r.state = OLD.state AND NEW.state = OLD.state);
        -- Of a version that has gone away it is noted when, and of one that has come back the time begins anew.
        holds := stands_as(words, of_finding, of_organisation, actor()) OR CASE thing
            WHEN 'clearance' THEN
                to_jsonb(NEW) - '{left_at,revision,changed_at}'::text[] = to_jsonb(OLD) - '{left_at,revision,changed_at}'::text[]
                    AND OLD.state = NEW.state AND stands_as('{author}', of_finding, NULL, actor())
                    AND is_founded(thing, 'leave', row_id, of_version, of_finding, of_organisation)
            WHEN 'screening' THEN
                to_jsonb(NEW) - 'due_at' = to_jsonb(OLD) - 'due_at'
                    AND stands_as('{author}', of_finding, NULL, actor())
                    AND is_founded('moderation', 'appeal', NULL, of_version, of_finding, NULL)
            ELSE false
        END;
    ELSE
        words := (SELECT r.who FROM rights r WHERE r.sort = 'move' AND r.object = thing AND r.state = OLD.state AND r.event = happened);
        holds := CASE
            WHEN thing = 'review' THEN 'assigned_reviewer' = ANY (words) AND EXISTS (
                SELECT FROM review_assignments a WHERE a.review = row_id AND a.reviewer = actor()
            )
            ELSE 'consequence' = ANY (words) OR stands_as(words, of_finding, of_organisation, actor())
        END OR (
            of_finding IS NOT NULL AND words && '{moderator,admin}' AND has_decided(
                decided_on, coalesce(CASE WHEN decided_on = thing THEN row_id END, of_version), CASE
                    WHEN thing = 'screening' AND happened = 'refuse' THEN 'refuse_exception'
                    WHEN thing = 'screening' AND happened = 'renew' OR thing = 'clearance' AND happened = 'unused' THEN 'release_unused'
                    WHEN thing = 'publication' AND happened IN ('withdraw', 'retract') THEN 'take_down'
                    ELSE happened
                END
            )
        );
        -- Of what the authors may take back before it is certified nothing else has to be so.
        IF holds AND thing = 'finding_version' AND happened = 'retract' AND NOT (
            'author' = ANY (words) AND stands_as('{author}', of_finding, NULL, actor())
        ) THEN
            holds := is_founded(thing, 'withdraw', NULL, of_version, of_finding, NULL);
        ELSIF holds THEN
            holds := is_founded(thing, happened, row_id, of_version, of_finding, of_organisation);
        END IF;
    END IF;
    IF is_barred OR holds IS NOT TRUE THEN
        RAISE EXCEPTION 'a % is not for you to move', thing
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_two_people(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_two_people() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    exceptions CONSTANT text[] := '{exception,release_unused}';
BEGIN
    IF EXISTS (
        SELECT FROM decisions d
        WHERE d.subject = NEW.subject AND d.object = NEW.object AND d.decided_by = NEW.decided_by
            AND (NEW.event = 'accept' AND d.event = ANY (exceptions) OR NEW.event = ANY (exceptions) AND d.event = 'accept')
    ) THEN
        RAISE EXCEPTION 'nobody opens two gates of one version'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_two_people', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;

-- Name: check_vacancy(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_vacancy() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_version_is_draft(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_version_is_draft() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: check_written(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_written() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    new_row CONSTANT jsonb := to_jsonb(NEW);
    old_row CONSTANT jsonb := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
    argument text;
    part text;
    form text;
    said jsonb;
BEGIN
    FOREACH argument IN ARRAY TG_ARGV LOOP
        part := split_part(argument, ':', 1);
        form := split_part(argument, ':', 2);
        said := new_row -> part;
        CONTINUE WHEN said IS NOT DISTINCT FROM old_row -> part;
        IF jsonb_typeof(said) = 'array' THEN
            CONTINUE WHEN (SELECT bool_and(is_written(each, form)) FROM jsonb_array_elements_text(said) AS each) IS NOT FALSE;
        ELSE
            CONTINUE WHEN is_written(said #>> '{}', form);
        END IF;
        RAISE EXCEPTION '% of % is no text that people may write', part, TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'texts_written', TABLE = TG_TABLE_NAME, COLUMN = part;
    END LOOP;
    RETURN NEW;
END
$$;

-- Name: check_written_draft(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.check_written_draft() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT is_written(NEW.title, 'line') OR NOT is_written(NEW.abstract, 'lines') OR NOT is_written(NEW.funding, 'line')
        OR NOT is_written(NEW.conflicts, 'lines')
        OR EXISTS (SELECT FROM unnest(NEW.keywords) AS keyword WHERE NOT is_written(keyword, 'line'))
        OR EXISTS (
            SELECT FROM contributions c
            WHERE c.version = NEW.id AND NOT (is_written(c.name, 'line') AND is_written(c.affiliation, 'line'))
        )
    THEN
        RAISE EXCEPTION 'a text of the draft is none that people may write'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'texts_written', TABLE = 'finding_versions';
    END IF;
    RETURN NULL;
END
$$;

-- Name: cleared_before(uuid, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.cleared_before(of_finding uuid, of_version uuid, of_organisation uuid) RETURNS TABLE(outcome text, origin uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT c.outcome, coalesce(c.carried_from, c.id)
        FROM clearances c
        WHERE c.finding = of_finding AND c.organisation = of_organisation AND c.state = 'passed'
            AND c.outcome <> 'not_used' AND c.version <> of_version
            AND NOT EXISTS (
                SELECT FROM flags g
                WHERE g.clearance = c.id AND g.state IN ('conceded', 'upheld', 'resolved')
            )
            AND NOT EXISTS (
                SELECT FROM finding_files n WHERE n.version = of_version AND n.digest NOT IN (
                    SELECT digest FROM finding_files WHERE version = c.version
                )
            )
            AND c.covers_words AND words_of(of_version) <@ words_of(c.version)
        ORDER BY c.id DESC
        LIMIT 1;
END
$$;

-- Name: closed_gate(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.closed_gate(subject uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: compare_embargoed(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.compare_embargoed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO jobs (kind, subject) SELECT 'compare_embargoed', p.version FROM publications p WHERE p.state = 'embargoed'
    ON CONFLICT (kind, subject) WHERE state = 'ready' DO NOTHING;
    RETURN NULL;
END
$$;

-- Name: concerned(text, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.concerned(kind text, subject text) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE
    AS $$
#variable_conflict use_variable
DECLARE
    object CONSTANT text := split_part(kind, '.', 1);
    word text;
    words CONSTANT text[] := (SELECT k.audience FROM known_events k WHERE k.object = object AND k.action = split_part(kind, '.', 2));
    version uuid;
    finding uuid;
BEGIN
    IF coalesce(words, '{}') = '{}' THEN
        RETURN;
    END IF;
    version := log_version(object, subject);
    finding := (SELECT v.finding FROM finding_versions v WHERE v.id = version);
    FOREACH word IN ARRAY words LOOP
        CASE word
            WHEN 'authors' THEN
                RETURN QUERY SELECT a.person FROM finding_authors a JOIN persons p ON p.id = a.person
                    WHERE a.finding = finding AND p.state = 'active';
            WHEN 'officers' THEN
                RETURN QUERY SELECT m.person FROM clearances c JOIN memberships m ON m.organisation = c.organisation
                    JOIN persons p ON p.id = m.person
                    WHERE c.version = version AND m.role IN ('owner', 'clearance_officer') AND p.state = 'active'
                        AND (object <> 'clearance' OR c.pid = subject)
                        AND (object <> 'flag' OR EXISTS (SELECT FROM flags g WHERE g.clearance = c.id AND g.pid = subject));
            WHEN 'moderators' THEN
                RETURN QUERY SELECT p.id FROM persons p
                    WHERE 'moderator' = ANY (p.platform_roles) AND p.state = 'active' AND is_neutral(p.id, finding);
            WHEN 'all_moderators' THEN
                RETURN QUERY SELECT p.id FROM persons p WHERE 'moderator' = ANY (p.platform_roles) AND p.state = 'active';
            WHEN 'admins' THEN
                RETURN QUERY SELECT p.id FROM persons p WHERE 'admin' = ANY (p.platform_roles) AND p.state = 'active';
            WHEN 'requester' THEN
                RETURN QUERY SELECT r.person FROM access_requests r WHERE r.pid = subject;
            WHEN 'reviewer' THEN
                RETURN QUERY SELECT a.reviewer FROM reviews r JOIN review_assignments a ON a.review = r.id WHERE r.pid = subject;
            WHEN 'invited' THEN
                RETURN QUERY SELECT i.person FROM author_invitations i WHERE i.pid = subject;
            WHEN 'data_officers' THEN
                RETURN QUERY SELECT m.person FROM memberships m JOIN persons p ON p.id = m.person
                    WHERE m.role IN ('owner', 'data_officer') AND p.state = 'active' AND m.organisation = (
                        SELECT d.organisation FROM releases r JOIN datasets d ON d.id = r.dataset
                        WHERE CASE object
                            WHEN 'access_request' THEN r.id = (SELECT q.release FROM access_requests q WHERE q.pid = subject)
                            ELSE d.pid = split_part(subject, '/', 1) AND r.sequence::text = split_part(subject, '/', 2)
                        END
                    );
            WHEN 'problem_owners' THEN
                RETURN QUERY SELECT m.person FROM problems b JOIN memberships m ON m.organisation = b.organisation
                    JOIN persons p ON p.id = m.person
                    WHERE b.pid = subject AND m.role IN ('owner', 'problem_owner') AND p.state = 'active';
        END CASE;
    END LOOP;
END
$$;

-- Name: count_brought_file(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.count_brought_file() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    brought CONSTANT brought_files := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    sign CONSTANT integer := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
    one uuid;
BEGIN
    PERFORM take_share('person-bytes', brought.person, sign * brought.size);
    PERFORM take_share('person-files', brought.person, sign);
    -- In one order, so that two who bring at once do not wait for each other.
    FOR one IN SELECT o FROM unnest(brought.organisations) AS o ORDER BY 1 LOOP
        PERFORM take_share('organisation-bytes', one, sign * brought.size);
        PERFORM take_share('organisation-files', one, sign);
    END LOOP;
    RETURN NULL;
END
$$;

-- Name: count_fingerprint(bytea, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.count_fingerprint(salt bytea, subject text) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT sha256(salt || convert_to(subject, 'UTF8')) $$;

-- Name: count_revision(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.count_revision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    NEW.changed_at := platform_now();
    RETURN NEW;
END
$$;

-- Name: count_share(text, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.count_share(of_share text, of_holder uuid) RETURNS bigint
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    -- What was ended a moment ago counts for a day, so that nobody fills a table by making and ending.
    lately CONSTANT timestamptz := platform_now() - interval '1 day';
BEGIN
    RETURN CASE of_share
        WHEN 'person-tokens' THEN (
            SELECT count(*) FROM tokens t
            WHERE t.person = of_holder AND CASE
                WHEN t.revoked_at IS NULL THEN t.expires_at > platform_now() ELSE t.revoked_at > lately
            END
        )
        WHEN 'person-drafts' THEN (
            SELECT count(*) FROM finding_versions v WHERE v.created_by = of_holder AND v.state = 'draft'
        )
        WHEN 'person-invitations' THEN (
            SELECT count(*) FROM author_invitations i WHERE i.invited_by = of_holder AND i.expires_at > platform_now()
        )
        WHEN 'organisation-invitations' THEN (
            SELECT count(*) FROM invitations i
            WHERE i.organisation = of_holder AND i.accepted_at IS NULL AND CASE
                WHEN i.revoked_at IS NULL THEN i.expires_at > platform_now() ELSE i.revoked_at > lately
            END
        )
        WHEN 'organisation-drafts' THEN (
            SELECT count(*) FROM datasets d WHERE d.organisation = of_holder AND d.released_title IS NULL
        ) + (
            SELECT count(*) FROM releases r JOIN datasets d ON d.id = r.dataset
            WHERE d.organisation = of_holder AND r.state = 'draft'
        ) + (
            SELECT count(*) FROM problems p WHERE p.organisation = of_holder AND p.state = 'draft'
        )
    END;
END
$$;

-- Name: decides(text, uuid, uuid, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.decides(thing text, what uuid, of_finding uuid, happened text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    found text;
    of_organisation uuid;
    words text[];
    taken text[];
BEGIN
    CASE thing
        WHEN 'finding_version' THEN found := (SELECT v.state FROM finding_versions v WHERE v.id = what AND v.finding = of_finding);
        WHEN 'flag' THEN found := (SELECT g.state FROM flags g WHERE g.id = what AND g.finding = of_finding);
        WHEN 'publication' THEN found := (SELECT p.state FROM publications p WHERE p.id = what AND p.finding = of_finding);
        WHEN 'withdrawal_note' THEN found := (
            SELECT n.state FROM withdrawal_notes n JOIN publications p ON p.id = n.publication
            WHERE n.publication = what AND p.finding = of_finding
        );
        WHEN 'problem' THEN SELECT p.state, p.organisation INTO found, of_organisation FROM problems p WHERE p.id = what;
        WHEN 'release' THEN SELECT r.state, d.organisation INTO found, of_organisation
            FROM releases r JOIN datasets d ON d.id = r.dataset WHERE r.id = what;
        ELSE RETURN false;
    END CASE;
    words := (SELECT r.who FROM rights r WHERE r.sort = 'decision' AND r.object = thing AND r.state = found AND r.event = happened);
    IF words IS NULL THEN
        RETURN false;
    ELSIF thing IN ('problem', 'release') THEN
        RETURN of_finding IS NULL AND stands_as(words, NULL, of_organisation, actor());
    END IF;
    taken := seats(of_finding);
    RETURN words && taken OR (
        -- Administrators stand in for moderators who have let the time pass.
        thing = 'finding_version' AND 'admin' = ANY (taken) AND CASE
            WHEN happened IN ('accept', 'reject', 'request_changes') THEN
                EXISTS (SELECT FROM moderations m WHERE m.version = what AND m.state = 'escalated')
            ELSE EXISTS (SELECT FROM screenings s WHERE s.version = what AND s.state = 'escalated')
        END
    );
END
$$;

-- Name: deliver_notices(bigint); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.deliver_notices(at_most bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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

-- Name: earlier_releases(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.earlier_releases(subject uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT DISTINCT s.release
        FROM finding_versions v
        JOIN finding_versions e ON e.finding = v.finding AND e.number < v.number
        JOIN version_scope s ON s.version = e.id AND s.asks
        WHERE v.id = subject AND NOT EXISTS (
            SELECT FROM release_removals x JOIN finding_versions r ON r.id = x.version
            WHERE x.release = s.release AND r.finding = v.finding AND r.number >= (
                SELECT max(l.number) FROM finding_versions l JOIN version_scope k ON k.version = l.id
                WHERE l.finding = v.finding AND l.number < v.number AND k.release = s.release AND k.source = 'listed'
            )
        );
END
$$;

-- Name: end_author_invitations(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.end_author_invitations() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    who CONSTANT uuid := to_jsonb(OLD) ->> TG_ARGV[0];
    place CONSTANT uuid := to_jsonb(OLD) ->> TG_ARGV[1];
    ended text;
BEGIN
    FOR ended IN
        DELETE FROM author_invitations i
        WHERE i.invited_by = who AND (place IS NULL OR i.finding = place) AND NOT may_invite_author(i.invited_by, i.finding)
        RETURNING i.pid
    LOOP
        PERFORM record_event('void', 'author_invitation', ended);
    END LOOP;
    RETURN NULL;
END
$$;

-- Name: end_bringing(uuid, boolean); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.end_bringing(brought uuid, are_here boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    former brought_files;
BEGIN
    DELETE FROM brought_files b
    WHERE b.id = brought AND b.arrives_until IS NOT NULL AND (b.person = actor() OR is_platform())
    RETURNING * INTO former;
    IF FOUND AND are_here THEN
        INSERT INTO brought_files (id, person, organisations, digest, size, brought_at)
        VALUES (former.id, former.person, former.organisations, former.digest, former.size, former.brought_at)
        ON CONFLICT (person, digest) WHERE arrives_until IS NULL DO NOTHING;
    END IF;
END
$$;

-- Name: end_invitations(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.end_invitations() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    who CONSTANT uuid := to_jsonb(OLD) ->> TG_ARGV[0];
    place CONSTANT uuid := to_jsonb(OLD) ->> TG_ARGV[1];
    ended text;
BEGIN
    FOR ended IN
        UPDATE invitations i SET revoked_at = platform_now()
        WHERE i.accepted_at IS NULL AND i.revoked_at IS NULL
            AND (who IS NULL OR i.invited_by = who) AND (place IS NULL OR i.organisation = place)
            AND NOT may_invite(i.invited_by, i.organisation, i.platform_roles)
        RETURNING i.pid
    LOOP
        PERFORM record_event('void', 'invitation', ended);
    END LOOP;
    RETURN NULL;
END
$$;

-- Name: ever_had_access(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.ever_had_access(subject uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM access_requests a JOIN agreements g ON g.access_request = a.id
        WHERE a.release = subject AND a.person = who AND a.state IN ('granted', 'expired', 'revoked')
    );
END
$$;

-- Name: exception_voices_missing(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.exception_voices_missing(subject uuid) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    noted CONSTANT timestamptz := (SELECT max(noted_at) FROM foreign_passages WHERE version = subject);
BEGIN
    RETURN CASE WHEN noted IS NULL THEN 0 ELSE greatest(0, 2 - (
        SELECT count(DISTINCT d.decided_by) FROM decisions d
        WHERE d.object = 'finding_version' AND d.subject = exception_voices_missing.subject AND d.event = 'exception'
            AND d.decided_at >= noted
    )) END;
END
$$;

-- Name: fills_release(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.fills_release(subject uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    RETURN public.is_platform() OR EXISTS (
        SELECT FROM public.releases r JOIN public.datasets d ON d.id = r.dataset
        WHERE r.id = subject AND public.has_role(who, d.organisation, '{data_officer}')
    );
END
$$;

-- Name: fills_table(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.fills_table(subject uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    RETURN public.fills_release((SELECT f.release FROM public.release_files f WHERE f.id = subject), who);
END
$$;

-- Name: gives_way(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.gives_way(who uuid, of_organisation uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN belonged(who, of_organisation, '-infinity') AND EXISTS (
        SELECT FROM persons p
        WHERE p.state = 'active' AND 'admin' = ANY (p.platform_roles) AND NOT belonged(p.id, of_organisation, '-infinity')
    );
END
$$;

-- Name: has_access(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.has_access(subject uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (
        SELECT EXISTS (
            SELECT FROM access_requests a JOIN agreements g ON g.access_request = a.id
            WHERE a.release = subject AND a.person = who AND a.state = 'granted' AND a.due_at > platform_now()
        )
    );
END
$$;

-- Name: has_decided(text, uuid, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.has_decided(thing text, what uuid, happened text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.decisions d
        WHERE d.subject = what AND d.object = thing AND d.event = happened AND d.decided_by = public.actor()
            AND d.decided_at = public.platform_now()
    );
END
$$;

-- Name: has_forbidden_passage(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.has_forbidden_passage(of_version uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM flags g JOIN flag_passages k ON k.flag = g.id
        WHERE k.version = of_version AND k.stands AND g.state IN ('conceded', 'upheld', 'resolved')
    );
END
$$;

-- Name: has_role(uuid, uuid, text[]); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.has_role(who uuid, of_organisation uuid, of_roles text[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.memberships WHERE organisation = of_organisation AND person = who AND role = ANY (of_roles));
END
$$;

-- Name: holders(uuid, text[]); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.holders(of_organisation uuid, of_roles text[]) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    AS $$
    SELECT m.person FROM memberships m JOIN persons p ON p.id = m.person
    WHERE m.organisation = of_organisation AND m.role = ANY (of_roles) AND p.state = 'active'
$$;

-- Name: holding_flags(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.holding_flags(of_clearance uuid) RETURNS TABLE(flag uuid, state text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
        SELECT g.id, g.state
        FROM clearances c JOIN flags g ON g.finding = c.finding AND g.organisation = c.organisation
        WHERE c.id = of_clearance AND g.state IN ('open', 'conceded', 'contested', 'escalated', 'upheld') AND (
            g.clearance = c.id OR NOT EXISTS (
                SELECT FROM flag_passages k WHERE k.flag = g.id AND k.version = c.version AND NOT k.stands
            )
        );
END
$$;

-- Name: is_admin(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_admin(who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    RETURN public.is_platform() OR EXISTS (SELECT FROM public.persons WHERE id = who AND 'admin' = ANY (platform_roles));
END
$$;

-- Name: is_appointed(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_appointed(who uuid, of_finding uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM appointments a WHERE a.person = who AND a.finding = of_finding AND a.is_in_force);
END
$$;

-- Name: is_appointed_to_version(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_appointed_to_version(who uuid, of_version uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM appointments a JOIN finding_versions v ON v.finding = a.finding
        WHERE a.person = who AND a.is_in_force AND v.id = of_version AND v.submitted_at IS NOT NULL
    );
END
$$;

-- Name: is_arbiter(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_arbiter(who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    RETURN public.is_platform() OR EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin']);
END
$$;

-- Name: is_author(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_author(subject uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.finding_authors WHERE finding = subject AND person = who);
END
$$;

-- Name: is_blind(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_blind(subject uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM findings f JOIN problems p ON p.id = f.problem WHERE f.id = subject AND p.blind_review);
END
$$;

-- Name: is_dialect(jsonb); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_dialect(said jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
    SELECT jsonb_typeof(said) = 'object' AND coalesce(
        said->>'encoding' = ANY ('{utf-8,utf-16le,utf-16be,utf-32le,utf-32be,windows-1252,gb18030}')
        AND said->>'delimiter' = ANY ('{comma,semicolon,tab,bar,none}') AND said->>'quote' = 'double'
        AND said->>'decimal' = ANY ('{point,comma}') AND said->>'thousands' = ANY ('{none,point,comma,space,apostrophe}')
        AND said->>'dates' = ANY ('{iso,dmy,mdy}')
        AND jsonb_typeof(said->'skip_lines') = 'number' AND said->>'skip_lines' ~ '^[0-9]{1,4}$'
        AND jsonb_typeof(said->'has_index_column') = 'boolean'
        AND 8 = (SELECT count(*) FROM jsonb_object_keys(said)),
        false
    )
$_$;

-- Name: is_exception_refused(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_exception_refused(of_version uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM decisions d
        WHERE d.finding = (SELECT v.finding FROM finding_versions v WHERE v.id = of_version) AND d.object = 'finding_version'
            AND d.event = 'refuse_exception' AND screened_fingerprint(d.subject) = screened_fingerprint(of_version)
    );
END
$$;

-- Name: is_founded(text, text, uuid, uuid, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_founded(thing text, happened text, row_id uuid, of_version uuid, of_finding uuid, of_organisation uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    CASE thing || '.' || happened
        WHEN 'finding_version.reject' THEN
            RETURN EXISTS (SELECT FROM moderations m WHERE m.version = of_version AND m.state = 'rejected');
        WHEN 'finding_version.request_changes' THEN
            RETURN EXISTS (SELECT FROM moderations m WHERE m.version = of_version AND m.state = 'changes_requested')
                OR EXISTS (SELECT FROM clearances c WHERE c.version = of_version AND c.state = 'upheld')
                OR EXISTS (SELECT FROM screenings s WHERE s.version = of_version AND s.state IN ('lapsed', 'upheld'));
        WHEN 'finding_version.withdraw' THEN
            RETURN EXISTS (SELECT FROM publications p WHERE p.version = of_version AND p.state = 'withdrawn');
        WHEN 'finding_version.appeal', 'moderation.appeal' THEN
            RETURN EXISTS (SELECT FROM appeals a WHERE a.version = of_version AND a.appealed_at = platform_now());
        WHEN 'screening.ask' THEN
            RETURN EXISTS (SELECT FROM exception_askings a WHERE a.version = of_version AND a.asked_at = platform_now());
        WHEN 'certification.ready' THEN
            RETURN closed_gate(of_version) IS NULL;
        WHEN 'clearance.raise' THEN
            RETURN EXISTS (SELECT FROM holding_flags(row_id));
        WHEN 'clearance.resolve', 'clearance.resume' THEN
            RETURN NOT EXISTS (SELECT FROM holding_flags(row_id));
        WHEN 'clearance.uphold' THEN
            RETURN EXISTS (SELECT FROM holding_flags(row_id) h WHERE h.state = 'upheld');
        WHEN 'clearance.unused' THEN
            RETURN of_organisation NOT IN (SELECT providers(of_version));
        WHEN 'clearance.leave' THEN
            RETURN EXISTS (SELECT FROM finding_versions v WHERE v.id = of_version AND v.state IN ('superseded', 'retracted'));
        WHEN 'flag.uphold', 'flag.dismiss' THEN
            RETURN EXISTS (SELECT FROM flags g WHERE g.id = row_id AND g.state = 'escalated') OR (
                SELECT count(*) FROM flag_votes v WHERE v.flag = row_id AND v.uphold = (happened = 'uphold')
            ) >= 2;
        WHEN 'flag.resolve' THEN
            RETURN EXISTS (
                SELECT FROM flag_passages k JOIN screenings s ON s.version = k.version
                WHERE k.flag = row_id AND NOT k.stands AND s.state IN ('passed', 'excepted') AND k.version = (
                    SELECT v.id FROM finding_versions v
                    WHERE v.finding = of_finding AND v.submitted_at IS NOT NULL ORDER BY v.number DESC LIMIT 1
                )
            );
        ELSE
            RETURN true;
    END CASE;
END
$$;

-- Name: is_neutral(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_neutral(who uuid, subject uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN who IS NULL OR EXISTS (SELECT FROM neutral_of(ARRAY[who], subject));
END
$$;

-- Name: is_outside(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_outside(who uuid, subject uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM parties_of(subject) p
        WHERE p.capacity <> 'reviewer' AND CASE
            WHEN p.organisation IS NULL THEN p.person = who
            ELSE p.organisation IN (SELECT organisations_since(who, (SELECT created_at FROM findings WHERE id = subject)))
        END
    );
END
$$;

-- Name: is_platform(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_platform() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ SELECT session_user IN ('teahouse_platform', 'teahouse_migrator') $$;

-- Name: is_trusted(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_trusted() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ SELECT is_platform() OR pg_has_role(session_user, 'teahouse_owner', 'MEMBER') $$;

-- Name: is_written(text, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.is_written(said text, form text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
BEGIN
    RETURN coalesce(said, '') = '' OR (
        CASE form
            WHEN 'line' THEN said !~ '[\u0001-\u001F\u007F-\u009F\u2028\u2029]'
            WHEN 'lines' THEN said !~ '[\u0001-\u0008\u000B-\u001F\u007F-\u009F]'
        END
        AND said !~ (
            '[\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF'
            '\U0001FFFE\U0001FFFF\U0002FFFE\U0002FFFF\U0003FFFE\U0003FFFF\U0004FFFE\U0004FFFF'
            '\U0005FFFE\U0005FFFF\U0006FFFE\U0006FFFF\U0007FFFE\U0007FFFF\U0008FFFE\U0008FFFF'
            '\U0009FFFE\U0009FFFF\U000AFFFE\U000AFFFF\U000BFFFE\U000BFFFF\U000CFFFE\U000CFFFF'
            '\U000DFFFE\U000DFFFF\U000EFFFE\U000EFFFF\U000FFFFE\U000FFFFF\U0010FFFE\U0010FFFF]'
        )
        AND said ~ (
            '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F\u2000-\u200F'
            '\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB'
            '\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]'
        )
    );
END
$$;

-- Name: judging(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.judging(of_finding uuid, of_version uuid) RETURNS TABLE(seats text[], barred text[], unlisted jsonb, vacancy jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 ROWS 1
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: keep_author(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.keep_author() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO author_history (finding, person) VALUES (NEW.finding, NEW.person) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

-- Name: keep_membership(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.keep_membership() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO past_memberships (person, organisation, role, since) VALUES (OLD.person, OLD.organisation, OLD.role, OLD.since);
    RETURN NULL;
END
$$;

-- Name: keep_reserved_pid(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.keep_reserved_pid() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a reserved identifier never changes'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_immutable', TABLE = 'finding_versions';
END
$$;

-- Name: lane_of(text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.lane_of(kind text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE kind WHEN 'measure_release'::text THEN 'measure'::text WHEN 'screen_version'::text THEN 'screen'::text WHEN 'screen_note'::text THEN 'screen'::text ELSE 'certify'::text END;

-- Name: let_act(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.let_act(who uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    digits CONSTANT text := translate(who::text, '-', '');
    -- Assigned and not PERFORMed, which would run a query.
    noted bigint;
    said text;
BEGIN
    noted := setval('public.actor_first_half', ('x' || left(digits, 16))::bit(64)::bigint);
    noted := setval('public.actor_second_half', ('x' || right(digits, 16))::bit(64)::bigint);
    noted := setval('public.actor_transaction', (date_part('epoch', transaction_timestamp()) * 1000000)::bigint);
    said := set_config('app.actor', digits, true);
END
$$;

-- Name: log_entry(text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.log_entry(body text) RETURNS uuid
    LANGUAGE plpgsql
    AS $$
DECLARE
    made uuid;
BEGIN
    INSERT INTO log_entries (body) VALUES (log_entry.body) RETURNING id INTO made;
    INSERT INTO log_pending (entry) VALUES (made);
    PERFORM pg_notify('log', '');
    RETURN made;
END
$$;

-- Name: log_event(text, text, text, jsonb); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.log_event(kind text, object text, subject text, details jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    who CONSTANT uuid := actor();
    salt CONSTANT text := gen_random_uuid()::text || gen_random_uuid()::text;
    opening CONSTANT text := jsonb_build_object(
        'salt', gen_random_uuid()::text || gen_random_uuid()::text, 'kind', kind, 'object', object, 'subject', subject,
        'details', details, 'actor', CASE
            WHEN who IS NOT NULL THEN (
                SELECT 'sha256:' || encode(sha256(convert_to(salt || p.pid, 'UTF8')), 'hex') FROM persons p WHERE p.id = who
            )
            ELSE 'platform'
        END
    )::text;
    made CONSTANT uuid := log_entry(format(
        '{"at":"%s","commitment":"sha256:%s","kind":"%s","schema":"https://teahouse.example/schemas/log-entry/1"}',
        rfc3339(platform_now()), encode(sha256(convert_to(opening, 'UTF8')), 'hex'), kind
    ));
BEGIN
    INSERT INTO log_openings (entry, version, opening) VALUES (made, log_version(object, subject), opening);
    IF who IS NOT NULL THEN
        INSERT INTO log_actors (entry, person, salt) VALUES (made, who, salt);
    END IF;
END
$$;

-- Name: log_signed(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.log_signed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM log_entry(format(
        '{"at":"%s","digest":"sha256:%s","kind":"%s","schema":"https://teahouse.example/schemas/log-entry/1"}',
        rfc3339(platform_now()), encode(sha256(NEW.envelope), 'hex'), TG_ARGV[0]
    ));
    RETURN NULL;
END
$$;

-- Name: log_version(text, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.log_version(object text, subject text) RETURNS uuid
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
BEGIN
    RETURN CASE
        WHEN object IN ('finding_version', 'screening', 'certification') THEN (
            SELECT v.id FROM findings f JOIN finding_versions v ON v.finding = f.id
            WHERE f.pid = split_part(subject, '/', 1) AND v.number::text = split_part(subject, '/', 2)
        )
        WHEN object = 'clearance' THEN (SELECT version FROM clearances WHERE pid = subject)
        WHEN object = 'flag' THEN (SELECT c.version FROM flags g JOIN clearances c ON c.id = g.clearance WHERE g.pid = subject)
        WHEN object IN ('publication', 'withdrawal_note') THEN (SELECT version FROM publications WHERE pid = subject)
        WHEN object = 'review' THEN (SELECT version FROM reviews WHERE pid = subject)
    END;
END
$$;

-- Name: may_invite(uuid, uuid, text[]); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.may_invite(who uuid, into_organisation uuid, to_platform_roles text[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF who IS NULL THEN
        RETURN NOT EXISTS (SELECT FROM organisations o WHERE o.id = into_organisation AND o.state = 'closed');
    END IF;
    RETURN (
        into_organisation IS NULL OR EXISTS (
            SELECT FROM organisations o
            WHERE o.id = into_organisation AND o.state = 'active' AND who IN (SELECT holders(o.id, ARRAY['owner']))
        )
    ) AND (
        to_platform_roles = '{}' OR EXISTS (
            SELECT FROM persons p WHERE p.id = who AND p.state = 'active' AND 'admin' = ANY (p.platform_roles)
        )
    );
END
$$;

-- Name: may_invite_author(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.may_invite_author(who uuid, subject uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM finding_authors a JOIN persons p ON p.id = a.person
        WHERE a.finding = subject AND a.person = who AND p.state = 'active'
    );
END
$$;

-- Name: may_say(text, text, text, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.may_say(happened text, thing text, what text, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: move_out_of_sight(text, uuid, text, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.move_out_of_sight(object text, row_id uuid, old_state text, new_state text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    moved bigint;
    who CONSTANT uuid := actor();
BEGIN
    IF (nullif(current_setting('app.move', true), '')::jsonb ->> 'object') IS DISTINCT FROM object THEN
        RAISE EXCEPTION 'a move says what it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transition_allowed', TABLE = 'known_events';
    END IF;
    CASE
        WHEN object = 'finding_version' AND new_state IN ('withdrawn', 'retracted') THEN
            UPDATE finding_versions v SET state = new_state, due_at = NULL
            WHERE v.id = row_id AND v.state = old_state
                AND (sees_version(v.id, v.finding, v.state, who) OR is_appointed(who, v.finding));
        WHEN object = 'problem' AND new_state = 'draft' THEN
            UPDATE problems p SET state = new_state, due_at = NULL, outcome = NULL
            WHERE p.id = row_id AND p.state = old_state AND sees_problem(p.id, p.organisation, p.state, p.visibility, who);
    END CASE;
    GET DIAGNOSTICS moved = ROW_COUNT;
    RETURN moved;
END
$$;

-- Name: neutral_moderators(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.neutral_moderators(of_finding uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    AS $$
    SELECT id FROM persons WHERE 'moderator' = ANY (platform_roles) AND state = 'active' AND is_neutral(id, of_finding)
$$;

-- Name: neutral_of(uuid[], uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.neutral_of(people uuid[], subject uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: note_binding(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.note_binding() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.binds := CASE
        WHEN NEW.state = 'dismissed' THEN NULL
        WHEN NEW.state = 'upheld' AND actor() IS NOT NULL THEN 'everybody'
        WHEN NEW.state IN ('conceded', 'upheld') THEN coalesce(OLD.binds, 'parties')
        ELSE OLD.binds
    END;
    RETURN NEW;
END
$$;

-- Name: organisations_since(uuid, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.organisations_since(who uuid, moment timestamp with time zone) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT organisation FROM memberships WHERE person = who
        UNION
        SELECT organisation FROM past_memberships WHERE person = who AND ended_at >= moment;
END
$$;

-- Name: parties_of(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.parties_of(subject uuid) RETURNS TABLE(person uuid, organisation uuid, capacity text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: party_of(text, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.party_of(kind text, subject uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF kind = 'measure_release' THEN
        RETURN (SELECT d.organisation FROM releases r JOIN datasets d ON d.id = r.dataset WHERE r.id = subject);
    ELSIF kind = 'screen_note' THEN
        RETURN (SELECT f.created_by FROM publications p JOIN findings f ON f.id = p.finding WHERE p.id = subject);
    END IF;
    RETURN (SELECT f.created_by FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE v.id = subject);
END
$$;

-- Name: party_persons(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.party_persons(subject uuid) RETURNS TABLE(person uuid, capacity text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT created_by, 'creator' FROM findings WHERE id = subject
        UNION
        SELECT person, 'author' FROM author_history WHERE finding = subject
        UNION
        SELECT person, 'author' FROM finding_authors WHERE finding = subject
        UNION
        SELECT created_by, 'editor' FROM finding_versions WHERE finding = subject
        UNION
        SELECT a.reviewer, 'reviewer' FROM review_assignments a JOIN reviews r ON r.id = a.review
        WHERE a.finding = subject AND r.state = 'given'
        UNION
        -- Of a draft they are names that may change.
        SELECT p.id, 'contributor'
        FROM finding_versions v JOIN contributions c ON c.version = v.id JOIN persons p ON p.orcid = c.orcid
        WHERE v.finding = subject AND v.submitted_at IS NOT NULL;
END
$$;

-- Name: pass_export_runs(bigint); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.pass_export_runs(past bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    sequence CONSTANT text := pg_get_serial_sequence('public.export_runs', 'number');
BEGIN
    IF past > coalesce(pg_sequence_last_value(sequence::regclass), 0) THEN
        PERFORM setval(sequence::regclass, past);
    END IF;
END
$$;

-- Name: place_job(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.place_job() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.party := party_of(NEW.kind, NEW.subject);
    NEW.order_at := clock_timestamp() + interval '1 minute' * (
        SELECT count(*) FROM jobs j WHERE j.party = NEW.party AND j.queue = lane_of(NEW.kind) AND j.state IN ('ready', 'running')
    );
    UPDATE jobs j SET state = 'failed' WHERE j.kind = NEW.kind AND j.subject = NEW.subject AND j.state = 'parked';
    RETURN NEW;
END
$$;

-- Name: platform_now(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.platform_now() RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    AS $$
BEGIN
    RETURN (SELECT pg_catalog.transaction_timestamp() OPERATOR(pg_catalog.+) c.shift FROM public.platform_clock c);
END
$$;

-- Name: problem_was_open(uuid, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.problem_was_open(subject uuid, moment timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: providers(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.providers(subject uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT DISTINCT d.organisation
        FROM scope_of(subject) s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset
        WHERE s.asks;
END
$$;

-- Name: public_answers(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.public_answers(subject uuid) RETURNS SETOF text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
        SELECT DISTINCT f.pid
        FROM findings f JOIN publications p ON p.finding = f.id JOIN finding_versions v ON v.id = p.version
        WHERE f.problem = subject AND p.state = 'published' AND v.problem_version IS NOT NULL;
END
$$;

-- Name: record_event(text, text, text, jsonb); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.record_event(action text, object text, subject text, details jsonb DEFAULT '{}'::jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: record_fact(text, text, text, jsonb); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.record_fact(action text, object text, subject text, details jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: record_move(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.record_move() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    said CONSTANT jsonb := nullif(current_setting('app.move', true), '')::jsonb;
    happened CONSTANT text := said->>'event';
    recorded text := TG_ARGV[0];
    named text;
BEGIN
    -- Of nothing, it is a change that is no move; or one of several rows that one statement moves, of which one is said.
    IF said->>'object' IS DISTINCT FROM TG_ARGV[0] THEN
        IF NEW.state IS DISTINCT FROM OLD.state AND TG_ARGV[0] NOT IN ('person', 'identifier', 'export_run') AND NOT is_trusted() THEN
            RAISE EXCEPTION 'a move says what it is'
                USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NULL;
    END IF;
    PERFORM set_config('app.move', '', true);
    IF NOT EXISTS (
        SELECT FROM allowed_transitions
        WHERE object = TG_ARGV[0] AND from_state = OLD.state AND event = happened AND to_state = NEW.state
    ) THEN
        RAISE EXCEPTION 'a % does not go from % to % by %', TG_ARGV[0], OLD.state, NEW.state, happened
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transition_allowed', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_TABLE_NAME = 'finding_versions' THEN
        named := (SELECT pid FROM findings WHERE id = NEW.finding) || '/' || NEW.number;
    ELSIF TG_TABLE_NAME IN ('screenings', 'moderations', 'certifications') THEN
        named := (SELECT f.pid || '/' || v.number FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE v.id = NEW.version);
    ELSIF TG_TABLE_NAME = 'releases' THEN
        named := (SELECT pid FROM datasets WHERE id = NEW.dataset) || '/' || NEW.sequence;
    ELSIF TG_TABLE_NAME = 'identifiers' THEN
        named := (SELECT pid FROM publications WHERE id = NEW.publication);
    ELSIF TG_TABLE_NAME = 'export_runs' THEN
        named := NEW.number;
    ELSE
        named := NEW.pid;
    END IF;
    -- A moderator's word and an exception are said of the version. What moves the version as well is recorded as the version's move.
    IF TG_ARGV[0] = 'moderation' AND happened <> 'accept' THEN
        RETURN NULL;
    ELSIF TG_ARGV[0] = 'moderation' OR (TG_ARGV[0] = 'screening' AND happened = 'exception') THEN
        recorded := 'finding_version';
    END IF;
    PERFORM record_event(happened, recorded, named, coalesce(said->'details', '{}'));
    RETURN NULL;
END
$$;

-- Name: record_platform_roles(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.record_platform_roles() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    before CONSTANT text[] := CASE TG_OP WHEN 'UPDATE' THEN OLD.platform_roles ELSE '{}' END;
    said CONSTANT jsonb := nullif(current_setting('app.move', true), '')::jsonb;
    details jsonb := '{}';
    role text;
BEGIN
    IF said->>'object' = 'person' AND said->>'event' = 'take_role' THEN
        details := coalesce(said->'details', '{}');
        PERFORM set_config('app.move', '', true);
    END IF;
    FOR role IN SELECT unnest(NEW.platform_roles) EXCEPT SELECT unnest(before) ORDER BY 1 LOOP
        PERFORM record_event('give_role', 'person', NEW.pid, jsonb_build_object('role', role) || details);
    END LOOP;
    FOR role IN SELECT unnest(before) EXCEPT SELECT unnest(NEW.platform_roles) ORDER BY 1 LOOP
        PERFORM record_event('take_role', 'person', NEW.pid, jsonb_build_object('role', role) || details);
    END LOOP;
    RETURN NULL;
END
$$;

-- Name: record_refusal(text, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.record_refusal(request text, code text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    INSERT INTO audit_events (actor, actor_kind, action, object, subject, details)
    SELECT actor(), 'person', 'refuse', 'request', request, jsonb_build_object('code', code)
    WHERE actor() IS NOT NULL
$$;

-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% only grows', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only', TABLE = TG_TABLE_NAME;
END
$$;

-- Name: release_fingerprint(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.release_fingerprint(subject uuid) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (
        SELECT sha256(convert_to(
            r.profile || coalesce(E'\t' || nullif(array_to_string(r.missing, E'\t'), ''), '') || E'\n' || coalesce(string_agg(
                f.name || E'\t' || encode(f.digest, 'hex') || E'\t' || coalesce((
                    SELECT string_agg(
                        c.position || ':' || coalesce(c.role, '-')
                            || coalesce('=' || encode(sha256(convert_to(c.acknowledged, 'UTF8')), 'hex'), ''),
                        ',' ORDER BY c.position
                    )
                    FROM release_columns c WHERE c.file = f.id
                ), '') || coalesce(E'\t' || (
                    SELECT string_agg(said.key || '=' || said.value, ',' ORDER BY said.key COLLATE "C") FROM jsonb_each_text(f.dialect) AS said
                ), '') || coalesce(E'\t' || nullif(f.quasi_sets::text, '[]'), ''),
                E'\n' ORDER BY f.name COLLATE "C"
            ), ''),
            'UTF8'
        ))
        FROM releases r LEFT JOIN release_files f ON f.release = r.id
        WHERE r.id = subject
        GROUP BY r.id
    );
END
$$;

-- Name: release_suspensions(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.release_suspensions(subject uuid) RETURNS TABLE(began timestamp with time zone, ended timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    named CONSTANT text := (SELECT d.pid || '/' || r.sequence FROM releases r JOIN datasets d ON d.id = r.dataset WHERE r.id = subject);
BEGIN
    RETURN QUERY
        SELECT moved.began, moved.ended
        FROM (
            SELECT e.action, e.at AS began, lead(e.at) OVER (ORDER BY e.id) AS ended
            FROM audit_events e
            WHERE e.subject = named AND e.object = 'release' AND e.action IN ('suspend', 'resume', 'retire')
        ) AS moved
        WHERE moved.action = 'suspend' AND moved.ended > moved.began
        ORDER BY moved.began;
END
$$;

-- Name: releases_handled(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.releases_handled(who uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN QUERY
        SELECT f.release FROM downloads d JOIN release_files f ON f.id = d.file WHERE d.person = who
        UNION
        SELECT r.id
        FROM organisations_since(who, '-infinity') AS o (organisation)
        JOIN datasets d ON d.organisation = o.organisation
        JOIN releases r ON r.dataset = d.id
        WHERE EXISTS (
            SELECT FROM audit_events e
            WHERE e.subject = d.pid || '/' || r.sequence AND e.object = 'release' AND e.action = 'put_file' AND e.actor = who
        );
END
$$;

-- Name: remind(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.remind() RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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

-- Name: remind_reviewers(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.remind_reviewers() RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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

-- Name: removable_releases(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.removable_releases(of_version uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: require_authors_free(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.require_authors_free(subject uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM FROM finding_versions v WHERE v.finding = subject AND v.state IN ('draft', 'submitted', 'rejected') FOR SHARE;
    IF EXISTS (SELECT FROM finding_versions v WHERE v.finding = subject AND v.state = 'submitted') THEN
        RAISE EXCEPTION 'authors do not change while a version is before its gates'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_authors_fixed', TABLE = 'finding_authors';
    END IF;
END
$$;

-- Name: resume_log(integer, text, text, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.resume_log(of_number integer, of_origin text, of_previous text, of_body text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    made uuid;
BEGIN
    INSERT INTO log_entries (body) VALUES (of_body) RETURNING id INTO made;
    INSERT INTO log_pending (number, entry) OVERRIDING SYSTEM VALUE
    VALUES (least((SELECT min(p.number) FROM log_pending p), 1) - 1, made);
    INSERT INTO log_resumptions (number, origin, previous, entry) VALUES (of_number, of_origin, of_previous, made);
    PERFORM pg_notify('log', '');
END
$$;

-- Name: review_sight(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.review_sight(subject uuid, who uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    RETURN (
        SELECT CASE WHEN public.is_blind(a.finding) THEN 'blind' ELSE 'open' END
        FROM public.review_assignments a JOIN public.reviews r ON r.id = a.review
        WHERE a.reviewer = who AND a.version = subject AND r.state IN ('requested', 'given')
    );
END
$$;

-- Name: rfc3339(timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.rfc3339(moment timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    AS $$ SELECT replace(to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z') $$;

-- Name: scope_of(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.scope_of(subject uuid) RETURNS TABLE(release uuid, source text, asks boolean)
    LANGUAGE plpgsql STABLE
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT s.release, s.source, s.asks FROM version_scope s
        WHERE s.version = subject AND NOT EXISTS (
            SELECT FROM release_removals x WHERE x.version = subject AND x.release = s.release
        );
END
$$;

-- Name: scope_submission(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.scope_submission() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM write_scope(NEW.id);
    RETURN NULL;
END
$$;

-- Name: screened_fingerprint(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.screened_fingerprint(of_version uuid) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: seal_log(bigint); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.seal_log(at_most bigint) RETURNS TABLE(hash bytea)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET work_mem TO '64MB'
    AS $$
#variable_conflict use_column
DECLARE
    size CONSTANT bigint := coalesce((SELECT max(index) + 1 FROM log_leaves), 0);
    snapshot CONSTANT pg_snapshot := pg_current_snapshot();
BEGIN
    RETURN QUERY
        WITH taken AS (
            SELECT p.number, p.entry, e.body
            FROM log_pending p JOIN log_entries e ON e.id = p.entry
            WHERE p.written_by < pg_snapshot_xmin(snapshot) OR p.written_by >= pg_snapshot_xmax(snapshot)
            ORDER BY p.number LIMIT at_most
        ), sealed AS (
            INSERT INTO log_leaves (index, entry, hash)
            SELECT size - 1 + row_number() OVER (ORDER BY number), entry, sha256('\x00'::bytea || convert_to(body, 'UTF8'))
            FROM taken
            RETURNING index, hash
        ), forgotten AS (
            DELETE FROM log_pending WHERE number IN (SELECT number FROM taken)
        )
        SELECT s.hash FROM sealed s ORDER BY s.index;
END
$$;

-- Name: search_configuration(text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.search_configuration(language text) RETURNS regconfig
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT CASE split_part(lower(language), '-', 1)
        WHEN 'ar' THEN 'pg_catalog.arabic' WHEN 'ca' THEN 'pg_catalog.catalan' WHEN 'da' THEN 'pg_catalog.danish'
        WHEN 'de' THEN 'pg_catalog.german' WHEN 'el' THEN 'pg_catalog.greek' WHEN 'en' THEN 'pg_catalog.english'
        WHEN 'es' THEN 'pg_catalog.spanish' WHEN 'eu' THEN 'pg_catalog.basque' WHEN 'fi' THEN 'pg_catalog.finnish'
        WHEN 'fr' THEN 'pg_catalog.french' WHEN 'ga' THEN 'pg_catalog.irish' WHEN 'hi' THEN 'pg_catalog.hindi'
        WHEN 'hu' THEN 'pg_catalog.hungarian' WHEN 'hy' THEN 'pg_catalog.armenian' WHEN 'id' THEN 'pg_catalog.indonesian'
        WHEN 'it' THEN 'pg_catalog.italian' WHEN 'lt' THEN 'pg_catalog.lithuanian' WHEN 'nb' THEN 'pg_catalog.norwegian'
        WHEN 'ne' THEN 'pg_catalog.nepali' WHEN 'nl' THEN 'pg_catalog.dutch' WHEN 'nn' THEN 'pg_catalog.norwegian'
        WHEN 'no' THEN 'pg_catalog.norwegian' WHEN 'pt' THEN 'pg_catalog.portuguese' WHEN 'ro' THEN 'pg_catalog.romanian'
        WHEN 'ru' THEN 'pg_catalog.russian' WHEN 'sr' THEN 'pg_catalog.serbian' WHEN 'sv' THEN 'pg_catalog.swedish'
        WHEN 'ta' THEN 'pg_catalog.tamil' WHEN 'tr' THEN 'pg_catalog.turkish' WHEN 'yi' THEN 'pg_catalog.yiddish'
        ELSE 'pg_catalog.simple'
    END::regconfig
$$;

-- Name: search_follow(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.search_follow() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    publication uuid;
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'publications' THEN
            IF TG_OP = 'INSERT' OR NEW.state <> OLD.state THEN PERFORM search_index(NEW.id); END IF;
        WHEN 'problems' THEN
            IF TG_OP = 'INSERT' OR (NEW.state, NEW.version, NEW.visibility) <> (OLD.state, OLD.version, OLD.visibility) THEN
                PERFORM search_index(NEW.id);
            END IF;
            -- What answers a problem says so only while the problem itself is public.
            IF TG_OP = 'UPDATE' AND (NEW.state <> OLD.state OR NEW.visibility <> OLD.visibility) THEN
                FOR publication IN SELECT p.id FROM publications p JOIN findings f ON f.id = p.finding WHERE f.problem = NEW.id LOOP
                    PERFORM search_index(publication);
                END LOOP;
            END IF;
        WHEN 'datasets' THEN
            IF TG_OP = 'UPDATE' THEN PERFORM search_index(NEW.id); END IF;
        WHEN 'releases' THEN
            IF TG_OP = 'UPDATE' AND NEW.state <> OLD.state THEN PERFORM search_index(NEW.dataset); END IF;
    END CASE;
    RETURN NULL;
END
$$;

-- Name: search_index(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.search_index(of_subject uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    DELETE FROM search_entries WHERE subject = of_subject;
    INSERT INTO search_entries
    SELECT s.subject, s.type, s.pid, s.at, s.language, s.kind, s.license, s.organisation, s.problem,
        search_words(s.language, s.title, s.keywords, s.body)
    FROM published.search_sources s WHERE s.subject = of_subject;
END
$$;

-- Name: search_language(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.search_language() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM search_languages WHERE configuration = search_configuration(NEW.language)) THEN
        INSERT INTO search_languages VALUES (search_configuration(NEW.language)) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;

-- Name: search_text(text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.search_text(source text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(string_agg(
        CASE WHEN part[1] ~ '^[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U00020000-\U0003FFFF]' THEN
            (SELECT string_agg(substr(part[1], place, 2), ' ' ORDER BY place) FROM generate_series(1, char_length(part[1])) place)
        ELSE part[1] END, ' ' ORDER BY number), '')
    FROM regexp_matches(
        lower(normalize(source, NFKC)),
        '[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U00020000-\U0003FFFF]+|[^\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U00020000-\U0003FFFF]+',
        'g'
    ) WITH ORDINALITY AS parts(part, number)
$$;

-- Name: search_words(text, text, text, text); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.search_words(language text, title text, keywords text, body text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT setweight(to_tsvector(search_configuration(language), search_text(title)), 'A')
        || setweight(to_tsvector(search_configuration(language), search_text(keywords)), 'B')
        || setweight(to_tsvector(search_configuration(language), search_text(body)), 'C')
$$;

-- Name: seats(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.seats(of_finding uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    who CONSTANT uuid := actor();
    roles CONSTANT text[] := coalesce((SELECT p.platform_roles FROM persons p WHERE p.id = who), '{}');
    appointed CONSTANT boolean := is_appointed(who, of_finding);
    taken text[] := '{}';
BEGIN
    IF roles = '{}' AND NOT appointed THEN
        RETURN taken;
    ELSIF NOT is_neutral(who, of_finding) THEN
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

-- Name: sees_access_request(uuid, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_access_request(subject_release uuid, asker uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    IF public.is_platform() OR asker = who THEN
        RETURN true;
    END IF;
    RETURN EXISTS (
        SELECT FROM public.releases r JOIN public.datasets d ON d.id = r.dataset
        JOIN public.memberships m ON m.organisation = d.organisation
        WHERE r.id = subject_release AND m.person = who AND m.role IN ('owner', 'data_officer')
    );
END
$$;

-- Name: sees_authors(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_authors(subject uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.finding_versions v JOIN public.finding_authors a ON a.finding = v.finding
        WHERE v.id = subject AND a.person = who
    ) THEN
        RETURN true;
    END IF;
    RETURN public.sees_version(subject, who) AND public.review_sight(subject, who) IS DISTINCT FROM 'blind';
END
$$;

-- Name: sees_clearance(uuid, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_clearance(subject_organisation uuid, subject_finding uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    IF public.is_platform() THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.finding_authors a WHERE a.finding = subject_finding AND a.person = who) THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin']) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (
        SELECT FROM public.memberships m
        WHERE m.organisation = subject_organisation AND m.person = who AND m.role IN ('owner', 'clearance_officer')
    );
END
$$;

-- Name: sees_finding(uuid, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_finding(subject uuid, author uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    IF public.is_platform() OR author = who THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.finding_authors a WHERE a.finding = subject AND a.person = who) THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin'])
        AND EXISTS (SELECT FROM public.finding_versions v WHERE v.finding = subject AND v.submitted_at IS NOT NULL) THEN
        RETURN true;
    ELSIF EXISTS (
        SELECT FROM public.clearances c JOIN public.memberships m ON m.organisation = c.organisation
        WHERE c.finding = subject AND m.person = who AND m.role IN ('owner', 'clearance_officer')
    ) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (
        SELECT FROM public.review_assignments a JOIN public.reviews r ON r.id = a.review JOIN public.finding_versions v ON v.id = a.version
        WHERE a.finding = subject AND a.reviewer = who AND r.state IN ('requested', 'given') AND v.state NOT IN ('draft', 'retracted')
    );
END
$$;

-- Name: sees_flag(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_flag(of_clearance uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.clearances c WHERE c.id = of_clearance AND public.sees_clearance(c.organisation, c.finding, who));
END
$$;

-- Name: sees_opening(uuid, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_opening(of_version uuid, of_problem uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    IF public.is_platform() OR EXISTS (
        SELECT FROM public.finding_versions v JOIN public.findings f ON f.id = v.finding
        WHERE v.id = of_version AND f.created_by = who AND public.is_author(f.id, who)
    ) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (
        SELECT FROM public.problems p WHERE p.id = of_problem AND public.sees_problem(p.id, p.organisation, p.state, p.visibility, who)
    );
END
$$;

-- Name: sees_problem(uuid, uuid, text, text, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_problem(subject uuid, owner uuid, subject_state text, subject_visibility text, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
DECLARE
    was_opened CONSTANT boolean := subject_state IN ('open', 'evaluating', 'concluded', 'cancelled');
BEGIN
    IF public.is_platform() OR (subject_visibility = 'public' AND was_opened) THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.memberships m WHERE m.organisation = owner AND m.person = who) THEN
        RETURN true;
    ELSIF subject_state <> 'draft'
        AND EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin']) THEN
        RETURN true;
    END IF;
    RETURN was_opened AND EXISTS (
        SELECT FROM public.problem_circle c
        JOIN public.memberships m ON m.organisation = c.organisation
        JOIN public.organisations o ON o.id = m.organisation
        WHERE c.problem = subject AND m.person = who AND o.state = 'active'
    );
END
$$;

-- Name: sees_publication(uuid, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_publication(of_version uuid, of_finding uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    IF NOT public.sees_version(of_version, who) THEN
        RETURN false;
    ELSIF public.is_author(of_finding, who) THEN
        RETURN true;
    ELSIF public.is_arbiter(who) THEN
        RETURN public.is_platform() OR NOT EXISTS (
            SELECT FROM public.finding_versions v WHERE v.id = of_version AND v.state = 'retracted'
        ) OR EXISTS (
            SELECT FROM public.clearances c JOIN public.memberships m ON m.organisation = c.organisation
            WHERE c.version = of_version AND m.person = who AND m.role IN ('owner', 'clearance_officer')
        );
    END IF;
    RETURN public.review_sight(of_version, who) IS NULL;
END
$$;

-- Name: sees_release(uuid, uuid, text, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_release(subject uuid, subject_dataset uuid, subject_state text, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    IF public.is_platform() OR (who IS NOT NULL AND subject_state IN ('released', 'suspended', 'retired')) THEN
        RETURN true;
    ELSIF EXISTS (
        SELECT FROM public.memberships m JOIN public.datasets d ON d.organisation = m.organisation
        WHERE d.id = subject_dataset AND m.person = who AND m.role IN ('owner', 'data_officer', 'clearance_officer')
    ) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin'])
        AND EXISTS (SELECT FROM public.anonymity_reports a WHERE a.release = subject AND a.passed);
END
$$;

-- Name: sees_version(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_version(subject uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.finding_versions v JOIN public.finding_authors a ON a.finding = v.finding
        WHERE v.id = subject AND a.person = who
    ) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (SELECT FROM public.finding_versions v WHERE v.id = subject AND public.sees_version(v.id, v.finding, v.state, who));
END
$$;

-- Name: sees_version(uuid, uuid, text, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sees_version(subject uuid, subject_finding uuid, subject_state text, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
    AS $$
DECLARE
    is_before CONSTANT boolean := subject_state NOT IN ('draft', 'retracted');
BEGIN
    IF public.is_platform() THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.finding_authors a WHERE a.finding = subject_finding AND a.person = who) THEN
        RETURN true;
    ELSIF subject_state <> 'draft'
        AND EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin'])
        AND (is_before OR EXISTS (SELECT FROM public.finding_versions v WHERE v.id = subject AND v.submitted_at IS NOT NULL)) THEN
        RETURN true;
    ELSIF EXISTS (
        SELECT FROM public.clearances c JOIN public.memberships m ON m.organisation = c.organisation
        WHERE c.version = subject AND m.person = who AND m.role IN ('owner', 'clearance_officer')
    ) THEN
        RETURN true;
    END IF;
    RETURN is_before AND public.review_sight(subject, who) IS NOT NULL;
END
$$;

-- Name: share_limit(text, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.share_limit(of_share text, of_holder uuid) RETURNS bigint
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT l.amount FROM share_limits l
    WHERE l.share = of_share AND (l.holder = of_holder OR l.holder IS NULL)
    ORDER BY l.holder NULLS LAST LIMIT 1
$$;

-- Name: show_dataset(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.show_dataset() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE datasets SET released_title = title, released_description = description, released_keywords = keywords WHERE id = NEW.dataset;
    RETURN NULL;
END
$$;

-- Name: sign_in(bytea); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.sign_in(token_hash bytea) RETURNS TABLE(token uuid, person uuid, pid text, name text, platform_roles text[], organisations uuid[], roles text[], scopes text[], touch boolean)
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'public', 'pg_temp'
    AS $$
-- Names of columns are also those of the result.
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT
        good.token, good.person, good.pid, good.name, good.platform_roles, coalesce(belongs.organisations, '{}'),
        coalesce(belongs.roles, '{}'), good.scopes, good.touch
    FROM (
        SELECT t.id AS token, p.id AS person, p.pid, p.name, p.platform_roles, t.scopes,
            coalesce(t.last_used_at < clock.moment - interval '1 minute', true) AS touch
        FROM (SELECT transaction_timestamp() + c.shift AS moment FROM platform_clock c) AS clock
        CROSS JOIN tokens t
        JOIN persons p ON p.id = t.person
        WHERE t.hash = token_hash AND t.revoked_at IS NULL AND t.expires_at > clock.moment AND p.state = 'active'
        OFFSET 0
    ) AS good
    CROSS JOIN LATERAL (SELECT let_act(good.person)) AS acting
    CROSS JOIN LATERAL (
        SELECT array_agg(m.organisation ORDER BY m.organisation, m.role) AS organisations,
            array_agg(m.role ORDER BY m.organisation, m.role) AS roles
        FROM memberships m JOIN organisations o ON o.id = m.organisation
        WHERE m.person = good.person AND o.state = 'active'
    ) AS belongs;
END
$$;

-- Name: stamp_changed(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.stamp_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_ARGV[0] = 'finding' THEN
        IF TG_OP <> 'INSERT' THEN PERFORM stamp_finding(OLD.finding); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM stamp_finding(NEW.finding); END IF;
    ELSIF TG_ARGV[0] = 'version' THEN
        IF TG_OP <> 'INSERT' THEN PERFORM stamp_finding((SELECT finding FROM finding_versions WHERE id = OLD.version)); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM stamp_finding((SELECT finding FROM finding_versions WHERE id = NEW.version)); END IF;
    ELSE
        IF TG_OP <> 'INSERT' THEN PERFORM stamp_finding((SELECT finding FROM clearances WHERE id = OLD.clearance)); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM stamp_finding((SELECT finding FROM clearances WHERE id = NEW.clearance)); END IF;
    END IF;
    RETURN NULL;
END
$$;

-- Name: stamp_finding(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.stamp_finding(subject uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    stamped text := coalesce(current_setting('app.stamped', true), '');
BEGIN
    IF subject IS NULL OR position(subject::text IN stamped) > 0 THEN
        RETURN;
    END IF;
    UPDATE findings SET stamp = gen_random_uuid() WHERE id = subject;
    PERFORM set_config('app.stamped', stamped || ' ' || subject, true);
END
$$;

-- Name: stamp_itself(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.stamp_itself() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.stamp := gen_random_uuid();
    RETURN NEW;
END
$$;

-- Name: stands_as(text[], uuid, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.stands_as(words text[], of_finding uuid, of_organisation uuid, who uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    AS $$
BEGIN
    IF 'author' = ANY (words) AND EXISTS (SELECT FROM public.finding_authors a WHERE a.finding = of_finding AND a.person = who) THEN
        RETURN true;
    ELSIF 'provider' = ANY (words) AND EXISTS (
        -- Also while it is suspended or closed.
        SELECT FROM public.memberships m
        WHERE m.organisation = of_organisation AND m.person = who AND m.role IN ('owner', 'clearance_officer')
    ) THEN
        RETURN true;
    ELSIF words && '{data_officer,owner,problem_owner}'::text[] AND EXISTS (
        SELECT FROM public.memberships m JOIN public.organisations o ON o.id = m.organisation
        WHERE m.organisation = of_organisation AND m.person = who AND m.role = ANY (words) AND o.state = 'active'
    ) THEN
        RETURN true;
    END IF;
    RETURN of_finding IS NULL AND words && '{moderator,admin}'::text[] AND EXISTS (
        SELECT FROM public.persons p
        WHERE p.id = who AND (
            'admin' = ANY (words) AND 'admin' = ANY (p.platform_roles) AND NOT public.gives_way(who, of_organisation)
            OR 'moderator' = ANY (words) AND 'moderator' = ANY (p.platform_roles) AND NOT EXISTS (
                SELECT FROM public.memberships m WHERE m.organisation = of_organisation AND m.person = who
            )
        )
    );
END
$$;

-- Name: take_share(text, uuid, bigint); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.take_share(of_share text, of_holder uuid, amount bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    taken bigint;
BEGIN
    -- What another one takes meanwhile is waited for, and counted.
    INSERT INTO share_uses AS u (share, holder, used) VALUES (of_share, of_holder, greatest(amount, 0))
    ON CONFLICT (holder, share) DO UPDATE SET used = greatest(u.used + amount, 0)
    RETURNING u.used INTO taken;
    IF amount > 0 THEN
        PERFORM check_share(of_share, of_holder, taken);
    END IF;
END
$$;

-- Name: uuid7(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.uuid7() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
DECLARE
    now CONSTANT bigint := extract(epoch FROM clock_timestamp()) * 1000000;
BEGIN
    RETURN encode(
        overlay(
            uuid_send(gen_random_uuid())
            PLACING substring(int8send(now / 1000) FROM 3) || int2send((x'7000'::integer + now % 1000 * 4096 / 1000)::smallint)
            FROM 1 FOR 8
        ),
        'hex'
    )::uuid;
END
$$;

-- Name: version_fingerprint(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.version_fingerprint(subject uuid) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    files CONSTANT bytea := (
        SELECT sha256(convert_to(coalesce(
            string_agg(name || E'\t' || encode(digest, 'hex'), E'\n' ORDER BY name COLLATE "C"), ''
        ), 'UTF8'))
        FROM finding_files WHERE version = subject
    );
BEGIN
    RETURN coalesce((SELECT sha256(sha256(c.document) || files) FROM certifications c WHERE c.version = subject AND c.document IS NOT NULL), files);
END
$$;

-- Name: want_identifier(); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.want_identifier() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.state = 'published' AND (TG_OP = 'INSERT' OR OLD.state <> 'published') THEN
        INSERT INTO identifiers (publication) VALUES (NEW.id) ON CONFLICT DO NOTHING;
        PERFORM pg_notify('identifiers', '');
    ELSIF TG_OP = 'UPDATE' AND NEW.state = 'withdrawn' AND OLD.state IN ('published', 'hidden') THEN
        UPDATE identifiers SET wanted = 'tombstone', due_at = clock_timestamp(), attempts = 0 WHERE publication = NEW.id;
        PERFORM pg_notify('identifiers', '');
    END IF;
    RETURN NULL;
END
$$;

-- Name: words_of(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.words_of(of_version uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (
        SELECT
            ARRAY[
                '/title ' || v.title, '/abstract ' || v.abstract, '/language ' || v.language, '/kind ' || v.kind,
                '/license ' || v.license
            ]
            || ARRAY(SELECT '/keywords ' || k FROM unnest(v.keywords) AS k)
            || ARRAY(SELECT p FROM (
                VALUES ('/funding ' || nullif(v.funding, '')), ('/conflicts ' || nullif(v.conflicts, ''))
            ) AS t (p) WHERE p IS NOT NULL)
            || ARRAY(SELECT '/files/name ' || f.name FROM finding_files f WHERE f.version = v.id)
            || ARRAY(
                SELECT p FROM contributions c CROSS JOIN LATERAL (VALUES
                    ('/contributors/name ' || c.name), ('/contributors/orcid ' || c.orcid),
                    ('/contributors/affiliation ' || c.affiliation), ('/contributors/ror ' || c.ror)
                ) AS t (p) WHERE c.version = v.id AND p IS NOT NULL
            )
        FROM finding_versions v WHERE v.id = of_version
    );
END
$$;

-- Name: write_scope(uuid); Type: FUNCTION; Schema: public; Owner: -

CREATE FUNCTION public.write_scope(subject uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_variable
DECLARE
    of_finding CONSTANT uuid := (SELECT finding FROM finding_versions WHERE id = subject);
BEGIN
    INSERT INTO version_parties (version, person, capacity)
    SELECT subject, person, capacity FROM party_persons(of_finding)
    UNION
    -- What was written, not who may write: the audit has it even where the list of authors does not.
    SELECT subject, e.actor, 'editor'
    FROM findings f JOIN finding_versions v ON v.finding = f.id
    JOIN audit_events e ON e.subject IN (f.pid, f.pid || '/' || v.number)
    WHERE f.id = of_finding AND e.actor IS NOT NULL AND e.object IN ('finding', 'finding_version') AND e.action IN (
        'create', 'edit', 'put_file', 'delete_file', 'set_contributions', 'set_releases', 'contributions', 'releases',
        'submit', 'appeal', 'add_author', 'remove_author'
    )
    ORDER BY 2;

    INSERT INTO version_scope (version, release, source, asks)
    SELECT subject, release, (array_agg(source ORDER BY place))[1], min(place) < 3
    FROM (
        SELECT release, 'listed' AS source, 1 AS place FROM finding_releases WHERE version = subject
        UNION ALL
        SELECT r, 'earlier', 2 FROM earlier_releases(subject) AS r
        UNION ALL
        SELECT h.release, 'downloaded', 3
        FROM version_parties p CROSS JOIN LATERAL releases_handled(p.person) AS h (release)
        WHERE p.version = subject AND p.organisation IS NULL
        UNION ALL
        -- Whoever answers a problem has its data before them, whoever downloaded them.
        SELECT r.id, 'downloaded', 3
        FROM findings f JOIN problem_datasets b ON b.problem = f.problem JOIN releases r ON r.dataset = b.dataset
        WHERE f.id = of_finding AND r.released_at IS NOT NULL
        UNION ALL
        -- What was rightly taken out of one version is what the next one may use.
        SELECT x.release, 'downloaded', 3
        FROM release_removals x JOIN finding_versions v ON v.id = x.version
        WHERE v.finding = of_finding
    ) AS known
    GROUP BY release
    ORDER BY release;

    INSERT INTO version_parties (version, person, organisation, capacity)
    SELECT subject, p.person, o.organisation, p.capacity
    FROM version_parties p
    CROSS JOIN LATERAL organisations_since(p.person, (SELECT created_at FROM findings WHERE id = of_finding)) AS o (organisation)
    WHERE p.version = subject AND p.organisation IS NULL
    UNION
    SELECT subject, NULL, d.organisation, 'provider'
    FROM version_scope s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset WHERE s.version = subject
    UNION
    SELECT subject, NULL, b.organisation, 'poser' FROM findings f JOIN problems b ON b.id = f.problem WHERE f.id = of_finding
    UNION
    SELECT subject, NULL, o.id, 'affiliation' FROM contributions c JOIN organisations o ON o.ror = c.ror WHERE c.version = subject
    ORDER BY 3, 2;
END
$$;

-- Name: log_tile(bigint, bigint, bigint); Type: FUNCTION; Schema: published; Owner: -

CREATE FUNCTION published.log_tile(of_level bigint, of_number bigint, of_count bigint) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN coalesce(
        (SELECT substring(hashes FROM 1 FOR of_count::integer * 32) FROM log_tiles WHERE level = of_level AND number = of_number),
        CASE of_level
            WHEN 0 THEN (
                SELECT string_agg(hash, '' ORDER BY index) FROM log_leaves
                WHERE index >= of_number * 256 AND index < of_number * 256 + of_count
            )
            ELSE (
                SELECT string_agg(root, '' ORDER BY number) FROM log_tiles
                WHERE level = of_level - 1 AND number >= of_number * 256 AND number < of_number * 256 + of_count
            )
        END,
        ''
    );
END
$$;

-- Name: moment(); Type: FUNCTION; Schema: published; Owner: -

CREATE FUNCTION published.moment() RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ SELECT platform_now() $$;

-- Name: organisation_clocks(text); Type: FUNCTION; Schema: published; Owner: -

CREATE FUNCTION published.organisation_clocks(of_organisation text) RETURNS TABLE(name text, clearances bigint, clearance_median_days double precision, clearances_lapsed bigint, clearances_capped bigint, clearances_extended bigint, flags bigint, flags_upheld bigint, requests bigint, request_median_days double precision, requests_lapsed bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

-- Name: search_configuration(text); Type: FUNCTION; Schema: published; Owner: -

CREATE FUNCTION published.search_configuration(language text) RETURNS regconfig
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ SELECT search_configuration(language) $$;

-- Name: search_query(text, text[], text); Type: FUNCTION; Schema: published; Owner: -

CREATE FUNCTION published.search_query(words text, firsts text[], language text) RETURNS tsquery
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    answer tsquery;
    reading tsquery;
    seen tsquery[] := '{}';
    configuration regconfig;
    first text;
BEGIN
    FOR configuration IN
        SELECT l.configuration FROM search_languages l WHERE language IS NULL OR l.configuration = search_configuration(language)
        ORDER BY l.configuration::oid
    LOOP
        reading := websearch_to_tsquery(configuration, words);
        -- Most words are the same in most languages.
        CONTINUE WHEN numnode(reading) = 0 OR reading = ANY (seen);
        seen := seen || reading;
        answer := coalesce(answer || reading, reading);
    END LOOP;
    FOREACH first IN ARRAY firsts LOOP
        answer := coalesce(answer && (quote_literal(first) || ':*')::tsquery, (quote_literal(first) || ':*')::tsquery);
    END LOOP;
    RETURN answer;
END
$$;

-- Name: access_requests; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.access_requests (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    release uuid NOT NULL,
    person uuid NOT NULL,
    purpose text NOT NULL,
    state text DEFAULT 'requested'::text NOT NULL,
    terms_digest bytea NOT NULL,
    due_at timestamp with time zone,
    decided_by uuid,
    decided_at timestamp with time zone,
    reason text,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT access_requests_purpose_length CHECK (((char_length(purpose) >= 1) AND (char_length(purpose) <= 5000))),
    CONSTRAINT access_requests_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 5000))),
    CONSTRAINT access_requests_state_known CHECK ((state = ANY (ARRAY['requested'::text, 'granted'::text, 'declined'::text, 'expired'::text, 'revoked'::text]))),
    CONSTRAINT access_requests_waiting_has_due CHECK (((state = ANY (ARRAY['requested'::text, 'granted'::text])) = (due_at IS NOT NULL)))
);

-- Name: actor_first_half; Type: SEQUENCE; Schema: public; Owner: -

CREATE UNLOGGED SEQUENCE public.actor_first_half
    START WITH 1
    INCREMENT BY 1
    MINVALUE -9223372036854775808
    NO MAXVALUE
    CACHE 1;

-- Name: SEQUENCE actor_first_half; Type: COMMENT; Schema: public; Owner: -

COMMENT ON SEQUENCE public.actor_first_half IS 'Who signed in last in a session, which asks by currval alone: the first 64 bits of the person';

-- Name: actor_second_half; Type: SEQUENCE; Schema: public; Owner: -

CREATE UNLOGGED SEQUENCE public.actor_second_half
    START WITH 1
    INCREMENT BY 1
    MINVALUE -9223372036854775808
    NO MAXVALUE
    CACHE 1;

-- Name: SEQUENCE actor_second_half; Type: COMMENT; Schema: public; Owner: -

COMMENT ON SEQUENCE public.actor_second_half IS 'Who signed in last in a session: the other 64 bits of the person';

-- Name: actor_transaction; Type: SEQUENCE; Schema: public; Owner: -

CREATE UNLOGGED SEQUENCE public.actor_transaction
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

-- Name: SEQUENCE actor_transaction; Type: COMMENT; Schema: public; Owner: -

COMMENT ON SEQUENCE public.actor_transaction IS 'The transaction in which that person acts: its start, in microseconds since 1970';

-- Name: agreements; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.agreements (
    id uuid DEFAULT public.uuid7() NOT NULL,
    access_request uuid NOT NULL,
    person uuid NOT NULL,
    release uuid NOT NULL,
    terms_digest bytea NOT NULL,
    accepted_at timestamp with time zone DEFAULT public.platform_now() NOT NULL
);

-- Name: allowed_transitions; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.allowed_transitions (
    object text NOT NULL,
    from_state text NOT NULL,
    event text NOT NULL,
    to_state text NOT NULL
);

-- Name: anonymity_reports; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.anonymity_reports (
    id uuid DEFAULT public.uuid7() NOT NULL,
    release uuid NOT NULL,
    fingerprint bytea NOT NULL,
    passed boolean NOT NULL,
    report bytea NOT NULL,
    digest bytea NOT NULL,
    measured_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    attestation bytea,
    CONSTRAINT anonymity_reports_digest_matches CHECK ((digest = sha256(report))),
    CONSTRAINT anonymity_reports_fingerprint_length CHECK ((octet_length(fingerprint) = 32))
);

-- Name: COLUMN anonymity_reports.attestation; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.anonymity_reports.attestation IS 'A signed envelope that names the report by its digest; NULL on reports from before there were any';

-- Name: appeals; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.appeals (
    version uuid NOT NULL,
    reason text NOT NULL,
    appealed_by uuid NOT NULL,
    appealed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT appeals_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 5000)))
);

-- Name: appointments; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.appointments (
    finding uuid NOT NULL,
    person uuid NOT NULL,
    appointed_by uuid NOT NULL,
    reason text NOT NULL,
    appointed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    is_in_force boolean NOT NULL,
    CONSTRAINT appointments_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 5000)))
);

-- Name: COLUMN appointments.is_in_force; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.appointments.is_in_force IS 'Whether it was the last word that was needed; written by the database';

-- Name: askings; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.askings (
    finding uuid NOT NULL,
    number integer NOT NULL,
    asked_at timestamp with time zone DEFAULT public.platform_now() NOT NULL
);

-- Name: TABLE askings; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.askings IS 'Submissions, askings for an exception and appeals; written by the database';

-- Name: audit_events; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.audit_events (
    id uuid DEFAULT public.uuid7() NOT NULL,
    at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    actor uuid,
    actor_kind text NOT NULL,
    action text NOT NULL,
    object text NOT NULL,
    subject text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT audit_events_actor_kind_known CHECK ((actor_kind = ANY (ARRAY['person'::text, 'platform'::text, 'nobody'::text])))
);

-- Name: author_history; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.author_history (
    finding uuid NOT NULL,
    person uuid NOT NULL,
    since timestamp with time zone DEFAULT public.platform_now() NOT NULL
);

-- Name: TABLE author_history; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.author_history IS 'Everybody who ever was an author of a finding; written by the database';

-- Name: author_invitations; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.author_invitations (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    finding uuid NOT NULL,
    person uuid NOT NULL,
    invited_by uuid NOT NULL,
    finding_pid text NOT NULL,
    title text NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT author_invitations_pid_form CHECK ((pid ~ '^ai-[0-9a-z]{12}$'::text))
);

-- Name: brought_files; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.brought_files (
    id uuid DEFAULT public.uuid7() NOT NULL,
    person uuid NOT NULL,
    organisations uuid[] NOT NULL,
    digest bytea NOT NULL,
    size bigint NOT NULL,
    brought_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    arrives_until timestamp with time zone,
    CONSTRAINT brought_files_digest_length CHECK ((octet_length(digest) = 32)),
    CONSTRAINT brought_files_size_positive CHECK ((size >= 0))
);

-- Name: COLUMN brought_files.organisations; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.brought_files.organisations IS 'Of a release''s tables, the provider; of a finding''s files, those that the person belonged to';

-- Name: COLUMN brought_files.arrives_until; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.brought_files.arrives_until IS 'While the bytes are on their way, when they have to have arrived; NULL once they are here';

-- Name: certificates; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.certificates (
    id uuid DEFAULT public.uuid7() NOT NULL,
    publication uuid NOT NULL,
    version uuid NOT NULL,
    envelope bytea NOT NULL,
    digest bytea NOT NULL,
    key_id text NOT NULL,
    issued_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT certificates_digest_matches CHECK ((digest = sha256(envelope)))
);

-- Name: certifications; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.certifications (
    version uuid NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    document bytea,
    cause text,
    due_at timestamp with time zone,
    CONSTRAINT certifications_document_size CHECK ((octet_length(document) <= 65536)),
    CONSTRAINT certifications_failed_has_cause CHECK (((state = ANY (ARRAY['failed'::text, 'escalated'::text])) = (cause IS NOT NULL))),
    CONSTRAINT certifications_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'pending'::text, 'issued'::text, 'failed'::text, 'escalated'::text]))),
    CONSTRAINT certifications_waiting_has_due CHECK (((state = ANY (ARRAY['pending'::text, 'failed'::text, 'escalated'::text])) = (due_at IS NOT NULL)))
);

-- Name: TABLE certifications; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.certifications IS 'The certificate of a version from its submission on';

-- Name: COLUMN certifications.document; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.certifications.document IS 'What is published of the version, without the time: fixed when it was submitted; NULL for what was submitted before documents were';

-- Name: COLUMN certifications.cause; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.certifications.cause IS 'Why it could not be issued, in words for the authors';

-- Name: clearances; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.clearances (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    finding uuid NOT NULL,
    version uuid NOT NULL,
    organisation uuid NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    outcome text,
    noticed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    first_noticed_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    cap_at timestamp with time zone NOT NULL,
    extended_at timestamp with time zone,
    decided_at timestamp with time zone,
    decided_by uuid,
    reason text,
    revision integer DEFAULT 1 NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    left_at timestamp with time zone,
    review_due_at timestamp with time zone,
    carried_from uuid,
    held_at timestamp with time zone,
    covers_words boolean DEFAULT true NOT NULL,
    CONSTRAINT clearances_cap_is_ninety_days CHECK ((cap_at <= (noticed_at + '90 days'::interval))),
    CONSTRAINT clearances_due_within_cap CHECK (((due_at <= cap_at) OR ((held_at IS NOT NULL) AND (state = 'flagged'::text)))),
    CONSTRAINT clearances_extended_has_time CHECK (((state <> 'extended'::text) OR (extended_at IS NOT NULL))),
    CONSTRAINT clearances_left_has_time CHECK (((state <> 'left'::text) OR (left_at IS NOT NULL))),
    CONSTRAINT clearances_outcome_known CHECK ((outcome = ANY (ARRAY['no_objection'::text, 'lapsed'::text, 'not_used'::text, 'flags_resolved'::text, 'cap'::text]))),
    CONSTRAINT clearances_passed_has_outcome CHECK (((state = 'passed'::text) = (outcome IS NOT NULL))),
    CONSTRAINT clearances_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 5000))),
    CONSTRAINT clearances_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'flagged'::text, 'extended'::text, 'passed'::text, 'left'::text, 'upheld'::text]))),
    CONSTRAINT clearances_waiting_has_due CHECK (((state = ANY (ARRAY['pending'::text, 'flagged'::text, 'extended'::text])) = (due_at IS NOT NULL)))
);

-- Name: COLUMN clearances.left_at; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.clearances.left_at IS 'When its version went away: was taken back, or gave way to a later one';

-- Name: COLUMN clearances.review_due_at; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.clearances.review_due_at IS 'When silence clears it, or would have: stays while objections wait and when the version has left';

-- Name: COLUMN clearances.carried_from; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.clearances.carried_from IS 'The clearance whose provider saw everything that this version says; itself carried over from none';

-- Name: COLUMN clearances.held_at; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.clearances.held_at IS 'When it was last kept waiting for want of judges; its cap counts for nothing then';

-- Name: COLUMN clearances.covers_words; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.clearances.covers_words IS 'False of what ended before a description was shown, objected to and carried over like files';

-- Name: contributions; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.contributions (
    version uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    orcid text,
    affiliation text,
    ror text,
    credit_roles text[] NOT NULL,
    CONSTRAINT contributions_affiliation_length CHECK (((char_length(affiliation) >= 1) AND (char_length(affiliation) <= 200))),
    CONSTRAINT contributions_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT contributions_orcid_form CHECK ((orcid ~ '^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$'::text)),
    CONSTRAINT contributions_position_positive CHECK (("position" > 0)),
    CONSTRAINT contributions_roles_some CHECK ((credit_roles <> '{}'::text[])),
    CONSTRAINT contributions_ror_form CHECK ((ror ~ '^0[0-9a-z]{6}[0-9]{2}$'::text))
);

-- Name: datasets; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.datasets (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    organisation uuid NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    keywords text[] DEFAULT '{}'::text[] NOT NULL,
    created_by uuid NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    released_title text,
    released_description text,
    released_keywords text[],
    CONSTRAINT datasets_description_length CHECK (((char_length(description) >= 1) AND (char_length(description) <= 20000))),
    CONSTRAINT datasets_pid_form CHECK ((pid ~ '^ds-[0-9a-z]{12}$'::text)),
    CONSTRAINT datasets_title_length CHECK (((char_length(title) >= 1) AND (char_length(title) <= 300)))
);

-- Name: COLUMN datasets.released_title; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.datasets.released_title IS 'What is public of the text, with the two beside it: as it was when a release was let out';

-- Name: decisions; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.decisions (
    id uuid DEFAULT public.uuid7() NOT NULL,
    object text NOT NULL,
    subject uuid NOT NULL,
    finding uuid,
    event text NOT NULL,
    decided_by uuid NOT NULL,
    reason text NOT NULL,
    decided_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT decisions_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 5000)))
);

-- Name: downloads; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.downloads (
    id uuid DEFAULT public.uuid7() NOT NULL,
    at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    person uuid NOT NULL,
    file uuid NOT NULL,
    access_request uuid,
    first_byte bigint NOT NULL,
    last_byte bigint NOT NULL
);

-- Name: exception_askings; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.exception_askings (
    id uuid DEFAULT public.uuid7() NOT NULL,
    finding uuid NOT NULL,
    version uuid NOT NULL,
    fingerprint bytea NOT NULL,
    reason text NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT exception_askings_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 5000)))
);

-- Name: export_runs; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.export_runs (
    number bigint NOT NULL,
    state text DEFAULT 'planned'::text NOT NULL,
    directory text NOT NULL,
    started_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    finished_at timestamp with time zone,
    publications bigint,
    manifest_digest bytea,
    cause text,
    CONSTRAINT export_runs_state_known CHECK ((state = ANY (ARRAY['planned'::text, 'writing'::text, 'sealed'::text, 'current'::text, 'failed'::text])))
);

-- Name: export_runs_number_seq; Type: SEQUENCE; Schema: public; Owner: -

ALTER TABLE public.export_runs ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.export_runs_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: finding_authors; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.finding_authors (
    finding uuid NOT NULL,
    person uuid NOT NULL,
    added_at timestamp with time zone DEFAULT public.platform_now() NOT NULL
);

-- Name: finding_counts; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.finding_counts (
    release uuid NOT NULL,
    fingerprint bytea NOT NULL,
    version uuid NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT finding_counts_fingerprint_length CHECK ((octet_length(fingerprint) = 32)),
    CONSTRAINT finding_counts_value_not_negative CHECK ((value >= 0))
);

-- Name: finding_files; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.finding_files (
    id uuid DEFAULT public.uuid7() NOT NULL,
    version uuid NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    media_type text NOT NULL,
    digest bytea NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    name_key text,
    CONSTRAINT finding_files_digest_length CHECK ((octet_length(digest) = 32)),
    CONSTRAINT finding_files_name_form CHECK (((name ~ '^[^/\\[:cntrl:]]{1,200}$'::text) AND (name <> ALL (ARRAY['.'::text, '..'::text])))),
    CONSTRAINT finding_files_size_positive CHECK ((size >= 0))
);

-- Name: COLUMN finding_files.name_key; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.finding_files.name_key IS 'The name without what some systems do not tell apart; NULL for a file of before';

-- Name: finding_releases; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.finding_releases (
    version uuid NOT NULL,
    release uuid NOT NULL
);

-- Name: finding_versions; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.finding_versions (
    id uuid DEFAULT public.uuid7() NOT NULL,
    finding uuid NOT NULL,
    number integer NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    title text NOT NULL,
    abstract text NOT NULL,
    language text NOT NULL,
    kind text NOT NULL,
    license text NOT NULL,
    keywords text[] DEFAULT '{}'::text[] NOT NULL,
    funding text DEFAULT ''::text NOT NULL,
    conflicts text DEFAULT ''::text NOT NULL,
    thesis boolean DEFAULT false NOT NULL,
    release_at timestamp with time zone,
    problem_version integer,
    due_at timestamp with time zone,
    submitted_at timestamp with time zone,
    revision integer DEFAULT 1 NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    answers_problem boolean DEFAULT true NOT NULL,
    reserved_pid text,
    CONSTRAINT finding_versions_abstract_length CHECK (((char_length(abstract) >= 1) AND (char_length(abstract) <= 10000))),
    CONSTRAINT finding_versions_conflicts_length CHECK ((char_length(conflicts) <= 2000)),
    CONSTRAINT finding_versions_kind_known CHECK ((kind = ANY (ARRAY['solution'::text, 'partial'::text, 'negative'::text, 'replication'::text, 'counterexample'::text]))),
    CONSTRAINT finding_versions_language_form CHECK ((language ~ '^[a-z]{2,3}$'::text)),
    CONSTRAINT finding_versions_number_positive CHECK ((number > 0)),
    CONSTRAINT finding_versions_reserved_pid_form CHECK ((reserved_pid ~ '^pu-[0-9a-z]{12}$'::text)),
    CONSTRAINT finding_versions_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'changes_requested'::text, 'rejected'::text, 'publishable'::text, 'published'::text, 'withdrawn'::text, 'retracted'::text, 'superseded'::text]))),
    CONSTRAINT finding_versions_submitted_has_time CHECK (((state = ANY (ARRAY['draft'::text, 'retracted'::text])) OR (submitted_at IS NOT NULL))),
    CONSTRAINT finding_versions_title_length CHECK (((char_length(title) >= 1) AND (char_length(title) <= 300))),
    CONSTRAINT finding_versions_waiting_has_due CHECK (((state = ANY (ARRAY['submitted'::text, 'publishable'::text])) = (due_at IS NOT NULL)))
);

-- Name: COLUMN finding_versions.answers_problem; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.finding_versions.answers_problem IS 'Whether it answers the problem of its finding, if that has one';

-- Name: COLUMN finding_versions.reserved_pid; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.finding_versions.reserved_pid IS 'Under which the version is published; NULL for a draft, and for what was submitted before identifiers were reserved';

-- Name: findings; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.findings (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    problem uuid,
    created_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    stamp uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT findings_pid_form CHECK ((pid ~ '^fi-[0-9a-z]{12}$'::text))
);

-- Name: flag_passages; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.flag_passages (
    flag uuid NOT NULL,
    version uuid NOT NULL,
    stands boolean NOT NULL
);

-- Name: TABLE flag_passages; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.flag_passages IS 'Whether a version has the passage of a flag: it was raised there, or the screening looked for it';

-- Name: flag_votes; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.flag_votes (
    flag uuid NOT NULL,
    moderator uuid NOT NULL,
    uphold boolean NOT NULL,
    decision uuid NOT NULL
);

-- Name: flags; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.flags (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    clearance uuid NOT NULL,
    file_digest bytea,
    first_byte bigint NOT NULL,
    last_byte bigint NOT NULL,
    category text NOT NULL,
    note text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    due_at timestamp with time zone,
    raised_by uuid NOT NULL,
    answer text,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    finding uuid NOT NULL,
    organisation uuid NOT NULL,
    member text,
    passage text,
    binds text,
    CONSTRAINT flags_answer_length CHECK (((char_length(answer) >= 1) AND (char_length(answer) <= 5000))),
    CONSTRAINT flags_binds_known CHECK ((binds = ANY (ARRAY['everybody'::text, 'parties'::text]))),
    CONSTRAINT flags_category_known CHECK ((category = ANY (ARRAY['confidential'::text, 'personal_data'::text, 'patent'::text, 'safety_or_export'::text]))),
    CONSTRAINT flags_digest_length CHECK ((octet_length(file_digest) = 32)),
    CONSTRAINT flags_member_has_passage CHECK (((member IS NULL) = (passage IS NULL))),
    CONSTRAINT flags_note_length CHECK (((char_length(note) >= 1) AND (char_length(note) <= 5000))),
    CONSTRAINT flags_of_one_part CHECK ((num_nonnulls(file_digest, member) = 1)),
    CONSTRAINT flags_range CHECK (((0 <= first_byte) AND (first_byte <= last_byte))),
    CONSTRAINT flags_state_known CHECK ((state = ANY (ARRAY['open'::text, 'conceded'::text, 'contested'::text, 'escalated'::text, 'upheld'::text, 'dismissed'::text, 'resolved'::text]))),
    CONSTRAINT flags_waiting_has_due CHECK (((state = ANY (ARRAY['open'::text, 'conceded'::text, 'contested'::text, 'escalated'::text])) = (due_at IS NOT NULL)))
);

-- Name: COLUMN flags.clearance; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.flags.clearance IS 'In which it was raised; it holds those of later versions as well';

-- Name: COLUMN flags.member; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.flags.member IS 'The JSON pointer of a text of the document, in whose UTF-8 the bytes are counted; NULL where a file is meant';

-- Name: COLUMN flags.passage; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.flags.passage IS 'What stood there when the flag was raised; of a file the bytes are in the file store';

-- Name: COLUMN flags.binds; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.flags.binds IS 'Which other findings must be without its passage; NULL where none has to; written by the database';

-- Name: foreign_passages; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.foreign_passages (
    version uuid NOT NULL,
    flag uuid NOT NULL,
    noted_at timestamp with time zone DEFAULT public.platform_now() NOT NULL
);

-- Name: TABLE foreign_passages; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.foreign_passages IS 'Passages of other findings that had to go and stand in a version';

-- Name: idempotency_keys; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.idempotency_keys (
    person uuid NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    status integer,
    location text,
    etag text,
    body bytea,
    CONSTRAINT idempotency_keys_length CHECK (((char_length(key) >= 1) AND (char_length(key) <= 255)))
);

-- Name: identifiers; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.identifiers (
    publication uuid NOT NULL,
    doi text,
    state text DEFAULT 'none'::text NOT NULL,
    wanted text DEFAULT 'findable'::text NOT NULL,
    due_at timestamp with time zone DEFAULT clock_timestamp(),
    attempts integer DEFAULT 0 NOT NULL,
    error text,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT identifiers_doi_form CHECK (((doi ~ '^10\.[0-9]{4,9}/[!-~]+$'::text) AND (doi = lower(doi)))),
    CONSTRAINT identifiers_reserved_has_doi CHECK (((state = 'none'::text) OR (doi IS NOT NULL))),
    CONSTRAINT identifiers_state_known CHECK ((state = ANY (ARRAY['none'::text, 'draft'::text, 'registered'::text, 'findable'::text, 'tombstone'::text]))),
    CONSTRAINT identifiers_waiting_has_due CHECK (((state <> wanted) = (due_at IS NOT NULL))),
    CONSTRAINT identifiers_wanted_known CHECK ((wanted = ANY (ARRAY['findable'::text, 'tombstone'::text])))
);

-- Name: TABLE identifiers; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.identifiers IS 'Written with the publication itself, and brought to the registry afterwards: an outbox of one row a publication';

-- Name: COLUMN identifiers.due_at; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.identifiers.due_at IS 'The next attempt, in the database''s own time';

-- Name: invitations; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.invitations (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    name text NOT NULL,
    organisation uuid,
    roles text[] DEFAULT '{}'::text[] NOT NULL,
    platform_roles text[] DEFAULT '{}'::text[] NOT NULL,
    code_hash bytea NOT NULL,
    invited_by uuid,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    accepted_by uuid,
    revoked_at timestamp with time zone,
    CONSTRAINT invitations_accepted_by_someone CHECK (((accepted_at IS NULL) = (accepted_by IS NULL))),
    CONSTRAINT invitations_for_something CHECK (((roles <> '{}'::text[]) OR (platform_roles <> '{}'::text[]))),
    CONSTRAINT invitations_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT invitations_platform_roles_known CHECK ((platform_roles <@ ARRAY['moderator'::text, 'admin'::text])),
    CONSTRAINT invitations_roles_have_organisation CHECK (((organisation IS NULL) = (roles = '{}'::text[]))),
    CONSTRAINT invitations_roles_known CHECK ((roles <@ ARRAY['owner'::text, 'data_officer'::text, 'clearance_officer'::text, 'problem_owner'::text, 'researcher'::text, 'reviewer'::text]))
);

-- Name: jobs; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.jobs (
    id uuid DEFAULT public.uuid7() NOT NULL,
    kind text NOT NULL,
    subject uuid NOT NULL,
    state text DEFAULT 'ready'::text NOT NULL,
    run_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    lease_ends_at timestamp with time zone,
    progress double precision,
    error text,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    queue text GENERATED ALWAYS AS (public.lane_of(kind)) STORED NOT NULL,
    party uuid,
    order_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    last_attempt integer DEFAULT 3 NOT NULL,
    cause text,
    CONSTRAINT jobs_cause_length CHECK (((octet_length(cause) >= 1) AND (octet_length(cause) <= 8000))),
    CONSTRAINT jobs_finished_has_time CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text, 'parked'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT jobs_kind_known CHECK ((kind = ANY (ARRAY['measure_release'::text, 'screen_version'::text, 'certify_version'::text, 'screen_note'::text, 'compare_embargoed'::text]))),
    CONSTRAINT jobs_parked_has_cause CHECK (((state = 'parked'::text) <= (cause IS NOT NULL))),
    CONSTRAINT jobs_queue_known CHECK ((queue = ANY (ARRAY['certify'::text, 'screen'::text, 'measure'::text]))),
    CONSTRAINT jobs_running_has_lease CHECK (((state = 'running'::text) = (lease_ends_at IS NOT NULL))),
    CONSTRAINT jobs_state_known CHECK ((state = ANY (ARRAY['ready'::text, 'running'::text, 'done'::text, 'failed'::text, 'parked'::text])))
);

-- Name: COLUMN jobs.queue; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.jobs.queue IS 'The lane: each is worked off by a runner of its own, so that no kind of work waits for a slower one';

-- Name: COLUMN jobs.party; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.jobs.party IS 'Whose work it is, with whom others share the lane: an organisation for its releases, who began a finding for what is done with it';

-- Name: COLUMN jobs.order_at; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.jobs.order_at IS 'Its turn: when it was asked for, and a minute more for each piece of work of its party that waited then';

-- Name: COLUMN jobs.last_attempt; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.jobs.last_attempt IS 'The attempt after which it is parked; an attempt counts when it begins, so that work that ends its server is parked too';

-- Name: COLUMN jobs.cause; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.jobs.cause IS 'Why it is parked, in words for whoever waits for it; what happened in each attempt is in error, for the operator';

-- Name: known_events; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.known_events (
    object text NOT NULL,
    action text NOT NULL,
    log_kind text,
    audience text[] DEFAULT '{}'::text[] NOT NULL,
    is_silent boolean GENERATED ALWAYS AS ((audience = '{}'::text[])) STORED NOT NULL,
    fact_by text,
    CONSTRAINT known_events_audience_known CHECK ((audience <@ ARRAY['authors'::text, 'officers'::text, 'moderators'::text, 'all_moderators'::text, 'admins'::text, 'requester'::text, 'data_officers'::text, 'problem_owners'::text, 'reviewer'::text, 'invited'::text])),
    CONSTRAINT known_events_fact_by_known CHECK ((fact_by = ANY (ARRAY['person'::text, 'platform'::text])))
);

-- Name: TABLE known_events; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.known_events IS 'Every event there can be; what is no longer written stays, so that history can be read';

-- Name: COLUMN known_events.log_kind; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.known_events.log_kind IS 'The kind of the entry that it leaves in the transparency log; NULL for none';

-- Name: COLUMN known_events.audience; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.known_events.audience IS 'Who gets a notice, but for who did it';

-- Name: COLUMN known_events.is_silent; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.known_events.is_silent IS 'Whether nobody gets a notice';

-- Name: COLUMN known_events.fact_by; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.known_events.fact_by IS 'Who says it by record_fact, of what has no move: whoever acts, or the platform alone; NULL for what the database writes by itself';

-- Name: log_actors; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.log_actors (
    entry uuid NOT NULL,
    person uuid NOT NULL,
    salt text NOT NULL
);

-- Name: log_checkpoints; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.log_checkpoints (
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    sealed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT log_checkpoints_root_length CHECK ((octet_length(root) = 32)),
    CONSTRAINT log_checkpoints_size_not_negative CHECK ((size >= 0))
);

-- Name: log_entries; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.log_entries (
    id uuid DEFAULT public.uuid7() NOT NULL,
    body text NOT NULL,
    CONSTRAINT log_entries_fits_a_bundle CHECK (((octet_length(body) >= 1) AND (octet_length(body) <= 65535)))
);

-- Name: log_leaves; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.log_leaves (
    index bigint NOT NULL,
    entry uuid NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT log_leaves_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT log_leaves_index_not_negative CHECK ((index >= 0))
);

-- Name: log_openings; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.log_openings (
    entry uuid NOT NULL,
    version uuid,
    opening text NOT NULL
);

-- Name: log_pending; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.log_pending (
    number bigint NOT NULL,
    entry uuid NOT NULL,
    written_by xid8 DEFAULT pg_current_xact_id() NOT NULL
);

-- Name: log_pending_number_seq; Type: SEQUENCE; Schema: public; Owner: -

ALTER TABLE public.log_pending ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.log_pending_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: log_resumptions; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.log_resumptions (
    number integer NOT NULL,
    origin text NOT NULL,
    previous text NOT NULL,
    entry uuid NOT NULL,
    resumed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT log_resumptions_number_positive CHECK ((number >= 2))
);

-- Name: COLUMN log_resumptions.previous; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.log_resumptions.previous IS 'The newest checkpoint that is known of the log under the name before, as it was signed';

-- Name: COLUMN log_resumptions.entry; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.log_resumptions.entry IS 'The first entry under the new name, which names that checkpoint';

-- Name: log_tiles; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.log_tiles (
    level smallint NOT NULL,
    number bigint NOT NULL,
    hashes bytea NOT NULL,
    root bytea NOT NULL,
    CONSTRAINT log_tiles_full CHECK ((octet_length(hashes) = 8192)),
    CONSTRAINT log_tiles_level_known CHECK (((level >= 0) AND (level <= 6))),
    CONSTRAINT log_tiles_number_not_negative CHECK ((number >= 0)),
    CONSTRAINT log_tiles_root_length CHECK ((octet_length(root) = 32))
);
ALTER TABLE ONLY public.log_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- Name: memberships; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.memberships (
    person uuid NOT NULL,
    organisation uuid NOT NULL,
    role text NOT NULL,
    since timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT memberships_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'data_officer'::text, 'clearance_officer'::text, 'problem_owner'::text, 'researcher'::text, 'reviewer'::text])))
);

-- Name: moderations; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.moderations (
    version uuid NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    due_at timestamp with time zone,
    late_since timestamp with time zone,
    CONSTRAINT moderations_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'escalated'::text, 'accepted'::text, 'changes_requested'::text, 'rejected'::text]))),
    CONSTRAINT moderations_waiting_has_due CHECK (((state = ANY (ARRAY['pending'::text, 'escalated'::text])) = (due_at IS NOT NULL)))
);

-- Name: near_passages; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.near_passages (
    version uuid NOT NULL,
    flag uuid NOT NULL
);

-- Name: TABLE near_passages; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.near_passages IS 'Written by the screening; what somebody says of them is a decision on the version';

-- Name: notices; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.notices (
    id uuid DEFAULT public.uuid7() NOT NULL,
    person uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    due_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    read_at timestamp with time zone
);

-- Name: organisation_identifiers; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.organisation_identifiers (
    organisation uuid NOT NULL,
    words text[] NOT NULL,
    shapes text[] NOT NULL,
    changed_by uuid NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT organisation_identifiers_shapes_form CHECK (((cardinality(shapes) <= 200) AND (array_position(shapes, NULL::text) IS NULL))),
    CONSTRAINT organisation_identifiers_words_form CHECK (((cardinality(words) <= 10000) AND (array_position(words, NULL::text) IS NULL)))
);

-- Name: TABLE organisation_identifiers; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.organisation_identifiers IS 'Names of its projects, machines and customers: known to its owners and data officers alone';

-- Name: organisations; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.organisations (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    ror text,
    state text DEFAULT 'pending'::text NOT NULL,
    clearance_days integer DEFAULT 30 NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT organisations_clearance_days_bounds CHECK (((clearance_days >= 15) AND (clearance_days <= 60))),
    CONSTRAINT organisations_kind_known CHECK ((kind = ANY (ARRAY['enterprise'::text, 'university'::text, 'institute'::text, 'public_body'::text]))),
    CONSTRAINT organisations_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT organisations_pid_form CHECK ((pid ~ '^or-[0-9a-z]{12}$'::text)),
    CONSTRAINT organisations_ror_form CHECK ((ror ~ '^0[0-9a-z]{6}[0-9]{2}$'::text)),
    CONSTRAINT organisations_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'active'::text, 'suspended'::text, 'closed'::text])))
);

-- Name: COLUMN organisations.clearance_days; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.organisations.clearance_days IS 'What a new release of the organisation says unless it says otherwise, in days';

-- Name: outbox_events; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.outbox_events (
    number bigint NOT NULL,
    event uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    payload jsonb NOT NULL,
    delivered_at timestamp with time zone
);

-- Name: outbox_events_number_seq; Type: SEQUENCE; Schema: public; Owner: -

ALTER TABLE public.outbox_events ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_events_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: party_lifts; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.party_lifts (
    finding uuid NOT NULL,
    person uuid,
    organisation uuid,
    lifted_by uuid NOT NULL,
    reason text NOT NULL,
    lifted_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT party_lifts_is_of_one CHECK ((num_nonnulls(person, organisation) = 1)),
    CONSTRAINT party_lifts_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 5000)))
);

-- Name: passage_fingerprints; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.passage_fingerprints (
    flag uuid NOT NULL,
    fingerprint bytea NOT NULL,
    CONSTRAINT passage_fingerprints_of_words CHECK (((octet_length(fingerprint) % 8) = 0))
);

-- Name: TABLE passage_fingerprints; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.passage_fingerprints IS 'The words of a flag''s passage, eight bytes each; made when first needed';

-- Name: passage_salt; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.passage_salt (
    is_only boolean DEFAULT true NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT passage_salt_length CHECK ((octet_length(salt) = 16)),
    CONSTRAINT passage_salt_once CHECK (is_only)
);

-- Name: past_memberships; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.past_memberships (
    id uuid DEFAULT public.uuid7() NOT NULL,
    person uuid NOT NULL,
    organisation uuid NOT NULL,
    role text NOT NULL,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone DEFAULT public.platform_now() NOT NULL
);

-- Name: TABLE past_memberships; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.past_memberships IS 'Every membership that ended; written by the database';

-- Name: persons; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.persons (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    name text NOT NULL,
    orcid text,
    state text DEFAULT 'active'::text NOT NULL,
    platform_roles text[] DEFAULT '{}'::text[] NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    orcid_authenticated_at timestamp with time zone,
    CONSTRAINT persons_authenticated_has_orcid CHECK (((orcid_authenticated_at IS NULL) OR (orcid IS NOT NULL))),
    CONSTRAINT persons_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT persons_orcid_form CHECK ((orcid ~ '^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$'::text)),
    CONSTRAINT persons_pid_form CHECK ((pid ~ '^pe-[0-9a-z]{12}$'::text)),
    CONSTRAINT persons_platform_roles_known CHECK ((platform_roles <@ ARRAY['moderator'::text, 'admin'::text])),
    CONSTRAINT persons_state_known CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text])))
);

-- Name: COLUMN persons.orcid_authenticated_at; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.persons.orcid_authenticated_at IS 'When the person showed that the ORCID iD is theirs; NULL as long as they only say so';

-- Name: platform_clock; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.platform_clock (
    is_only boolean DEFAULT true NOT NULL,
    shift interval DEFAULT '00:00:00'::interval NOT NULL,
    CONSTRAINT platform_clock_one_row CHECK (is_only)
);

-- Name: problem_circle; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.problem_circle (
    problem uuid NOT NULL,
    organisation uuid NOT NULL
);

-- Name: problem_datasets; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.problem_datasets (
    problem uuid NOT NULL,
    dataset uuid NOT NULL
);

-- Name: problem_openings; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.problem_openings (
    version uuid NOT NULL,
    problem uuid NOT NULL,
    opening text NOT NULL
);

-- Name: TABLE problem_openings; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.problem_openings IS 'The text whose SHA-256 stands in the certificate in place of a restricted problem; never changed';

-- Name: problem_settlements; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.problem_settlements (
    problem uuid NOT NULL,
    finding text NOT NULL
);

-- Name: TABLE problem_settlements; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.problem_settlements IS 'The findings that settled a problem, as its owner says at its end; never changed';

-- Name: problem_versions; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.problem_versions (
    problem uuid NOT NULL,
    number integer NOT NULL,
    title text NOT NULL,
    statement text NOT NULL,
    keywords text[] DEFAULT '{}'::text[] NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    dropped_at timestamp with time zone,
    CONSTRAINT problem_versions_number_positive CHECK ((number > 0)),
    CONSTRAINT problem_versions_statement_length CHECK (((char_length(statement) >= 1) AND (char_length(statement) <= 50000))),
    CONSTRAINT problem_versions_title_length CHECK (((char_length(title) >= 1) AND (char_length(title) <= 300)))
);

-- Name: COLUMN problem_versions.dropped_at; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.problem_versions.dropped_at IS 'When it was sent back, or gave way to another one, before anybody else could read it';

-- Name: problems; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.problems (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    organisation uuid NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    visibility text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    deadline timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    outcome text,
    created_by uuid NOT NULL,
    opened_at timestamp with time zone,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    blind_review boolean DEFAULT false NOT NULL,
    amended integer,
    CONSTRAINT problems_amended_is_open CHECK (((amended IS NULL) OR (state = 'open'::text))),
    CONSTRAINT problems_concluded_has_outcome CHECK (((state = 'concluded'::text) = (outcome IS NOT NULL))),
    CONSTRAINT problems_opened_has_time CHECK (((state = ANY (ARRAY['draft'::text, 'in_review'::text])) OR (opened_at IS NOT NULL))),
    CONSTRAINT problems_outcome_known CHECK ((outcome = ANY (ARRAY['solved'::text, 'partly'::text, 'unsolved'::text]))),
    CONSTRAINT problems_pid_form CHECK ((pid ~ '^pb-[0-9a-z]{12}$'::text)),
    CONSTRAINT problems_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'in_review'::text, 'open'::text, 'evaluating'::text, 'concluded'::text, 'cancelled'::text]))),
    CONSTRAINT problems_visibility_known CHECK ((visibility = ANY (ARRAY['public'::text, 'restricted'::text]))),
    CONSTRAINT problems_waiting_has_due CHECK (((state = ANY (ARRAY['in_review'::text, 'open'::text, 'evaluating'::text])) = (due_at IS NOT NULL)))
);

-- Name: COLUMN problems.amended; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.problems.amended IS 'The number of the version that waits for a moderator';

-- Name: publications; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.publications (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    finding uuid NOT NULL,
    version uuid NOT NULL,
    state text NOT NULL,
    document bytea NOT NULL,
    digest bytea NOT NULL,
    due_at timestamp with time zone,
    published_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    tombstone bytea,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT publications_digest_matches CHECK ((digest = sha256(document))),
    CONSTRAINT publications_document_size CHECK ((octet_length(document) <= 65536)),
    CONSTRAINT publications_pid_form CHECK ((pid ~ '^pu-[0-9a-z]{12}$'::text)),
    CONSTRAINT publications_state_known CHECK ((state = ANY (ARRAY['embargoed'::text, 'published'::text, 'hidden'::text, 'withdrawn'::text]))),
    CONSTRAINT publications_waiting_has_due CHECK (((state = ANY (ARRAY['embargoed'::text, 'hidden'::text])) = (due_at IS NOT NULL))),
    CONSTRAINT publications_withdrawn_has_time CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL)))
);

-- Name: release_columns; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.release_columns (
    file uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    role text,
    acknowledged text,
    CONSTRAINT release_columns_acknowledged_length CHECK (((char_length(acknowledged) >= 1) AND (char_length(acknowledged) <= 5000))),
    CONSTRAINT release_columns_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT release_columns_role_known CHECK ((role = ANY (ARRAY['direct'::text, 'quasi'::text, 'sensitive'::text, 'other'::text])))
);

-- Name: COLUMN release_columns.acknowledged; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.release_columns.acknowledged IS 'Why an identifier that is suspected in it, and not certain, is something else';

-- Name: release_files; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.release_files (
    id uuid DEFAULT public.uuid7() NOT NULL,
    release uuid NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    media_type text NOT NULL,
    digest bytea NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    name_key text,
    dialect jsonb,
    unclear jsonb,
    quasi_sets jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT release_files_dialect_known CHECK (public.is_dialect(dialect)),
    CONSTRAINT release_files_digest_length CHECK ((octet_length(digest) = 32)),
    CONSTRAINT release_files_name_form CHECK (((name ~ '^[^/\\[:cntrl:]]{1,200}$'::text) AND (name <> ALL (ARRAY['.'::text, '..'::text])))),
    CONSTRAINT release_files_quasi_sets_form CHECK (((jsonb_typeof(quasi_sets) = 'array'::text) AND (NOT jsonb_path_exists(quasi_sets, 'strict $[*]?(@.type() != "array")'::jsonpath)) AND (NOT jsonb_path_exists(quasi_sets, 'strict $[*][*]?(@.type() != "string")'::jsonpath)))),
    CONSTRAINT release_files_size_positive CHECK ((size >= 0)),
    CONSTRAINT release_files_unclear_form CHECK ((jsonb_typeof(unclear) = 'object'::text)),
    CONSTRAINT release_files_unclear_has_no_dialect CHECK (((dialect IS NULL) OR (unclear IS NULL)))
);

-- Name: COLUMN release_files.name_key; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.release_files.name_key IS 'The name without what some systems do not tell apart; NULL for a file of before';

-- Name: COLUMN release_files.dialect; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.release_files.dialect IS 'How the table is written; NULL for a file of before, and where it is not clear';

-- Name: COLUMN release_files.unclear; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.release_files.unclear IS 'Why it is not clear how the table is written, and what may be said; such a file has no columns';

-- Name: COLUMN release_files.quasi_sets; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.release_files.quasi_sets IS 'Names of columns that somebody may know together, each list for itself; none where it is all quasi-identifiers';

-- Name: release_removals; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.release_removals (
    version uuid NOT NULL,
    release uuid NOT NULL,
    decision uuid NOT NULL
);

-- Name: release_salts; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.release_salts (
    release uuid NOT NULL,
    salt bytea DEFAULT (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) NOT NULL
);

-- Name: releases; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.releases (
    id uuid DEFAULT public.uuid7() NOT NULL,
    dataset uuid NOT NULL,
    sequence integer NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    profile text DEFAULT 'agreement'::text NOT NULL,
    terms text NOT NULL,
    terms_digest bytea NOT NULL,
    notes text DEFAULT ''::text NOT NULL,
    due_at timestamp with time zone,
    released_at timestamp with time zone,
    created_by uuid NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    review_days integer DEFAULT 30 NOT NULL,
    missing text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT releases_missing_form CHECK (((cardinality(missing) <= 100) AND (array_position(missing, NULL::text) IS NULL))),
    CONSTRAINT releases_notes_length CHECK ((char_length(notes) <= 20000)),
    CONSTRAINT releases_profile_known CHECK ((profile = ANY (ARRAY['open'::text, 'agreement'::text, 'enclave'::text]))),
    CONSTRAINT releases_released_has_time CHECK (((state = ANY (ARRAY['draft'::text, 'measuring'::text, 'in_review'::text])) OR (released_at IS NOT NULL))),
    CONSTRAINT releases_review_days_bounds CHECK (((review_days >= 15) AND (review_days <= 60))),
    CONSTRAINT releases_sequence_positive CHECK ((sequence > 0)),
    CONSTRAINT releases_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'measuring'::text, 'in_review'::text, 'released'::text, 'suspended'::text, 'retired'::text]))),
    CONSTRAINT releases_terms_digest_length CHECK ((octet_length(terms_digest) = 32)),
    CONSTRAINT releases_terms_length CHECK (((char_length(terms) >= 1) AND (char_length(terms) <= 50000))),
    CONSTRAINT releases_terms_match CHECK ((terms_digest = sha256(convert_to(terms, 'UTF8'::name)))),
    CONSTRAINT releases_waiting_has_due CHECK (((state = ANY (ARRAY['measuring'::text, 'in_review'::text, 'suspended'::text])) = (due_at IS NOT NULL)))
);

-- Name: COLUMN releases.missing; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.releases.missing IS 'What else says in its files that a value is missing';

-- Name: review_assignments; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.review_assignments (
    review uuid NOT NULL,
    version uuid NOT NULL,
    finding uuid NOT NULL,
    reviewer uuid NOT NULL,
    asked_by uuid NOT NULL
);

-- Name: reviews; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.reviews (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    version uuid NOT NULL,
    state text DEFAULT 'requested'::text NOT NULL,
    due_at timestamp with time zone,
    recommendation text,
    soundness smallint,
    significance smallint,
    clarity smallint,
    reproducibility smallint,
    text text,
    requested_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    answered_at timestamp with time zone,
    CONSTRAINT reviews_clarity_scale CHECK (((clarity >= 1) AND (clarity <= 5))),
    CONSTRAINT reviews_given_is_whole CHECK (((state = 'given'::text) = (num_nonnulls(recommendation, soundness, significance, clarity, reproducibility, text) = 6))),
    CONSTRAINT reviews_pid_form CHECK ((pid ~ '^rv-[0-9a-z]{12}$'::text)),
    CONSTRAINT reviews_recommendation_known CHECK ((recommendation = ANY (ARRAY['accept'::text, 'minor_changes'::text, 'major_changes'::text, 'reject'::text]))),
    CONSTRAINT reviews_reproducibility_scale CHECK (((reproducibility >= 1) AND (reproducibility <= 5))),
    CONSTRAINT reviews_significance_scale CHECK (((significance >= 1) AND (significance <= 5))),
    CONSTRAINT reviews_soundness_scale CHECK (((soundness >= 1) AND (soundness <= 5))),
    CONSTRAINT reviews_state_known CHECK ((state = ANY (ARRAY['requested'::text, 'given'::text, 'declined'::text, 'lapsed'::text]))),
    CONSTRAINT reviews_text_length CHECK (((char_length(text) >= 1) AND (char_length(text) <= 20000))),
    CONSTRAINT reviews_waiting_has_due CHECK (((state = 'requested'::text) = (due_at IS NOT NULL)))
);

-- Name: revocations; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.revocations (
    id uuid DEFAULT public.uuid7() NOT NULL,
    publication uuid NOT NULL,
    envelope bytea NOT NULL,
    reason text NOT NULL,
    key_id text NOT NULL,
    revoked_at timestamp with time zone DEFAULT public.platform_now() NOT NULL
);

-- Name: rights; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.rights (
    sort text NOT NULL,
    object text NOT NULL,
    state text NOT NULL,
    event text NOT NULL,
    who text[] NOT NULL,
    CONSTRAINT rights_sort_known CHECK ((sort = ANY (ARRAY['move'::text, 'decision'::text, 'edit'::text]))),
    CONSTRAINT rights_who_known CHECK ((who <@ '{author,assigned_reviewer,provider,data_officer,owner,problem_owner,moderator,admin,platform,consequence}'::text[]))
);

-- Name: schema_migrations; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.schema_migrations (
    number integer NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

-- Name: screening_reports; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.screening_reports (
    id uuid DEFAULT public.uuid7() NOT NULL,
    version uuid NOT NULL,
    fingerprint bytea NOT NULL,
    passed boolean NOT NULL,
    report bytea NOT NULL,
    digest bytea NOT NULL,
    screened_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT screening_reports_digest_matches CHECK ((digest = sha256(report)))
);

-- Name: screenings; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.screenings (
    version uuid NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    due_at timestamp with time zone,
    late_since timestamp with time zone,
    time_left interval,
    CONSTRAINT screenings_asked_has_time_left CHECK (((state <> ALL (ARRAY['asked'::text, 'escalated'::text])) OR (time_left IS NOT NULL))),
    CONSTRAINT screenings_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'passed'::text, 'failed'::text, 'asked'::text, 'escalated'::text, 'refused'::text, 'excepted'::text, 'lapsed'::text, 'doubtful'::text, 'unresolved'::text, 'upheld'::text]))),
    CONSTRAINT screenings_waiting_has_due CHECK (((state = ANY (ARRAY['pending'::text, 'failed'::text, 'asked'::text, 'escalated'::text, 'refused'::text, 'doubtful'::text, 'unresolved'::text])) = (due_at IS NOT NULL)))
);

-- Name: COLUMN screenings.time_left; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.screenings.time_left IS 'What was left of the authors'' time when they asked for an exception';

-- Name: search_entries; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.search_entries (
    subject uuid NOT NULL,
    type text NOT NULL,
    pid text NOT NULL,
    at timestamp with time zone NOT NULL,
    language text,
    kind text,
    license text,
    organisation text,
    problem text,
    words tsvector NOT NULL,
    CONSTRAINT search_entries_type_known CHECK ((type = ANY (ARRAY['publication'::text, 'problem'::text, 'dataset'::text])))
)
WITH (toast_tuple_target='8160');

-- Name: TABLE search_entries; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.search_entries IS 'One row for everything that is public, kept by triggers out of the published views; no row is anybody''s secret';

-- Name: COLUMN search_entries.organisation; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.search_entries.organisation IS 'Who posed the problem, or provides the data';

-- Name: search_languages; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.search_languages (
    configuration regconfig NOT NULL
);

-- Name: server_secrets; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.server_secrets (
    name text NOT NULL,
    sha256 bytea NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT server_secrets_digest_length CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT server_secrets_name_known CHECK ((name ~ '^[a-z]{1,20}$'::text))
);

-- Name: share_limits; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.share_limits (
    share text NOT NULL,
    holder uuid,
    amount bigint NOT NULL,
    CONSTRAINT share_limits_amount_positive CHECK ((amount >= 0)),
    CONSTRAINT share_limits_share_known CHECK ((share = ANY (ARRAY['person-tokens'::text, 'person-drafts'::text, 'person-invitations'::text, 'person-files'::text, 'person-bytes'::text, 'organisation-drafts'::text, 'organisation-invitations'::text, 'organisation-files'::text, 'organisation-bytes'::text, 'draft-files'::text])))
);

-- Name: TABLE share_limits; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.share_limits IS 'How much each may have; holder is a person or an organisation that has a limit of its own, or NULL for all others';

-- Name: share_uses; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.share_uses (
    share text NOT NULL,
    holder uuid NOT NULL,
    used bigint DEFAULT 0 NOT NULL,
    CONSTRAINT share_uses_used_positive CHECK ((used >= 0))
);

-- Name: TABLE share_uses; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.share_uses IS 'How much of a share was taken when it was last asked; of files and bytes, how much is';

-- Name: signers; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.signers (
    number bigint NOT NULL,
    key_id text NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT signers_key_well_formed CHECK ((key_id ~ '^[0-9a-f]{16}$'::text))
);

-- Name: TABLE signers; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.signers IS 'The signing keys that were in use, by their public ids; the newest one is current. Keys themselves are never here';

-- Name: signers_number_seq; Type: SEQUENCE; Schema: public; Owner: -

ALTER TABLE public.signers ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.signers_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: takedown_votes; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.takedown_votes (
    decision uuid NOT NULL,
    publication uuid NOT NULL,
    judge uuid NOT NULL,
    category text NOT NULL,
    voted_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT takedown_votes_category_known CHECK ((category = ANY (ARRAY['authors_request'::text, 'error'::text, 'misconduct'::text, 'duplicate'::text, 'personal_data'::text, 'rights'::text, 'legal'::text, 'other'::text])))
);

-- Name: TABLE takedown_votes; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.takedown_votes IS 'Only ever added to; one counts for ten days';

-- Name: tokens; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.tokens (
    id uuid DEFAULT public.uuid7() NOT NULL,
    pid text NOT NULL,
    person uuid NOT NULL,
    name text NOT NULL,
    hash bytea NOT NULL,
    tail text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT tokens_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT tokens_life_bounded CHECK ((expires_at <= (created_at + '365 days'::interval))),
    CONSTRAINT tokens_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT tokens_scopes_known CHECK (((scopes <@ ARRAY['read'::text, 'findings'::text, 'datasets'::text, 'problems'::text, 'clearances'::text, 'organisation'::text, 'tokens'::text, 'moderate'::text, 'admin'::text]) AND (scopes <> '{}'::text[]))),
    CONSTRAINT tokens_tail_length CHECK ((char_length(tail) = 6))
);

-- Name: vacancies; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.vacancies (
    finding uuid NOT NULL,
    since timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    due_at timestamp with time zone NOT NULL
);

-- Name: version_parties; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.version_parties (
    version uuid NOT NULL,
    person uuid,
    organisation uuid,
    capacity text NOT NULL,
    CONSTRAINT version_parties_capacity_known CHECK ((capacity = ANY (ARRAY['creator'::text, 'author'::text, 'editor'::text, 'contributor'::text, 'affiliation'::text, 'provider'::text, 'poser'::text, 'reviewer'::text]))),
    CONSTRAINT version_parties_is_somebody CHECK ((num_nonnulls(person, organisation) > 0))
);

-- Name: TABLE version_parties; Type: COMMENT; Schema: public; Owner: -

COMMENT ON TABLE public.version_parties IS 'A person alone is a party itself; an organisation with a person is one through that person''s membership; an organisation alone is named';

-- Name: version_scope; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.version_scope (
    version uuid NOT NULL,
    release uuid NOT NULL,
    source text NOT NULL,
    asks boolean NOT NULL,
    CONSTRAINT version_scope_downloads_ask_nobody CHECK (((source <> 'downloaded'::text) OR (NOT asks))),
    CONSTRAINT version_scope_source_known CHECK ((source = ANY (ARRAY['listed'::text, 'earlier'::text, 'downloaded'::text])))
);

-- Name: COLUMN version_scope.source; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.version_scope.source IS 'listed: by this version; earlier: by one before it; downloaded: what the finding''s people have had before them otherwise, and no version names';

-- Name: COLUMN version_scope.asks; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.version_scope.asks IS 'Whether its provider is asked for a clearance';

-- Name: withdrawal_notes; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.withdrawal_notes (
    publication uuid NOT NULL,
    pid text NOT NULL,
    state text DEFAULT 'screening'::text NOT NULL,
    text text NOT NULL,
    cause text,
    due_at timestamp with time zone,
    written_by uuid NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.platform_now() NOT NULL,
    CONSTRAINT withdrawal_notes_state_known CHECK ((state = ANY (ARRAY['screening'::text, 'waiting'::text, 'shown'::text, 'refused'::text, 'lapsed'::text]))),
    CONSTRAINT withdrawal_notes_text_length CHECK (((char_length(text) >= 1) AND (char_length(text) <= 300))),
    CONSTRAINT withdrawal_notes_waiting_has_due CHECK (((state = ANY (ARRAY['screening'::text, 'waiting'::text])) = (due_at IS NOT NULL)))
);

-- Name: COLUMN withdrawal_notes.cause; Type: COMMENT; Schema: public; Owner: -

COMMENT ON COLUMN public.withdrawal_notes.cause IS 'Why it is not shown, for its authors';

-- Name: files; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.files AS
 SELECT p.pid AS publication,
    ff.name,
    ff.size,
    ff.media_type,
    ff.digest
   FROM (public.publications p
     JOIN public.finding_files ff ON ((ff.version = p.version)))
  WHERE (p.state = 'published'::text);

-- Name: harvest; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.harvest AS
 SELECT p.pid,
    (p.state <> 'published'::text) AS is_withdrawn,
        CASE
            WHEN (p.state = 'published'::text) THEN p.document
            ELSE NULL::bytea
        END AS document,
    p.changed_at,
    v.kind,
    b.pid AS problem,
    o.pid AS organisation
   FROM ((((public.publications p
     JOIN public.findings f ON ((f.id = p.finding)))
     JOIN public.finding_versions v ON ((v.id = p.version)))
     LEFT JOIN public.problems b ON (((b.id = f.problem) AND (v.problem_version IS NOT NULL) AND (b.visibility = 'public'::text) AND (b.state = ANY (ARRAY['open'::text, 'evaluating'::text, 'concluded'::text, 'cancelled'::text])))))
     LEFT JOIN public.organisations o ON ((o.id = b.organisation)))
  WHERE ((p.state <> 'embargoed'::text) AND ((p.state = ANY (ARRAY['published'::text, 'hidden'::text])) OR ((p.state = 'withdrawn'::text) AND (v.state = 'withdrawn'::text))));

-- Name: VIEW harvest; Type: COMMENT; Schema: published; Owner: -

COMMENT ON VIEW published.harvest IS 'A withdrawn publication keeps its sets, so that harvesters of a set learn of the withdrawal';

-- Name: log_checkpoints; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.log_checkpoints AS
 SELECT log_checkpoints.size,
    log_checkpoints.root,
    log_checkpoints.note,
    log_checkpoints.sealed_at
   FROM public.log_checkpoints;

-- Name: log_entries; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.log_entries AS
 SELECT l.index,
    ( SELECT e.body
           FROM public.log_entries e
          WHERE (e.id = l.entry)) AS body,
    l.hash
   FROM public.log_leaves l;

-- Name: log_resumptions; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.log_resumptions AS
 SELECT r.number,
    r.origin,
    r.previous,
    r.resumed_at,
    e.body,
    ( SELECT l.index
           FROM public.log_leaves l
          WHERE (l.entry = r.entry)) AS index
   FROM (public.log_resumptions r
     JOIN public.log_entries e ON ((e.id = r.entry)));

-- Name: organisations; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.organisations AS
 SELECT organisations.pid,
    organisations.name,
    organisations.kind,
    organisations.ror
   FROM public.organisations
  WHERE (organisations.state = ANY (ARRAY['active'::text, 'suspended'::text]));

-- Name: problems; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.problems AS
 SELECT p.pid,
    p.state,
    p.version,
    v.title,
    v.statement,
    v.keywords,
    p.deadline,
    p.outcome,
    p.opened_at,
    p.changed_at,
    p.id AS key,
    o.pid AS organisation,
    o.name AS organisation_name,
    o.kind AS organisation_kind,
    o.ror AS organisation_ror,
    COALESCE(( SELECT array_agg(d.pid ORDER BY d.pid) AS array_agg
           FROM (public.problem_datasets pd
             JOIN public.datasets d ON ((d.id = pd.dataset)))
          WHERE ((pd.problem = p.id) AND (EXISTS ( SELECT
                   FROM public.releases r
                  WHERE ((r.dataset = d.id) AND (r.state = ANY (ARRAY['released'::text, 'suspended'::text, 'retired'::text]))))))), '{}'::text[]) AS datasets,
    p.blind_review,
    ARRAY( SELECT s.finding
           FROM public.problem_settlements s
          WHERE (s.problem = p.id)
          ORDER BY s.finding) AS settled_by
   FROM ((public.problems p
     JOIN public.problem_versions v ON (((v.problem = p.id) AND (v.number = p.version))))
     JOIN public.organisations o ON ((o.id = p.organisation)))
  WHERE ((p.visibility = 'public'::text) AND (p.state = ANY (ARRAY['open'::text, 'evaluating'::text, 'concluded'::text, 'cancelled'::text])));

-- Name: publications; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.publications AS
 SELECT p.pid,
    f.pid AS concept,
    v.number AS version,
    p.state,
        CASE p.state
            WHEN 'published'::text THEN p.document
            WHEN 'withdrawn'::text THEN p.tombstone
            ELSE NULL::bytea
        END AS record,
    p.digest,
    c.envelope AS certificate,
    r.envelope AS revocation,
    p.published_at,
    p.withdrawn_at,
    p.changed_at,
        CASE
            WHEN (p.state = 'published'::text) THEN v.title
            ELSE NULL::text
        END AS title,
        CASE
            WHEN (p.state = 'published'::text) THEN v.kind
            ELSE NULL::text
        END AS kind,
        CASE
            WHEN (p.state = 'published'::text) THEN v.language
            ELSE NULL::text
        END AS language,
        CASE
            WHEN (p.state = 'published'::text) THEN v.license
            ELSE NULL::text
        END AS license,
        CASE
            WHEN (p.state = 'published'::text) THEN v.keywords
            ELSE NULL::text[]
        END AS keywords,
        CASE
            WHEN (p.state = 'hidden'::text) THEN p.due_at
            ELSE NULL::timestamp with time zone
        END AS hidden_until,
    ( SELECT n.text
           FROM public.withdrawal_notes n
          WHERE ((n.publication = p.id) AND (n.state = 'shown'::text))) AS note
   FROM ((((public.publications p
     JOIN public.findings f ON ((f.id = p.finding)))
     JOIN public.finding_versions v ON ((v.id = p.version)))
     JOIN public.certificates c ON ((c.publication = p.id)))
     LEFT JOIN public.revocations r ON ((r.publication = p.id)))
  WHERE ((p.state = ANY (ARRAY['published'::text, 'hidden'::text])) OR ((p.state = 'withdrawn'::text) AND (v.state = 'withdrawn'::text)));

-- Name: releases; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.releases AS
 SELECT d.pid AS dataset,
    COALESCE(d.released_title, d.title) AS title,
    COALESCE(d.released_description, d.description) AS description,
    COALESCE(d.released_keywords, d.keywords) AS keywords,
    o.pid AS organisation,
    o.name AS organisation_name,
    o.ror AS organisation_ror,
    r.sequence,
    r.state,
    r.profile,
    r.terms,
    r.terms_digest,
    r.notes,
    r.released_at,
    r.changed_at,
    d.id AS dataset_key,
    COALESCE(( SELECT jsonb_agg(jsonb_build_object('name', f.name, 'size', f.size, 'media_type', f.media_type, 'digest', ('sha256:'::text || encode(f.digest, 'hex'::text)), 'dialect', f.dialect, 'columns', COALESCE(( SELECT jsonb_agg(jsonb_build_object('name', c.name, 'role', c.role) ORDER BY c."position") AS jsonb_agg
                   FROM public.release_columns c
                  WHERE (c.file = f.id)), '[]'::jsonb)) ORDER BY (f.name COLLATE "C")) AS jsonb_agg
           FROM public.release_files f
          WHERE (f.release = r.id)), '[]'::jsonb) AS files,
    ( SELECT a.digest
           FROM public.anonymity_reports a
          WHERE ((a.release = r.id) AND a.passed)
          ORDER BY a.id DESC
         LIMIT 1) AS report_digest,
    r.review_days,
    r.missing
   FROM ((public.releases r
     JOIN public.datasets d ON ((d.id = r.dataset)))
     JOIN public.organisations o ON ((o.id = d.organisation)))
  WHERE (r.state = ANY (ARRAY['released'::text, 'suspended'::text, 'retired'::text]));

-- Name: search; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.search AS
 SELECT search_entries.type,
    search_entries.pid,
    search_entries.at,
    search_entries.language,
    search_entries.kind,
    search_entries.license,
    search_entries.organisation,
    search_entries.problem,
    search_entries.words
   FROM public.search_entries;

-- Name: search_sources; Type: VIEW; Schema: published; Owner: -

CREATE VIEW published.search_sources AS
 SELECT p.id AS subject,
    'publication'::text AS type,
    p.pid,
    p.published_at AS at,
    (d.document ->> 'language'::text) AS language,
    h.kind,
    (d.document ->> 'license'::text) AS license,
    h.organisation,
    h.problem,
    (d.document ->> 'title'::text) AS title,
    concat_ws(' '::text, ( SELECT string_agg(k.value, ' '::text) AS string_agg
           FROM jsonb_array_elements_text((d.document -> 'keywords'::text)) k(value)), ( SELECT string_agg((c.value ->> 'name'::text), ' '::text) AS string_agg
           FROM jsonb_array_elements((d.document -> 'contributors'::text)) c(value))) AS keywords,
    (d.document ->> 'abstract'::text) AS body
   FROM ((published.harvest h
     JOIN public.publications p ON ((p.pid = h.pid)))
     CROSS JOIN LATERAL ( SELECT (convert_from(h.document, 'UTF8'::name))::jsonb AS document) d)
  WHERE (NOT h.is_withdrawn)
UNION ALL
 SELECT p.key AS subject,
    'problem'::text AS type,
    p.pid,
    p.opened_at AS at,
    'en'::text AS language,
    NULL::text AS kind,
    NULL::text AS license,
    p.organisation,
    p.pid AS problem,
    p.title,
    ((array_to_string(p.keywords, ' '::text) || ' '::text) || p.organisation_name) AS keywords,
    p.statement AS body
   FROM published.problems p
UNION ALL
 SELECT d.id AS subject,
    'dataset'::text AS type,
    d.pid,
    r.released_at AS at,
    'en'::text AS language,
    NULL::text AS kind,
    NULL::text AS license,
    r.organisation,
    NULL::text AS problem,
    r.title,
    ((array_to_string(r.keywords, ' '::text) || ' '::text) || r.organisation_name) AS keywords,
    r.description AS body
   FROM (public.datasets d
     CROSS JOIN LATERAL ( SELECT releases.dataset,
            releases.title,
            releases.description,
            releases.keywords,
            releases.organisation,
            releases.organisation_name,
            releases.organisation_ror,
            releases.sequence,
            releases.state,
            releases.profile,
            releases.terms,
            releases.terms_digest,
            releases.notes,
            releases.released_at,
            releases.changed_at,
            releases.dataset_key,
            releases.files,
            releases.report_digest,
            releases.review_days
           FROM published.releases
          WHERE (releases.dataset_key = d.id)
          ORDER BY releases.sequence DESC
         LIMIT 1) r);

-- Name: access_requests access_requests_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.access_requests
    ADD CONSTRAINT access_requests_pid_unique UNIQUE (pid);

-- Name: access_requests access_requests_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.access_requests
    ADD CONSTRAINT access_requests_pkey PRIMARY KEY (id);

-- Name: agreements agreements_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.agreements
    ADD CONSTRAINT agreements_pkey PRIMARY KEY (id);

-- Name: allowed_transitions allowed_transitions_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.allowed_transitions
    ADD CONSTRAINT allowed_transitions_pkey PRIMARY KEY (object, from_state, event);

-- Name: anonymity_reports anonymity_reports_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.anonymity_reports
    ADD CONSTRAINT anonymity_reports_pkey PRIMARY KEY (id);

-- Name: appeals appeals_once; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.appeals
    ADD CONSTRAINT appeals_once PRIMARY KEY (version);

-- Name: appointments appointments_once; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.appointments
    ADD CONSTRAINT appointments_once PRIMARY KEY (finding, person, appointed_by);

-- Name: askings askings_in_turn; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.askings
    ADD CONSTRAINT askings_in_turn PRIMARY KEY (finding, number);

-- Name: audit_events audit_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (id);

-- Name: author_history author_history_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.author_history
    ADD CONSTRAINT author_history_pkey PRIMARY KEY (finding, person);

-- Name: author_invitations author_invitations_once; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.author_invitations
    ADD CONSTRAINT author_invitations_once UNIQUE (finding, person);

-- Name: author_invitations author_invitations_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.author_invitations
    ADD CONSTRAINT author_invitations_pid_unique UNIQUE (pid);

-- Name: author_invitations author_invitations_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.author_invitations
    ADD CONSTRAINT author_invitations_pkey PRIMARY KEY (id);

-- Name: brought_files brought_files_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.brought_files
    ADD CONSTRAINT brought_files_pkey PRIMARY KEY (id);

-- Name: certificates certificates_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.certificates
    ADD CONSTRAINT certificates_pkey PRIMARY KEY (id);

-- Name: certificates certificates_publication_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.certificates
    ADD CONSTRAINT certificates_publication_unique UNIQUE (publication);

-- Name: certifications certifications_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.certifications
    ADD CONSTRAINT certifications_pkey PRIMARY KEY (version);

-- Name: clearances clearances_due_before_last_decisions; Type: CHECK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE public.clearances
    ADD CONSTRAINT clearances_due_before_last_decisions CHECK (((state <> ALL (ARRAY['pending'::text, 'extended'::text])) OR (due_at <= (cap_at - '15 days'::interval)))) NOT VALID;

-- Name: clearances clearances_one; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.clearances
    ADD CONSTRAINT clearances_one UNIQUE (version, organisation);

-- Name: clearances clearances_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.clearances
    ADD CONSTRAINT clearances_pid_unique UNIQUE (pid);

-- Name: clearances clearances_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.clearances
    ADD CONSTRAINT clearances_pkey PRIMARY KEY (id);

-- Name: contributions contributions_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.contributions
    ADD CONSTRAINT contributions_pkey PRIMARY KEY (version, "position");

-- Name: datasets datasets_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.datasets
    ADD CONSTRAINT datasets_pid_unique UNIQUE (pid);

-- Name: datasets datasets_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.datasets
    ADD CONSTRAINT datasets_pkey PRIMARY KEY (id);

-- Name: decisions decisions_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT decisions_pkey PRIMARY KEY (id);

-- Name: downloads downloads_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.downloads
    ADD CONSTRAINT downloads_pkey PRIMARY KEY (id);

-- Name: exception_askings exception_askings_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.exception_askings
    ADD CONSTRAINT exception_askings_pkey PRIMARY KEY (id);

-- Name: exception_askings exceptions_asked_once; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.exception_askings
    ADD CONSTRAINT exceptions_asked_once UNIQUE (finding, fingerprint);

-- Name: export_runs export_runs_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.export_runs
    ADD CONSTRAINT export_runs_pkey PRIMARY KEY (number);

-- Name: finding_authors finding_authors_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_authors
    ADD CONSTRAINT finding_authors_pkey PRIMARY KEY (finding, person);

-- Name: finding_counts finding_counts_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_counts
    ADD CONSTRAINT finding_counts_pkey PRIMARY KEY (release, fingerprint, version, value);

-- Name: finding_files finding_files_name_key_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_files
    ADD CONSTRAINT finding_files_name_key_unique UNIQUE (version, name_key);

-- Name: finding_files finding_files_name_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_files
    ADD CONSTRAINT finding_files_name_unique UNIQUE (version, name);

-- Name: finding_files finding_files_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_files
    ADD CONSTRAINT finding_files_pkey PRIMARY KEY (id);

-- Name: finding_releases finding_releases_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_releases
    ADD CONSTRAINT finding_releases_pkey PRIMARY KEY (version, release);

-- Name: finding_versions finding_versions_funding_length; Type: CHECK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE public.finding_versions
    ADD CONSTRAINT finding_versions_funding_length CHECK ((char_length(funding) <= 300)) NOT VALID;

-- Name: finding_versions finding_versions_number_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_versions
    ADD CONSTRAINT finding_versions_number_unique UNIQUE (finding, number);

-- Name: finding_versions finding_versions_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_versions
    ADD CONSTRAINT finding_versions_pkey PRIMARY KEY (id);

-- Name: finding_versions finding_versions_reserved_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_versions
    ADD CONSTRAINT finding_versions_reserved_pid_unique UNIQUE (reserved_pid);

-- Name: findings findings_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.findings
    ADD CONSTRAINT findings_pid_unique UNIQUE (pid);

-- Name: findings findings_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.findings
    ADD CONSTRAINT findings_pkey PRIMARY KEY (id);

-- Name: flag_passages flag_passages_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flag_passages
    ADD CONSTRAINT flag_passages_pkey PRIMARY KEY (flag, version);

-- Name: flag_votes flag_votes_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flag_votes
    ADD CONSTRAINT flag_votes_pkey PRIMARY KEY (flag, moderator);

-- Name: flags flags_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flags
    ADD CONSTRAINT flags_pid_unique UNIQUE (pid);

-- Name: flags flags_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flags
    ADD CONSTRAINT flags_pkey PRIMARY KEY (id);

-- Name: foreign_passages foreign_passages_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.foreign_passages
    ADD CONSTRAINT foreign_passages_pkey PRIMARY KEY (version, flag);

-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (person, key);

-- Name: identifiers identifiers_doi_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.identifiers
    ADD CONSTRAINT identifiers_doi_unique UNIQUE (doi);

-- Name: identifiers identifiers_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.identifiers
    ADD CONSTRAINT identifiers_pkey PRIMARY KEY (publication);

-- Name: invitations invitations_code_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_code_unique UNIQUE (code_hash);

-- Name: invitations invitations_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pid_unique UNIQUE (pid);

-- Name: invitations invitations_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);

-- Name: jobs jobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);

-- Name: known_events known_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.known_events
    ADD CONSTRAINT known_events_pkey PRIMARY KEY (object, action);

-- Name: log_actors log_actors_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_actors
    ADD CONSTRAINT log_actors_pkey PRIMARY KEY (entry);

-- Name: log_checkpoints log_checkpoints_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_checkpoints
    ADD CONSTRAINT log_checkpoints_pkey PRIMARY KEY (size);

-- Name: log_entries log_entries_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_entries
    ADD CONSTRAINT log_entries_pkey PRIMARY KEY (id);

-- Name: log_leaves log_leaves_entry_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_leaves
    ADD CONSTRAINT log_leaves_entry_unique UNIQUE (entry);

-- Name: log_leaves log_leaves_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_leaves
    ADD CONSTRAINT log_leaves_pkey PRIMARY KEY (index);

-- Name: log_openings log_openings_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_openings
    ADD CONSTRAINT log_openings_pkey PRIMARY KEY (entry);

-- Name: log_pending log_pending_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_pending
    ADD CONSTRAINT log_pending_pkey PRIMARY KEY (number);

-- Name: log_resumptions log_resumptions_entry_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_resumptions
    ADD CONSTRAINT log_resumptions_entry_unique UNIQUE (entry);

-- Name: log_resumptions log_resumptions_origin_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_resumptions
    ADD CONSTRAINT log_resumptions_origin_unique UNIQUE (origin);

-- Name: log_resumptions log_resumptions_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_resumptions
    ADD CONSTRAINT log_resumptions_pkey PRIMARY KEY (number);

-- Name: log_tiles log_tiles_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_tiles
    ADD CONSTRAINT log_tiles_pkey PRIMARY KEY (level, number);

-- Name: memberships memberships_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (organisation, person, role);

-- Name: moderations moderations_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.moderations
    ADD CONSTRAINT moderations_pkey PRIMARY KEY (version);

-- Name: near_passages near_passages_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.near_passages
    ADD CONSTRAINT near_passages_pkey PRIMARY KEY (version, flag);

-- Name: notices notices_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (id);

-- Name: organisation_identifiers organisation_identifiers_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.organisation_identifiers
    ADD CONSTRAINT organisation_identifiers_pkey PRIMARY KEY (organisation);

-- Name: organisations organisations_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_pid_unique UNIQUE (pid);

-- Name: organisations organisations_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_pkey PRIMARY KEY (id);

-- Name: organisations organisations_ror_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_ror_unique UNIQUE (ror);

-- Name: outbox_events outbox_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.outbox_events
    ADD CONSTRAINT outbox_events_pkey PRIMARY KEY (number);

-- Name: party_lifts party_lifts_once; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.party_lifts
    ADD CONSTRAINT party_lifts_once UNIQUE NULLS NOT DISTINCT (finding, person, organisation);

-- Name: passage_fingerprints passage_fingerprints_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.passage_fingerprints
    ADD CONSTRAINT passage_fingerprints_pkey PRIMARY KEY (flag);

-- Name: passage_salt passage_salt_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.passage_salt
    ADD CONSTRAINT passage_salt_pkey PRIMARY KEY (is_only);

-- Name: past_memberships past_memberships_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.past_memberships
    ADD CONSTRAINT past_memberships_pkey PRIMARY KEY (id);

-- Name: persons persons_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.persons
    ADD CONSTRAINT persons_pid_unique UNIQUE (pid);

-- Name: persons persons_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.persons
    ADD CONSTRAINT persons_pkey PRIMARY KEY (id);

-- Name: platform_clock platform_clock_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.platform_clock
    ADD CONSTRAINT platform_clock_pkey PRIMARY KEY (is_only);

-- Name: problem_circle problem_circle_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_circle
    ADD CONSTRAINT problem_circle_pkey PRIMARY KEY (problem, organisation);

-- Name: problem_datasets problem_datasets_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_datasets
    ADD CONSTRAINT problem_datasets_pkey PRIMARY KEY (problem, dataset);

-- Name: problem_openings problem_openings_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_openings
    ADD CONSTRAINT problem_openings_pkey PRIMARY KEY (version);

-- Name: problem_settlements problem_settlements_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_settlements
    ADD CONSTRAINT problem_settlements_pkey PRIMARY KEY (problem, finding);

-- Name: problem_versions problem_versions_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_versions
    ADD CONSTRAINT problem_versions_pkey PRIMARY KEY (problem, number);

-- Name: problems problems_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problems
    ADD CONSTRAINT problems_pid_unique UNIQUE (pid);

-- Name: problems problems_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problems
    ADD CONSTRAINT problems_pkey PRIMARY KEY (id);

-- Name: publications publications_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.publications
    ADD CONSTRAINT publications_pid_unique UNIQUE (pid);

-- Name: publications publications_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.publications
    ADD CONSTRAINT publications_pkey PRIMARY KEY (id);

-- Name: publications publications_version_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.publications
    ADD CONSTRAINT publications_version_unique UNIQUE (version);

-- Name: release_columns release_columns_name_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_columns
    ADD CONSTRAINT release_columns_name_unique UNIQUE (file, name);

-- Name: release_columns release_columns_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_columns
    ADD CONSTRAINT release_columns_pkey PRIMARY KEY (file, "position");

-- Name: release_files release_files_name_key_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_files
    ADD CONSTRAINT release_files_name_key_unique UNIQUE (release, name_key);

-- Name: release_files release_files_name_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_files
    ADD CONSTRAINT release_files_name_unique UNIQUE (release, name);

-- Name: release_files release_files_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_files
    ADD CONSTRAINT release_files_pkey PRIMARY KEY (id);

-- Name: release_removals release_removals_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_removals
    ADD CONSTRAINT release_removals_pkey PRIMARY KEY (version, release);

-- Name: release_salts release_salts_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_salts
    ADD CONSTRAINT release_salts_pkey PRIMARY KEY (release);

-- Name: releases releases_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_pkey PRIMARY KEY (id);

-- Name: releases releases_sequence_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_sequence_unique UNIQUE (dataset, sequence);

-- Name: review_assignments review_assignments_once; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.review_assignments
    ADD CONSTRAINT review_assignments_once UNIQUE (version, reviewer);

-- Name: review_assignments review_assignments_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.review_assignments
    ADD CONSTRAINT review_assignments_pkey PRIMARY KEY (review);

-- Name: reviews reviews_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_pid_unique UNIQUE (pid);

-- Name: reviews reviews_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY (id);

-- Name: revocations revocations_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.revocations
    ADD CONSTRAINT revocations_pkey PRIMARY KEY (id);

-- Name: revocations revocations_publication_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.revocations
    ADD CONSTRAINT revocations_publication_unique UNIQUE (publication);

-- Name: revocations revocations_reason_length; Type: CHECK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE public.revocations
    ADD CONSTRAINT revocations_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 2000))) NOT VALID;

-- Name: rights rights_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.rights
    ADD CONSTRAINT rights_pkey PRIMARY KEY (sort, object, state, event);

-- Name: schema_migrations schema_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (number);

-- Name: screening_reports screening_reports_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.screening_reports
    ADD CONSTRAINT screening_reports_pkey PRIMARY KEY (id);

-- Name: screenings screenings_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.screenings
    ADD CONSTRAINT screenings_pkey PRIMARY KEY (version);

-- Name: search_entries search_entries_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.search_entries
    ADD CONSTRAINT search_entries_pid_unique UNIQUE (pid);

-- Name: search_entries search_entries_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.search_entries
    ADD CONSTRAINT search_entries_pkey PRIMARY KEY (subject);

-- Name: search_languages search_languages_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.search_languages
    ADD CONSTRAINT search_languages_pkey PRIMARY KEY (configuration);

-- Name: server_secrets server_secrets_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.server_secrets
    ADD CONSTRAINT server_secrets_pkey PRIMARY KEY (name);

-- Name: share_limits share_limits_once; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.share_limits
    ADD CONSTRAINT share_limits_once UNIQUE NULLS NOT DISTINCT (share, holder);

-- Name: share_uses share_uses_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.share_uses
    ADD CONSTRAINT share_uses_pkey PRIMARY KEY (holder, share);

-- Name: signers signers_key_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.signers
    ADD CONSTRAINT signers_key_unique UNIQUE (key_id);

-- Name: signers signers_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.signers
    ADD CONSTRAINT signers_pkey PRIMARY KEY (number);

-- Name: takedown_votes takedown_votes_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.takedown_votes
    ADD CONSTRAINT takedown_votes_pkey PRIMARY KEY (decision);

-- Name: tokens tokens_hash_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_hash_unique UNIQUE (hash);

-- Name: tokens tokens_pid_unique; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pid_unique UNIQUE (pid);

-- Name: tokens tokens_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (id);

-- Name: vacancies vacancies_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.vacancies
    ADD CONSTRAINT vacancies_pkey PRIMARY KEY (finding);

-- Name: version_parties version_parties_once; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.version_parties
    ADD CONSTRAINT version_parties_once UNIQUE NULLS NOT DISTINCT (version, person, organisation, capacity);

-- Name: version_scope version_scope_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.version_scope
    ADD CONSTRAINT version_scope_pkey PRIMARY KEY (version, release);

-- Name: withdrawal_notes withdrawal_notes_pkey; Type: CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.withdrawal_notes
    ADD CONSTRAINT withdrawal_notes_pkey PRIMARY KEY (publication);

-- Name: access_requests_by_person; Type: INDEX; Schema: public; Owner: -

CREATE INDEX access_requests_by_person ON public.access_requests USING btree (person, id);

-- Name: access_requests_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX access_requests_due ON public.access_requests USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: access_requests_one_open; Type: INDEX; Schema: public; Owner: -

CREATE UNIQUE INDEX access_requests_one_open ON public.access_requests USING btree (release, person) WHERE (state = ANY (ARRAY['requested'::text, 'granted'::text]));

-- Name: anonymity_reports_by_release; Type: INDEX; Schema: public; Owner: -

CREATE INDEX anonymity_reports_by_release ON public.anonymity_reports USING btree (release, id);

-- Name: appointments_in_force; Type: INDEX; Schema: public; Owner: -

CREATE INDEX appointments_in_force ON public.appointments USING btree (person, finding) WHERE is_in_force;

-- Name: audit_events_by_subject; Type: INDEX; Schema: public; Owner: -

CREATE INDEX audit_events_by_subject ON public.audit_events USING btree (subject, id);

-- Name: author_invitations_by_inviter; Type: INDEX; Schema: public; Owner: -

CREATE INDEX author_invitations_by_inviter ON public.author_invitations USING btree (invited_by);

-- Name: author_invitations_by_person; Type: INDEX; Schema: public; Owner: -

CREATE INDEX author_invitations_by_person ON public.author_invitations USING btree (person, id);

-- Name: brought_files_by_digest; Type: INDEX; Schema: public; Owner: -

CREATE INDEX brought_files_by_digest ON public.brought_files USING btree (digest);

-- Name: brought_files_once; Type: INDEX; Schema: public; Owner: -

CREATE UNIQUE INDEX brought_files_once ON public.brought_files USING btree (person, digest) WHERE (arrives_until IS NULL);

-- Name: certifications_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX certifications_due ON public.certifications USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: clearances_by_organisation; Type: INDEX; Schema: public; Owner: -

CREATE INDEX clearances_by_organisation ON public.clearances USING btree (organisation, id);

-- Name: clearances_by_provider; Type: INDEX; Schema: public; Owner: -

CREATE INDEX clearances_by_provider ON public.clearances USING btree (finding, organisation, id);

-- Name: clearances_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX clearances_due ON public.clearances USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: datasets_by_organisation; Type: INDEX; Schema: public; Owner: -

CREATE INDEX datasets_by_organisation ON public.datasets USING btree (organisation, id);

-- Name: decisions_by_finding; Type: INDEX; Schema: public; Owner: -

CREATE INDEX decisions_by_finding ON public.decisions USING btree (finding) WHERE (event = 'request_changes'::text);

-- Name: decisions_by_subject; Type: INDEX; Schema: public; Owner: -

CREATE INDEX decisions_by_subject ON public.decisions USING btree (subject, id);

-- Name: downloads_by_person; Type: INDEX; Schema: public; Owner: -

CREATE INDEX downloads_by_person ON public.downloads USING btree (person, file);

-- Name: exception_askings_by_version; Type: INDEX; Schema: public; Owner: -

CREATE INDEX exception_askings_by_version ON public.exception_askings USING btree (version);

-- Name: finding_authors_by_person; Type: INDEX; Schema: public; Owner: -

CREATE INDEX finding_authors_by_person ON public.finding_authors USING btree (person, finding);

-- Name: finding_counts_by_version; Type: INDEX; Schema: public; Owner: -

CREATE INDEX finding_counts_by_version ON public.finding_counts USING btree (version);

-- Name: finding_versions_drafts; Type: INDEX; Schema: public; Owner: -

CREATE INDEX finding_versions_drafts ON public.finding_versions USING btree (created_by) WHERE (state = 'draft'::text);

-- Name: finding_versions_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX finding_versions_due ON public.finding_versions USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: finding_versions_one_draft; Type: INDEX; Schema: public; Owner: -

CREATE UNIQUE INDEX finding_versions_one_draft ON public.finding_versions USING btree (finding) WHERE (state = 'draft'::text);

-- Name: finding_versions_one_live; Type: INDEX; Schema: public; Owner: -

CREATE UNIQUE INDEX finding_versions_one_live ON public.finding_versions USING btree (finding) WHERE (state = ANY (ARRAY['submitted'::text, 'publishable'::text]));

-- Name: flags_binding_others; Type: INDEX; Schema: public; Owner: -

CREATE INDEX flags_binding_others ON public.flags USING btree (id) WHERE (binds IS NOT NULL);

-- Name: flags_by_clearance; Type: INDEX; Schema: public; Owner: -

CREATE INDEX flags_by_clearance ON public.flags USING btree (clearance, id);

-- Name: flags_by_provider; Type: INDEX; Schema: public; Owner: -

CREATE INDEX flags_by_provider ON public.flags USING btree (finding, organisation, id);

-- Name: flags_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX flags_due ON public.flags USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: idempotency_keys_by_age; Type: INDEX; Schema: public; Owner: -

CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);

-- Name: identifiers_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX identifiers_due ON public.identifiers USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: invitations_open; Type: INDEX; Schema: public; Owner: -

CREATE INDEX invitations_open ON public.invitations USING btree (organisation, invited_by) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

-- Name: jobs_by_subject; Type: INDEX; Schema: public; Owner: -

CREATE INDEX jobs_by_subject ON public.jobs USING btree (subject, id);

-- Name: jobs_claimable; Type: INDEX; Schema: public; Owner: -

CREATE INDEX jobs_claimable ON public.jobs USING btree (queue, order_at, id) WHERE (state = ANY (ARRAY['ready'::text, 'running'::text]));

-- Name: jobs_of_party; Type: INDEX; Schema: public; Owner: -

CREATE INDEX jobs_of_party ON public.jobs USING btree (party, queue) WHERE (state = ANY (ARRAY['ready'::text, 'running'::text]));

-- Name: jobs_parked; Type: INDEX; Schema: public; Owner: -

CREATE INDEX jobs_parked ON public.jobs USING btree (kind, subject) WHERE (state = 'parked'::text);

-- Name: jobs_ready_once; Type: INDEX; Schema: public; Owner: -

CREATE UNIQUE INDEX jobs_ready_once ON public.jobs USING btree (kind, subject) WHERE (state = 'ready'::text);

-- Name: log_leaves_by_hash; Type: INDEX; Schema: public; Owner: -

CREATE INDEX log_leaves_by_hash ON public.log_leaves USING btree (hash);

-- Name: log_openings_by_version; Type: INDEX; Schema: public; Owner: -

CREATE INDEX log_openings_by_version ON public.log_openings USING btree (version, entry);

-- Name: memberships_by_person; Type: INDEX; Schema: public; Owner: -

CREATE INDEX memberships_by_person ON public.memberships USING btree (person);

-- Name: moderations_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX moderations_due ON public.moderations USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: near_passages_by_flag; Type: INDEX; Schema: public; Owner: -

CREATE INDEX near_passages_by_flag ON public.near_passages USING btree (flag);

-- Name: notices_by_person; Type: INDEX; Schema: public; Owner: -

CREATE INDEX notices_by_person ON public.notices USING btree (person, id);

-- Name: notices_reminder_once; Type: INDEX; Schema: public; Owner: -

CREATE UNIQUE INDEX notices_reminder_once ON public.notices USING btree (person, kind, subject, due_at) WHERE (kind ~~ '%.reminder'::text);

-- Name: organisations_name_unique; Type: INDEX; Schema: public; Owner: -

CREATE UNIQUE INDEX organisations_name_unique ON public.organisations USING btree (lower(name)) WHERE (state <> 'closed'::text);

-- Name: outbox_events_waiting; Type: INDEX; Schema: public; Owner: -

CREATE INDEX outbox_events_waiting ON public.outbox_events USING btree (number) WHERE (delivered_at IS NULL);

-- Name: past_memberships_by_person; Type: INDEX; Schema: public; Owner: -

CREATE INDEX past_memberships_by_person ON public.past_memberships USING btree (person, ended_at);

-- Name: persons_by_orcid; Type: INDEX; Schema: public; Owner: -

CREATE INDEX persons_by_orcid ON public.persons USING btree (orcid);

-- Name: persons_orcid_authenticated_unique; Type: INDEX; Schema: public; Owner: -

CREATE UNIQUE INDEX persons_orcid_authenticated_unique ON public.persons USING btree (orcid) WHERE (orcid_authenticated_at IS NOT NULL);

-- Name: persons_with_roles; Type: INDEX; Schema: public; Owner: -

CREATE INDEX persons_with_roles ON public.persons USING btree (id) WHERE (platform_roles <> '{}'::text[]);

-- Name: problems_by_organisation; Type: INDEX; Schema: public; Owner: -

CREATE INDEX problems_by_organisation ON public.problems USING btree (organisation, id);

-- Name: problems_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX problems_due ON public.problems USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: publications_by_change; Type: INDEX; Schema: public; Owner: -

CREATE INDEX publications_by_change ON public.publications USING btree (changed_at, pid) WHERE (state <> 'embargoed'::text);

-- Name: publications_by_finding; Type: INDEX; Schema: public; Owner: -

CREATE INDEX publications_by_finding ON public.publications USING btree (finding);

-- Name: publications_by_time; Type: INDEX; Schema: public; Owner: -

CREATE INDEX publications_by_time ON public.publications USING btree (published_at, pid) WHERE (state <> 'embargoed'::text);

-- Name: publications_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX publications_due ON public.publications USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: releases_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX releases_due ON public.releases USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: review_assignments_by_reviewer; Type: INDEX; Schema: public; Owner: -

CREATE INDEX review_assignments_by_reviewer ON public.review_assignments USING btree (reviewer, finding);

-- Name: reviews_by_version; Type: INDEX; Schema: public; Owner: -

CREATE INDEX reviews_by_version ON public.reviews USING btree (version, id);

-- Name: reviews_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX reviews_due ON public.reviews USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: screening_reports_by_version; Type: INDEX; Schema: public; Owner: -

CREATE INDEX screening_reports_by_version ON public.screening_reports USING btree (version, id);

-- Name: search_entries_by_organisation; Type: INDEX; Schema: public; Owner: -

CREATE INDEX search_entries_by_organisation ON public.search_entries USING btree (organisation, at DESC) WHERE (organisation IS NOT NULL);

-- Name: search_entries_by_problem; Type: INDEX; Schema: public; Owner: -

CREATE INDEX search_entries_by_problem ON public.search_entries USING btree (problem, at DESC) WHERE (problem IS NOT NULL);

-- Name: search_entries_by_time; Type: INDEX; Schema: public; Owner: -

CREATE INDEX search_entries_by_time ON public.search_entries USING btree (at DESC, pid DESC);

-- Name: search_entries_words; Type: INDEX; Schema: public; Owner: -

CREATE INDEX search_entries_words ON public.search_entries USING gin (words);

-- Name: takedown_votes_by_publication; Type: INDEX; Schema: public; Owner: -

CREATE INDEX takedown_votes_by_publication ON public.takedown_votes USING btree (publication, voted_at);

-- Name: tokens_by_person; Type: INDEX; Schema: public; Owner: -

CREATE INDEX tokens_by_person ON public.tokens USING btree (person, id);

-- Name: version_scope_by_release; Type: INDEX; Schema: public; Owner: -

CREATE INDEX version_scope_by_release ON public.version_scope USING btree (release);

-- Name: withdrawal_notes_due; Type: INDEX; Schema: public; Owner: -

CREATE INDEX withdrawal_notes_due ON public.withdrawal_notes USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Name: access_requests access_requests_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER access_requests_begun BEFORE INSERT ON public.access_requests FOR EACH ROW EXECUTE FUNCTION public.check_begun('requested');

-- Name: access_requests access_requests_own_name; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER access_requests_own_name BEFORE UPDATE OF decided_by ON public.access_requests FOR EACH ROW EXECUTE FUNCTION public.check_own_name('decided_by');

-- Name: access_requests access_requests_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER access_requests_recorded AFTER UPDATE OF state ON public.access_requests FOR EACH ROW EXECUTE FUNCTION public.record_move('access_request');

-- Name: access_requests access_requests_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER access_requests_revision BEFORE UPDATE ON public.access_requests FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: access_requests access_requests_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER access_requests_transition BEFORE UPDATE ON public.access_requests FOR EACH ROW EXECUTE FUNCTION public.check_transition('access_request');

-- Name: access_requests access_requests_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER access_requests_written BEFORE INSERT OR UPDATE OF purpose, reason ON public.access_requests FOR EACH ROW EXECUTE FUNCTION public.check_written('purpose:lines', 'reason:lines');

-- Name: agreements agreements_terms_current; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER agreements_terms_current BEFORE INSERT ON public.agreements FOR EACH ROW EXECUTE FUNCTION public.check_agreement();

-- Name: appeals appeals_asked; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER appeals_asked AFTER INSERT ON public.appeals FOR EACH ROW EXECUTE FUNCTION public.ask_by_appeal();

-- Name: appeals appeals_nothing_upheld; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER appeals_nothing_upheld BEFORE INSERT ON public.appeals FOR EACH ROW EXECUTE FUNCTION public.check_appeal_is_open();

-- Name: appeals appeals_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER appeals_written BEFORE INSERT OR UPDATE OF reason ON public.appeals FOR EACH ROW EXECUTE FUNCTION public.check_written('reason:lines');

-- Name: appointments appointments_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER appointments_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.appointments FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: appointments appointments_checked; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER appointments_checked BEFORE INSERT ON public.appointments FOR EACH ROW EXECUTE FUNCTION public.check_appointment();

-- Name: appointments appointments_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER appointments_written BEFORE INSERT OR UPDATE OF reason ON public.appointments FOR EACH ROW EXECUTE FUNCTION public.check_written('reason:lines');

-- Name: author_history author_history_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER author_history_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.author_history FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: author_invitations author_invitations_right; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER author_invitations_right BEFORE INSERT ON public.author_invitations FOR EACH ROW EXECUTE FUNCTION public.check_author_invitation();

-- Name: author_invitations author_invitations_share; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER author_invitations_share AFTER INSERT ON public.author_invitations FOR EACH ROW EXECUTE FUNCTION public.check_counted_share('person-invitations', 'invited_by');

-- Name: brought_files brought_files_counted; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER brought_files_counted AFTER INSERT OR DELETE ON public.brought_files FOR EACH ROW EXECUTE FUNCTION public.count_brought_file();

-- Name: certificates certificates_gates; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER certificates_gates BEFORE INSERT ON public.certificates FOR EACH ROW EXECUTE FUNCTION public.check_certificate();

-- Name: certificates certificates_logged; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER certificates_logged AFTER INSERT ON public.certificates FOR EACH ROW EXECUTE FUNCTION public.log_signed('certificate');

-- Name: certifications certifications_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER certifications_begun BEFORE INSERT ON public.certifications FOR EACH ROW EXECUTE FUNCTION public.check_begun('waiting');

-- Name: certifications certifications_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER certifications_recorded AFTER UPDATE OF state ON public.certifications FOR EACH ROW EXECUTE FUNCTION public.record_move('certification');

-- Name: certifications certifications_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER certifications_stamp AFTER INSERT OR DELETE OR UPDATE ON public.certifications DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: certifications certifications_submitted; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER certifications_submitted BEFORE INSERT ON public.certifications FOR EACH ROW EXECUTE FUNCTION public.check_certification();

-- Name: certifications certifications_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER certifications_transition BEFORE UPDATE ON public.certifications FOR EACH ROW EXECUTE FUNCTION public.check_transition('certification');

-- Name: clearances clearances_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER clearances_begun BEFORE INSERT ON public.clearances FOR EACH ROW EXECUTE FUNCTION public.check_clearance_begun();

-- Name: clearances clearances_carried; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER clearances_carried BEFORE UPDATE OF carried_from ON public.clearances FOR EACH ROW WHEN ((new.carried_from IS DISTINCT FROM old.carried_from)) EXECUTE FUNCTION public.check_carried();

-- Name: clearances clearances_held; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER clearances_held BEFORE UPDATE OF held_at ON public.clearances FOR EACH ROW EXECUTE FUNCTION public.check_held();

-- Name: clearances clearances_own_name; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER clearances_own_name BEFORE UPDATE OF decided_by ON public.clearances FOR EACH ROW EXECUTE FUNCTION public.check_own_name('decided_by');

-- Name: clearances clearances_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER clearances_recorded AFTER UPDATE OF state ON public.clearances FOR EACH ROW EXECUTE FUNCTION public.record_move('clearance');

-- Name: clearances clearances_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER clearances_revision BEFORE UPDATE ON public.clearances FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: clearances clearances_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER clearances_stamp AFTER INSERT OR DELETE OR UPDATE ON public.clearances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('finding');

-- Name: clearances clearances_times; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER clearances_times BEFORE UPDATE OF state, due_at, review_due_at, extended_at ON public.clearances FOR EACH ROW EXECUTE FUNCTION public.check_clearance_times();

-- Name: clearances clearances_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER clearances_transition BEFORE UPDATE ON public.clearances FOR EACH ROW EXECUTE FUNCTION public.check_transition('clearance');

-- Name: clearances clearances_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER clearances_written BEFORE INSERT OR UPDATE OF reason ON public.clearances FOR EACH ROW EXECUTE FUNCTION public.check_written('reason:lines');

-- Name: contributions contributions_draft; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER contributions_draft BEFORE INSERT OR DELETE OR UPDATE ON public.contributions FOR EACH ROW EXECUTE FUNCTION public.check_version_is_draft();

-- Name: contributions contributions_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER contributions_stamp AFTER INSERT OR DELETE OR UPDATE ON public.contributions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: datasets datasets_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER datasets_revision BEFORE UPDATE ON public.datasets FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: datasets datasets_searched; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER datasets_searched AFTER UPDATE ON public.datasets FOR EACH ROW EXECUTE FUNCTION public.search_follow();

-- Name: datasets datasets_share; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER datasets_share AFTER INSERT ON public.datasets FOR EACH ROW EXECUTE FUNCTION public.check_counted_share('organisation-drafts', 'organisation');

-- Name: datasets datasets_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER datasets_written BEFORE INSERT OR UPDATE OF title, description, keywords ON public.datasets FOR EACH ROW EXECUTE FUNCTION public.check_written('title:line', 'description:lines', 'keywords:line');

-- Name: decisions decisions_exception; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER decisions_exception BEFORE INSERT ON public.decisions FOR EACH ROW WHEN (((new.object = 'finding_version'::text) AND (new.event = 'exception'::text))) EXECUTE FUNCTION public.check_exception();

-- Name: decisions decisions_neutral; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER decisions_neutral BEFORE INSERT ON public.decisions FOR EACH ROW EXECUTE FUNCTION public.check_decision();

-- Name: decisions decisions_other_moderator; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER decisions_other_moderator BEFORE INSERT ON public.decisions FOR EACH ROW WHEN (((new.object = 'finding_version'::text) AND (new.event = ANY (ARRAY['accept'::text, 'reject'::text, 'request_changes'::text])))) EXECUTE FUNCTION public.check_second_look();

-- Name: decisions decisions_passages; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER decisions_passages BEFORE INSERT ON public.decisions FOR EACH ROW WHEN (((new.object = 'finding_version'::text) AND (new.event = ANY (ARRAY['accept'::text, 'gone'::text])))) EXECUTE FUNCTION public.check_gone();

-- Name: decisions decisions_problem_neutral; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER decisions_problem_neutral BEFORE INSERT ON public.decisions FOR EACH ROW WHEN (((new.object = 'problem'::text) AND (new.event = ANY (ARRAY['approve'::text, 'return'::text])))) EXECUTE FUNCTION public.check_problem_decision();

-- Name: decisions decisions_release_neutral; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER decisions_release_neutral BEFORE INSERT ON public.decisions FOR EACH ROW WHEN (((new.object = 'release'::text) AND (new.event = ANY (ARRAY['return'::text, 'release'::text])))) EXECUTE FUNCTION public.check_release_decision();

-- Name: decisions decisions_two_people; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER decisions_two_people BEFORE INSERT ON public.decisions FOR EACH ROW WHEN ((new.object = 'finding_version'::text)) EXECUTE FUNCTION public.check_two_people();

-- Name: decisions decisions_within_rights; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER decisions_within_rights BEFORE INSERT ON public.decisions FOR EACH ROW EXECUTE FUNCTION public.check_decider();

-- Name: decisions decisions_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER decisions_written BEFORE INSERT OR UPDATE OF reason ON public.decisions FOR EACH ROW EXECUTE FUNCTION public.check_written('reason:lines');

-- Name: exception_askings exception_askings_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER exception_askings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.exception_askings FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: exception_askings exception_askings_asked; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER exception_askings_asked AFTER INSERT ON public.exception_askings FOR EACH ROW EXECUTE FUNCTION public.ask_by_exception();

-- Name: exception_askings exception_askings_checked; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER exception_askings_checked BEFORE INSERT ON public.exception_askings FOR EACH ROW EXECUTE FUNCTION public.check_exception_asked();

-- Name: exception_askings exception_askings_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER exception_askings_stamp AFTER INSERT OR DELETE OR UPDATE ON public.exception_askings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: exception_askings exception_askings_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER exception_askings_written BEFORE INSERT OR UPDATE OF reason ON public.exception_askings FOR EACH ROW EXECUTE FUNCTION public.check_written('reason:lines');

-- Name: export_runs export_runs_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER export_runs_recorded AFTER UPDATE OF state ON public.export_runs FOR EACH ROW EXECUTE FUNCTION public.record_move('export_run');

-- Name: export_runs export_runs_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER export_runs_transition BEFORE UPDATE ON public.export_runs FOR EACH ROW EXECUTE FUNCTION public.check_transition('export_run');

-- Name: finding_authors finding_authors_consent; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_authors_consent BEFORE INSERT OR DELETE ON public.finding_authors FOR EACH ROW EXECUTE FUNCTION public.check_author();

-- Name: finding_authors finding_authors_end_invitations; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_authors_end_invitations AFTER DELETE ON public.finding_authors FOR EACH ROW EXECUTE FUNCTION public.end_author_invitations('person', 'finding');

-- Name: finding_authors finding_authors_kept; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_authors_kept AFTER INSERT OR UPDATE ON public.finding_authors FOR EACH ROW EXECUTE FUNCTION public.keep_author();

-- Name: finding_files finding_files_draft; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_files_draft BEFORE INSERT OR DELETE OR UPDATE ON public.finding_files FOR EACH ROW EXECUTE FUNCTION public.check_version_is_draft();

-- Name: finding_files finding_files_share; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_files_share AFTER INSERT ON public.finding_files FOR EACH ROW EXECUTE FUNCTION public.check_draft_files();

-- Name: finding_files finding_files_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER finding_files_stamp AFTER INSERT OR DELETE OR UPDATE ON public.finding_files DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: finding_releases finding_releases_draft; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_releases_draft BEFORE INSERT OR DELETE OR UPDATE ON public.finding_releases FOR EACH ROW EXECUTE FUNCTION public.check_version_is_draft();

-- Name: finding_releases finding_releases_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER finding_releases_stamp AFTER INSERT OR DELETE OR UPDATE ON public.finding_releases DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: finding_versions finding_versions_appeal; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_appeal BEFORE UPDATE ON public.finding_versions FOR EACH ROW WHEN (((old.state = ANY (ARRAY['rejected'::text, 'changes_requested'::text])) AND (new.state = 'submitted'::text))) EXECUTE FUNCTION public.check_appeal();

-- Name: finding_versions finding_versions_asked; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_asked AFTER UPDATE ON public.finding_versions FOR EACH ROW WHEN (((old.state = 'draft'::text) AND (new.state = 'submitted'::text))) EXECUTE FUNCTION public.ask_by_version();

-- Name: finding_versions finding_versions_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_begun BEFORE INSERT ON public.finding_versions FOR EACH ROW EXECUTE FUNCTION public.check_begun('draft');

-- Name: finding_versions finding_versions_problem_open; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_problem_open BEFORE UPDATE ON public.finding_versions FOR EACH ROW EXECUTE FUNCTION public.check_problem();

-- Name: finding_versions finding_versions_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_recorded AFTER UPDATE OF state ON public.finding_versions FOR EACH ROW EXECUTE FUNCTION public.record_move('finding_version');

-- Name: finding_versions finding_versions_reserved; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_reserved BEFORE UPDATE ON public.finding_versions FOR EACH ROW WHEN (((old.reserved_pid IS NOT NULL) AND (new.reserved_pid IS DISTINCT FROM old.reserved_pid))) EXECUTE FUNCTION public.keep_reserved_pid();

-- Name: finding_versions finding_versions_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_revision BEFORE UPDATE ON public.finding_versions FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: finding_versions finding_versions_scoped; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_scoped AFTER UPDATE ON public.finding_versions FOR EACH ROW WHEN (((old.state = 'draft'::text) AND (new.state = 'submitted'::text))) EXECUTE FUNCTION public.scope_submission();

-- Name: finding_versions finding_versions_share; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_share AFTER INSERT ON public.finding_versions FOR EACH ROW EXECUTE FUNCTION public.check_counted_share('person-drafts', 'created_by');

-- Name: finding_versions finding_versions_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER finding_versions_stamp AFTER INSERT OR DELETE OR UPDATE ON public.finding_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('finding');

-- Name: finding_versions finding_versions_submission; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_submission BEFORE UPDATE ON public.finding_versions FOR EACH ROW EXECUTE FUNCTION public.check_submission();

-- Name: finding_versions finding_versions_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER finding_versions_transition BEFORE UPDATE ON public.finding_versions FOR EACH ROW EXECUTE FUNCTION public.check_transition('finding_version');

-- Name: finding_versions finding_versions_written; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER finding_versions_written AFTER UPDATE ON public.finding_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state = 'draft'::text) AND (new.state = 'submitted'::text))) EXECUTE FUNCTION public.check_written_draft();

-- Name: findings findings_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER findings_stamp BEFORE UPDATE ON public.findings FOR EACH ROW WHEN ((old.stamp = new.stamp)) EXECUTE FUNCTION public.stamp_itself();

-- Name: flag_passages flag_passages_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flag_passages_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.flag_passages FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: flag_passages flag_passages_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER flag_passages_stamp AFTER INSERT OR DELETE OR UPDATE ON public.flag_passages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: flag_votes flag_votes_decided; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flag_votes_decided BEFORE INSERT ON public.flag_votes FOR EACH ROW EXECUTE FUNCTION public.check_flag_vote();

-- Name: flags flags_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flags_begun BEFORE INSERT ON public.flags FOR EACH ROW EXECUTE FUNCTION public.check_begun('open', 'contested');

-- Name: flags flags_binding; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flags_binding BEFORE UPDATE OF state ON public.flags FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION public.note_binding();

-- Name: flags flags_compare_embargoed; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flags_compare_embargoed AFTER UPDATE OF state ON public.flags FOR EACH ROW WHEN (((new.binds IS NOT NULL) AND (new.binds IS DISTINCT FROM old.binds))) EXECUTE FUNCTION public.compare_embargoed();

-- Name: flags flags_in_time; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flags_in_time BEFORE INSERT ON public.flags FOR EACH ROW EXECUTE FUNCTION public.check_flag();

-- Name: flags flags_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flags_recorded AFTER UPDATE OF state ON public.flags FOR EACH ROW EXECUTE FUNCTION public.record_move('flag');

-- Name: flags flags_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flags_revision BEFORE UPDATE ON public.flags FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: flags flags_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER flags_stamp AFTER INSERT OR DELETE OR UPDATE ON public.flags DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('clearance');

-- Name: flags flags_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flags_transition BEFORE UPDATE ON public.flags FOR EACH ROW EXECUTE FUNCTION public.check_transition('flag');

-- Name: flags flags_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER flags_written BEFORE INSERT OR UPDATE OF note, answer ON public.flags FOR EACH ROW EXECUTE FUNCTION public.check_written('note:lines', 'answer:lines');

-- Name: foreign_passages foreign_passages_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER foreign_passages_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.foreign_passages FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: foreign_passages foreign_passages_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER foreign_passages_stamp AFTER INSERT OR DELETE OR UPDATE ON public.foreign_passages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: identifiers identifiers_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER identifiers_recorded AFTER UPDATE OF state ON public.identifiers FOR EACH ROW EXECUTE FUNCTION public.record_move('identifier');

-- Name: identifiers identifiers_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER identifiers_transition BEFORE UPDATE ON public.identifiers FOR EACH ROW EXECUTE FUNCTION public.check_transition('identifier');

-- Name: invitations invitations_own_name; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER invitations_own_name BEFORE UPDATE OF accepted_by ON public.invitations FOR EACH ROW EXECUTE FUNCTION public.check_own_name('accepted_by');

-- Name: invitations invitations_right; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER invitations_right BEFORE INSERT ON public.invitations FOR EACH ROW EXECUTE FUNCTION public.check_invitation();

-- Name: invitations invitations_share; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER invitations_share AFTER INSERT ON public.invitations FOR EACH ROW WHEN ((new.invited_by IS NOT NULL)) EXECUTE FUNCTION public.check_counted_share('organisation-invitations', 'organisation');

-- Name: invitations invitations_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER invitations_written BEFORE INSERT OR UPDATE OF name ON public.invitations FOR EACH ROW EXECUTE FUNCTION public.check_written('name:line');

-- Name: jobs jobs_announced; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER jobs_announced AFTER INSERT ON public.jobs FOR EACH ROW EXECUTE FUNCTION public.announce_job();

-- Name: jobs jobs_ended; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER jobs_ended AFTER UPDATE ON public.jobs FOR EACH ROW WHEN (((new.state = ANY (ARRAY['done'::text, 'failed'::text, 'parked'::text])) AND (old.state <> ALL (ARRAY['done'::text, 'failed'::text, 'parked'::text])))) EXECUTE FUNCTION public.announce_job_end();

-- Name: jobs jobs_placed; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER jobs_placed BEFORE INSERT ON public.jobs FOR EACH ROW EXECUTE FUNCTION public.place_job();

-- Name: jobs jobs_released; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER jobs_released AFTER UPDATE ON public.jobs FOR EACH ROW WHEN (((new.state = 'ready'::text) AND (old.state = 'parked'::text))) EXECUTE FUNCTION public.announce_job();

-- Name: log_checkpoints log_checkpoints_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER log_checkpoints_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: log_entries log_entries_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER log_entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: log_leaves log_leaves_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER log_leaves_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_leaves FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: log_resumptions log_resumptions_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER log_resumptions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_resumptions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: log_tiles log_tiles_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER log_tiles_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_tiles FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: memberships memberships_end_invitations; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER memberships_end_invitations AFTER DELETE OR UPDATE ON public.memberships FOR EACH ROW EXECUTE FUNCTION public.end_invitations('person', 'organisation');

-- Name: memberships memberships_kept; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER memberships_kept AFTER DELETE ON public.memberships FOR EACH ROW EXECUTE FUNCTION public.keep_membership();

-- Name: memberships memberships_last_owner; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER memberships_last_owner AFTER DELETE OR UPDATE ON public.memberships DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_last_owner();

-- Name: moderations moderations_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER moderations_begun BEFORE INSERT ON public.moderations FOR EACH ROW EXECUTE FUNCTION public.check_begun('pending');

-- Name: moderations moderations_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER moderations_recorded AFTER UPDATE OF state ON public.moderations FOR EACH ROW EXECUTE FUNCTION public.record_move('moderation');

-- Name: moderations moderations_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER moderations_stamp AFTER INSERT OR DELETE OR UPDATE ON public.moderations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: moderations moderations_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER moderations_transition BEFORE UPDATE ON public.moderations FOR EACH ROW EXECUTE FUNCTION public.check_transition('moderation');

-- Name: near_passages near_passages_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER near_passages_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.near_passages FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: near_passages near_passages_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER near_passages_stamp AFTER INSERT OR DELETE OR UPDATE ON public.near_passages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: organisation_identifiers organisation_identifiers_own_name; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER organisation_identifiers_own_name BEFORE UPDATE OF changed_by ON public.organisation_identifiers FOR EACH ROW EXECUTE FUNCTION public.check_own_name('changed_by');

-- Name: organisation_identifiers organisation_identifiers_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER organisation_identifiers_written BEFORE INSERT OR UPDATE OF words, shapes ON public.organisation_identifiers FOR EACH ROW EXECUTE FUNCTION public.check_written('words:line', 'shapes:line');

-- Name: organisations organisations_end_invitations; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER organisations_end_invitations AFTER UPDATE OF state ON public.organisations FOR EACH ROW EXECUTE FUNCTION public.end_invitations('', 'id');

-- Name: organisations organisations_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER organisations_recorded AFTER UPDATE OF state ON public.organisations FOR EACH ROW EXECUTE FUNCTION public.record_move('organisation');

-- Name: organisations organisations_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER organisations_revision BEFORE UPDATE ON public.organisations FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: organisations organisations_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER organisations_transition BEFORE UPDATE ON public.organisations FOR EACH ROW EXECUTE FUNCTION public.check_transition('organisation');

-- Name: organisations organisations_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER organisations_written BEFORE INSERT OR UPDATE OF name ON public.organisations FOR EACH ROW EXECUTE FUNCTION public.check_written('name:line');

-- Name: party_lifts party_lifts_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER party_lifts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.party_lifts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: party_lifts party_lifts_checked; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER party_lifts_checked BEFORE INSERT ON public.party_lifts FOR EACH ROW EXECUTE FUNCTION public.check_lift();

-- Name: party_lifts party_lifts_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER party_lifts_written BEFORE INSERT OR UPDATE OF reason ON public.party_lifts FOR EACH ROW EXECUTE FUNCTION public.check_written('reason:lines');

-- Name: passage_fingerprints passage_fingerprints_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER passage_fingerprints_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.passage_fingerprints FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: passage_salt passage_salt_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER passage_salt_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.passage_salt FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: past_memberships past_memberships_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER past_memberships_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.past_memberships FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: persons persons_end_author_invitations; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER persons_end_author_invitations AFTER UPDATE OF state ON public.persons FOR EACH ROW EXECUTE FUNCTION public.end_author_invitations('id', '');

-- Name: persons persons_end_invitations; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER persons_end_invitations AFTER UPDATE OF state, platform_roles ON public.persons FOR EACH ROW EXECUTE FUNCTION public.end_invitations('id', '');

-- Name: persons persons_last_admin; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER persons_last_admin AFTER UPDATE OF state, platform_roles ON public.persons DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((('admin'::text = ANY (old.platform_roles)) AND (old.state = 'active'::text))) EXECUTE FUNCTION public.check_last_admin();

-- Name: persons persons_platform_roles_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER persons_platform_roles_recorded AFTER INSERT OR UPDATE OF platform_roles ON public.persons FOR EACH ROW EXECUTE FUNCTION public.record_platform_roles();

-- Name: persons persons_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER persons_recorded AFTER UPDATE OF state ON public.persons FOR EACH ROW EXECUTE FUNCTION public.record_move('person');

-- Name: persons persons_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER persons_revision BEFORE UPDATE ON public.persons FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: persons persons_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER persons_transition BEFORE UPDATE ON public.persons FOR EACH ROW EXECUTE FUNCTION public.check_transition('person');

-- Name: persons persons_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER persons_written BEFORE INSERT OR UPDATE OF name ON public.persons FOR EACH ROW EXECUTE FUNCTION public.check_written('name:line');

-- Name: problem_openings problem_openings_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER problem_openings_stamp AFTER INSERT OR DELETE OR UPDATE ON public.problem_openings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: problem_settlements problem_settlements_answer; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER problem_settlements_answer BEFORE INSERT ON public.problem_settlements FOR EACH ROW EXECUTE FUNCTION public.check_settlement();

-- Name: problem_versions problem_versions_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER problem_versions_written BEFORE INSERT OR UPDATE OF title, statement, keywords ON public.problem_versions FOR EACH ROW EXECUTE FUNCTION public.check_written('title:line', 'statement:lines', 'keywords:line');

-- Name: problems problems_amended; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER problems_amended BEFORE UPDATE ON public.problems FOR EACH ROW EXECUTE FUNCTION public.check_amendment();

-- Name: problems problems_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER problems_begun BEFORE INSERT ON public.problems FOR EACH ROW EXECUTE FUNCTION public.check_begun('draft');

-- Name: problems problems_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER problems_recorded AFTER UPDATE OF state ON public.problems FOR EACH ROW EXECUTE FUNCTION public.record_move('problem');

-- Name: problems problems_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER problems_revision BEFORE UPDATE ON public.problems FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: problems problems_searched; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER problems_searched AFTER INSERT OR UPDATE ON public.problems FOR EACH ROW EXECUTE FUNCTION public.search_follow();

-- Name: problems problems_share; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER problems_share AFTER INSERT ON public.problems FOR EACH ROW EXECUTE FUNCTION public.check_counted_share('organisation-drafts', 'organisation');

-- Name: problems problems_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER problems_transition BEFORE UPDATE ON public.problems FOR EACH ROW EXECUTE FUNCTION public.check_transition('problem');

-- Name: publications publications_announced; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER publications_announced AFTER INSERT OR UPDATE ON public.publications FOR EACH ROW EXECUTE FUNCTION public.announce_publication();

-- Name: publications publications_as_submitted; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER publications_as_submitted BEFORE INSERT ON public.publications FOR EACH ROW EXECUTE FUNCTION public.check_fixed_document();

-- Name: publications publications_certified; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER publications_certified AFTER INSERT OR UPDATE ON public.publications DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_publication_is_certified();

-- Name: publications publications_identified; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER publications_identified AFTER INSERT OR UPDATE ON public.publications FOR EACH ROW EXECUTE FUNCTION public.want_identifier();

-- Name: publications publications_immutable; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER publications_immutable BEFORE UPDATE ON public.publications FOR EACH ROW EXECUTE FUNCTION public.check_publication();

-- Name: publications publications_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER publications_recorded AFTER UPDATE OF state ON public.publications FOR EACH ROW EXECUTE FUNCTION public.record_move('publication');

-- Name: publications publications_reserved; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER publications_reserved BEFORE INSERT ON public.publications FOR EACH ROW EXECUTE FUNCTION public.check_reserved_pid();

-- Name: publications publications_searched; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER publications_searched AFTER INSERT OR UPDATE ON public.publications FOR EACH ROW EXECUTE FUNCTION public.search_follow();

-- Name: publications publications_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER publications_stamp AFTER INSERT OR DELETE OR UPDATE ON public.publications DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('finding');

-- Name: publications publications_takedown; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER publications_takedown BEFORE UPDATE OF state ON public.publications FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION public.check_takedown();

-- Name: publications publications_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER publications_transition BEFORE UPDATE ON public.publications FOR EACH ROW EXECUTE FUNCTION public.check_transition('publication');

-- Name: release_columns release_columns_draft; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER release_columns_draft BEFORE INSERT OR DELETE OR UPDATE ON public.release_columns FOR EACH ROW EXECUTE FUNCTION public.check_release_is_draft();

-- Name: release_columns release_columns_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER release_columns_written BEFORE INSERT OR UPDATE OF name, acknowledged ON public.release_columns FOR EACH ROW EXECUTE FUNCTION public.check_written('name:line', 'acknowledged:lines');

-- Name: release_files release_files_draft; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER release_files_draft BEFORE INSERT OR DELETE OR UPDATE ON public.release_files FOR EACH ROW EXECUTE FUNCTION public.check_release_is_draft();

-- Name: release_files release_files_share; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER release_files_share AFTER INSERT ON public.release_files FOR EACH ROW EXECUTE FUNCTION public.check_draft_files();

-- Name: release_removals release_removals_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER release_removals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.release_removals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: release_removals release_removals_checked; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER release_removals_checked BEFORE INSERT ON public.release_removals FOR EACH ROW EXECUTE FUNCTION public.check_removal();

-- Name: releases releases_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER releases_begun BEFORE INSERT ON public.releases FOR EACH ROW EXECUTE FUNCTION public.check_begun('draft');

-- Name: releases releases_measured; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER releases_measured BEFORE UPDATE ON public.releases FOR EACH ROW EXECUTE FUNCTION public.check_release();

-- Name: releases releases_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER releases_recorded AFTER UPDATE OF state ON public.releases FOR EACH ROW EXECUTE FUNCTION public.record_move('release');

-- Name: releases releases_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER releases_revision BEFORE UPDATE ON public.releases FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: releases releases_searched; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER releases_searched AFTER UPDATE ON public.releases FOR EACH ROW EXECUTE FUNCTION public.search_follow();

-- Name: releases releases_share; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER releases_share AFTER INSERT ON public.releases FOR EACH ROW EXECUTE FUNCTION public.check_counted_share('organisation-drafts', 'dataset');

-- Name: releases releases_shown; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER releases_shown AFTER UPDATE OF state ON public.releases FOR EACH ROW WHEN (((old.state = 'in_review'::text) AND (new.state = 'released'::text))) EXECUTE FUNCTION public.show_dataset();

-- Name: releases releases_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER releases_transition BEFORE UPDATE ON public.releases FOR EACH ROW EXECUTE FUNCTION public.check_transition('release');

-- Name: releases releases_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER releases_written BEFORE INSERT OR UPDATE OF terms, notes, missing ON public.releases FOR EACH ROW EXECUTE FUNCTION public.check_written('terms:lines', 'notes:lines', 'missing:line');

-- Name: review_assignments review_assignments_checked; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER review_assignments_checked BEFORE INSERT ON public.review_assignments FOR EACH ROW EXECUTE FUNCTION public.check_reviewer();

-- Name: reviews reviews_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER reviews_begun BEFORE INSERT ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.check_begun('requested');

-- Name: reviews reviews_checked; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER reviews_checked BEFORE UPDATE ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.check_review();

-- Name: reviews reviews_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER reviews_recorded AFTER UPDATE OF state ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.record_move('review');

-- Name: reviews reviews_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER reviews_transition BEFORE UPDATE ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.check_transition('review');

-- Name: reviews reviews_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER reviews_written BEFORE INSERT OR UPDATE OF text ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.check_written('text:lines');

-- Name: revocations revocations_logged; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER revocations_logged AFTER INSERT ON public.revocations FOR EACH ROW EXECUTE FUNCTION public.log_signed('revocation');

-- Name: revocations revocations_withdrawn; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER revocations_withdrawn BEFORE INSERT ON public.revocations FOR EACH ROW EXECUTE FUNCTION public.check_revocation();

-- Name: revocations revocations_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER revocations_written BEFORE INSERT OR UPDATE OF reason ON public.revocations FOR EACH ROW EXECUTE FUNCTION public.check_written('reason:lines');

-- Name: screenings screenings_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER screenings_begun BEFORE INSERT ON public.screenings FOR EACH ROW EXECUTE FUNCTION public.check_begun('pending');

-- Name: screenings screenings_doubt; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER screenings_doubt BEFORE UPDATE OF state ON public.screenings FOR EACH ROW WHEN ((old.state = ANY (ARRAY['doubtful'::text, 'unresolved'::text]))) EXECUTE FUNCTION public.check_doubt();

-- Name: screenings screenings_foreign; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER screenings_foreign BEFORE UPDATE OF state ON public.screenings FOR EACH ROW WHEN ((new.state = 'excepted'::text)) EXECUTE FUNCTION public.check_foreign_exception();

-- Name: screenings screenings_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER screenings_recorded AFTER UPDATE OF state ON public.screenings FOR EACH ROW EXECUTE FUNCTION public.record_move('screening');

-- Name: screenings screenings_stamp; Type: TRIGGER; Schema: public; Owner: -

CREATE CONSTRAINT TRIGGER screenings_stamp AFTER INSERT OR DELETE OR UPDATE ON public.screenings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.stamp_changed('version');

-- Name: screenings screenings_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER screenings_transition BEFORE UPDATE ON public.screenings FOR EACH ROW EXECUTE FUNCTION public.check_transition('screening');

-- Name: search_entries search_entries_language; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER search_entries_language AFTER INSERT ON public.search_entries FOR EACH ROW EXECUTE FUNCTION public.search_language();

-- Name: signers signers_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER signers_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.signers FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: takedown_votes takedown_votes_decided; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER takedown_votes_decided BEFORE INSERT ON public.takedown_votes FOR EACH ROW EXECUTE FUNCTION public.check_takedown_vote();

-- Name: tokens tokens_share; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER tokens_share AFTER INSERT ON public.tokens FOR EACH ROW EXECUTE FUNCTION public.check_counted_share('person-tokens', 'person');

-- Name: tokens tokens_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER tokens_written BEFORE INSERT OR UPDATE OF name ON public.tokens FOR EACH ROW EXECUTE FUNCTION public.check_written('name:line');

-- Name: vacancies vacancies_true; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER vacancies_true BEFORE INSERT ON public.vacancies FOR EACH ROW EXECUTE FUNCTION public.check_vacancy();

-- Name: version_parties version_parties_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER version_parties_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.version_parties FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: version_scope version_scope_append_only; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER version_scope_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.version_scope FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Name: withdrawal_notes withdrawal_notes_announced; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER withdrawal_notes_announced AFTER UPDATE OF state ON public.withdrawal_notes FOR EACH ROW WHEN ((new.state = 'shown'::text)) EXECUTE FUNCTION public.announce_publication();

-- Name: withdrawal_notes withdrawal_notes_begun; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER withdrawal_notes_begun BEFORE INSERT ON public.withdrawal_notes FOR EACH ROW EXECUTE FUNCTION public.check_begun('screening');

-- Name: withdrawal_notes withdrawal_notes_decided; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER withdrawal_notes_decided BEFORE UPDATE OF state ON public.withdrawal_notes FOR EACH ROW EXECUTE FUNCTION public.check_note();

-- Name: withdrawal_notes withdrawal_notes_recorded; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER withdrawal_notes_recorded AFTER UPDATE OF state ON public.withdrawal_notes FOR EACH ROW EXECUTE FUNCTION public.record_move('withdrawal_note');

-- Name: withdrawal_notes withdrawal_notes_revision; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER withdrawal_notes_revision BEFORE UPDATE ON public.withdrawal_notes FOR EACH ROW EXECUTE FUNCTION public.count_revision();

-- Name: withdrawal_notes withdrawal_notes_transition; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER withdrawal_notes_transition BEFORE UPDATE ON public.withdrawal_notes FOR EACH ROW EXECUTE FUNCTION public.check_transition('withdrawal_note');

-- Name: withdrawal_notes withdrawal_notes_written; Type: TRIGGER; Schema: public; Owner: -

CREATE TRIGGER withdrawal_notes_written BEFORE INSERT OR UPDATE OF text ON public.withdrawal_notes FOR EACH ROW EXECUTE FUNCTION public.check_written('text:lines');

-- Name: access_requests access_requests_decided_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.access_requests
    ADD CONSTRAINT access_requests_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.persons(id);

-- Name: access_requests access_requests_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.access_requests
    ADD CONSTRAINT access_requests_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: access_requests access_requests_release_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.access_requests
    ADD CONSTRAINT access_requests_release_fkey FOREIGN KEY (release) REFERENCES public.releases(id);

-- Name: agreements agreements_access_request_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.agreements
    ADD CONSTRAINT agreements_access_request_fkey FOREIGN KEY (access_request) REFERENCES public.access_requests(id);

-- Name: agreements agreements_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.agreements
    ADD CONSTRAINT agreements_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: agreements agreements_release_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.agreements
    ADD CONSTRAINT agreements_release_fkey FOREIGN KEY (release) REFERENCES public.releases(id);

-- Name: anonymity_reports anonymity_reports_release_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.anonymity_reports
    ADD CONSTRAINT anonymity_reports_release_fkey FOREIGN KEY (release) REFERENCES public.releases(id);

-- Name: appeals appeals_appealed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.appeals
    ADD CONSTRAINT appeals_appealed_by_fkey FOREIGN KEY (appealed_by) REFERENCES public.persons(id);

-- Name: appeals appeals_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.appeals
    ADD CONSTRAINT appeals_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: appointments appointments_appointed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.appointments
    ADD CONSTRAINT appointments_appointed_by_fkey FOREIGN KEY (appointed_by) REFERENCES public.persons(id);

-- Name: appointments appointments_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.appointments
    ADD CONSTRAINT appointments_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: appointments appointments_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.appointments
    ADD CONSTRAINT appointments_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: askings askings_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.askings
    ADD CONSTRAINT askings_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: author_history author_history_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.author_history
    ADD CONSTRAINT author_history_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: author_history author_history_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.author_history
    ADD CONSTRAINT author_history_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: author_invitations author_invitations_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.author_invitations
    ADD CONSTRAINT author_invitations_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: author_invitations author_invitations_invited_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.author_invitations
    ADD CONSTRAINT author_invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.persons(id);

-- Name: author_invitations author_invitations_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.author_invitations
    ADD CONSTRAINT author_invitations_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: brought_files brought_files_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.brought_files
    ADD CONSTRAINT brought_files_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: certificates certificates_publication_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.certificates
    ADD CONSTRAINT certificates_publication_fkey FOREIGN KEY (publication) REFERENCES public.publications(id);

-- Name: certificates certificates_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.certificates
    ADD CONSTRAINT certificates_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: certifications certifications_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.certifications
    ADD CONSTRAINT certifications_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: clearances clearances_carried_from_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.clearances
    ADD CONSTRAINT clearances_carried_from_fkey FOREIGN KEY (carried_from) REFERENCES public.clearances(id);

-- Name: clearances clearances_decided_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.clearances
    ADD CONSTRAINT clearances_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.persons(id);

-- Name: clearances clearances_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.clearances
    ADD CONSTRAINT clearances_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: clearances clearances_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.clearances
    ADD CONSTRAINT clearances_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: clearances clearances_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.clearances
    ADD CONSTRAINT clearances_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: contributions contributions_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.contributions
    ADD CONSTRAINT contributions_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: datasets datasets_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.datasets
    ADD CONSTRAINT datasets_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.persons(id);

-- Name: datasets datasets_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.datasets
    ADD CONSTRAINT datasets_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: decisions decisions_decided_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT decisions_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.persons(id);

-- Name: decisions decisions_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT decisions_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: downloads downloads_access_request_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.downloads
    ADD CONSTRAINT downloads_access_request_fkey FOREIGN KEY (access_request) REFERENCES public.access_requests(id);

-- Name: downloads downloads_file_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.downloads
    ADD CONSTRAINT downloads_file_fkey FOREIGN KEY (file) REFERENCES public.release_files(id);

-- Name: downloads downloads_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.downloads
    ADD CONSTRAINT downloads_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: exception_askings exception_askings_asked_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.exception_askings
    ADD CONSTRAINT exception_askings_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.persons(id);

-- Name: exception_askings exception_askings_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.exception_askings
    ADD CONSTRAINT exception_askings_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: exception_askings exception_askings_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.exception_askings
    ADD CONSTRAINT exception_askings_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: finding_authors finding_authors_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_authors
    ADD CONSTRAINT finding_authors_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: finding_authors finding_authors_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_authors
    ADD CONSTRAINT finding_authors_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: finding_counts finding_counts_release_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_counts
    ADD CONSTRAINT finding_counts_release_fkey FOREIGN KEY (release) REFERENCES public.releases(id);

-- Name: finding_counts finding_counts_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_counts
    ADD CONSTRAINT finding_counts_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: finding_files finding_files_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_files
    ADD CONSTRAINT finding_files_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: finding_releases finding_releases_release_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_releases
    ADD CONSTRAINT finding_releases_release_fkey FOREIGN KEY (release) REFERENCES public.releases(id);

-- Name: finding_releases finding_releases_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_releases
    ADD CONSTRAINT finding_releases_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: finding_versions finding_versions_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_versions
    ADD CONSTRAINT finding_versions_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.persons(id);

-- Name: finding_versions finding_versions_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.finding_versions
    ADD CONSTRAINT finding_versions_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: findings findings_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.findings
    ADD CONSTRAINT findings_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.persons(id);

-- Name: findings findings_problem_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.findings
    ADD CONSTRAINT findings_problem_fkey FOREIGN KEY (problem) REFERENCES public.problems(id);

-- Name: flag_passages flag_passages_flag_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flag_passages
    ADD CONSTRAINT flag_passages_flag_fkey FOREIGN KEY (flag) REFERENCES public.flags(id);

-- Name: flag_passages flag_passages_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flag_passages
    ADD CONSTRAINT flag_passages_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: flag_votes flag_votes_decision_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flag_votes
    ADD CONSTRAINT flag_votes_decision_fkey FOREIGN KEY (decision) REFERENCES public.decisions(id);

-- Name: flag_votes flag_votes_flag_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flag_votes
    ADD CONSTRAINT flag_votes_flag_fkey FOREIGN KEY (flag) REFERENCES public.flags(id);

-- Name: flag_votes flag_votes_moderator_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flag_votes
    ADD CONSTRAINT flag_votes_moderator_fkey FOREIGN KEY (moderator) REFERENCES public.persons(id);

-- Name: flags flags_clearance_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flags
    ADD CONSTRAINT flags_clearance_fkey FOREIGN KEY (clearance) REFERENCES public.clearances(id);

-- Name: flags flags_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flags
    ADD CONSTRAINT flags_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: flags flags_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flags
    ADD CONSTRAINT flags_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: flags flags_raised_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.flags
    ADD CONSTRAINT flags_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES public.persons(id);

-- Name: foreign_passages foreign_passages_flag_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.foreign_passages
    ADD CONSTRAINT foreign_passages_flag_fkey FOREIGN KEY (flag) REFERENCES public.flags(id);

-- Name: foreign_passages foreign_passages_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.foreign_passages
    ADD CONSTRAINT foreign_passages_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: idempotency_keys idempotency_keys_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: identifiers identifiers_publication_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.identifiers
    ADD CONSTRAINT identifiers_publication_fkey FOREIGN KEY (publication) REFERENCES public.publications(id);

-- Name: invitations invitations_accepted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.persons(id);

-- Name: invitations invitations_invited_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.persons(id);

-- Name: invitations invitations_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: log_actors log_actors_entry_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_actors
    ADD CONSTRAINT log_actors_entry_fkey FOREIGN KEY (entry) REFERENCES public.log_entries(id);

-- Name: log_actors log_actors_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_actors
    ADD CONSTRAINT log_actors_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: log_openings log_openings_entry_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_openings
    ADD CONSTRAINT log_openings_entry_fkey FOREIGN KEY (entry) REFERENCES public.log_entries(id);

-- Name: log_openings log_openings_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_openings
    ADD CONSTRAINT log_openings_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: log_pending log_pending_entry_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_pending
    ADD CONSTRAINT log_pending_entry_fkey FOREIGN KEY (entry) REFERENCES public.log_entries(id);

-- Name: log_resumptions log_resumptions_entry_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.log_resumptions
    ADD CONSTRAINT log_resumptions_entry_fkey FOREIGN KEY (entry) REFERENCES public.log_entries(id);

-- Name: memberships memberships_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: memberships memberships_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: moderations moderations_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.moderations
    ADD CONSTRAINT moderations_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: near_passages near_passages_flag_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.near_passages
    ADD CONSTRAINT near_passages_flag_fkey FOREIGN KEY (flag) REFERENCES public.flags(id);

-- Name: near_passages near_passages_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.near_passages
    ADD CONSTRAINT near_passages_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: notices notices_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: organisation_identifiers organisation_identifiers_changed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.organisation_identifiers
    ADD CONSTRAINT organisation_identifiers_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.persons(id);

-- Name: organisation_identifiers organisation_identifiers_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.organisation_identifiers
    ADD CONSTRAINT organisation_identifiers_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: outbox_events outbox_events_event_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.outbox_events
    ADD CONSTRAINT outbox_events_event_fkey FOREIGN KEY (event) REFERENCES public.audit_events(id);

-- Name: party_lifts party_lifts_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.party_lifts
    ADD CONSTRAINT party_lifts_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: party_lifts party_lifts_lifted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.party_lifts
    ADD CONSTRAINT party_lifts_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES public.persons(id);

-- Name: party_lifts party_lifts_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.party_lifts
    ADD CONSTRAINT party_lifts_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: party_lifts party_lifts_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.party_lifts
    ADD CONSTRAINT party_lifts_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: passage_fingerprints passage_fingerprints_flag_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.passage_fingerprints
    ADD CONSTRAINT passage_fingerprints_flag_fkey FOREIGN KEY (flag) REFERENCES public.flags(id);

-- Name: past_memberships past_memberships_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.past_memberships
    ADD CONSTRAINT past_memberships_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: past_memberships past_memberships_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.past_memberships
    ADD CONSTRAINT past_memberships_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: problem_circle problem_circle_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_circle
    ADD CONSTRAINT problem_circle_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: problem_circle problem_circle_problem_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_circle
    ADD CONSTRAINT problem_circle_problem_fkey FOREIGN KEY (problem) REFERENCES public.problems(id);

-- Name: problem_datasets problem_datasets_dataset_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_datasets
    ADD CONSTRAINT problem_datasets_dataset_fkey FOREIGN KEY (dataset) REFERENCES public.datasets(id);

-- Name: problem_datasets problem_datasets_problem_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_datasets
    ADD CONSTRAINT problem_datasets_problem_fkey FOREIGN KEY (problem) REFERENCES public.problems(id);

-- Name: problem_openings problem_openings_problem_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_openings
    ADD CONSTRAINT problem_openings_problem_fkey FOREIGN KEY (problem) REFERENCES public.problems(id);

-- Name: problem_openings problem_openings_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_openings
    ADD CONSTRAINT problem_openings_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: problem_settlements problem_settlements_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_settlements
    ADD CONSTRAINT problem_settlements_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(pid);

-- Name: problem_settlements problem_settlements_problem_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_settlements
    ADD CONSTRAINT problem_settlements_problem_fkey FOREIGN KEY (problem) REFERENCES public.problems(id);

-- Name: problem_versions problem_versions_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_versions
    ADD CONSTRAINT problem_versions_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.persons(id);

-- Name: problem_versions problem_versions_problem_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problem_versions
    ADD CONSTRAINT problem_versions_problem_fkey FOREIGN KEY (problem) REFERENCES public.problems(id);

-- Name: problems problems_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problems
    ADD CONSTRAINT problems_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.persons(id);

-- Name: problems problems_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.problems
    ADD CONSTRAINT problems_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: publications publications_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.publications
    ADD CONSTRAINT publications_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: publications publications_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.publications
    ADD CONSTRAINT publications_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: release_columns release_columns_file_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_columns
    ADD CONSTRAINT release_columns_file_fkey FOREIGN KEY (file) REFERENCES public.release_files(id) ON DELETE CASCADE;

-- Name: release_files release_files_release_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_files
    ADD CONSTRAINT release_files_release_fkey FOREIGN KEY (release) REFERENCES public.releases(id);

-- Name: release_removals release_removals_decision_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_removals
    ADD CONSTRAINT release_removals_decision_fkey FOREIGN KEY (decision) REFERENCES public.decisions(id);

-- Name: release_removals release_removals_release_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_removals
    ADD CONSTRAINT release_removals_release_fkey FOREIGN KEY (release) REFERENCES public.releases(id);

-- Name: release_removals release_removals_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_removals
    ADD CONSTRAINT release_removals_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: release_salts release_salts_release_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.release_salts
    ADD CONSTRAINT release_salts_release_fkey FOREIGN KEY (release) REFERENCES public.releases(id);

-- Name: releases releases_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.persons(id);

-- Name: releases releases_dataset_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_dataset_fkey FOREIGN KEY (dataset) REFERENCES public.datasets(id);

-- Name: review_assignments review_assignments_asked_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.review_assignments
    ADD CONSTRAINT review_assignments_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.persons(id);

-- Name: review_assignments review_assignments_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.review_assignments
    ADD CONSTRAINT review_assignments_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: review_assignments review_assignments_review_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.review_assignments
    ADD CONSTRAINT review_assignments_review_fkey FOREIGN KEY (review) REFERENCES public.reviews(id);

-- Name: review_assignments review_assignments_reviewer_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.review_assignments
    ADD CONSTRAINT review_assignments_reviewer_fkey FOREIGN KEY (reviewer) REFERENCES public.persons(id);

-- Name: review_assignments review_assignments_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.review_assignments
    ADD CONSTRAINT review_assignments_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: reviews reviews_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: revocations revocations_publication_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.revocations
    ADD CONSTRAINT revocations_publication_fkey FOREIGN KEY (publication) REFERENCES public.publications(id);

-- Name: screening_reports screening_reports_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.screening_reports
    ADD CONSTRAINT screening_reports_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: screenings screenings_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.screenings
    ADD CONSTRAINT screenings_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: takedown_votes takedown_votes_decision_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.takedown_votes
    ADD CONSTRAINT takedown_votes_decision_fkey FOREIGN KEY (decision) REFERENCES public.decisions(id);

-- Name: takedown_votes takedown_votes_judge_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.takedown_votes
    ADD CONSTRAINT takedown_votes_judge_fkey FOREIGN KEY (judge) REFERENCES public.persons(id);

-- Name: takedown_votes takedown_votes_publication_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.takedown_votes
    ADD CONSTRAINT takedown_votes_publication_fkey FOREIGN KEY (publication) REFERENCES public.publications(id);

-- Name: tokens tokens_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: vacancies vacancies_finding_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.vacancies
    ADD CONSTRAINT vacancies_finding_fkey FOREIGN KEY (finding) REFERENCES public.findings(id);

-- Name: version_parties version_parties_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.version_parties
    ADD CONSTRAINT version_parties_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisations(id);

-- Name: version_parties version_parties_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.version_parties
    ADD CONSTRAINT version_parties_person_fkey FOREIGN KEY (person) REFERENCES public.persons(id);

-- Name: version_parties version_parties_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.version_parties
    ADD CONSTRAINT version_parties_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: version_scope version_scope_release_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.version_scope
    ADD CONSTRAINT version_scope_release_fkey FOREIGN KEY (release) REFERENCES public.releases(id);

-- Name: version_scope version_scope_version_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.version_scope
    ADD CONSTRAINT version_scope_version_fkey FOREIGN KEY (version) REFERENCES public.finding_versions(id);

-- Name: withdrawal_notes withdrawal_notes_pid_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.withdrawal_notes
    ADD CONSTRAINT withdrawal_notes_pid_fkey FOREIGN KEY (pid) REFERENCES public.publications(pid);

-- Name: withdrawal_notes withdrawal_notes_publication_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.withdrawal_notes
    ADD CONSTRAINT withdrawal_notes_publication_fkey FOREIGN KEY (publication) REFERENCES public.publications(id);

-- Name: withdrawal_notes withdrawal_notes_written_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.withdrawal_notes
    ADD CONSTRAINT withdrawal_notes_written_by_fkey FOREIGN KEY (written_by) REFERENCES public.persons(id);

-- Name: access_requests; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.access_requests ENABLE ROW LEVEL SECURITY;

-- Name: access_requests access_requests_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY access_requests_changed ON public.access_requests FOR UPDATE TO teahouse_app USING (public.sees_access_request(release, person, ( SELECT public.actor() AS actor)));

-- Name: access_requests access_requests_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY access_requests_made ON public.access_requests FOR INSERT TO teahouse_app WITH CHECK (((person = ( SELECT public.actor() AS actor)) AND (decided_by IS NULL)));

-- Name: access_requests access_requests_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY access_requests_seen ON public.access_requests FOR SELECT TO teahouse_app USING (public.sees_access_request(release, person, ( SELECT public.actor() AS actor)));

-- Name: agreements; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.agreements ENABLE ROW LEVEL SECURITY;

-- Name: agreements agreements_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY agreements_seen ON public.agreements TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.access_requests r
  WHERE (r.id = agreements.access_request)))) WITH CHECK ((person = ( SELECT public.actor() AS actor)));

-- Name: anonymity_reports; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.anonymity_reports ENABLE ROW LEVEL SECURITY;

-- Name: anonymity_reports anonymity_reports_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY anonymity_reports_seen ON public.anonymity_reports TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.releases r
  WHERE (r.id = anonymity_reports.release)))) WITH CHECK (public.is_platform());

-- Name: appeals; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.appeals ENABLE ROW LEVEL SECURITY;

-- Name: appeals appeals_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY appeals_appointed ON public.appeals FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: appeals appeals_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY appeals_seen ON public.appeals TO teahouse_app USING (public.sees_version(version, ( SELECT public.actor() AS actor))) WITH CHECK (((appealed_by = ( SELECT public.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.finding_versions v
  WHERE ((v.id = appeals.version) AND public.is_author(v.finding, ( SELECT public.actor() AS actor)))))));

-- Name: appointments; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.appointments ENABLE ROW LEVEL SECURITY;

-- Name: appointments appointments_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY appointments_made ON public.appointments FOR INSERT TO teahouse_app WITH CHECK ((appointed_by = ( SELECT public.actor() AS actor)));

-- Name: appointments appointments_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY appointments_seen ON public.appointments FOR SELECT TO teahouse_app USING ((public.is_platform() OR (person = ( SELECT public.actor() AS actor)) OR (EXISTS ( SELECT
   FROM public.persons p
  WHERE ((p.id = ( SELECT public.actor() AS actor)) AND (p.platform_roles <> '{}'::text[]))))));

-- Name: askings; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.askings ENABLE ROW LEVEL SECURITY;

-- Name: askings askings_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY askings_seen ON public.askings TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.findings f
  WHERE (f.id = askings.finding))));

-- Name: audit_events; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.audit_events ENABLE ROW LEVEL SECURITY;

-- Name: audit_events audit_events_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY audit_events_seen ON public.audit_events TO teahouse_app USING (public.is_platform());

-- Name: author_history; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.author_history ENABLE ROW LEVEL SECURITY;

-- Name: author_invitations; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.author_invitations ENABLE ROW LEVEL SECURITY;

-- Name: author_invitations author_invitations_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY author_invitations_seen ON public.author_invitations TO teahouse_app USING ((public.is_platform() OR (person = ( SELECT public.actor() AS actor)) OR public.is_author(finding, ( SELECT public.actor() AS actor)))) WITH CHECK (((invited_by = ( SELECT public.actor() AS actor)) AND public.is_author(finding, ( SELECT public.actor() AS actor))));

-- Name: certificates; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.certificates ENABLE ROW LEVEL SECURITY;

-- Name: certificates certificates_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY certificates_seen ON public.certificates TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.publications p
  WHERE (p.id = certificates.publication)))) WITH CHECK (public.is_platform());

-- Name: certifications; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.certifications ENABLE ROW LEVEL SECURITY;

-- Name: certifications certifications_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY certifications_appointed ON public.certifications FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: certifications certifications_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY certifications_seen ON public.certifications TO teahouse_app USING (public.sees_authors(version, ( SELECT public.actor() AS actor))) WITH CHECK (public.sees_version(version, ( SELECT public.actor() AS actor)));

-- Name: clearances; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.clearances ENABLE ROW LEVEL SECURITY;

-- Name: clearances clearances_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY clearances_appointed ON public.clearances FOR SELECT TO teahouse_app USING (public.is_appointed(( SELECT public.actor() AS actor), finding));

-- Name: clearances clearances_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY clearances_changed ON public.clearances FOR UPDATE TO teahouse_app USING (public.sees_clearance(organisation, finding, ( SELECT public.actor() AS actor)));

-- Name: clearances clearances_decided; Type: POLICY; Schema: public; Owner: -

CREATE POLICY clearances_decided ON public.clearances FOR UPDATE TO teahouse_app USING (public.is_appointed(( SELECT public.actor() AS actor), finding));

-- Name: clearances clearances_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY clearances_made ON public.clearances FOR INSERT TO teahouse_app WITH CHECK (((decided_by IS NULL) AND (public.is_platform() OR public.is_author(finding, ( SELECT public.actor() AS actor)))));

-- Name: clearances clearances_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY clearances_seen ON public.clearances FOR SELECT TO teahouse_app USING (public.sees_clearance(organisation, finding, ( SELECT public.actor() AS actor)));

-- Name: contributions; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.contributions ENABLE ROW LEVEL SECURITY;

-- Name: contributions contributions_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY contributions_appointed ON public.contributions FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: contributions contributions_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY contributions_seen ON public.contributions TO teahouse_app USING (public.sees_authors(version, ( SELECT public.actor() AS actor))) WITH CHECK (public.sees_version(version, ( SELECT public.actor() AS actor)));

-- Name: datasets; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.datasets ENABLE ROW LEVEL SECURITY;

-- Name: datasets datasets_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY datasets_changed ON public.datasets FOR UPDATE TO teahouse_app USING (public.has_role(( SELECT public.actor() AS actor), organisation, '{owner,data_officer}'::text[]));

-- Name: datasets datasets_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY datasets_made ON public.datasets FOR INSERT TO teahouse_app WITH CHECK (((created_by = ( SELECT public.actor() AS actor)) AND public.has_role(( SELECT public.actor() AS actor), organisation, '{owner,data_officer}'::text[])));

-- Name: datasets datasets_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY datasets_seen ON public.datasets FOR SELECT TO teahouse_app USING (true);

-- Name: decisions; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.decisions ENABLE ROW LEVEL SECURITY;

-- Name: decisions decisions_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY decisions_appointed ON public.decisions FOR INSERT TO teahouse_app WITH CHECK (((decided_by = ( SELECT public.actor() AS actor)) AND public.is_appointed(( SELECT public.actor() AS actor), finding)));

-- Name: decisions decisions_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY decisions_seen ON public.decisions TO teahouse_app USING (((decided_by = ( SELECT public.actor() AS actor)) OR ( SELECT public.is_arbiter(public.actor()) AS is_arbiter))) WITH CHECK (((decided_by = ( SELECT public.actor() AS actor)) AND ((object = ANY (ARRAY['release'::text, 'problem'::text])) OR ( SELECT public.is_arbiter(public.actor()) AS is_arbiter))));

-- Name: downloads; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.downloads ENABLE ROW LEVEL SECURITY;

-- Name: downloads downloads_own; Type: POLICY; Schema: public; Owner: -

CREATE POLICY downloads_own ON public.downloads TO teahouse_app USING (((person = ( SELECT public.actor() AS actor)) OR public.is_platform())) WITH CHECK ((person = ( SELECT public.actor() AS actor)));

-- Name: exception_askings; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.exception_askings ENABLE ROW LEVEL SECURITY;

-- Name: exception_askings exception_askings_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY exception_askings_made ON public.exception_askings FOR INSERT TO teahouse_app WITH CHECK (((asked_by = ( SELECT public.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.finding_authors a
  WHERE ((a.finding = exception_askings.finding) AND (a.person = ( SELECT public.actor() AS actor)))))));

-- Name: exception_askings exception_askings_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY exception_askings_seen ON public.exception_askings FOR SELECT TO teahouse_app USING ((public.is_platform() OR public.is_appointed(( SELECT public.actor() AS actor), finding) OR (EXISTS ( SELECT
   FROM public.persons p
  WHERE ((p.id = ( SELECT public.actor() AS actor)) AND (p.platform_roles <> '{}'::text[])))) OR (EXISTS ( SELECT
   FROM public.finding_authors a
  WHERE ((a.finding = exception_askings.finding) AND (a.person = ( SELECT public.actor() AS actor)))))));

-- Name: finding_authors; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.finding_authors ENABLE ROW LEVEL SECURITY;

-- Name: finding_authors finding_authors_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_authors_appointed ON public.finding_authors FOR SELECT TO teahouse_app USING (public.is_appointed(( SELECT public.actor() AS actor), finding));

-- Name: finding_authors finding_authors_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_authors_seen ON public.finding_authors TO teahouse_app USING (((person = ( SELECT public.actor() AS actor)) OR ( SELECT public.is_arbiter(public.actor()) AS is_arbiter) OR public.is_author(finding, ( SELECT public.actor() AS actor)))) WITH CHECK ((person = ( SELECT public.actor() AS actor)));

-- Name: finding_counts; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.finding_counts ENABLE ROW LEVEL SECURITY;

-- Name: finding_counts finding_counts_platform; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_counts_platform ON public.finding_counts TO teahouse_app USING (public.is_platform());

-- Name: finding_files; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.finding_files ENABLE ROW LEVEL SECURITY;

-- Name: finding_files finding_files_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_files_appointed ON public.finding_files FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: finding_files finding_files_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_files_seen ON public.finding_files TO teahouse_app USING (public.sees_version(version, ( SELECT public.actor() AS actor))) WITH CHECK (public.sees_version(version, ( SELECT public.actor() AS actor)));

-- Name: finding_releases; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.finding_releases ENABLE ROW LEVEL SECURITY;

-- Name: finding_releases finding_releases_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_releases_appointed ON public.finding_releases FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: finding_releases finding_releases_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_releases_seen ON public.finding_releases TO teahouse_app USING (public.sees_version(version, ( SELECT public.actor() AS actor))) WITH CHECK (public.sees_version(version, ( SELECT public.actor() AS actor)));

-- Name: finding_versions; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.finding_versions ENABLE ROW LEVEL SECURITY;

-- Name: finding_versions finding_versions_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_versions_appointed ON public.finding_versions FOR SELECT TO teahouse_app USING (((submitted_at IS NOT NULL) AND public.is_appointed(( SELECT public.actor() AS actor), finding)));

-- Name: finding_versions finding_versions_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_versions_changed ON public.finding_versions FOR UPDATE TO teahouse_app USING (public.sees_version(id, finding, state, ( SELECT public.actor() AS actor)));

-- Name: finding_versions finding_versions_decided; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_versions_decided ON public.finding_versions FOR UPDATE TO teahouse_app USING (((state = 'submitted'::text) AND public.is_appointed(( SELECT public.actor() AS actor), finding))) WITH CHECK (public.is_appointed(( SELECT public.actor() AS actor), finding));

-- Name: finding_versions finding_versions_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_versions_made ON public.finding_versions FOR INSERT TO teahouse_app WITH CHECK (((created_by = ( SELECT public.actor() AS actor)) AND public.is_author(finding, ( SELECT public.actor() AS actor))));

-- Name: finding_versions finding_versions_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY finding_versions_seen ON public.finding_versions FOR SELECT TO teahouse_app USING (public.sees_version(id, finding, state, ( SELECT public.actor() AS actor)));

-- Name: findings; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.findings ENABLE ROW LEVEL SECURITY;

-- Name: findings findings_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY findings_appointed ON public.findings FOR SELECT TO teahouse_app USING (public.is_appointed(( SELECT public.actor() AS actor), id));

-- Name: findings findings_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY findings_seen ON public.findings TO teahouse_app USING (public.sees_finding(id, created_by, ( SELECT public.actor() AS actor))) WITH CHECK ((created_by = ( SELECT public.actor() AS actor)));

-- Name: flag_passages; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.flag_passages ENABLE ROW LEVEL SECURITY;

-- Name: flag_passages flag_passages_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY flag_passages_seen ON public.flag_passages TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.flags g
  WHERE (g.id = flag_passages.flag)))) WITH CHECK ((stands OR public.is_platform() OR (EXISTS ( SELECT
   FROM (public.near_passages n
     JOIN public.decisions d ON (((d.object = 'finding_version'::text) AND (d.subject = n.version))))
  WHERE ((n.version = flag_passages.version) AND (n.flag = flag_passages.flag) AND (d.event = ANY (ARRAY['gone'::text, 'exception'::text])) AND (d.decided_by = ( SELECT public.actor() AS actor)))))));

-- Name: flag_votes; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.flag_votes ENABLE ROW LEVEL SECURITY;

-- Name: flag_votes flag_votes_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY flag_votes_appointed ON public.flag_votes FOR SELECT TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.flags g
  WHERE ((g.id = flag_votes.flag) AND public.is_appointed(( SELECT public.actor() AS actor), g.finding)))));

-- Name: flag_votes flag_votes_cast; Type: POLICY; Schema: public; Owner: -

CREATE POLICY flag_votes_cast ON public.flag_votes FOR INSERT TO teahouse_app WITH CHECK (((moderator = ( SELECT public.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.flags g
  WHERE ((g.id = flag_votes.flag) AND public.is_appointed(( SELECT public.actor() AS actor), g.finding))))));

-- Name: flag_votes flag_votes_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY flag_votes_seen ON public.flag_votes TO teahouse_app USING (((moderator = ( SELECT public.actor() AS actor)) OR ( SELECT public.is_arbiter(public.actor()) AS is_arbiter))) WITH CHECK (((moderator = ( SELECT public.actor() AS actor)) AND ( SELECT public.is_arbiter(public.actor()) AS is_arbiter)));

-- Name: flags; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.flags ENABLE ROW LEVEL SECURITY;

-- Name: flags flags_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY flags_appointed ON public.flags FOR SELECT TO teahouse_app USING (public.is_appointed(( SELECT public.actor() AS actor), finding));

-- Name: flags flags_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY flags_changed ON public.flags FOR UPDATE TO teahouse_app USING (public.sees_flag(clearance, ( SELECT public.actor() AS actor)));

-- Name: flags flags_decided; Type: POLICY; Schema: public; Owner: -

CREATE POLICY flags_decided ON public.flags FOR UPDATE TO teahouse_app USING (public.is_appointed(( SELECT public.actor() AS actor), finding));

-- Name: flags flags_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY flags_made ON public.flags FOR INSERT TO teahouse_app WITH CHECK (((raised_by = ( SELECT public.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.clearances c
  WHERE ((c.id = flags.clearance) AND public.has_role(( SELECT public.actor() AS actor), c.organisation, '{owner,clearance_officer}'::text[]))))));

-- Name: flags flags_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY flags_seen ON public.flags FOR SELECT TO teahouse_app USING (public.sees_flag(clearance, ( SELECT public.actor() AS actor)));

-- Name: foreign_passages; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.foreign_passages ENABLE ROW LEVEL SECURITY;

-- Name: foreign_passages foreign_passages_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY foreign_passages_appointed ON public.foreign_passages FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: foreign_passages foreign_passages_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY foreign_passages_seen ON public.foreign_passages TO teahouse_app USING (( SELECT public.is_arbiter(public.actor()) AS is_arbiter)) WITH CHECK (public.is_platform());

-- Name: idempotency_keys; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.idempotency_keys ENABLE ROW LEVEL SECURITY;

-- Name: idempotency_keys idempotency_keys_own; Type: POLICY; Schema: public; Owner: -

CREATE POLICY idempotency_keys_own ON public.idempotency_keys TO teahouse_app USING (((person = ( SELECT public.actor() AS actor)) OR public.is_platform())) WITH CHECK ((person = ( SELECT public.actor() AS actor)));

-- Name: identifiers; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.identifiers ENABLE ROW LEVEL SECURITY;

-- Name: identifiers identifiers_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY identifiers_seen ON public.identifiers TO teahouse_app USING (public.is_platform());

-- Name: invitations; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.invitations ENABLE ROW LEVEL SECURITY;

-- Name: invitations invitations_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY invitations_changed ON public.invitations FOR UPDATE TO teahouse_app USING ((public.is_platform() OR public.has_role(( SELECT public.actor() AS actor), organisation, '{owner}'::text[])));

-- Name: invitations invitations_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY invitations_made ON public.invitations FOR INSERT TO teahouse_app WITH CHECK (((accepted_by IS NULL) AND ((invited_by = ( SELECT public.actor() AS actor)) OR ((invited_by IS NULL) AND public.is_platform()))));

-- Name: invitations invitations_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY invitations_seen ON public.invitations FOR SELECT TO teahouse_app USING ((public.is_platform() OR public.has_role(( SELECT public.actor() AS actor), organisation, '{owner}'::text[])));

-- Name: jobs; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.jobs ENABLE ROW LEVEL SECURITY;

-- Name: jobs jobs_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY jobs_changed ON public.jobs FOR UPDATE TO teahouse_app USING ((public.is_platform() OR ((kind = 'measure_release'::text) AND (EXISTS ( SELECT
   FROM public.releases r
  WHERE ((r.id = jobs.subject) AND (r.state = 'draft'::text))))))) WITH CHECK ((public.is_platform() OR (state = 'failed'::text)));

-- Name: jobs jobs_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY jobs_made ON public.jobs FOR INSERT TO teahouse_app WITH CHECK (((( SELECT public.actor() AS actor) IS NOT NULL) OR public.is_platform()));

-- Name: jobs jobs_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY jobs_seen ON public.jobs FOR SELECT TO teahouse_app USING (true);

-- Name: log_openings; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.log_openings ENABLE ROW LEVEL SECURITY;

-- Name: log_openings log_openings_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY log_openings_appointed ON public.log_openings FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: log_openings log_openings_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY log_openings_seen ON public.log_openings TO teahouse_app USING ((public.is_platform() OR public.sees_version(version, ( SELECT public.actor() AS actor))));

-- Name: memberships; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.memberships ENABLE ROW LEVEL SECURITY;

-- Name: memberships memberships_ended; Type: POLICY; Schema: public; Owner: -

CREATE POLICY memberships_ended ON public.memberships FOR DELETE TO teahouse_app USING ((public.is_platform() OR (person = ( SELECT public.actor() AS actor)) OR public.has_role(( SELECT public.actor() AS actor), organisation, '{owner}'::text[])));

-- Name: memberships memberships_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY memberships_made ON public.memberships FOR INSERT TO teahouse_app WITH CHECK (public.is_platform());

-- Name: memberships memberships_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY memberships_seen ON public.memberships FOR SELECT TO teahouse_app USING (true);

-- Name: moderations; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.moderations ENABLE ROW LEVEL SECURITY;

-- Name: moderations moderations_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY moderations_appointed ON public.moderations FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: moderations moderations_decided; Type: POLICY; Schema: public; Owner: -

CREATE POLICY moderations_decided ON public.moderations FOR UPDATE TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: moderations moderations_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY moderations_seen ON public.moderations TO teahouse_app USING (public.sees_version(version, ( SELECT public.actor() AS actor))) WITH CHECK (public.sees_version(version, ( SELECT public.actor() AS actor)));

-- Name: near_passages; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.near_passages ENABLE ROW LEVEL SECURITY;

-- Name: near_passages near_passages_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY near_passages_seen ON public.near_passages TO teahouse_app USING ((( SELECT public.is_arbiter(public.actor()) AS is_arbiter) OR (EXISTS ( SELECT
   FROM public.flags g
  WHERE (g.id = near_passages.flag))))) WITH CHECK (public.is_platform());

-- Name: notices; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.notices ENABLE ROW LEVEL SECURITY;

-- Name: notices notices_own; Type: POLICY; Schema: public; Owner: -

CREATE POLICY notices_own ON public.notices TO teahouse_app USING ((public.is_platform() OR (person = ( SELECT public.actor() AS actor)))) WITH CHECK ((public.is_platform() OR (person = ( SELECT public.actor() AS actor))));

-- Name: organisation_identifiers; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.organisation_identifiers ENABLE ROW LEVEL SECURITY;

-- Name: organisation_identifiers organisation_identifiers_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY organisation_identifiers_changed ON public.organisation_identifiers FOR UPDATE TO teahouse_app USING (public.has_role(( SELECT public.actor() AS actor), organisation, '{owner,data_officer}'::text[]));

-- Name: organisation_identifiers organisation_identifiers_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY organisation_identifiers_made ON public.organisation_identifiers FOR INSERT TO teahouse_app WITH CHECK (((changed_by = ( SELECT public.actor() AS actor)) AND public.has_role(( SELECT public.actor() AS actor), organisation, '{owner,data_officer}'::text[])));

-- Name: organisation_identifiers organisation_identifiers_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY organisation_identifiers_seen ON public.organisation_identifiers FOR SELECT TO teahouse_app USING ((public.is_platform() OR public.has_role(( SELECT public.actor() AS actor), organisation, '{owner,data_officer}'::text[])));

-- Name: organisations; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.organisations ENABLE ROW LEVEL SECURITY;

-- Name: organisations organisations_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY organisations_changed ON public.organisations FOR UPDATE TO teahouse_app USING ((( SELECT public.is_admin(public.actor()) AS is_admin) OR public.has_role(( SELECT public.actor() AS actor), id, '{owner}'::text[]))) WITH CHECK (( SELECT public.is_admin(public.actor()) AS is_admin));

-- Name: organisations organisations_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY organisations_made ON public.organisations FOR INSERT TO teahouse_app WITH CHECK (public.is_platform());

-- Name: organisations organisations_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY organisations_seen ON public.organisations FOR SELECT TO teahouse_app USING (true);

-- Name: outbox_events; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.outbox_events ENABLE ROW LEVEL SECURITY;

-- Name: outbox_events outbox_events_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY outbox_events_seen ON public.outbox_events TO teahouse_app USING (public.is_platform());

-- Name: party_lifts; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.party_lifts ENABLE ROW LEVEL SECURITY;

-- Name: party_lifts party_lifts_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY party_lifts_seen ON public.party_lifts TO teahouse_app USING (( SELECT public.is_arbiter(public.actor()) AS is_arbiter)) WITH CHECK (((lifted_by = ( SELECT public.actor() AS actor)) AND ( SELECT public.is_admin(public.actor()) AS is_admin)));

-- Name: passage_fingerprints; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.passage_fingerprints ENABLE ROW LEVEL SECURITY;

-- Name: passage_fingerprints passage_fingerprints_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY passage_fingerprints_seen ON public.passage_fingerprints TO teahouse_app USING (public.is_platform()) WITH CHECK (public.is_platform());

-- Name: passage_salt; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.passage_salt ENABLE ROW LEVEL SECURITY;

-- Name: passage_salt passage_salt_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY passage_salt_seen ON public.passage_salt TO teahouse_app USING (public.is_platform());

-- Name: past_memberships; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.past_memberships ENABLE ROW LEVEL SECURITY;

-- Name: problem_circle; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.problem_circle ENABLE ROW LEVEL SECURITY;

-- Name: problem_circle problem_circle_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problem_circle_made ON public.problem_circle FOR INSERT TO teahouse_app WITH CHECK ((EXISTS ( SELECT
   FROM public.problems p
  WHERE ((p.id = problem_circle.problem) AND public.has_role(( SELECT public.actor() AS actor), p.organisation, '{owner,problem_owner}'::text[])))));

-- Name: problem_circle problem_circle_removed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problem_circle_removed ON public.problem_circle FOR DELETE TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.problems p
  WHERE ((p.id = problem_circle.problem) AND public.has_role(( SELECT public.actor() AS actor), p.organisation, '{owner,problem_owner}'::text[])))));

-- Name: problem_circle problem_circle_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problem_circle_seen ON public.problem_circle FOR SELECT TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.problems p
  WHERE (p.id = problem_circle.problem))));

-- Name: problem_datasets; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.problem_datasets ENABLE ROW LEVEL SECURITY;

-- Name: problem_datasets problem_datasets_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problem_datasets_made ON public.problem_datasets FOR INSERT TO teahouse_app WITH CHECK ((EXISTS ( SELECT
   FROM public.problems p
  WHERE ((p.id = problem_datasets.problem) AND public.has_role(( SELECT public.actor() AS actor), p.organisation, '{owner,problem_owner}'::text[])))));

-- Name: problem_datasets problem_datasets_removed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problem_datasets_removed ON public.problem_datasets FOR DELETE TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.problems p
  WHERE ((p.id = problem_datasets.problem) AND public.has_role(( SELECT public.actor() AS actor), p.organisation, '{owner,problem_owner}'::text[])))));

-- Name: problem_datasets problem_datasets_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problem_datasets_seen ON public.problem_datasets FOR SELECT TO teahouse_app USING (true);

-- Name: problem_openings; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.problem_openings ENABLE ROW LEVEL SECURITY;

-- Name: problem_openings problem_openings_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problem_openings_seen ON public.problem_openings TO teahouse_app USING (public.sees_opening(version, problem, ( SELECT public.actor() AS actor))) WITH CHECK (public.is_platform());

-- Name: problem_settlements; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.problem_settlements ENABLE ROW LEVEL SECURITY;

-- Name: problem_settlements problem_settlements_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problem_settlements_seen ON public.problem_settlements TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.problems p
  WHERE (p.id = problem_settlements.problem)))) WITH CHECK ((EXISTS ( SELECT
   FROM public.problems p
  WHERE ((p.id = problem_settlements.problem) AND public.has_role(( SELECT public.actor() AS actor), p.organisation, '{owner,problem_owner}'::text[])))));

-- Name: problem_versions; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.problem_versions ENABLE ROW LEVEL SECURITY;

-- Name: problem_versions problem_versions_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problem_versions_seen ON public.problem_versions TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.problems p
  WHERE ((p.id = problem_versions.problem) AND (((problem_versions.number <= p.version) AND (problem_versions.dropped_at IS NULL)) OR public.is_arbiter(( SELECT public.actor() AS actor)) OR public.has_role(( SELECT public.actor() AS actor), p.organisation, '{owner,problem_owner}'::text[])))))) WITH CHECK (((created_by = ( SELECT public.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.problems p
  WHERE ((p.id = problem_versions.problem) AND public.has_role(( SELECT public.actor() AS actor), p.organisation, '{owner,problem_owner}'::text[]))))));

-- Name: problems; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.problems ENABLE ROW LEVEL SECURITY;

-- Name: problems problems_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problems_changed ON public.problems FOR UPDATE TO teahouse_app USING (public.sees_problem(id, organisation, state, visibility, ( SELECT public.actor() AS actor)));

-- Name: problems problems_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problems_made ON public.problems FOR INSERT TO teahouse_app WITH CHECK (((created_by = ( SELECT public.actor() AS actor)) AND public.has_role(( SELECT public.actor() AS actor), organisation, '{owner,problem_owner}'::text[])));

-- Name: problems problems_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY problems_seen ON public.problems FOR SELECT TO teahouse_app USING (public.sees_problem(id, organisation, state, visibility, ( SELECT public.actor() AS actor)));

-- Name: publications; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.publications ENABLE ROW LEVEL SECURITY;

-- Name: publications publications_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY publications_appointed ON public.publications FOR SELECT TO teahouse_app USING ((public.is_appointed(( SELECT public.actor() AS actor), finding) AND (EXISTS ( SELECT
   FROM public.finding_versions v
  WHERE ((v.id = publications.version) AND (v.state <> 'retracted'::text))))));

-- Name: publications publications_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY publications_changed ON public.publications FOR UPDATE TO teahouse_app USING ((( SELECT public.is_arbiter(public.actor()) AS is_arbiter) OR public.is_author(finding, ( SELECT public.actor() AS actor))));

-- Name: publications publications_decided; Type: POLICY; Schema: public; Owner: -

CREATE POLICY publications_decided ON public.publications FOR UPDATE TO teahouse_app USING (public.is_appointed(( SELECT public.actor() AS actor), finding));

-- Name: publications publications_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY publications_made ON public.publications FOR INSERT TO teahouse_app WITH CHECK (public.is_platform());

-- Name: publications publications_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY publications_seen ON public.publications FOR SELECT TO teahouse_app USING (((state = 'published'::text) OR public.sees_publication(version, finding, ( SELECT public.actor() AS actor))));

-- Name: release_columns; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.release_columns ENABLE ROW LEVEL SECURITY;

-- Name: release_columns release_columns_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_columns_changed ON public.release_columns FOR UPDATE TO teahouse_app USING (public.fills_table(file, ( SELECT public.actor() AS actor)));

-- Name: release_columns release_columns_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_columns_made ON public.release_columns FOR INSERT TO teahouse_app WITH CHECK (public.fills_table(file, ( SELECT public.actor() AS actor)));

-- Name: release_columns release_columns_removed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_columns_removed ON public.release_columns FOR DELETE TO teahouse_app USING (public.fills_table(file, ( SELECT public.actor() AS actor)));

-- Name: release_columns release_columns_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_columns_seen ON public.release_columns FOR SELECT TO teahouse_app USING (true);

-- Name: release_files; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.release_files ENABLE ROW LEVEL SECURITY;

-- Name: release_files release_files_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_files_changed ON public.release_files AS RESTRICTIVE FOR UPDATE TO teahouse_app USING (public.fills_release(release, ( SELECT public.actor() AS actor)));

-- Name: release_files release_files_put; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_files_put ON public.release_files AS RESTRICTIVE FOR INSERT TO teahouse_app WITH CHECK (public.fills_release(release, ( SELECT public.actor() AS actor)));

-- Name: release_files release_files_removed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_files_removed ON public.release_files AS RESTRICTIVE FOR DELETE TO teahouse_app USING (public.fills_release(release, ( SELECT public.actor() AS actor)));

-- Name: release_files release_files_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_files_seen ON public.release_files TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.releases r
  WHERE (r.id = release_files.release)))) WITH CHECK ((EXISTS ( SELECT
   FROM public.releases r
  WHERE (r.id = release_files.release))));

-- Name: release_removals; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.release_removals ENABLE ROW LEVEL SECURITY;

-- Name: release_removals release_removals_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_removals_appointed ON public.release_removals FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: release_removals release_removals_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_removals_made ON public.release_removals FOR INSERT TO teahouse_app WITH CHECK (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: release_removals release_removals_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_removals_seen ON public.release_removals TO teahouse_app USING (public.sees_version(version, ( SELECT public.actor() AS actor))) WITH CHECK ((( SELECT public.is_arbiter(public.actor()) AS is_arbiter) AND public.sees_version(version, ( SELECT public.actor() AS actor))));

-- Name: release_salts; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.release_salts ENABLE ROW LEVEL SECURITY;

-- Name: release_salts release_salts_platform; Type: POLICY; Schema: public; Owner: -

CREATE POLICY release_salts_platform ON public.release_salts TO teahouse_app USING (public.is_platform());

-- Name: releases; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.releases ENABLE ROW LEVEL SECURITY;

-- Name: releases releases_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY releases_changed ON public.releases FOR UPDATE TO teahouse_app USING (public.sees_release(id, dataset, state, ( SELECT public.actor() AS actor)));

-- Name: releases releases_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY releases_made ON public.releases FOR INSERT TO teahouse_app WITH CHECK (((created_by = ( SELECT public.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.datasets d
  WHERE ((d.id = releases.dataset) AND public.has_role(( SELECT public.actor() AS actor), d.organisation, '{owner,data_officer}'::text[]))))));

-- Name: releases releases_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY releases_seen ON public.releases FOR SELECT TO teahouse_app USING (public.sees_release(id, dataset, state, ( SELECT public.actor() AS actor)));

-- Name: review_assignments; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.review_assignments ENABLE ROW LEVEL SECURITY;

-- Name: review_assignments review_assignments_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY review_assignments_appointed ON public.review_assignments FOR SELECT TO teahouse_app USING (public.is_appointed(( SELECT public.actor() AS actor), finding));

-- Name: review_assignments review_assignments_asked; Type: POLICY; Schema: public; Owner: -

CREATE POLICY review_assignments_asked ON public.review_assignments FOR INSERT TO teahouse_app WITH CHECK (((asked_by = ( SELECT public.actor() AS actor)) AND public.is_appointed(( SELECT public.actor() AS actor), finding)));

-- Name: review_assignments review_assignments_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY review_assignments_seen ON public.review_assignments TO teahouse_app USING ((public.is_platform() OR (reviewer = ( SELECT public.actor() AS actor)) OR
CASE
    WHEN public.is_author(finding, ( SELECT public.actor() AS actor)) THEN (NOT public.is_blind(finding))
    ELSE ( SELECT public.is_arbiter(public.actor()) AS is_arbiter)
END)) WITH CHECK (((asked_by = ( SELECT public.actor() AS actor)) AND ( SELECT public.is_arbiter(public.actor()) AS is_arbiter)));

-- Name: reviews; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.reviews ENABLE ROW LEVEL SECURITY;

-- Name: reviews reviews_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY reviews_appointed ON public.reviews FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: reviews reviews_asked; Type: POLICY; Schema: public; Owner: -

CREATE POLICY reviews_asked ON public.reviews FOR INSERT TO teahouse_app WITH CHECK (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: reviews reviews_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY reviews_seen ON public.reviews TO teahouse_app USING ((public.is_platform() OR (EXISTS ( SELECT
   FROM public.review_assignments a
  WHERE ((a.review = reviews.id) AND (a.reviewer = ( SELECT public.actor() AS actor))))) OR ((state = 'given'::text) AND (EXISTS ( SELECT
   FROM public.finding_versions v
  WHERE ((v.id = reviews.version) AND public.is_author(v.finding, ( SELECT public.actor() AS actor)))))) OR (( SELECT public.is_arbiter(public.actor()) AS is_arbiter) AND (EXISTS ( SELECT
   FROM public.finding_versions v
  WHERE ((v.id = reviews.version) AND (NOT public.is_author(v.finding, ( SELECT public.actor() AS actor))))))))) WITH CHECK ((( SELECT public.is_arbiter(public.actor()) AS is_arbiter) OR (EXISTS ( SELECT
   FROM public.review_assignments a
  WHERE ((a.review = reviews.id) AND (a.reviewer = ( SELECT public.actor() AS actor)))))));

-- Name: revocations; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.revocations ENABLE ROW LEVEL SECURITY;

-- Name: revocations revocations_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY revocations_appointed ON public.revocations FOR INSERT TO teahouse_app WITH CHECK ((EXISTS ( SELECT
   FROM public.publications p
  WHERE ((p.id = revocations.publication) AND public.is_appointed(( SELECT public.actor() AS actor), p.finding)))));

-- Name: revocations revocations_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY revocations_seen ON public.revocations TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.publications p
  WHERE (p.id = revocations.publication)))) WITH CHECK ((( SELECT public.is_arbiter(public.actor()) AS is_arbiter) OR (EXISTS ( SELECT
   FROM public.publications p
  WHERE ((p.id = revocations.publication) AND public.is_author(p.finding, ( SELECT public.actor() AS actor)))))));

-- Name: screening_reports; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.screening_reports ENABLE ROW LEVEL SECURITY;

-- Name: screening_reports screening_reports_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY screening_reports_appointed ON public.screening_reports FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: screening_reports screening_reports_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY screening_reports_seen ON public.screening_reports TO teahouse_app USING (public.sees_version(version, ( SELECT public.actor() AS actor))) WITH CHECK (public.is_platform());

-- Name: screenings; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.screenings ENABLE ROW LEVEL SECURITY;

-- Name: screenings screenings_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY screenings_appointed ON public.screenings FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: screenings screenings_decided; Type: POLICY; Schema: public; Owner: -

CREATE POLICY screenings_decided ON public.screenings FOR UPDATE TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: screenings screenings_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY screenings_seen ON public.screenings TO teahouse_app USING (public.sees_version(version, ( SELECT public.actor() AS actor))) WITH CHECK (public.sees_version(version, ( SELECT public.actor() AS actor)));

-- Name: takedown_votes; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.takedown_votes ENABLE ROW LEVEL SECURITY;

-- Name: takedown_votes takedown_votes_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY takedown_votes_appointed ON public.takedown_votes FOR SELECT TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.publications p
  WHERE ((p.id = takedown_votes.publication) AND public.is_appointed(( SELECT public.actor() AS actor), p.finding)))));

-- Name: takedown_votes takedown_votes_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY takedown_votes_seen ON public.takedown_votes TO teahouse_app USING (((judge = ( SELECT public.actor() AS actor)) OR ( SELECT public.is_arbiter(public.actor()) AS is_arbiter))) WITH CHECK ((judge = ( SELECT public.actor() AS actor)));

-- Name: tokens; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.tokens ENABLE ROW LEVEL SECURITY;

-- Name: tokens tokens_own; Type: POLICY; Schema: public; Owner: -

CREATE POLICY tokens_own ON public.tokens TO teahouse_app USING (((person = ( SELECT public.actor() AS actor)) OR public.is_platform())) WITH CHECK (((person = ( SELECT public.actor() AS actor)) OR public.is_platform()));

-- Name: vacancies; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.vacancies ENABLE ROW LEVEL SECURITY;

-- Name: vacancies vacancies_filled; Type: POLICY; Schema: public; Owner: -

CREATE POLICY vacancies_filled ON public.vacancies FOR DELETE TO teahouse_app USING (public.is_platform());

-- Name: vacancies vacancies_hurried; Type: POLICY; Schema: public; Owner: -

CREATE POLICY vacancies_hurried ON public.vacancies FOR UPDATE TO teahouse_app USING ((public.is_platform() OR (( SELECT public.actor() AS actor) IS NOT NULL))) WITH CHECK ((public.is_platform() OR (due_at <= public.platform_now())));

-- Name: vacancies vacancies_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY vacancies_made ON public.vacancies FOR INSERT TO teahouse_app WITH CHECK ((public.is_platform() OR ((( SELECT public.actor() AS actor) IS NOT NULL) AND (due_at <= (public.platform_now() + '5 days'::interval)))));

-- Name: vacancies vacancies_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY vacancies_seen ON public.vacancies FOR SELECT TO teahouse_app USING (true);

-- Name: version_parties; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.version_parties ENABLE ROW LEVEL SECURITY;

-- Name: version_parties version_parties_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY version_parties_seen ON public.version_parties TO teahouse_app USING ((( SELECT public.is_arbiter(public.actor()) AS is_arbiter) AND public.sees_version(version, ( SELECT public.actor() AS actor))));

-- Name: version_scope; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.version_scope ENABLE ROW LEVEL SECURITY;

-- Name: version_scope version_scope_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY version_scope_appointed ON public.version_scope FOR SELECT TO teahouse_app USING (public.is_appointed_to_version(( SELECT public.actor() AS actor), version));

-- Name: version_scope version_scope_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY version_scope_seen ON public.version_scope TO teahouse_app USING ((((source <> 'downloaded'::text) OR ( SELECT public.is_arbiter(public.actor()) AS is_arbiter)) AND public.sees_version(version, ( SELECT public.actor() AS actor))));

-- Name: withdrawal_notes; Type: ROW SECURITY; Schema: public; Owner: -

ALTER TABLE public.withdrawal_notes ENABLE ROW LEVEL SECURITY;

-- Name: withdrawal_notes withdrawal_notes_appointed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY withdrawal_notes_appointed ON public.withdrawal_notes FOR SELECT TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.publications p
  WHERE ((p.id = withdrawal_notes.publication) AND public.is_appointed(( SELECT public.actor() AS actor), p.finding)))));

-- Name: withdrawal_notes withdrawal_notes_changed; Type: POLICY; Schema: public; Owner: -

CREATE POLICY withdrawal_notes_changed ON public.withdrawal_notes FOR UPDATE TO teahouse_app USING ((( SELECT public.is_arbiter(public.actor()) AS is_arbiter) OR (EXISTS ( SELECT
   FROM public.publications p
  WHERE ((p.id = withdrawal_notes.publication) AND public.is_author(p.finding, ( SELECT public.actor() AS actor)))))));

-- Name: withdrawal_notes withdrawal_notes_decided; Type: POLICY; Schema: public; Owner: -

CREATE POLICY withdrawal_notes_decided ON public.withdrawal_notes FOR UPDATE TO teahouse_app USING ((EXISTS ( SELECT
   FROM public.publications p
  WHERE ((p.id = withdrawal_notes.publication) AND public.is_appointed(( SELECT public.actor() AS actor), p.finding)))));

-- Name: withdrawal_notes withdrawal_notes_made; Type: POLICY; Schema: public; Owner: -

CREATE POLICY withdrawal_notes_made ON public.withdrawal_notes FOR INSERT TO teahouse_app WITH CHECK (((written_by = ( SELECT public.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.publications p
  WHERE ((p.id = withdrawal_notes.publication) AND public.is_author(p.finding, ( SELECT public.actor() AS actor)))))));

-- Name: withdrawal_notes withdrawal_notes_seen; Type: POLICY; Schema: public; Owner: -

CREATE POLICY withdrawal_notes_seen ON public.withdrawal_notes FOR SELECT TO teahouse_app USING ((( SELECT public.is_arbiter(public.actor()) AS is_arbiter) OR (EXISTS ( SELECT
   FROM public.publications p
  WHERE ((p.id = withdrawal_notes.publication) AND public.is_author(p.finding, ( SELECT public.actor() AS actor)))))));

-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO teahouse_app;

-- Name: SCHEMA published; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA published TO teahouse_app;
GRANT USAGE ON SCHEMA published TO teahouse_public;
GRANT USAGE ON SCHEMA published TO teahouse_exporter;

-- Name: FUNCTION able_admins(of_finding uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.able_admins(of_finding uuid) FROM PUBLIC;

-- Name: FUNCTION able_judges(of_finding uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.able_judges(of_finding uuid) FROM PUBLIC;

-- Name: FUNCTION able_moderators(of_finding uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.able_moderators(of_finding uuid) FROM PUBLIC;

-- Name: FUNCTION able_since(who uuid, of_finding uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.able_since(who uuid, of_finding uuid) FROM PUBLIC;

-- Name: FUNCTION act_as(who uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.act_as(who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.act_as(who uuid) TO teahouse_platform;

-- Name: FUNCTION ask(of_finding uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.ask(of_finding uuid) FROM PUBLIC;

-- Name: FUNCTION barred_exceptions(of_version uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.barred_exceptions(of_version uuid) FROM PUBLIC;

-- Name: FUNCTION bench_since(of_finding uuid, since timestamp with time zone); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.bench_since(of_finding uuid, since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.bench_since(of_finding uuid, since timestamp with time zone) TO teahouse_app;

-- Name: FUNCTION binding_flags(subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.binding_flags(subject uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.binding_flags(subject uuid) TO teahouse_app;

-- Name: FUNCTION bring_file(of_digest bytea, of_size bigint, for_organisation uuid, lasting interval); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.bring_file(of_digest bytea, of_size bigint, for_organisation uuid, lasting interval) FROM PUBLIC;
GRANT ALL ON FUNCTION public.bring_file(of_digest bytea, of_size bigint, for_organisation uuid, lasting interval) TO teahouse_app;

-- Name: FUNCTION check_share(of_share text, of_holder uuid, taken bigint); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.check_share(of_share text, of_holder uuid, taken bigint) FROM PUBLIC;

-- Name: FUNCTION count_share(of_share text, of_holder uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.count_share(of_share text, of_holder uuid) FROM PUBLIC;

-- Name: FUNCTION decides(thing text, what uuid, of_finding uuid, happened text); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.decides(thing text, what uuid, of_finding uuid, happened text) FROM PUBLIC;

-- Name: FUNCTION end_bringing(brought uuid, are_here boolean); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.end_bringing(brought uuid, are_here boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.end_bringing(brought uuid, are_here boolean) TO teahouse_app;

-- Name: FUNCTION exception_voices_missing(subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.exception_voices_missing(subject uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.exception_voices_missing(subject uuid) TO teahouse_app;

-- Name: FUNCTION gives_way(who uuid, of_organisation uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.gives_way(who uuid, of_organisation uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.gives_way(who uuid, of_organisation uuid) TO teahouse_app;

-- Name: FUNCTION has_decided(thing text, what uuid, happened text); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.has_decided(thing text, what uuid, happened text) FROM PUBLIC;

-- Name: FUNCTION has_forbidden_passage(of_version uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.has_forbidden_passage(of_version uuid) FROM PUBLIC;

-- Name: FUNCTION holding_flags(of_clearance uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.holding_flags(of_clearance uuid) FROM PUBLIC;

-- Name: FUNCTION is_exception_refused(of_version uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.is_exception_refused(of_version uuid) FROM PUBLIC;

-- Name: FUNCTION is_founded(thing text, happened text, row_id uuid, of_version uuid, of_finding uuid, of_organisation uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.is_founded(thing text, happened text, row_id uuid, of_version uuid, of_finding uuid, of_organisation uuid) FROM PUBLIC;

-- Name: FUNCTION let_act(who uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.let_act(who uuid) FROM PUBLIC;

-- Name: FUNCTION log_entry(body text); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.log_entry(body text) FROM PUBLIC;

-- Name: FUNCTION log_event(kind text, object text, subject text, details jsonb); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.log_event(kind text, object text, subject text, details jsonb) FROM PUBLIC;

-- Name: FUNCTION may_say(happened text, thing text, what text, who uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.may_say(happened text, thing text, what text, who uuid) FROM PUBLIC;

-- Name: FUNCTION move_out_of_sight(object text, row_id uuid, old_state text, new_state text); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.move_out_of_sight(object text, row_id uuid, old_state text, new_state text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.move_out_of_sight(object text, row_id uuid, old_state text, new_state text) TO teahouse_app;

-- Name: FUNCTION neutral_of(people uuid[], subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.neutral_of(people uuid[], subject uuid) FROM PUBLIC;

-- Name: FUNCTION parties_of(subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.parties_of(subject uuid) FROM PUBLIC;

-- Name: FUNCTION party_of(kind text, subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.party_of(kind text, subject uuid) FROM PUBLIC;

-- Name: FUNCTION party_persons(subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.party_persons(subject uuid) FROM PUBLIC;

-- Name: FUNCTION pass_export_runs(past bigint); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.pass_export_runs(past bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.pass_export_runs(past bigint) TO teahouse_platform;

-- Name: FUNCTION place_job(); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.place_job() FROM PUBLIC;

-- Name: FUNCTION record_event(action text, object text, subject text, details jsonb); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.record_event(action text, object text, subject text, details jsonb) FROM PUBLIC;

-- Name: FUNCTION record_fact(action text, object text, subject text, details jsonb); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.record_fact(action text, object text, subject text, details jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.record_fact(action text, object text, subject text, details jsonb) TO teahouse_app;

-- Name: FUNCTION record_move(); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.record_move() FROM PUBLIC;

-- Name: FUNCTION record_platform_roles(); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.record_platform_roles() FROM PUBLIC;

-- Name: FUNCTION record_refusal(request text, code text); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.record_refusal(request text, code text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.record_refusal(request text, code text) TO teahouse_app;

-- Name: FUNCTION releases_handled(who uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.releases_handled(who uuid) FROM PUBLIC;

-- Name: FUNCTION removable_releases(of_version uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.removable_releases(of_version uuid) FROM PUBLIC;

-- Name: FUNCTION require_authors_free(subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.require_authors_free(subject uuid) FROM PUBLIC;

-- Name: FUNCTION resume_log(of_number integer, of_origin text, of_previous text, of_body text); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.resume_log(of_number integer, of_origin text, of_previous text, of_body text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.resume_log(of_number integer, of_origin text, of_previous text, of_body text) TO teahouse_platform;

-- Name: FUNCTION screened_fingerprint(of_version uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.screened_fingerprint(of_version uuid) FROM PUBLIC;

-- Name: FUNCTION seal_log(at_most bigint); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.seal_log(at_most bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.seal_log(at_most bigint) TO teahouse_platform;

-- Name: FUNCTION search_follow(); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.search_follow() FROM PUBLIC;

-- Name: FUNCTION search_index(of_subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.search_index(of_subject uuid) FROM PUBLIC;

-- Name: FUNCTION search_language(); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.search_language() FROM PUBLIC;

-- Name: FUNCTION share_limit(of_share text, of_holder uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.share_limit(of_share text, of_holder uuid) FROM PUBLIC;

-- Name: FUNCTION stamp_finding(subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.stamp_finding(subject uuid) FROM PUBLIC;

-- Name: FUNCTION stands_as(words text[], of_finding uuid, of_organisation uuid, who uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.stands_as(words text[], of_finding uuid, of_organisation uuid, who uuid) FROM PUBLIC;

-- Name: FUNCTION take_share(of_share text, of_holder uuid, amount bigint); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.take_share(of_share text, of_holder uuid, amount bigint) FROM PUBLIC;

-- Name: FUNCTION want_identifier(); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.want_identifier() FROM PUBLIC;

-- Name: FUNCTION words_of(of_version uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.words_of(of_version uuid) FROM PUBLIC;

-- Name: FUNCTION write_scope(subject uuid); Type: ACL; Schema: public; Owner: -

REVOKE ALL ON FUNCTION public.write_scope(subject uuid) FROM PUBLIC;

-- Name: FUNCTION log_tile(of_level bigint, of_number bigint, of_count bigint); Type: ACL; Schema: published; Owner: -

REVOKE ALL ON FUNCTION published.log_tile(of_level bigint, of_number bigint, of_count bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION published.log_tile(of_level bigint, of_number bigint, of_count bigint) TO teahouse_app;
GRANT ALL ON FUNCTION published.log_tile(of_level bigint, of_number bigint, of_count bigint) TO teahouse_public;
GRANT ALL ON FUNCTION published.log_tile(of_level bigint, of_number bigint, of_count bigint) TO teahouse_exporter;

-- Name: FUNCTION organisation_clocks(of_organisation text); Type: ACL; Schema: published; Owner: -

REVOKE ALL ON FUNCTION published.organisation_clocks(of_organisation text) FROM PUBLIC;
GRANT ALL ON FUNCTION published.organisation_clocks(of_organisation text) TO teahouse_app;
GRANT ALL ON FUNCTION published.organisation_clocks(of_organisation text) TO teahouse_public;

-- Name: FUNCTION search_configuration(language text); Type: ACL; Schema: published; Owner: -

GRANT ALL ON FUNCTION published.search_configuration(language text) TO teahouse_public;

-- Name: FUNCTION search_query(words text, firsts text[], language text); Type: ACL; Schema: published; Owner: -

REVOKE ALL ON FUNCTION published.search_query(words text, firsts text[], language text) FROM PUBLIC;
GRANT ALL ON FUNCTION published.search_query(words text, firsts text[], language text) TO teahouse_public;

-- Name: TABLE access_requests; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.access_requests TO teahouse_app;

-- Name: COLUMN access_requests.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.access_requests TO teahouse_app;

-- Name: COLUMN access_requests.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.access_requests TO teahouse_app;

-- Name: COLUMN access_requests.decided_by; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(decided_by) ON TABLE public.access_requests TO teahouse_app;

-- Name: COLUMN access_requests.decided_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(decided_at) ON TABLE public.access_requests TO teahouse_app;

-- Name: COLUMN access_requests.reason; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(reason) ON TABLE public.access_requests TO teahouse_app;

-- Name: TABLE agreements; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.agreements TO teahouse_app;

-- Name: TABLE allowed_transitions; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.allowed_transitions TO teahouse_app;

-- Name: TABLE anonymity_reports; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.anonymity_reports TO teahouse_app;
GRANT INSERT ON TABLE public.anonymity_reports TO teahouse_platform;

-- Name: TABLE appeals; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.appeals TO teahouse_app;

-- Name: TABLE appointments; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.appointments TO teahouse_app;

-- Name: TABLE askings; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.askings TO teahouse_app;

-- Name: TABLE audit_events; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.audit_events TO teahouse_app;

-- Name: TABLE author_invitations; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.author_invitations TO teahouse_app;

-- Name: COLUMN author_invitations.expires_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(expires_at) ON TABLE public.author_invitations TO teahouse_app;

-- Name: TABLE brought_files; Type: ACL; Schema: public; Owner: -

GRANT SELECT,DELETE ON TABLE public.brought_files TO teahouse_platform;

-- Name: TABLE certificates; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.certificates TO teahouse_app;
GRANT INSERT ON TABLE public.certificates TO teahouse_platform;

-- Name: TABLE certifications; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.certifications TO teahouse_app;

-- Name: COLUMN certifications.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.certifications TO teahouse_app;

-- Name: COLUMN certifications.cause; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(cause) ON TABLE public.certifications TO teahouse_app;

-- Name: COLUMN certifications.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.certifications TO teahouse_app;

-- Name: TABLE clearances; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.outcome; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(outcome) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.extended_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(extended_at) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.decided_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(decided_at) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.decided_by; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(decided_by) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.reason; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(reason) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.left_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(left_at) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.review_due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(review_due_at) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.carried_from; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(carried_from) ON TABLE public.clearances TO teahouse_app;

-- Name: COLUMN clearances.held_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(held_at) ON TABLE public.clearances TO teahouse_app;

-- Name: TABLE contributions; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.contributions TO teahouse_app;

-- Name: TABLE datasets; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.datasets TO teahouse_app;

-- Name: COLUMN datasets.title; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(title) ON TABLE public.datasets TO teahouse_app;

-- Name: COLUMN datasets.description; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(description) ON TABLE public.datasets TO teahouse_app;

-- Name: COLUMN datasets.keywords; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(keywords) ON TABLE public.datasets TO teahouse_app;

-- Name: TABLE decisions; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.decisions TO teahouse_app;

-- Name: TABLE downloads; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.downloads TO teahouse_app;

-- Name: TABLE exception_askings; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.exception_askings TO teahouse_app;

-- Name: TABLE export_runs; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.export_runs TO teahouse_app;
GRANT INSERT ON TABLE public.export_runs TO teahouse_platform;

-- Name: COLUMN export_runs.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.export_runs TO teahouse_platform;

-- Name: COLUMN export_runs.finished_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(finished_at) ON TABLE public.export_runs TO teahouse_platform;

-- Name: COLUMN export_runs.publications; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(publications) ON TABLE public.export_runs TO teahouse_platform;

-- Name: COLUMN export_runs.manifest_digest; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(manifest_digest) ON TABLE public.export_runs TO teahouse_platform;

-- Name: COLUMN export_runs.cause; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(cause) ON TABLE public.export_runs TO teahouse_platform;

-- Name: TABLE finding_authors; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.finding_authors TO teahouse_app;

-- Name: COLUMN finding_authors.added_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(added_at) ON TABLE public.finding_authors TO teahouse_app;

-- Name: TABLE finding_counts; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.finding_counts TO teahouse_app;
GRANT INSERT ON TABLE public.finding_counts TO teahouse_platform;

-- Name: TABLE finding_files; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.finding_files TO teahouse_app;

-- Name: TABLE finding_releases; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.finding_releases TO teahouse_app;

-- Name: TABLE finding_versions; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.title; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(title) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.abstract; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(abstract) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.language; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(language) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.kind; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(kind) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.license; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(license) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.keywords; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(keywords) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.funding; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(funding) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.conflicts; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(conflicts) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.thesis; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(thesis) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.release_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(release_at) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.problem_version; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(problem_version) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.submitted_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(submitted_at) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.changed_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(changed_at) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.answers_problem; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(answers_problem) ON TABLE public.finding_versions TO teahouse_app;

-- Name: COLUMN finding_versions.reserved_pid; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(reserved_pid) ON TABLE public.finding_versions TO teahouse_app;

-- Name: TABLE findings; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.findings TO teahouse_app;

-- Name: TABLE flag_passages; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.flag_passages TO teahouse_app;

-- Name: TABLE flag_votes; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.flag_votes TO teahouse_app;

-- Name: TABLE flags; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.flags TO teahouse_app;

-- Name: COLUMN flags.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.flags TO teahouse_app;

-- Name: COLUMN flags.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.flags TO teahouse_app;

-- Name: COLUMN flags.answer; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(answer) ON TABLE public.flags TO teahouse_app;

-- Name: TABLE foreign_passages; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.foreign_passages TO teahouse_app;
GRANT INSERT ON TABLE public.foreign_passages TO teahouse_platform;

-- Name: TABLE idempotency_keys; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.idempotency_keys TO teahouse_app;

-- Name: COLUMN idempotency_keys.status; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(status) ON TABLE public.idempotency_keys TO teahouse_app;

-- Name: COLUMN idempotency_keys.location; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(location) ON TABLE public.idempotency_keys TO teahouse_app;

-- Name: COLUMN idempotency_keys.etag; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(etag) ON TABLE public.idempotency_keys TO teahouse_app;

-- Name: COLUMN idempotency_keys.body; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(body) ON TABLE public.idempotency_keys TO teahouse_app;

-- Name: TABLE identifiers; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.identifiers TO teahouse_app;

-- Name: COLUMN identifiers.doi; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(doi) ON TABLE public.identifiers TO teahouse_platform;

-- Name: COLUMN identifiers.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.identifiers TO teahouse_platform;

-- Name: COLUMN identifiers.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.identifiers TO teahouse_platform;

-- Name: COLUMN identifiers.attempts; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(attempts) ON TABLE public.identifiers TO teahouse_platform;

-- Name: COLUMN identifiers.error; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(error) ON TABLE public.identifiers TO teahouse_platform;

-- Name: COLUMN identifiers.changed_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(changed_at) ON TABLE public.identifiers TO teahouse_platform;

-- Name: TABLE invitations; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.invitations TO teahouse_app;

-- Name: COLUMN invitations.accepted_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(accepted_at) ON TABLE public.invitations TO teahouse_app;

-- Name: COLUMN invitations.accepted_by; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(accepted_by) ON TABLE public.invitations TO teahouse_app;

-- Name: COLUMN invitations.revoked_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(revoked_at) ON TABLE public.invitations TO teahouse_app;

-- Name: TABLE jobs; Type: ACL; Schema: public; Owner: -

GRANT INSERT,UPDATE ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.id; Type: ACL; Schema: public; Owner: -

GRANT SELECT(id) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.kind; Type: ACL; Schema: public; Owner: -

GRANT SELECT(kind) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.subject; Type: ACL; Schema: public; Owner: -

GRANT SELECT(subject) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.state; Type: ACL; Schema: public; Owner: -

GRANT SELECT(state) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.run_at; Type: ACL; Schema: public; Owner: -

GRANT SELECT(run_at) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.attempt; Type: ACL; Schema: public; Owner: -

GRANT SELECT(attempt) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.lease_ends_at; Type: ACL; Schema: public; Owner: -

GRANT SELECT(lease_ends_at) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.progress; Type: ACL; Schema: public; Owner: -

GRANT SELECT(progress) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.error; Type: ACL; Schema: public; Owner: -

GRANT SELECT(error) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.created_at; Type: ACL; Schema: public; Owner: -

GRANT SELECT(created_at) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.finished_at; Type: ACL; Schema: public; Owner: -

GRANT SELECT(finished_at) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.queue; Type: ACL; Schema: public; Owner: -

GRANT SELECT(queue) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.order_at; Type: ACL; Schema: public; Owner: -

GRANT SELECT(order_at) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.last_attempt; Type: ACL; Schema: public; Owner: -

GRANT SELECT(last_attempt) ON TABLE public.jobs TO teahouse_app;

-- Name: COLUMN jobs.cause; Type: ACL; Schema: public; Owner: -

GRANT SELECT(cause) ON TABLE public.jobs TO teahouse_app;

-- Name: TABLE known_events; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.known_events TO teahouse_app;

-- Name: TABLE log_checkpoints; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.log_checkpoints TO teahouse_app;
GRANT INSERT ON TABLE public.log_checkpoints TO teahouse_platform;

-- Name: TABLE log_entries; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.log_entries TO teahouse_app;

-- Name: TABLE log_leaves; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.log_leaves TO teahouse_app;

-- Name: TABLE log_openings; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.log_openings TO teahouse_app;

-- Name: TABLE log_tiles; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.log_tiles TO teahouse_app;
GRANT INSERT ON TABLE public.log_tiles TO teahouse_platform;

-- Name: TABLE memberships; Type: ACL; Schema: public; Owner: -

GRANT SELECT,DELETE ON TABLE public.memberships TO teahouse_app;
GRANT INSERT ON TABLE public.memberships TO teahouse_platform;

-- Name: TABLE moderations; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.moderations TO teahouse_app;

-- Name: COLUMN moderations.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.moderations TO teahouse_app;

-- Name: COLUMN moderations.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.moderations TO teahouse_app;

-- Name: COLUMN moderations.late_since; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(late_since) ON TABLE public.moderations TO teahouse_app;

-- Name: TABLE near_passages; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.near_passages TO teahouse_app;
GRANT INSERT ON TABLE public.near_passages TO teahouse_platform;

-- Name: TABLE notices; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.notices TO teahouse_app;
GRANT INSERT ON TABLE public.notices TO teahouse_platform;

-- Name: COLUMN notices.read_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(read_at) ON TABLE public.notices TO teahouse_app;

-- Name: TABLE organisation_identifiers; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.organisation_identifiers TO teahouse_app;

-- Name: COLUMN organisation_identifiers.words; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(words) ON TABLE public.organisation_identifiers TO teahouse_app;

-- Name: COLUMN organisation_identifiers.shapes; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(shapes) ON TABLE public.organisation_identifiers TO teahouse_app;

-- Name: COLUMN organisation_identifiers.changed_by; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(changed_by) ON TABLE public.organisation_identifiers TO teahouse_app;

-- Name: COLUMN organisation_identifiers.changed_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(changed_at) ON TABLE public.organisation_identifiers TO teahouse_app;

-- Name: TABLE organisations; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.organisations TO teahouse_app;
GRANT INSERT ON TABLE public.organisations TO teahouse_platform;

-- Name: COLUMN organisations.name; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(name) ON TABLE public.organisations TO teahouse_app;

-- Name: COLUMN organisations.ror; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(ror) ON TABLE public.organisations TO teahouse_app;

-- Name: COLUMN organisations.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.organisations TO teahouse_app;

-- Name: COLUMN organisations.clearance_days; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(clearance_days) ON TABLE public.organisations TO teahouse_app;

-- Name: TABLE outbox_events; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.outbox_events TO teahouse_app;

-- Name: COLUMN outbox_events.delivered_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(delivered_at) ON TABLE public.outbox_events TO teahouse_platform;

-- Name: TABLE party_lifts; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.party_lifts TO teahouse_app;

-- Name: TABLE passage_fingerprints; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.passage_fingerprints TO teahouse_app;
GRANT INSERT ON TABLE public.passage_fingerprints TO teahouse_platform;

-- Name: TABLE passage_salt; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.passage_salt TO teahouse_app;

-- Name: TABLE persons; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.persons TO teahouse_app;

-- Name: COLUMN persons.pid; Type: ACL; Schema: public; Owner: -

GRANT INSERT(pid) ON TABLE public.persons TO teahouse_platform;

-- Name: COLUMN persons.name; Type: ACL; Schema: public; Owner: -

GRANT INSERT(name),UPDATE(name) ON TABLE public.persons TO teahouse_platform;

-- Name: COLUMN persons.orcid; Type: ACL; Schema: public; Owner: -

GRANT INSERT(orcid) ON TABLE public.persons TO teahouse_platform;

-- Name: COLUMN persons.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.persons TO teahouse_platform;

-- Name: COLUMN persons.platform_roles; Type: ACL; Schema: public; Owner: -

GRANT INSERT(platform_roles) ON TABLE public.persons TO teahouse_platform;

-- Name: TABLE platform_clock; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.platform_clock TO teahouse_app;

-- Name: TABLE problem_circle; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.problem_circle TO teahouse_app;

-- Name: TABLE problem_datasets; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.problem_datasets TO teahouse_app;

-- Name: TABLE problem_openings; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.problem_openings TO teahouse_app;
GRANT INSERT ON TABLE public.problem_openings TO teahouse_platform;

-- Name: TABLE problem_settlements; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.problem_settlements TO teahouse_app;

-- Name: TABLE problem_versions; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.problem_versions TO teahouse_app;

-- Name: TABLE problems; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.problems TO teahouse_app;

-- Name: COLUMN problems.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.problems TO teahouse_app;

-- Name: COLUMN problems.visibility; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(visibility) ON TABLE public.problems TO teahouse_app;

-- Name: COLUMN problems.version; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(version) ON TABLE public.problems TO teahouse_app;

-- Name: COLUMN problems.deadline; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(deadline) ON TABLE public.problems TO teahouse_app;

-- Name: COLUMN problems.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.problems TO teahouse_app;

-- Name: COLUMN problems.outcome; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(outcome) ON TABLE public.problems TO teahouse_app;

-- Name: COLUMN problems.opened_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(opened_at) ON TABLE public.problems TO teahouse_app;

-- Name: COLUMN problems.amended; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(amended) ON TABLE public.problems TO teahouse_app;

-- Name: TABLE publications; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.publications TO teahouse_app;
GRANT INSERT ON TABLE public.publications TO teahouse_platform;

-- Name: COLUMN publications.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.publications TO teahouse_app;

-- Name: COLUMN publications.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.publications TO teahouse_app;

-- Name: COLUMN publications.withdrawn_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(withdrawn_at) ON TABLE public.publications TO teahouse_app;

-- Name: COLUMN publications.tombstone; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(tombstone) ON TABLE public.publications TO teahouse_app;

-- Name: TABLE release_columns; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.release_columns TO teahouse_app;

-- Name: COLUMN release_columns.role; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(role) ON TABLE public.release_columns TO teahouse_app;

-- Name: COLUMN release_columns.acknowledged; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(acknowledged) ON TABLE public.release_columns TO teahouse_app;

-- Name: TABLE release_files; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.release_files TO teahouse_app;

-- Name: COLUMN release_files.dialect; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(dialect) ON TABLE public.release_files TO teahouse_app;

-- Name: COLUMN release_files.unclear; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(unclear) ON TABLE public.release_files TO teahouse_app;

-- Name: COLUMN release_files.quasi_sets; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(quasi_sets) ON TABLE public.release_files TO teahouse_app;

-- Name: TABLE release_removals; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.release_removals TO teahouse_app;

-- Name: TABLE release_salts; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.release_salts TO teahouse_app;
GRANT INSERT ON TABLE public.release_salts TO teahouse_platform;

-- Name: TABLE releases; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.profile; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(profile) ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.terms; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(terms) ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.terms_digest; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(terms_digest) ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.notes; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(notes) ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.released_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(released_at) ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.changed_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(changed_at) ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.review_days; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(review_days) ON TABLE public.releases TO teahouse_app;

-- Name: COLUMN releases.missing; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(missing) ON TABLE public.releases TO teahouse_app;

-- Name: TABLE review_assignments; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.review_assignments TO teahouse_app;

-- Name: TABLE reviews; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.reviews TO teahouse_app;

-- Name: COLUMN reviews.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.reviews TO teahouse_app;

-- Name: COLUMN reviews.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.reviews TO teahouse_app;

-- Name: COLUMN reviews.recommendation; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(recommendation) ON TABLE public.reviews TO teahouse_app;

-- Name: COLUMN reviews.soundness; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(soundness) ON TABLE public.reviews TO teahouse_app;

-- Name: COLUMN reviews.significance; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(significance) ON TABLE public.reviews TO teahouse_app;

-- Name: COLUMN reviews.clarity; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(clarity) ON TABLE public.reviews TO teahouse_app;

-- Name: COLUMN reviews.reproducibility; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(reproducibility) ON TABLE public.reviews TO teahouse_app;

-- Name: COLUMN reviews.text; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(text) ON TABLE public.reviews TO teahouse_app;

-- Name: COLUMN reviews.answered_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(answered_at) ON TABLE public.reviews TO teahouse_app;

-- Name: TABLE revocations; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.revocations TO teahouse_app;

-- Name: TABLE rights; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.rights TO teahouse_app;

-- Name: TABLE screening_reports; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.screening_reports TO teahouse_app;
GRANT INSERT ON TABLE public.screening_reports TO teahouse_platform;

-- Name: TABLE screenings; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.screenings TO teahouse_app;

-- Name: COLUMN screenings.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.screenings TO teahouse_app;

-- Name: COLUMN screenings.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.screenings TO teahouse_app;

-- Name: COLUMN screenings.late_since; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(late_since) ON TABLE public.screenings TO teahouse_app;

-- Name: COLUMN screenings.time_left; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(time_left) ON TABLE public.screenings TO teahouse_app;

-- Name: TABLE server_secrets; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,UPDATE ON TABLE public.server_secrets TO teahouse_platform;

-- Name: TABLE share_limits; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.share_limits TO teahouse_platform;

-- Name: COLUMN share_limits.amount; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(amount) ON TABLE public.share_limits TO teahouse_platform;

-- Name: TABLE share_uses; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.share_uses TO teahouse_platform;

-- Name: TABLE signers; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.signers TO teahouse_app;
GRANT INSERT ON TABLE public.signers TO teahouse_platform;

-- Name: TABLE takedown_votes; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.takedown_votes TO teahouse_app;

-- Name: TABLE tokens; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.tokens TO teahouse_app;

-- Name: COLUMN tokens.last_used_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(last_used_at) ON TABLE public.tokens TO teahouse_app;

-- Name: COLUMN tokens.revoked_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(revoked_at) ON TABLE public.tokens TO teahouse_app;

-- Name: TABLE vacancies; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE public.vacancies TO teahouse_app;

-- Name: COLUMN vacancies.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.vacancies TO teahouse_app;

-- Name: TABLE version_parties; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.version_parties TO teahouse_app;

-- Name: TABLE version_scope; Type: ACL; Schema: public; Owner: -

GRANT SELECT ON TABLE public.version_scope TO teahouse_app;

-- Name: TABLE withdrawal_notes; Type: ACL; Schema: public; Owner: -

GRANT SELECT,INSERT ON TABLE public.withdrawal_notes TO teahouse_app;

-- Name: COLUMN withdrawal_notes.state; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(state) ON TABLE public.withdrawal_notes TO teahouse_app;

-- Name: COLUMN withdrawal_notes.cause; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(cause) ON TABLE public.withdrawal_notes TO teahouse_app;

-- Name: COLUMN withdrawal_notes.due_at; Type: ACL; Schema: public; Owner: -

GRANT UPDATE(due_at) ON TABLE public.withdrawal_notes TO teahouse_app;

-- Name: TABLE files; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.files TO teahouse_app;
GRANT SELECT ON TABLE published.files TO teahouse_public;
GRANT SELECT ON TABLE published.files TO teahouse_exporter;

-- Name: TABLE harvest; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.harvest TO teahouse_app;
GRANT SELECT ON TABLE published.harvest TO teahouse_public;
GRANT SELECT ON TABLE published.harvest TO teahouse_exporter;

-- Name: TABLE log_checkpoints; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.log_checkpoints TO teahouse_app;
GRANT SELECT ON TABLE published.log_checkpoints TO teahouse_public;
GRANT SELECT ON TABLE published.log_checkpoints TO teahouse_exporter;

-- Name: TABLE log_entries; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.log_entries TO teahouse_app;
GRANT SELECT ON TABLE published.log_entries TO teahouse_public;
GRANT SELECT ON TABLE published.log_entries TO teahouse_exporter;

-- Name: TABLE log_resumptions; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.log_resumptions TO teahouse_app;
GRANT SELECT ON TABLE published.log_resumptions TO teahouse_public;
GRANT SELECT ON TABLE published.log_resumptions TO teahouse_exporter;

-- Name: TABLE organisations; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.organisations TO teahouse_app;
GRANT SELECT ON TABLE published.organisations TO teahouse_public;
GRANT SELECT ON TABLE published.organisations TO teahouse_exporter;

-- Name: TABLE problems; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.problems TO teahouse_app;
GRANT SELECT ON TABLE published.problems TO teahouse_public;
GRANT SELECT ON TABLE published.problems TO teahouse_exporter;

-- Name: TABLE publications; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.publications TO teahouse_app;
GRANT SELECT ON TABLE published.publications TO teahouse_public;
GRANT SELECT ON TABLE published.publications TO teahouse_exporter;

-- Name: TABLE releases; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.releases TO teahouse_app;
GRANT SELECT ON TABLE published.releases TO teahouse_public;
GRANT SELECT ON TABLE published.releases TO teahouse_exporter;

-- Name: TABLE search; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.search TO teahouse_public;

-- Name: TABLE search_sources; Type: ACL; Schema: published; Owner: -

GRANT SELECT ON TABLE published.search_sources TO teahouse_public;

