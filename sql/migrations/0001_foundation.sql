-- 0001_foundation.sql: the clock, identifiers, the actor of a transaction, and the tables of the state machines.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO teahouse_app;

-- Views that hold what is public, and nothing else; the public and exporter roles see only this schema.
CREATE SCHEMA published;
GRANT USAGE ON SCHEMA published TO teahouse_app, teahouse_public, teahouse_exporter;

-- The platform's time is the database's, moved by `shift` in demonstrations and stories. Only the owner may move it.
CREATE TABLE platform_clock (
    is_only boolean PRIMARY KEY DEFAULT true CONSTRAINT platform_clock_one_row CHECK (is_only),
    shift interval NOT NULL DEFAULT '0'
);
INSERT INTO platform_clock DEFAULT VALUES;
GRANT SELECT ON platform_clock TO teahouse_app;

-- Like every function here that is called for many rows or in every transaction, in PL/pgSQL: its plans are kept for the
-- session, while those of an SQL function that cannot be inlined are made anew in each statement.
CREATE FUNCTION platform_now() RETURNS timestamptz LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (SELECT transaction_timestamp() + shift FROM platform_clock);
END
$$;

-- The same for those who see published views only.
CREATE FUNCTION published.moment() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT platform_now() $$;

-- UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits; keys are made in order of time.
CREATE FUNCTION uuid7() RETURNS uuid LANGUAGE sql VOLATILE AS
$$
    SELECT encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid())
                    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                    FROM 1 FOR 6
                ),
                52, 1
            ),
            53, 1
        ),
        'hex'
    )::uuid
$$;

-- A moment as every answer writes it: RFC 3339, UTC with Z, the fraction only when there is one.
CREATE FUNCTION rfc3339(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT replace(to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z') $$;

-- The person on whose behalf the transaction runs; NULL when nobody is signed in. After COMMIT the setting is ''.
CREATE FUNCTION actor() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('app.actor', true), '')::uuid $$;

-- Whether the transaction is the platform's own work: the clocks, the jobs, the administrator's command line.
CREATE FUNCTION is_platform() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('app.platform', true), '') = 'on' $$;

CREATE TABLE allowed_transitions (
    object text NOT NULL,
    from_state text NOT NULL,
    event text NOT NULL,
    to_state text NOT NULL,
    PRIMARY KEY (object, from_state, event)
);
GRANT SELECT ON allowed_transitions TO teahouse_app;
INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('organisation', 'pending', 'approve', 'active'),
    ('organisation', 'pending', 'close', 'closed'),
    ('organisation', 'active', 'suspend', 'suspended'),
    ('organisation', 'active', 'close', 'closed'),
    ('organisation', 'suspended', 'resume', 'active'),
    ('organisation', 'suspended', 'close', 'closed'),
    ('person', 'active', 'suspend', 'suspended'),
    ('person', 'suspended', 'resume', 'active'),
    ('problem', 'draft', 'submit', 'in_review'),
    ('problem', 'in_review', 'return', 'draft'),
    ('problem', 'in_review', 'approve', 'open'),
    ('problem', 'open', 'amend', 'open'),
    ('problem', 'open', 'extend', 'open'),
    ('problem', 'open', 'deadline', 'evaluating'),
    ('problem', 'open', 'cancel', 'cancelled'),
    ('problem', 'evaluating', 'conclude', 'concluded'),
    ('release', 'draft', 'measure', 'measuring'),
    ('release', 'measuring', 'pass', 'in_review'),
    ('release', 'measuring', 'fail', 'draft'),
    ('release', 'in_review', 'return', 'draft'),
    ('release', 'in_review', 'release', 'released'),
    ('release', 'released', 'suspend', 'suspended'),
    ('release', 'released', 'retire', 'retired'),
    ('release', 'suspended', 'resume', 'released'),
    ('release', 'suspended', 'retire', 'retired'),
    ('access_request', 'requested', 'grant', 'granted'),
    ('access_request', 'requested', 'decline', 'declined'),
    ('access_request', 'requested', 'lapse', 'declined'),
    ('access_request', 'granted', 'expire', 'expired'),
    ('access_request', 'granted', 'revoke', 'revoked'),
    ('finding_version', 'draft', 'submit', 'submitted'),
    ('finding_version', 'draft', 'retract', 'retracted'),
    ('finding_version', 'submitted', 'pass', 'publishable'),
    ('finding_version', 'submitted', 'reject', 'rejected'),
    ('finding_version', 'submitted', 'retract', 'retracted'),
    ('finding_version', 'submitted', 'supersede', 'superseded'),
    ('finding_version', 'submitted', 'request_changes', 'changes_requested'),
    ('finding_version', 'changes_requested', 'retract', 'retracted'),
    ('finding_version', 'changes_requested', 'supersede', 'superseded'),
    ('finding_version', 'publishable', 'publish', 'published'),
    ('finding_version', 'publishable', 'retract', 'retracted'),
    ('finding_version', 'published', 'withdraw', 'withdrawn'),
    ('screening', 'pending', 'pass', 'passed'),
    ('screening', 'pending', 'fail', 'failed'),
    ('screening', 'failed', 'exception', 'excepted'),
    ('moderation', 'pending', 'accept', 'accepted'),
    ('moderation', 'pending', 'reject', 'rejected'),
    ('moderation', 'pending', 'request_changes', 'changes_requested'),
    ('clearance', 'pending', 'raise', 'flagged'),
    ('clearance', 'pending', 'extend', 'extended'),
    ('clearance', 'pending', 'lapse', 'passed'),
    ('clearance', 'pending', 'cap', 'passed'),
    ('clearance', 'pending', 'no_objection', 'passed'),
    ('clearance', 'flagged', 'raise', 'flagged'),
    ('clearance', 'flagged', 'resolve', 'passed'),
    ('clearance', 'flagged', 'uphold', 'upheld'),
    ('clearance', 'flagged', 'cap', 'passed'),
    ('clearance', 'flagged', 'cap_upheld', 'upheld'),
    ('clearance', 'extended', 'raise', 'flagged'),
    ('clearance', 'extended', 'lapse', 'passed'),
    ('clearance', 'extended', 'cap', 'passed'),
    ('clearance', 'extended', 'no_objection', 'passed'),
    ('flag', 'open', 'concede', 'conceded'),
    ('flag', 'open', 'contest', 'contested'),
    ('flag', 'open', 'lapse', 'dismissed'),
    ('flag', 'open', 'resolve', 'resolved'),
    ('flag', 'open', 'retract', 'dismissed'),
    ('flag', 'conceded', 'lapse', 'upheld'),
    ('flag', 'conceded', 'resolve', 'resolved'),
    ('flag', 'conceded', 'retract', 'dismissed'),
    ('flag', 'contested', 'uphold', 'upheld'),
    ('flag', 'contested', 'dismiss', 'dismissed'),
    ('flag', 'contested', 'lapse', 'dismissed'),
    ('flag', 'contested', 'escalate', 'escalated'),
    ('flag', 'contested', 'resolve', 'resolved'),
    ('flag', 'contested', 'retract', 'dismissed'),
    ('flag', 'escalated', 'uphold', 'upheld'),
    ('flag', 'escalated', 'dismiss', 'dismissed'),
    ('flag', 'escalated', 'lapse', 'upheld'),
    ('flag', 'escalated', 'resolve', 'resolved'),
    ('flag', 'escalated', 'retract', 'dismissed'),
    ('flag', 'upheld', 'resolve', 'resolved'),
    ('publication', 'embargoed', 'publish', 'published'),
    ('publication', 'embargoed', 'retract', 'withdrawn'),
    ('publication', 'published', 'withdraw', 'withdrawn'),
    ('export_run', 'planned', 'start', 'writing'),
    ('export_run', 'planned', 'fail', 'failed'),
    ('export_run', 'writing', 'seal', 'sealed'),
    ('export_run', 'writing', 'fail', 'failed'),
    ('export_run', 'sealed', 'swap', 'current'),
    ('export_run', 'sealed', 'fail', 'failed');

-- Refuses a change of `state` that the machine named by the trigger's argument does not know.
CREATE FUNCTION check_transition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state IS DISTINCT FROM OLD.state AND NOT EXISTS (
        SELECT FROM allowed_transitions
        WHERE object = TG_ARGV[0] AND from_state = OLD.state AND to_state = NEW.state
    ) THEN
        RAISE EXCEPTION 'a % cannot go from % to %', TG_ARGV[0], OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transition_allowed', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;

-- Counts the changes of a row; its entity tag is made of the count.
CREATE FUNCTION count_revision() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    NEW.revision := OLD.revision + 1;
    NEW.changed_at := platform_now();
    RETURN NEW;
END
$$;

-- Every change of state leaves one row here and one in the outbox, in its own transaction.
CREATE TABLE audit_events (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    at timestamptz NOT NULL DEFAULT platform_now(),
    actor uuid,
    actor_kind text NOT NULL CONSTRAINT audit_events_actor_kind_known CHECK (actor_kind IN ('person', 'platform', 'nobody')),
    action text NOT NULL,
    object text NOT NULL,
    subject text NOT NULL,
    details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_events_by_subject ON audit_events (subject, id);

CREATE TABLE outbox_events (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event uuid NOT NULL REFERENCES audit_events,
    kind text NOT NULL,
    subject text NOT NULL,
    payload jsonb NOT NULL,
    delivered_at timestamptz
);
CREATE INDEX outbox_events_waiting ON outbox_events (number) WHERE delivered_at IS NULL;

-- `subject` is the public id, and a number of a version behind a slash where there is one.
CREATE FUNCTION record_event(action text, object text, subject text, details jsonb DEFAULT '{}') RETURNS uuid LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    made uuid;
BEGIN
    INSERT INTO audit_events (actor, actor_kind, action, object, subject, details)
    VALUES (
        actor(),
        CASE WHEN actor() IS NOT NULL THEN 'person' WHEN is_platform() THEN 'platform' ELSE 'nobody' END,
        record_event.action, record_event.object, record_event.subject, record_event.details
    )
    RETURNING id INTO made;
    INSERT INTO outbox_events (event, kind, subject, payload)
    VALUES (made, record_event.object || '.' || record_event.action, record_event.subject, record_event.details);
    RETURN made;
END
$$;
GRANT SELECT ON audit_events, outbox_events TO teahouse_app;
GRANT UPDATE (delivered_at) ON outbox_events TO teahouse_app;
