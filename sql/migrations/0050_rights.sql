-- 0050_rights.sql: the database asks who moves what, and who decides what, of whoever has signed in by the application's login: their roles, and
-- what they have said in the same transaction.

-- A version under embargo in which a passage had to go meanwhile needs changes, as any other.
INSERT INTO allowed_transitions (object, from_state, event, to_state)
VALUES ('finding_version', 'publishable', 'request_changes', 'changes_requested');

-- Who may bring something about by whatever statement: a move of a lifecycle, a decision that is written down, or an edit, which moves nothing.
-- It is the domain's `Right.all`, and a test compares the two. `platform` is the platform's own work; `consequence` is whoever acts, where what
-- it follows from is so. The platform's own login may bring everything about.
CREATE TABLE rights (
    sort text NOT NULL CONSTRAINT rights_sort_known CHECK (sort IN ('move', 'decision', 'edit')),
    object text NOT NULL,
    state text NOT NULL,
    event text NOT NULL,
    who text[] NOT NULL CONSTRAINT rights_who_known CHECK (
        who <@ '{author,assigned_reviewer,provider,data_officer,owner,problem_owner,moderator,admin,platform,consequence}'
    ),
    PRIMARY KEY (sort, object, state, event)
);
GRANT SELECT ON rights TO teahouse_app;

INSERT INTO rights (sort, object, state, event, who)
SELECT 'move', t.object, t.from_state, t.event, CASE
    -- What is certified is taken back with its publication, and an escalated objection is the administrators'.
    WHEN t.object = 'finding_version' AND t.from_state = 'publishable' AND t.event = 'retract' THEN '{consequence}'
    WHEN t.object = 'flag' AND t.from_state = 'escalated' AND t.event IN ('uphold', 'dismiss') THEN '{admin}'
    ELSE w.who
END
FROM allowed_transitions t JOIN (VALUES
    ('organisation', '{approve,suspend,resume,close}'::text[], '{admin}'::text[]),
    ('person', '{suspend,resume}', '{platform}'),
    ('problem', '{submit,amend,extend,conclude}', '{problem_owner,owner}'),
    ('problem', '{return,approve}', '{moderator}'),
    ('problem', '{cancel}', '{admin}'),
    ('problem', '{deadline}', '{platform}'),
    ('release', '{measure,stop}', '{data_officer}'),
    ('release', '{return,release}', '{moderator}'),
    ('release', '{suspend,retire}', '{data_officer,admin}'),
    ('release', '{resume}', '{data_officer,admin,platform}'),
    ('release', '{pass,fail}', '{platform}'),
    ('access_request', '{grant,decline,revoke}', '{data_officer}'),
    ('access_request', '{lapse,expire}', '{platform}'),
    ('finding_version', '{submit,appeal,supersede}', '{author}'),
    ('finding_version', '{retract}', '{author,consequence}'),
    ('finding_version', '{withdraw,reject,request_changes}', '{consequence}'),
    ('finding_version', '{pass,publish}', '{platform}'),
    ('screening', '{ask}', '{author}'),
    ('screening', '{exception,refuse}', '{moderator}'),
    ('screening', '{renew}', '{moderator,platform}'),
    ('screening', '{gone,stands}', '{moderator,admin}'),
    ('screening', '{pass,fail,doubt,escalate,lapse,defer}', '{platform}'),
    ('moderation', '{accept,reject,request_changes}', '{moderator}'),
    ('moderation', '{appeal}', '{author}'),
    ('moderation', '{escalate}', '{platform}'),
    ('certification', '{ready}', '{consequence}'),
    ('certification', '{hold,issue,fail,retry,lapse}', '{platform}'),
    ('clearance', '{raise}', '{provider,author}'),
    ('clearance', '{extend,no_objection}', '{provider}'),
    ('clearance', '{unused}', '{moderator}'),
    ('clearance', '{leave}', '{author}'),
    ('clearance', '{resolve,resume,uphold}', '{consequence}'),
    ('clearance', '{lapse,cap,cap_upheld}', '{platform}'),
    ('flag', '{concede}', '{author}'),
    ('flag', '{contest}', '{author,platform}'),
    ('flag', '{uphold,dismiss}', '{moderator}'),
    ('flag', '{retract}', '{provider}'),
    ('flag', '{resolve}', '{consequence}'),
    ('flag', '{lapse,escalate}', '{platform}'),
    ('review', '{give,decline}', '{assigned_reviewer}'),
    ('review', '{lapse}', '{platform}'),
    ('publication', '{publish,show}', '{platform}'),
    ('publication', '{hide}', '{moderator,admin}'),
    ('publication', '{withdraw,retract}', '{author,moderator,admin}'),
    ('withdrawal_note', '{allow,refuse}', '{moderator}'),
    ('withdrawal_note', '{pass,fail,lapse}', '{platform}'),
    ('identifier', '{reserve,register,publish,hide}', '{platform}'),
    ('export_run', '{start,seal,swap,fail}', '{platform}')
) AS w (object, events, who) ON w.object = t.object AND t.event = ANY (w.events);

INSERT INTO rights (sort, object, state, event, who)
SELECT w.sort, w.object, s.state, e.event, w.who
FROM (VALUES
    ('decision', 'finding_version', '{submitted}'::text[],
        '{accept,reject,request_changes,exception,refuse_exception,release_unused}'::text[], '{moderator}'::text[]),
    ('decision', 'finding_version', '{submitted}', '{gone,stands}', '{moderator,admin}'),
    ('decision', 'flag', '{contested}', '{uphold,dismiss}', '{moderator}'),
    ('decision', 'flag', '{escalated}', '{uphold,dismiss}', '{admin}'),
    ('decision', 'publication', '{published}', '{hide}', '{moderator,admin}'),
    ('decision', 'publication', '{embargoed,published,hidden}', '{take_down}', '{moderator,admin}'),
    ('decision', 'withdrawal_note', '{waiting}', '{allow,refuse}', '{moderator}'),
    ('decision', 'problem', '{in_review}', '{approve,return}', '{moderator}'),
    ('decision', 'problem', '{open}', '{cancel}', '{admin}'),
    ('decision', 'release', '{measuring}', '{stop}', '{data_officer}'),
    ('decision', 'release', '{in_review}', '{return,release}', '{moderator}'),
    ('decision', 'release', '{released}', '{suspend,retire}', '{data_officer,admin}'),
    ('decision', 'release', '{suspended}', '{resume,retire}', '{data_officer,admin}'),
    ('edit', 'finding_version', '{draft}', '{edit}', '{author}'),
    ('edit', 'problem', '{draft}', '{edit}', '{problem_owner,owner}'),
    ('edit', 'release', '{draft}', '{edit}', '{data_officer}')
) AS w (sort, object, states, events, who)
CROSS JOIN LATERAL unnest(w.states) AS s (state) CROSS JOIN LATERAL unnest(w.events) AS e (event);

-- Whether whoever has signed in is asked nothing: the platform's own work, and whoever may become the owner.
CREATE FUNCTION is_trusted() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT is_platform() OR pg_has_role(session_user, 'teahouse_owner', 'MEMBER') $$;

-- Whether somebody is one of these to what is an organisation's, to what is judged in a finding, or to both. Who judges a finding writes it down,
-- and is asked there: `decides`.
CREATE FUNCTION stands_as(words text[], of_finding uuid, of_organisation uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS
$$
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
            'admin' = ANY (words) AND 'admin' = ANY (p.platform_roles)
            OR 'moderator' = ANY (words) AND 'moderator' = ANY (p.platform_roles) AND NOT EXISTS (
                SELECT FROM public.memberships m WHERE m.organisation = of_organisation AND m.person = who
            )
        )
    );
END
$$;
REVOKE ALL ON FUNCTION stands_as(text[], uuid, uuid, uuid) FROM PUBLIC;

-- Whether the actor has written down a decision on something in this transaction.
CREATE FUNCTION has_decided(thing text, what uuid, happened text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS
$$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.decisions d
        WHERE d.subject = what AND d.object = thing AND d.event = happened AND d.decided_by = public.actor()
            AND d.decided_at = public.platform_now()
    );
END
$$;
REVOKE ALL ON FUNCTION has_decided(text, uuid, text) FROM PUBLIC;

-- Whether a flag is on a clearance and holds it: it waits or was upheld, and is raised in it, or nobody knows that the version is without its
-- passage. As the program has it (`FlagStore.isOn`).
CREATE FUNCTION holding_flags(of_clearance uuid) RETURNS TABLE (flag uuid, state text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
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
REVOKE ALL ON FUNCTION holding_flags(uuid) FROM PUBLIC;

-- What a move follows from, or what has to be there first, beside the right of whoever makes it.
CREATE FUNCTION is_founded(thing text, happened text, row_id uuid, of_version uuid, of_finding uuid, of_organisation uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
REVOKE ALL ON FUNCTION is_founded(text, text, uuid, uuid, uuid, uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION check_transition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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

-- What begins, begins at the beginning, and not where it has passed.
CREATE FUNCTION check_begun() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state <> ALL (TG_ARGV) AND NOT is_trusted() THEN
        RAISE EXCEPTION 'a % does not begin as %', TG_TABLE_NAME, NEW.state
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER access_requests_begun BEFORE INSERT ON access_requests FOR EACH ROW EXECUTE FUNCTION check_begun('requested');
CREATE TRIGGER certifications_begun BEFORE INSERT ON certifications FOR EACH ROW EXECUTE FUNCTION check_begun('waiting');
CREATE TRIGGER finding_versions_begun BEFORE INSERT ON finding_versions FOR EACH ROW EXECUTE FUNCTION check_begun('draft');
CREATE TRIGGER flags_begun BEFORE INSERT ON flags FOR EACH ROW EXECUTE FUNCTION check_begun('open', 'contested');
CREATE TRIGGER moderations_begun BEFORE INSERT ON moderations FOR EACH ROW EXECUTE FUNCTION check_begun('pending');
CREATE TRIGGER problems_begun BEFORE INSERT ON problems FOR EACH ROW EXECUTE FUNCTION check_begun('draft');
CREATE TRIGGER releases_begun BEFORE INSERT ON releases FOR EACH ROW EXECUTE FUNCTION check_begun('draft');
CREATE TRIGGER reviews_begun BEFORE INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION check_begun('requested');
CREATE TRIGGER screenings_begun BEFORE INSERT ON screenings FOR EACH ROW EXECUTE FUNCTION check_begun('pending');
CREATE TRIGGER withdrawal_notes_begun BEFORE INSERT ON withdrawal_notes FOR EACH ROW EXECUTE FUNCTION check_begun('screening');

-- What is said of a version and named in it, by the place in its document: one version says nothing that another does not if its words are among
-- the other's.
CREATE FUNCTION words_of(of_version uuid) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
REVOKE ALL ON FUNCTION words_of(uuid) FROM PUBLIC;

-- The last clearance of another version that has all parts of this one, and nothing in it that had to go: its outcome, and the clearance at whose
-- time the provider looked.
CREATE FUNCTION cleared_before(of_finding uuid, of_version uuid, of_organisation uuid) RETURNS TABLE (outcome text, origin uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1 AS
$$
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
            AND words_of(of_version) <@ words_of(c.version)
        ORDER BY c.id DESC
        LIMIT 1;
END
$$;

-- A clearance begins where it waits, with ten days at least, or as one that was carried over.
CREATE FUNCTION check_clearance_begun() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
CREATE TRIGGER clearances_begun BEFORE INSERT ON clearances FOR EACH ROW EXECUTE FUNCTION check_clearance_begun();

-- A version that is back to what was cleared, and was held by an objection to another one, is carried over when nothing holds it any more.
GRANT UPDATE (carried_from) ON clearances TO teahouse_app;
CREATE FUNCTION check_carried() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
CREATE TRIGGER clearances_carried BEFORE UPDATE OF carried_from ON clearances
    FOR EACH ROW WHEN (NEW.carried_from IS DISTINCT FROM OLD.carried_from) EXECUTE FUNCTION check_carried();

-- As what the actor may decide on something: a judge of the finding, where it is a case of one.
CREATE FUNCTION decides(thing text, what uuid, of_finding uuid, happened text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
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
REVOKE ALL ON FUNCTION decides(text, uuid, uuid, text) FROM PUBLIC;

CREATE FUNCTION check_decider() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT (is_trusted() OR decides(NEW.object, NEW.subject, NEW.finding, NEW.event)) THEN
        RAISE EXCEPTION 'this is not for you to decide'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;
-- By its name after those that refuse a party, and what was decided before.
CREATE TRIGGER decisions_within_rights BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION check_decider();

-- A vote is a decision on the same flag, of the same mind, by the same person.
CREATE FUNCTION check_flag_vote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
CREATE TRIGGER flag_votes_decided BEFORE INSERT ON flag_votes FOR EACH ROW EXECUTE FUNCTION check_flag_vote();

-- A revocation is of what has been taken back in the same transaction.
CREATE FUNCTION check_revocation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
CREATE TRIGGER revocations_withdrawn BEFORE INSERT ON revocations FOR EACH ROW EXECUTE FUNCTION check_revocation();

-- Whoever acts has the clock look at once, and puts nothing off.
DROP POLICY vacancies_made ON vacancies;
DROP POLICY vacancies_hurried ON vacancies;
CREATE POLICY vacancies_made ON vacancies FOR INSERT TO teahouse_app
    WITH CHECK (is_platform() OR ((SELECT actor()) IS NOT NULL AND due_at <= platform_now() + interval '5 days'));
CREATE POLICY vacancies_hurried ON vacancies FOR UPDATE TO teahouse_app
    USING (is_platform() OR (SELECT actor()) IS NOT NULL) WITH CHECK (is_platform() OR due_at <= platform_now());

-- A move is said, and of several rows that one statement moves one would be.
CREATE OR REPLACE FUNCTION record_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
