-- 0011_log.sql: the transparency log (C2SP tlog-tiles): every decision about a finding leaves an entry that is never changed.
-- What an entry says in public is its kind, its time and a commitment; what it commits to is kept apart and can be erased.

CREATE TABLE log_entries (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    body text NOT NULL CONSTRAINT log_entries_fits_a_bundle CHECK (octet_length(body) BETWEEN 1 AND 65535)
);

-- What an entry commits to, as the exact bytes whose SHA-256 is the commitment. Whoever is allowed to see it can check that the
-- log says what they were told; without it the commitment tells nothing.
CREATE TABLE log_openings (
    entry uuid PRIMARY KEY REFERENCES log_entries,
    version uuid REFERENCES finding_versions,
    opening text NOT NULL
);
CREATE INDEX log_openings_by_version ON log_openings (version, entry);

-- Who acted, for an opening names them only by a commitment of its own. Erased when a person asks for it.
CREATE TABLE log_actors (
    entry uuid PRIMARY KEY REFERENCES log_entries,
    person uuid NOT NULL REFERENCES persons,
    salt text NOT NULL
);

-- Entries that have no index yet, in the order of their writing.
CREATE TABLE log_pending (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry uuid NOT NULL REFERENCES log_entries,
    written_by xid8 NOT NULL DEFAULT pg_current_xact_id()
);

CREATE TABLE log_leaves (
    index bigint PRIMARY KEY CONSTRAINT log_leaves_index_not_negative CHECK (index >= 0),
    -- Taken from log_pending, which refers to it; entries are never removed.
    entry uuid NOT NULL CONSTRAINT log_leaves_entry_unique UNIQUE,
    hash bytea NOT NULL CONSTRAINT log_leaves_hash_length CHECK (octet_length(hash) = 32)
);
CREATE INDEX log_leaves_by_hash ON log_leaves (hash);

-- Full tiles only; what is not full follows from the leaves, and from the roots of the tiles below.
CREATE TABLE log_tiles (
    level smallint NOT NULL CONSTRAINT log_tiles_level_known CHECK (level BETWEEN 0 AND 6),
    number bigint NOT NULL CONSTRAINT log_tiles_number_not_negative CHECK (number >= 0),
    hashes bytea NOT NULL CONSTRAINT log_tiles_full CHECK (octet_length(hashes) = 8192),
    root bytea NOT NULL CONSTRAINT log_tiles_root_length CHECK (octet_length(root) = 32),
    PRIMARY KEY (level, number)
);
ALTER TABLE log_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE log_checkpoints (
    size bigint PRIMARY KEY CONSTRAINT log_checkpoints_size_not_negative CHECK (size >= 0),
    root bytea NOT NULL CONSTRAINT log_checkpoints_root_length CHECK (octet_length(root) = 32),
    note text NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The log only grows, whoever holds which password.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% only grows', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only', TABLE = TG_TABLE_NAME;
END
$$;
CREATE TRIGGER log_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entries EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_leaves_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_leaves EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_tiles_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_tiles EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoints EXECUTE FUNCTION refuse_change();

CREATE FUNCTION log_entry(body text) RETURNS uuid LANGUAGE plpgsql AS
$$
DECLARE
    made uuid;
BEGIN
    INSERT INTO log_entries (body) VALUES (log_entry.body) RETURNING id INTO made;
    INSERT INTO log_pending (entry) VALUES (made);
    PERFORM pg_notify('log', '');
    RETURN made;
END
$$;
REVOKE ALL ON FUNCTION log_entry(text) FROM PUBLIC;

-- The kind of entry that an event leaves; NULL for what is no decision about a finding.
CREATE FUNCTION log_kind(object text, action text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$
    SELECT CASE object
        WHEN 'finding_version' THEN CASE action
            WHEN 'submit' THEN 'submission' WHEN 'accept' THEN 'accept' WHEN 'reject' THEN 'reject'
            WHEN 'request_changes' THEN 'request_changes' WHEN 'exception' THEN 'override'
            WHEN 'pass' THEN 'pass' WHEN 'publish' THEN 'publish' WHEN 'retract' THEN 'retract' WHEN 'supersede' THEN 'supersede'
            WHEN 'appeal' THEN 'appeal'
        END
        WHEN 'clearance' THEN CASE action
            WHEN 'raise' THEN 'flag' WHEN 'extend' THEN 'extension' WHEN 'no_objection' THEN 'no_objection'
            WHEN 'lapse' THEN 'lapse' WHEN 'cap' THEN 'cap' WHEN 'cap_upheld' THEN 'cap_upheld'
            WHEN 'resolve' THEN 'flags_resolved' WHEN 'uphold' THEN 'flags_upheld'
        END
        WHEN 'flag' THEN 'flag_' || action
        WHEN 'publication' THEN CASE action WHEN 'withdraw' THEN 'withdrawal' WHEN 'retract' THEN 'withdrawal' END
        WHEN 'key' THEN 'key_change'
    END
$$;

-- The version that an event is about.
CREATE FUNCTION log_version(object text, subject text) RETURNS uuid LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS
$$
#variable_conflict use_variable
BEGIN
    RETURN CASE object
        WHEN 'finding_version' THEN (
            SELECT v.id FROM findings f JOIN finding_versions v ON v.finding = f.id
            WHERE f.pid = split_part(subject, '/', 1) AND v.number = nullif(split_part(subject, '/', 2), '')::integer
        )
        WHEN 'clearance' THEN (SELECT version FROM clearances WHERE pid = subject)
        WHEN 'flag' THEN (SELECT c.version FROM flags g JOIN clearances c ON c.id = g.clearance WHERE g.pid = subject)
        WHEN 'publication' THEN (SELECT version FROM publications WHERE pid = subject)
    END;
END
$$;

CREATE FUNCTION log_event(kind text, object text, subject text, details jsonb) RETURNS void LANGUAGE plpgsql AS
$$
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
REVOKE ALL ON FUNCTION log_event(text, text, text, jsonb) FROM PUBLIC;

-- Every event that is recorded is logged in the same breath, so none can be forgotten.
CREATE OR REPLACE FUNCTION record_event(action text, object text, subject text, details jsonb DEFAULT '{}') RETURNS uuid LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    made uuid;
    kind CONSTANT text := log_kind(object, action);
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
    IF kind IS NOT NULL THEN
        PERFORM log_event(kind, object, subject, details);
    END IF;
    RETURN made;
END
$$;

-- What is signed is logged by its digest alone, which anyone who holds the file can compute, and nobody can guess.
CREATE FUNCTION log_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM log_entry(format(
        '{"at":"%s","digest":"sha256:%s","kind":"%s","schema":"https://teahouse.example/schemas/log-entry/1"}',
        rfc3339(platform_now()), encode(sha256(NEW.envelope), 'hex'), TG_ARGV[0]
    ));
    RETURN NULL;
END
$$;
CREATE TRIGGER certificates_logged AFTER INSERT ON certificates FOR EACH ROW EXECUTE FUNCTION log_signed('certificate');
CREATE TRIGGER revocations_logged AFTER INSERT ON revocations FOR EACH ROW EXECUTE FUNCTION log_signed('revocation');

-- Gives indexes to entries that are older than every open transaction, at most so many, and says the hashes of their leaves. A
-- transaction's number from after the present one is of another life of the database, before it was restored.
CREATE FUNCTION seal_log(at_most bigint) RETURNS TABLE (hash bytea) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '64MB' AS
$$
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
REVOKE ALL ON FUNCTION seal_log(bigint) FROM PUBLIC;

-- The hashes of a tile, full or not, one behind the other; shorter than asked for where the log is.
CREATE FUNCTION published.log_tile(of_level bigint, of_number bigint, of_count bigint) RETURNS bytea LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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

CREATE VIEW published.log_checkpoints AS SELECT size, root, note, sealed_at FROM public.log_checkpoints;
-- The body by a lookup for each leaf: whatever the planner thinks of a range, it is short, and the log is not.
CREATE VIEW published.log_entries AS
    SELECT l.index, (SELECT e.body FROM public.log_entries e WHERE e.id = l.entry) AS body, l.hash FROM public.log_leaves l;
GRANT SELECT ON published.log_checkpoints, published.log_entries TO teahouse_app, teahouse_public, teahouse_exporter;
REVOKE ALL ON FUNCTION published.log_tile(bigint, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION published.log_tile(bigint, bigint, bigint) TO teahouse_app, teahouse_public, teahouse_exporter;

GRANT SELECT ON log_entries, log_openings, log_leaves, log_tiles, log_checkpoints TO teahouse_app;
GRANT INSERT ON log_tiles, log_checkpoints TO teahouse_app;
GRANT EXECUTE ON FUNCTION seal_log(bigint) TO teahouse_app;

ALTER TABLE log_openings ENABLE ROW LEVEL SECURITY;
CREATE POLICY log_openings_seen ON log_openings TO teahouse_app
    USING (is_platform() OR EXISTS (SELECT FROM finding_versions v WHERE v.id = version));

-- The audit and the outbox hold reasons and names of what is not public: they are the platform's own.
ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_events_seen ON audit_events TO teahouse_app USING (is_platform());
ALTER TABLE outbox_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY outbox_events_seen ON outbox_events TO teahouse_app USING (is_platform());
