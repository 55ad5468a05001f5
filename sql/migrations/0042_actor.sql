-- 0042_actor.sql: who acts cannot be said by the application alone. `sign_in` seals the actor with a key that only the owner's
-- functions read; actor() believes nothing else. The platform's own work signs in as a role of its own. What names a person is
-- written by the database's own functions, by the platform, or under the name of whoever acts; events are written by what moves.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'teahouse_platform')
        OR NOT pg_has_role((SELECT oid FROM pg_roles WHERE rolname = 'teahouse_platform'), 'teahouse_app', 'USAGE')
    THEN
        RAISE EXCEPTION 'the role teahouse_platform is missing; a superuser makes it by what teahouse migrate --print-roles prints'
            USING ERRCODE = 'undefined_object';
    END IF;
END
$$;

-- The seal.

CREATE TABLE actor_key (
    is_only boolean PRIMARY KEY DEFAULT true CONSTRAINT actor_key_only CHECK (is_only),
    key bytea NOT NULL CONSTRAINT actor_key_length CHECK (octet_length(key) = 32)
);
COMMENT ON TABLE actor_key IS 'The key of the seals on actors, which nobody but the owner''s functions reads; a new one may be put there at any time';
INSERT INTO actor_key (key)
VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

-- The setting app.actor for a person: the key's hash over the connection, the transaction and the person. All of fixed length, so that
-- no other text has the same.
--
-- Without a search_path of its own, which would be set and put back at every sign-in: its callers have set theirs.
CREATE FUNCTION seal(who uuid) RETURNS text LANGUAGE plpgsql STABLE AS
$$
BEGIN
    RETURN who || ':' || encode(sha256(
        (SELECT k.key FROM public.actor_key k) || int4send(pg_backend_pid()) || timestamptz_send(transaction_timestamp())
            || convert_to(who::text, 'UTF8')
    ), 'hex');
END
$$;
REVOKE ALL ON FUNCTION seal(uuid) FROM PUBLIC;

-- Who acts in this transaction; NULL for nobody. It reads a table and hashes, so a statement asks once, by (SELECT actor()), and hands
-- on the answer. That a setting has no seal, or another's, is refused rather than taken for nobody.
--
-- It is on every request's way, and so without a search_path of its own, which would be set and put back each time: every name that
-- a caller could hide behind another has its schema.
CREATE OR REPLACE FUNCTION actor() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER AS
$$
DECLARE
    said CONSTANT pg_catalog.text := pg_catalog.current_setting('app.actor', true);
BEGIN
    IF said IS NULL OR said = '' THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (
        SELECT FROM public.actor_key k
        -- As seal() makes it.
        WHERE pg_catalog.substr(said, 38) = pg_catalog.encode(pg_catalog.sha256(
            k.key || pg_catalog.int4send(pg_catalog.pg_backend_pid())
                || pg_catalog.timestamptz_send(pg_catalog.transaction_timestamp())
                || pg_catalog.convert_to(pg_catalog.left(said, 36), 'UTF8')
        ), 'hex')
    ) THEN
        RAISE EXCEPTION 'the actor has no seal of this transaction' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN pg_catalog.left(said, 36)::pg_catalog.uuid;
END
$$;

-- Whether the platform itself has signed in: its server's own work, and administration.
CREATE OR REPLACE FUNCTION is_platform() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT session_user IN ('teahouse_platform', 'teahouse_migrator') $$;

CREATE OR REPLACE FUNCTION sign_in(token_hash bytea) RETURNS TABLE (
    token uuid, person uuid, pid text, name text, platform_roles text[], organisations uuid[], roles text[], scopes text[], touch boolean
) LANGUAGE plpgsql SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS
$$
-- Names of columns are also those of the result.
#variable_conflict use_column
DECLARE
    moment CONSTANT timestamptz := platform_now();
BEGIN
    RETURN QUERY SELECT
        t.id, p.id, p.pid, p.name, p.platform_roles, coalesce(belongs.organisations, '{}'), coalesce(belongs.roles, '{}'), t.scopes,
        coalesce(t.last_used_at < moment - interval '1 minute', true)
    FROM tokens t
    JOIN persons p ON p.id = t.person
    CROSS JOIN LATERAL (SELECT set_config('app.actor', seal(p.id), true)) AS acting
    CROSS JOIN LATERAL (
        SELECT array_agg(m.organisation ORDER BY m.organisation, m.role) AS organisations,
            array_agg(m.role ORDER BY m.organisation, m.role) AS roles
        FROM memberships m JOIN organisations o ON o.id = m.organisation
        WHERE m.person = p.id AND o.state = 'active'
    ) AS belongs
    WHERE t.hash = token_hash AND t.revoked_at IS NULL AND t.expires_at > moment AND p.state = 'active';
END
$$;

-- Makes a person the actor of the rest of the transaction, who has no token yet: whoever enrols. For the platform alone.
CREATE FUNCTION act_as(who uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM set_config('app.actor', seal(who), true);
END
$$;
REVOKE ALL ON FUNCTION act_as(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION act_as(uuid) TO teahouse_platform;

-- Events.

ALTER TABLE known_events ADD COLUMN fact_by text
    CONSTRAINT known_events_fact_by_known CHECK (fact_by IN ('person', 'platform'));
COMMENT ON COLUMN known_events.fact_by IS
    'Who says it by record_fact, of what has no move: whoever acts, or the platform alone; NULL for what the database writes by itself';
UPDATE known_events SET fact_by = 'person' WHERE (object, action) IN (
    ('finding', 'create'), ('author_invitation', 'create'), ('author_invitation', 'accept'), ('author_invitation', 'decline'),
    ('author_invitation', 'revoke'), ('finding', 'add_author'), ('finding', 'remove_author'), ('finding_version', 'create'),
    ('finding_version', 'edit'), ('finding_version', 'put_file'), ('finding_version', 'delete_file'),
    ('finding_version', 'set_contributions'), ('finding_version', 'set_releases'), ('finding_version', 'release_unused'),
    ('finding_version', 'support_exception'),
    ('flag', 'vote'), ('publication', 'take_down'), ('withdrawal_note', 'create'), ('review', 'request'), ('access_request', 'request'),
    ('problem', 'create'), ('problem', 'edit'), ('problem', 'set_circle'), ('dataset', 'create'), ('dataset', 'edit'),
    ('release', 'create'), ('release', 'edit'), ('release', 'put_file'), ('release', 'delete_file'), ('release', 'assign_roles'),
    ('organisation', 'invite'), ('membership', 'leave'), ('invitation', 'revoke'), ('token', 'create'), ('token', 'revoke')
);
UPDATE known_events SET fact_by = 'platform' WHERE (object, action) IN (
    ('organisation', 'create'), ('person', 'create'), ('person', 'enrol'), ('invitation', 'invite'), ('key', 'rotate'), ('file', 'quarantine')
);

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
    IF known.log_kind IS NOT NULL THEN
        PERFORM log_event(known.log_kind, object, subject, details);
    END IF;
    RETURN made;
END
$$;
REVOKE ALL ON FUNCTION record_event(text, text, text, jsonb) FROM PUBLIC;

-- Records what happened without a move, which is all that the program may say by itself.
CREATE FUNCTION record_fact(action text, object text, subject text, details jsonb) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    known known_events;
BEGIN
    SELECT * INTO known FROM known_events k WHERE k.object = record_fact.object AND k.action = record_fact.action;
    IF FOUND AND known.fact_by IS NULL THEN
        RAISE EXCEPTION 'that a % did % is written by what does it', object, action
            USING ERRCODE = 'check_violation', CONSTRAINT = 'known_events_fact_by', TABLE = 'known_events';
    ELSIF (known.fact_by = 'platform' OR actor() IS NULL) AND NOT is_platform()
        -- Whoever may become the owner writes what they like.
        AND NOT pg_has_role(session_user, 'teahouse_owner', 'MEMBER') THEN
        RAISE EXCEPTION 'this is not for the application to say' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM record_event(record_fact.action, record_fact.object, record_fact.subject, record_fact.details);
END
$$;
REVOKE ALL ON FUNCTION record_fact(text, text, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record_fact(text, text, text, jsonb) TO teahouse_app;

-- Who sees what: as before, with the actor handed in. These are asked about every row, and so without a search_path of their own, as
-- actor() is.

CREATE FUNCTION is_author(subject uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
BEGIN
    RETURN EXISTS (SELECT FROM public.finding_authors WHERE finding = subject AND person = who);
END
$$;

CREATE FUNCTION is_arbiter(who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
BEGIN
    RETURN public.is_platform() OR EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin']);
END
$$;

CREATE FUNCTION is_admin(who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
BEGIN
    RETURN public.is_platform() OR EXISTS (SELECT FROM public.persons WHERE id = who AND 'admin' = ANY (platform_roles));
END
$$;

-- Whether a person has one of some roles in an organisation, in whatever state either is.
CREATE FUNCTION has_role(who uuid, of_organisation uuid, of_roles text[]) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER COST 1000 AS
$$
BEGIN
    RETURN EXISTS (SELECT FROM public.memberships WHERE organisation = of_organisation AND person = who AND role = ANY (of_roles));
END
$$;

CREATE FUNCTION review_sight(subject uuid, who uuid) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
BEGIN
    RETURN (
        SELECT CASE WHEN public.is_blind(a.finding) THEN 'blind' ELSE 'open' END
        FROM public.review_assignments a JOIN public.reviews r ON r.id = a.review
        WHERE a.reviewer = who AND a.version = subject AND r.state IN ('requested', 'given')
    );
END
$$;

-- Each asks the likely and cheap first, and starts no question that is not needed: they are asked about every row.

CREATE FUNCTION sees_access_request(subject_release uuid, asker uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER COST 1000 AS
$$
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

CREATE FUNCTION sees_clearance(subject_organisation uuid, subject_finding uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER COST 1000 AS
$$
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

CREATE FUNCTION sees_finding(subject uuid, author uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
BEGIN
    IF public.is_platform() OR author = who THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.finding_authors a WHERE a.finding = subject AND a.person = who) THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin'])
        AND EXISTS (SELECT FROM public.finding_versions v WHERE v.finding = subject AND v.state NOT IN ('draft', 'retracted')) THEN
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

CREATE FUNCTION sees_problem(subject uuid, owner uuid, subject_state text, subject_visibility text, who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
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

CREATE FUNCTION sees_release(subject uuid, subject_dataset uuid, subject_state text, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER COST 1000 AS
$$
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

CREATE FUNCTION sees_version(subject uuid, subject_finding uuid, subject_state text, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER COST 1000 AS
$$
DECLARE
    was_submitted CONSTANT boolean := subject_state NOT IN ('draft', 'retracted');
BEGIN
    IF public.is_platform() THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.finding_authors a WHERE a.finding = subject_finding AND a.person = who) THEN
        RETURN true;
    ELSIF was_submitted
        AND EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin']) THEN
        RETURN true;
    ELSIF EXISTS (
        SELECT FROM public.clearances c JOIN public.memberships m ON m.organisation = c.organisation
        WHERE c.version = subject AND m.person = who AND m.role IN ('owner', 'clearance_officer')
    ) THEN
        RETURN true;
    END IF;
    RETURN was_submitted AND public.review_sight(subject, who) IS NOT NULL;
END
$$;

-- The same of a version that is only named, for what hangs on it; authors, who ask most, by one question.
CREATE FUNCTION sees_version(subject uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
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

-- The same of the names of a version's contributors, which a blind review hides.
CREATE FUNCTION sees_authors(subject uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
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

-- A publication that is not public.
CREATE FUNCTION sees_publication(of_version uuid, of_finding uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER COST 1000 AS
$$
BEGIN
    RETURN public.sees_version(of_version, who) AND (
        public.review_sight(of_version, who) IS NULL OR public.is_author(of_finding, who) OR public.is_arbiter(who)
    );
END
$$;

CREATE FUNCTION sees_opening(of_version uuid, of_problem uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER COST 1000 AS
$$
BEGIN
    IF public.is_platform()
        OR EXISTS (SELECT FROM public.finding_versions v WHERE v.id = of_version AND public.is_author(v.finding, who)) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (
        SELECT FROM public.problems p WHERE p.id = of_problem AND public.sees_problem(p.id, p.organisation, p.state, p.visibility, who)
    );
END
$$;

CREATE FUNCTION sees_flag(of_clearance uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER COST 1000 AS
$$
BEGIN
    RETURN EXISTS (SELECT FROM public.clearances c WHERE c.id = of_clearance AND public.sees_clearance(c.organisation, c.finding, who));
END
$$;

-- The application reads what whoever acts may see, as before. What names a person it writes under that person's name alone, and
-- what only the platform's work writes it writes no more. A policy's (SELECT …) is asked once a statement.

ALTER POLICY author_invitations_seen ON author_invitations
    USING (is_platform() OR person = (SELECT actor()) OR is_author(finding, (SELECT actor())))
    WITH CHECK (invited_by = (SELECT actor()) AND is_author(finding, (SELECT actor())));
ALTER POLICY agreements_seen ON agreements WITH CHECK (person = (SELECT actor()));
ALTER POLICY anonymity_reports_seen ON anonymity_reports WITH CHECK (is_platform());
ALTER POLICY appeals_seen ON appeals USING (sees_version(version, (SELECT actor()))) WITH CHECK (
    appealed_by = (SELECT actor())
    AND EXISTS (SELECT FROM finding_versions v WHERE v.id = version AND is_author(v.finding, (SELECT actor())))
);
ALTER POLICY certificates_seen ON certificates WITH CHECK (is_platform());
-- The document says who wrote it.
ALTER POLICY certifications_seen ON certifications
    USING (sees_authors(version, (SELECT actor()))) WITH CHECK (sees_version(version, (SELECT actor())));
ALTER POLICY contributions_seen ON contributions
    USING (sees_authors(version, (SELECT actor()))) WITH CHECK (sees_version(version, (SELECT actor())));
-- Officers and owners decide on what is theirs; all else is decided by moderators and administrators.
ALTER POLICY decisions_seen ON decisions
    USING (decided_by = (SELECT actor()) OR (SELECT is_arbiter(actor())))
    WITH CHECK (decided_by = (SELECT actor()) AND (object IN ('release', 'problem') OR (SELECT is_arbiter(actor()))));
ALTER POLICY downloads_own ON downloads
    USING (person = (SELECT actor()) OR is_platform()) WITH CHECK (person = (SELECT actor()));
ALTER POLICY finding_authors_seen ON finding_authors
    USING (person = (SELECT actor()) OR (SELECT is_arbiter(actor())) OR is_author(finding, (SELECT actor())))
    WITH CHECK (person = (SELECT actor()));
ALTER POLICY finding_files_seen ON finding_files
    USING (sees_version(version, (SELECT actor()))) WITH CHECK (sees_version(version, (SELECT actor())));
ALTER POLICY finding_releases_seen ON finding_releases
    USING (sees_version(version, (SELECT actor()))) WITH CHECK (sees_version(version, (SELECT actor())));
ALTER POLICY findings_seen ON findings
    USING (sees_finding(id, created_by, (SELECT actor()))) WITH CHECK (created_by = (SELECT actor()));
ALTER POLICY flag_votes_seen ON flag_votes
    USING (moderator = (SELECT actor()) OR (SELECT is_arbiter(actor())))
    WITH CHECK (moderator = (SELECT actor()) AND (SELECT is_arbiter(actor())));
ALTER POLICY flag_passages_seen ON flag_passages WITH CHECK (stands OR is_platform() OR EXISTS (
    SELECT FROM near_passages n JOIN decisions d ON d.object = 'finding_version' AND d.subject = n.version
    WHERE n.version = flag_passages.version AND n.flag = flag_passages.flag AND d.event IN ('gone', 'exception')
        AND d.decided_by = (SELECT actor())
));
ALTER POLICY foreign_passages_seen ON foreign_passages USING ((SELECT is_arbiter(actor())));
ALTER POLICY idempotency_keys_own ON idempotency_keys
    USING (person = (SELECT actor()) OR is_platform()) WITH CHECK (person = (SELECT actor()));
ALTER POLICY moderations_seen ON moderations
    USING (sees_version(version, (SELECT actor()))) WITH CHECK (sees_version(version, (SELECT actor())));
ALTER POLICY near_passages_seen ON near_passages
    USING ((SELECT is_arbiter(actor())) OR EXISTS (SELECT FROM flags g WHERE g.id = flag));
ALTER POLICY notices_own ON notices
    USING (is_platform() OR person = (SELECT actor())) WITH CHECK (is_platform() OR person = (SELECT actor()));
ALTER POLICY party_lifts_seen ON party_lifts
    USING ((SELECT is_arbiter(actor()))) WITH CHECK (lifted_by = (SELECT actor()) AND (SELECT is_admin(actor())));
ALTER POLICY problem_openings_seen ON problem_openings USING (sees_opening(version, problem, (SELECT actor())));
ALTER POLICY problem_settlements_seen ON problem_settlements WITH CHECK (EXISTS (
    SELECT FROM problems p WHERE p.id = problem AND has_role((SELECT actor()), p.organisation, '{owner,problem_owner}')
));
ALTER POLICY problem_versions_seen ON problem_versions WITH CHECK (
    created_by = (SELECT actor())
    AND EXISTS (
        SELECT FROM problems p WHERE p.id = problem AND has_role((SELECT actor()), p.organisation, '{owner,problem_owner}')
    )
);
ALTER POLICY release_files_seen ON release_files WITH CHECK (EXISTS (SELECT FROM releases r WHERE r.id = release));
ALTER POLICY release_removals_seen ON release_removals USING (sees_version(version, (SELECT actor()))) WITH CHECK (
    (SELECT is_arbiter(actor())) AND sees_version(version, (SELECT actor()))
);
ALTER POLICY review_assignments_seen ON review_assignments
    USING (
        is_platform() OR reviewer = (SELECT actor()) OR CASE
            WHEN is_author(finding, (SELECT actor())) THEN NOT is_blind(finding)
            ELSE (SELECT is_arbiter(actor()))
        END
    )
    -- Whom it names else is asked, and has agreed to nothing yet.
    WITH CHECK (asked_by = (SELECT actor()) AND (SELECT is_arbiter(actor())));
ALTER POLICY reviews_seen ON reviews
    USING (
        is_platform()
        OR EXISTS (SELECT FROM review_assignments a WHERE a.review = reviews.id AND a.reviewer = (SELECT actor()))
        OR (
            state = 'given'
            AND EXISTS (SELECT FROM finding_versions v WHERE v.id = version AND is_author(v.finding, (SELECT actor())))
        )
        OR (
            (SELECT is_arbiter(actor()))
            AND EXISTS (SELECT FROM finding_versions v WHERE v.id = version AND NOT is_author(v.finding, (SELECT actor())))
        )
    )
    WITH CHECK (
        (SELECT is_arbiter(actor()))
        OR EXISTS (SELECT FROM review_assignments a WHERE a.review = reviews.id AND a.reviewer = (SELECT actor()))
    );
-- A judge may see no more of a version that was taken back with its publication.
ALTER POLICY revocations_seen ON revocations WITH CHECK (
    (SELECT is_arbiter(actor()))
    OR EXISTS (SELECT FROM publications p WHERE p.id = publication AND is_author(p.finding, (SELECT actor())))
);
ALTER POLICY screening_reports_seen ON screening_reports
    USING (sees_version(version, (SELECT actor()))) WITH CHECK (is_platform());
ALTER POLICY log_openings_seen ON log_openings USING (is_platform() OR sees_version(version, (SELECT actor())));
ALTER POLICY screenings_seen ON screenings
    USING (sees_version(version, (SELECT actor()))) WITH CHECK (sees_version(version, (SELECT actor())));
ALTER POLICY takedown_votes_seen ON takedown_votes
    USING (judge = (SELECT actor()) OR (SELECT is_arbiter(actor()))) WITH CHECK (judge = (SELECT actor()));
ALTER POLICY tokens_own ON tokens
    USING (person = (SELECT actor()) OR is_platform()) WITH CHECK (person = (SELECT actor()) OR is_platform());
ALTER POLICY version_parties_seen ON version_parties USING (
    (SELECT is_arbiter(actor())) AND sees_version(version, (SELECT actor()))
);
ALTER POLICY version_scope_seen ON version_scope USING (
    (source <> 'downloaded' OR (SELECT is_arbiter(actor()))) AND sees_version(version, (SELECT actor()))
);

-- What is changed by others than who wrote it: reading, writing and changing have a policy each.

DROP POLICY access_requests_seen ON access_requests;
CREATE POLICY access_requests_seen ON access_requests FOR SELECT TO teahouse_app
    USING (sees_access_request(release, person, (SELECT actor())));
CREATE POLICY access_requests_made ON access_requests FOR INSERT TO teahouse_app
    WITH CHECK (person = (SELECT actor()) AND decided_by IS NULL);
CREATE POLICY access_requests_changed ON access_requests FOR UPDATE TO teahouse_app
    USING (sees_access_request(release, person, (SELECT actor())));

DROP POLICY clearances_seen ON clearances;
CREATE POLICY clearances_seen ON clearances FOR SELECT TO teahouse_app
    USING (sees_clearance(organisation, finding, (SELECT actor())));
CREATE POLICY clearances_made ON clearances FOR INSERT TO teahouse_app
    WITH CHECK (decided_by IS NULL AND (is_platform() OR is_author(finding, (SELECT actor()))));
CREATE POLICY clearances_changed ON clearances FOR UPDATE TO teahouse_app
    USING (sees_clearance(organisation, finding, (SELECT actor())));

DROP POLICY finding_versions_seen ON finding_versions;
CREATE POLICY finding_versions_seen ON finding_versions FOR SELECT TO teahouse_app
    USING (sees_version(id, finding, state, (SELECT actor())));
CREATE POLICY finding_versions_made ON finding_versions FOR INSERT TO teahouse_app
    WITH CHECK (created_by = (SELECT actor()) AND is_author(finding, (SELECT actor())));
CREATE POLICY finding_versions_changed ON finding_versions FOR UPDATE TO teahouse_app
    USING (sees_version(id, finding, state, (SELECT actor())));

DROP POLICY flags_seen ON flags;
CREATE POLICY flags_seen ON flags FOR SELECT TO teahouse_app USING (sees_flag(clearance, (SELECT actor())));
CREATE POLICY flags_made ON flags FOR INSERT TO teahouse_app WITH CHECK (
    raised_by = (SELECT actor())
    AND EXISTS (
        SELECT FROM clearances c WHERE c.id = clearance AND has_role((SELECT actor()), c.organisation, '{owner,clearance_officer}')
    )
);
CREATE POLICY flags_changed ON flags FOR UPDATE TO teahouse_app USING (sees_flag(clearance, (SELECT actor())));

DROP POLICY invitations_seen ON invitations;
CREATE POLICY invitations_seen ON invitations FOR SELECT TO teahouse_app
    USING (is_platform() OR has_role((SELECT actor()), organisation, '{owner}'));
-- Without an inviter it is the platform's word.
CREATE POLICY invitations_made ON invitations FOR INSERT TO teahouse_app
    WITH CHECK (accepted_by IS NULL AND (invited_by = (SELECT actor()) OR (invited_by IS NULL AND is_platform())));
CREATE POLICY invitations_changed ON invitations FOR UPDATE TO teahouse_app
    USING (is_platform() OR has_role((SELECT actor()), organisation, '{owner}'));

DROP POLICY problem_circle_seen ON problem_circle;
CREATE POLICY problem_circle_seen ON problem_circle FOR SELECT TO teahouse_app
    USING (EXISTS (SELECT FROM problems p WHERE p.id = problem));
CREATE POLICY problem_circle_made ON problem_circle FOR INSERT TO teahouse_app WITH CHECK (EXISTS (
    SELECT FROM problems p WHERE p.id = problem AND has_role((SELECT actor()), p.organisation, '{owner,problem_owner}')
));
CREATE POLICY problem_circle_removed ON problem_circle FOR DELETE TO teahouse_app USING (EXISTS (
    SELECT FROM problems p WHERE p.id = problem AND has_role((SELECT actor()), p.organisation, '{owner,problem_owner}')
));

DROP POLICY problems_seen ON problems;
CREATE POLICY problems_seen ON problems FOR SELECT TO teahouse_app
    USING (sees_problem(id, organisation, state, visibility, (SELECT actor())));
CREATE POLICY problems_made ON problems FOR INSERT TO teahouse_app
    WITH CHECK (created_by = (SELECT actor()) AND has_role((SELECT actor()), organisation, '{owner,problem_owner}'));
CREATE POLICY problems_changed ON problems FOR UPDATE TO teahouse_app
    USING (sees_problem(id, organisation, state, visibility, (SELECT actor())));

DROP POLICY publications_seen ON publications;
CREATE POLICY publications_seen ON publications FOR SELECT TO teahouse_app
    USING (state = 'published' OR sees_publication(version, finding, (SELECT actor())));
CREATE POLICY publications_made ON publications FOR INSERT TO teahouse_app WITH CHECK (is_platform());
CREATE POLICY publications_changed ON publications FOR UPDATE TO teahouse_app
    USING ((SELECT is_arbiter(actor())) OR is_author(finding, (SELECT actor())));

DROP POLICY releases_seen ON releases;
CREATE POLICY releases_seen ON releases FOR SELECT TO teahouse_app
    USING (sees_release(id, dataset, state, (SELECT actor())));
CREATE POLICY releases_made ON releases FOR INSERT TO teahouse_app WITH CHECK (
    created_by = (SELECT actor())
    AND EXISTS (
        SELECT FROM datasets d WHERE d.id = dataset AND has_role((SELECT actor()), d.organisation, '{owner,data_officer}')
    )
);
CREATE POLICY releases_changed ON releases FOR UPDATE TO teahouse_app
    USING (sees_release(id, dataset, state, (SELECT actor())));

DROP POLICY withdrawal_notes_seen ON withdrawal_notes;
CREATE POLICY withdrawal_notes_seen ON withdrawal_notes FOR SELECT TO teahouse_app USING (
    (SELECT is_arbiter(actor()))
    OR EXISTS (SELECT FROM publications p WHERE p.id = publication AND is_author(p.finding, (SELECT actor())))
);
CREATE POLICY withdrawal_notes_made ON withdrawal_notes FOR INSERT TO teahouse_app WITH CHECK (
    written_by = (SELECT actor())
    AND EXISTS (SELECT FROM publications p WHERE p.id = publication AND is_author(p.finding, (SELECT actor())))
);
CREATE POLICY withdrawal_notes_changed ON withdrawal_notes FOR UPDATE TO teahouse_app USING (
    (SELECT is_arbiter(actor()))
    OR EXISTS (SELECT FROM publications p WHERE p.id = publication AND is_author(p.finding, (SELECT actor())))
);

-- A name that a change writes is that of whoever acts as well.
CREATE FUNCTION check_own_name() RETURNS trigger LANGUAGE plpgsql AS
$$
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
CREATE TRIGGER access_requests_own_name BEFORE UPDATE OF decided_by ON access_requests
    FOR EACH ROW EXECUTE FUNCTION check_own_name('decided_by');
CREATE TRIGGER clearances_own_name BEFORE UPDATE OF decided_by ON clearances
    FOR EACH ROW EXECUTE FUNCTION check_own_name('decided_by');
CREATE TRIGGER invitations_own_name BEFORE UPDATE OF accepted_by ON invitations
    FOR EACH ROW EXECUTE FUNCTION check_own_name('accepted_by');

-- Tables that everybody signed in may read, and could write as they liked.

ALTER TABLE datasets ENABLE ROW LEVEL SECURITY;
CREATE POLICY datasets_seen ON datasets FOR SELECT TO teahouse_app USING (true);
CREATE POLICY datasets_made ON datasets FOR INSERT TO teahouse_app
    WITH CHECK (created_by = (SELECT actor()) AND has_role((SELECT actor()), organisation, '{owner,data_officer}'));
CREATE POLICY datasets_changed ON datasets FOR UPDATE TO teahouse_app
    USING (has_role((SELECT actor()), organisation, '{owner,data_officer}'));

ALTER TABLE organisations ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisations_seen ON organisations FOR SELECT TO teahouse_app USING (true);
CREATE POLICY organisations_made ON organisations FOR INSERT TO teahouse_app WITH CHECK (is_platform());
-- An owner holds the row while somebody is invited or leaves, and an administrator changes it.
CREATE POLICY organisations_changed ON organisations FOR UPDATE TO teahouse_app
    USING ((SELECT is_admin(actor())) OR has_role((SELECT actor()), id, '{owner}')) WITH CHECK ((SELECT is_admin(actor())));

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
CREATE POLICY memberships_seen ON memberships FOR SELECT TO teahouse_app USING (true);
CREATE POLICY memberships_made ON memberships FOR INSERT TO teahouse_app WITH CHECK (is_platform());
CREATE POLICY memberships_ended ON memberships FOR DELETE TO teahouse_app
    USING (is_platform() OR person = (SELECT actor()) OR has_role((SELECT actor()), organisation, '{owner}'));

ALTER TABLE problem_datasets ENABLE ROW LEVEL SECURITY;
CREATE POLICY problem_datasets_seen ON problem_datasets FOR SELECT TO teahouse_app USING (true);
CREATE POLICY problem_datasets_made ON problem_datasets FOR INSERT TO teahouse_app WITH CHECK (EXISTS (
    SELECT FROM problems p WHERE p.id = problem AND has_role((SELECT actor()), p.organisation, '{owner,problem_owner}')
));
CREATE POLICY problem_datasets_removed ON problem_datasets FOR DELETE TO teahouse_app USING (EXISTS (
    SELECT FROM problems p WHERE p.id = problem AND has_role((SELECT actor()), p.organisation, '{owner,problem_owner}')
));

ALTER TABLE release_columns ENABLE ROW LEVEL SECURITY;
CREATE POLICY release_columns_seen ON release_columns FOR SELECT TO teahouse_app USING (true);
CREATE POLICY release_columns_made ON release_columns FOR INSERT TO teahouse_app
    WITH CHECK (EXISTS (SELECT FROM release_files f WHERE f.id = file));
CREATE POLICY release_columns_changed ON release_columns FOR UPDATE TO teahouse_app
    USING (EXISTS (SELECT FROM release_files f WHERE f.id = file));
CREATE POLICY release_columns_removed ON release_columns FOR DELETE TO teahouse_app
    USING (EXISTS (SELECT FROM release_files f WHERE f.id = file));

ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY jobs_seen ON jobs FOR SELECT TO teahouse_app USING (true);
CREATE POLICY jobs_made ON jobs FOR INSERT TO teahouse_app WITH CHECK ((SELECT actor()) IS NOT NULL OR is_platform());
-- Whoever stops a measurement sees its release, which is a draft again then.
CREATE POLICY jobs_changed ON jobs FOR UPDATE TO teahouse_app
    USING (is_platform() OR (kind = 'measure_release' AND EXISTS (SELECT FROM releases r WHERE r.id = subject AND r.state = 'draft')))
    WITH CHECK (is_platform() OR state = 'failed');

-- The platform's alone.
REVOKE INSERT, UPDATE ON persons FROM teahouse_app;
REVOKE INSERT (pid, name, orcid, platform_roles), UPDATE (name, state) ON persons FROM teahouse_app;
GRANT INSERT (pid, name, orcid, platform_roles), UPDATE (name, state) ON persons TO teahouse_platform;
DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY '{
        anonymity_reports,certificates,export_runs,finding_counts,foreign_passages,log_checkpoints,log_tiles,memberships,near_passages,
        notices,organisations,passage_fingerprints,problem_openings,publications,release_salts,screening_reports
    }'::text[] LOOP
        EXECUTE format('REVOKE INSERT ON %I FROM teahouse_app', part);
        EXECUTE format('GRANT INSERT ON %I TO teahouse_platform', part);
    END LOOP;
END
$$;
REVOKE UPDATE (state, finished_at, publications, manifest_digest, cause) ON export_runs FROM teahouse_app;
GRANT UPDATE (state, finished_at, publications, manifest_digest, cause) ON export_runs TO teahouse_platform;
REVOKE UPDATE (doi, state, due_at, attempts, error, changed_at) ON identifiers FROM teahouse_app;
GRANT UPDATE (doi, state, due_at, attempts, error, changed_at) ON identifiers TO teahouse_platform;
REVOKE UPDATE (delivered_at) ON outbox_events FROM teahouse_app;
GRANT UPDATE (delivered_at) ON outbox_events TO teahouse_platform;
REVOKE EXECUTE ON FUNCTION seal_log(bigint) FROM teahouse_app;
GRANT EXECUTE ON FUNCTION seal_log(bigint) TO teahouse_platform;

-- What asked for the actor by itself.

CREATE OR REPLACE FUNCTION check_takedown() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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

CREATE OR REPLACE FUNCTION move_out_of_sight(object text, row_id uuid, old_state text, new_state text) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
            WHERE v.id = row_id AND v.state = old_state AND sees_version(v.id, v.finding, v.state, who);
        WHEN object = 'problem' AND new_state = 'draft' THEN
            UPDATE problems p SET state = new_state, due_at = NULL, outcome = NULL
            WHERE p.id = row_id AND p.state = old_state AND sees_problem(p.id, p.organisation, p.state, p.visibility, who);
    END CASE;
    GET DIAGNOSTICS moved = ROW_COUNT;
    RETURN moved;
END
$$;

DROP FUNCTION is_author(uuid), is_arbiter(), review_sight(uuid), sees_access_request(uuid, uuid), sees_clearance(uuid, uuid),
    sees_finding(uuid, uuid), sees_problem(uuid, uuid, text, text), sees_release(uuid, uuid, text), sees_version(uuid, uuid, text);
