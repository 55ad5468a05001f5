-- 0023_events.sql: a move cannot be silent. Which events there are, what each leaves in the log and whom it concerns stands in one table;
-- the database itself writes the event of every move along a lifecycle, in the statement that moves, and refuses an event that it
-- does not know.

CREATE TABLE known_events (
    object text NOT NULL,
    action text NOT NULL,
    log_kind text,
    audience text[] NOT NULL DEFAULT '{}'
        CONSTRAINT known_events_audience_known
        CHECK (audience <@ ARRAY[
            'authors', 'officers', 'moderators', 'all_moderators', 'admins', 'requester', 'data_officers', 'problem_owners', 'reviewer'
        ]),
    is_silent boolean NOT NULL GENERATED ALWAYS AS (audience = '{}') STORED,
    PRIMARY KEY (object, action)
);
COMMENT ON TABLE known_events IS 'Every event there can be; what is no longer written stays, so that history can be read';
COMMENT ON COLUMN known_events.log_kind IS 'The kind of the entry that it leaves in the transparency log; NULL for none';
COMMENT ON COLUMN known_events.audience IS 'Who gets a notice, but for who did it';
COMMENT ON COLUMN known_events.is_silent IS 'Whether nobody gets a notice';
GRANT SELECT ON known_events TO teahouse_app;

INSERT INTO known_events (object, action, log_kind, audience) VALUES
    ('finding', 'create', NULL, '{}'),
    ('finding', 'add_author', NULL, '{}'),
    ('finding', 'remove_author', NULL, '{}'),
    ('finding_version', 'create', NULL, '{}'),
    ('finding_version', 'edit', NULL, '{}'),
    ('finding_version', 'put_file', NULL, '{}'),
    ('finding_version', 'delete_file', NULL, '{}'),
    ('finding_version', 'set_contributions', NULL, '{}'),
    ('finding_version', 'set_releases', NULL, '{}'),
    ('finding_version', 'submit', 'submission', '{authors,officers,moderators}'),
    ('finding_version', 'accept', 'accept', '{authors}'),
    ('finding_version', 'reject', 'reject', '{authors}'),
    ('finding_version', 'request_changes', 'request_changes', '{authors}'),
    ('finding_version', 'exception', 'override', '{authors}'),
    ('finding_version', 'appeal', 'appeal', '{authors,moderators}'),
    ('finding_version', 'pass', 'pass', '{authors}'),
    ('finding_version', 'publish', 'publish', '{authors,officers}'),
    ('finding_version', 'retract', 'retract', '{authors,officers}'),
    ('finding_version', 'supersede', 'supersede', '{authors,officers}'),
    -- Its publication's withdrawal says it.
    ('finding_version', 'withdraw', NULL, '{}'),
    ('screening', 'pass', NULL, '{authors}'),
    ('screening', 'fail', NULL, '{authors}'),
    ('clearance', 'raise', 'flag', '{authors,officers}'),
    ('clearance', 'extend', 'extension', '{authors,officers}'),
    ('clearance', 'no_objection', 'no_objection', '{authors,officers}'),
    ('clearance', 'lapse', 'lapse', '{authors,officers}'),
    ('clearance', 'cap', 'cap', '{authors,officers}'),
    ('clearance', 'cap_upheld', 'cap_upheld', '{authors,officers}'),
    ('clearance', 'resolve', 'flags_resolved', '{authors,officers}'),
    ('clearance', 'uphold', 'flags_upheld', '{authors,officers}'),
    ('flag', 'concede', 'flag_concede', '{authors,officers}'),
    ('flag', 'contest', 'flag_contest', '{authors,officers,moderators}'),
    ('flag', 'uphold', 'flag_uphold', '{authors,officers}'),
    ('flag', 'dismiss', 'flag_dismiss', '{authors,officers}'),
    ('flag', 'lapse', 'flag_lapse', '{authors,officers}'),
    ('flag', 'escalate', 'flag_escalate', '{authors,officers,admins}'),
    ('flag', 'resolve', 'flag_resolve', '{authors,officers}'),
    ('flag', 'retract', 'flag_retract', '{authors,officers}'),
    -- One moderator's; what the votes come to is told.
    ('flag', 'vote', 'flag_vote', '{}'),
    ('publication', 'publish', NULL, '{authors}'),
    ('publication', 'withdraw', 'withdrawal', '{authors}'),
    -- Told as the version's.
    ('publication', 'retract', 'withdrawal', '{}'),
    ('review', 'request', NULL, '{reviewer}'),
    ('review', 'give', NULL, '{authors,moderators}'),
    ('review', 'decline', NULL, '{moderators}'),
    ('review', 'lapse', NULL, '{reviewer,moderators}'),
    ('access_request', 'request', NULL, '{data_officers}'),
    ('access_request', 'grant', NULL, '{requester}'),
    ('access_request', 'decline', NULL, '{requester}'),
    ('access_request', 'lapse', NULL, '{requester,data_officers}'),
    ('access_request', 'expire', NULL, '{requester}'),
    ('access_request', 'revoke', NULL, '{requester}'),
    ('problem', 'create', NULL, '{}'),
    ('problem', 'edit', NULL, '{}'),
    ('problem', 'set_circle', NULL, '{}'),
    ('problem', 'submit', NULL, '{all_moderators}'),
    ('problem', 'return', NULL, '{problem_owners}'),
    ('problem', 'approve', NULL, '{problem_owners}'),
    ('problem', 'amend', NULL, '{}'),
    ('problem', 'extend', NULL, '{}'),
    ('problem', 'deadline', NULL, '{problem_owners}'),
    ('problem', 'cancel', NULL, '{problem_owners}'),
    ('problem', 'conclude', NULL, '{}'),
    ('dataset', 'create', NULL, '{}'),
    ('dataset', 'edit', NULL, '{}'),
    ('release', 'create', NULL, '{}'),
    ('release', 'edit', NULL, '{}'),
    ('release', 'put_file', NULL, '{}'),
    ('release', 'delete_file', NULL, '{}'),
    ('release', 'assign_roles', NULL, '{}'),
    ('release', 'measure', NULL, '{}'),
    ('release', 'stop', NULL, '{}'),
    ('release', 'pass', NULL, '{data_officers,all_moderators}'),
    ('release', 'fail', NULL, '{data_officers}'),
    ('release', 'return', NULL, '{data_officers}'),
    ('release', 'release', NULL, '{data_officers}'),
    ('release', 'suspend', NULL, '{data_officers}'),
    ('release', 'resume', NULL, '{data_officers}'),
    ('release', 'retire', NULL, '{}'),
    ('organisation', 'create', NULL, '{}'),
    ('organisation', 'invite', NULL, '{}'),
    ('organisation', 'approve', NULL, '{}'),
    ('organisation', 'suspend', NULL, '{}'),
    ('organisation', 'resume', NULL, '{}'),
    ('organisation', 'close', NULL, '{}'),
    ('person', 'create', NULL, '{}'),
    ('person', 'enrol', NULL, '{}'),
    ('person', 'suspend', NULL, '{}'),
    ('person', 'resume', NULL, '{}'),
    ('membership', 'leave', NULL, '{}'),
    ('invitation', 'invite', NULL, '{}'),
    ('invitation', 'revoke', NULL, '{}'),
    ('token', 'create', NULL, '{}'),
    ('token', 'revoke', NULL, '{}'),
    ('key', 'rotate', 'key_change', '{}'),
    ('file', 'quarantine', NULL, '{}'),
    ('identifier', 'reserve', NULL, '{}'),
    ('identifier', 'register', NULL, '{}'),
    ('identifier', 'publish', NULL, '{}'),
    ('identifier', 'hide', NULL, '{}'),
    ('export_run', 'start', NULL, '{}'),
    ('export_run', 'seal', NULL, '{}'),
    ('export_run', 'swap', NULL, '{}'),
    ('export_run', 'fail', NULL, '{}'),
    -- Spellings of old.
    ('finding_version', 'contributions', NULL, '{}'),
    ('finding_version', 'releases', NULL, '{}'),
    ('problem', 'circle', NULL, '{}'),
    ('export_run', 'current', NULL, '{}');

CREATE OR REPLACE FUNCTION record_event(action text, object text, subject text, details jsonb DEFAULT '{}') RETURNS uuid LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    made uuid;
    known known_events;
BEGIN
    SELECT * INTO known FROM known_events k WHERE k.object = record_event.object AND k.action = record_event.action;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nobody knows the event % of %', action, object
            USING ERRCODE = 'check_violation', CONSTRAINT = 'known_events_known', TABLE = 'known_events';
    END IF;
    INSERT INTO audit_events (actor, actor_kind, action, object, subject, details)
    VALUES (
        actor(),
        CASE WHEN actor() IS NOT NULL THEN 'person' WHEN is_platform() THEN 'platform' ELSE 'nobody' END,
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
DROP FUNCTION log_kind(text, text);

-- The version that an event is about.
CREATE OR REPLACE FUNCTION log_version(object text, subject text) RETURNS uuid LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS
$$
#variable_conflict use_variable
BEGIN
    RETURN CASE
        WHEN object IN ('finding_version', 'screening') THEN (
            SELECT v.id FROM findings f JOIN finding_versions v ON v.finding = f.id
            WHERE f.pid = split_part(subject, '/', 1) AND v.number::text = split_part(subject, '/', 2)
        )
        WHEN object = 'clearance' THEN (SELECT version FROM clearances WHERE pid = subject)
        WHEN object = 'flag' THEN (SELECT c.version FROM flags g JOIN clearances c ON c.id = g.clearance WHERE g.pid = subject)
        WHEN object = 'publication' THEN (SELECT version FROM publications WHERE pid = subject)
        WHEN object = 'review' THEN (SELECT version FROM reviews WHERE pid = subject)
    END;
END
$$;

-- Writes the event of a move along a lifecycle: the program says which event it is, and the details, in the setting `app.move` of the
-- statement that moves (`object`, `event`, `details`). Who acted is the transaction's actor.
CREATE FUNCTION record_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    said CONSTANT jsonb := nullif(current_setting('app.move', true), '')::jsonb;
    happened CONSTANT text := said->>'event';
    recorded text := TG_ARGV[0];
    named text;
BEGIN
    -- Of nothing, it is a change that is no move, or the program before this one, which records by itself.
    IF said->>'object' IS DISTINCT FROM TG_ARGV[0] THEN
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
    ELSIF TG_TABLE_NAME IN ('screenings', 'moderations') THEN
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
REVOKE ALL ON FUNCTION record_move() FROM PUBLIC;

DO $$
DECLARE
    part text;
    object text;
BEGIN
    FOR part, object IN VALUES
        -- In the order in which the program takes them.
        ('organisations', 'organisation'), ('persons', 'person'), ('problems', 'problem'), ('releases', 'release'),
        ('access_requests', 'access_request'), ('flags', 'flag'), ('clearances', 'clearance'), ('reviews', 'review'),
        ('screenings', 'screening'), ('moderations', 'moderation'), ('publications', 'publication'),
        ('finding_versions', 'finding_version'), ('identifiers', 'identifier'), ('export_runs', 'export_run')
    LOOP
        EXECUTE format(
            'CREATE TRIGGER %I AFTER UPDATE OF state ON %I FOR EACH ROW EXECUTE FUNCTION record_move(%L)', part || '_recorded', part, object
        );
    END LOOP;
END
$$;

-- Moves a row on behalf of somebody who may not see it then: what a moderator withdraws or sends back. Row security lets nobody make a
-- row that they do not see, so this is the owner's, and asks itself whether the actor sees what is moved. How many rows that were.
CREATE FUNCTION move_out_of_sight(object text, row_id uuid, old_state text, new_state text) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    moved bigint;
BEGIN
    IF (nullif(current_setting('app.move', true), '')::jsonb ->> 'object') IS DISTINCT FROM object THEN
        RAISE EXCEPTION 'a move says what it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transition_allowed', TABLE = 'known_events';
    END IF;
    CASE
        WHEN object = 'finding_version' AND new_state IN ('withdrawn', 'retracted') THEN
            UPDATE finding_versions v SET state = new_state, due_at = NULL
            WHERE v.id = row_id AND v.state = old_state AND sees_version(v.id, v.finding, v.state);
        WHEN object = 'problem' AND new_state = 'draft' THEN
            UPDATE problems p SET state = new_state, due_at = NULL, outcome = NULL
            WHERE p.id = row_id AND p.state = old_state AND sees_problem(p.id, p.organisation, p.state, p.visibility);
    END CASE;
    GET DIAGNOSTICS moved = ROW_COUNT;
    RETURN moved;
END
$$;
REVOKE ALL ON FUNCTION move_out_of_sight(text, uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION move_out_of_sight(text, uuid, text, text) TO teahouse_app;

-- A certificate is of a version that is submitted and stays so until the transaction ends: of a retraction and a certification at
-- once, one comes first.
CREATE OR REPLACE FUNCTION check_certificate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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

-- Whom an event concerns, by the words of `known_events`. In PL/pgSQL, whose plans are kept: an SQL function was planned anew for each
-- delivery, which took most of its time.
DROP FUNCTION concerned_by_review(text, text);
CREATE OR REPLACE FUNCTION concerned(kind text, subject text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS
$$
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
        CROSS JOIN LATERAL (SELECT DISTINCT concerned(taken.kind, taken.subject) AS person) AS who
        WHERE who.person IS DISTINCT FROM e.actor
        ORDER BY taken.number
    )
    UPDATE outbox_events o SET delivered_at = platform_now() FROM taken WHERE o.number = taken.number;
    GET DIAGNOSTICS handled = ROW_COUNT;
    RETURN handled;
END
$$;
