-- 0041_passages.sql: a version that has most words of a passage that had to go waits for somebody neutral who says whether the passage
-- is gone; silence says that it stands.

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('screening', 'pending', 'doubt', 'doubtful'),
    ('screening', 'doubtful', 'gone', 'passed'),
    ('screening', 'doubtful', 'stands', 'upheld'),
    ('screening', 'doubtful', 'defer', 'unresolved'),
    ('screening', 'unresolved', 'gone', 'passed'),
    ('screening', 'unresolved', 'stands', 'upheld'),
    ('screening', 'unresolved', 'lapse', 'upheld');
INSERT INTO known_events (object, action, log_kind, audience) VALUES
    ('screening', 'doubt', NULL, '{authors,moderators}'),
    ('screening', 'gone', 'passage_gone', '{authors,officers}'),
    ('screening', 'stands', 'passage_stands', '{authors,officers}'),
    ('screening', 'defer', NULL, '{authors,admins}');

ALTER TABLE screenings
    DROP CONSTRAINT screenings_state_known,
    ADD CONSTRAINT screenings_state_known
        CHECK (state IN ('pending', 'passed', 'failed', 'excepted', 'lapsed', 'doubtful', 'unresolved', 'upheld')),
    DROP CONSTRAINT screenings_waiting_has_due,
    ADD CONSTRAINT screenings_waiting_has_due
        CHECK ((state IN ('pending', 'failed', 'doubtful', 'unresolved')) = (due_at IS NOT NULL));

-- The objections to whose passages something in a version comes near.
CREATE TABLE near_passages (
    version uuid NOT NULL REFERENCES finding_versions,
    flag uuid NOT NULL REFERENCES flags,
    PRIMARY KEY (version, flag)
);
COMMENT ON TABLE near_passages IS 'Written by the screening; what somebody says of them is a decision on the version';
CREATE INDEX near_passages_by_flag ON near_passages (flag);
CREATE TRIGGER near_passages_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON near_passages
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER near_passages_stamp AFTER INSERT OR UPDATE OR DELETE ON near_passages DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION stamp_changed('version');
ALTER TABLE near_passages ENABLE ROW LEVEL SECURITY;
CREATE POLICY near_passages_seen ON near_passages TO teahouse_app
    USING (is_arbiter() OR EXISTS (SELECT FROM flags g WHERE g.id = flag)) WITH CHECK (is_platform());
GRANT SELECT, INSERT ON near_passages TO teahouse_app;

-- That a passage is gone is the platform's word, or of whom decided so of what comes near to it.
DROP POLICY flag_passages_seen ON flag_passages;
CREATE POLICY flag_passages_seen ON flag_passages TO teahouse_app
    USING (EXISTS (SELECT FROM flags g WHERE g.id = flag))
    WITH CHECK (stands OR is_platform() OR EXISTS (
        SELECT FROM near_passages n JOIN decisions d ON d.object = 'finding_version' AND d.subject = n.version
        WHERE n.version = flag_passages.version AND n.flag = flag_passages.flag AND d.event IN ('gone', 'exception')
            AND d.decided_by = actor()
    ));

-- A doubt ends by the word of somebody neutral, whose decision is written down, or by silence.
CREATE FUNCTION check_doubt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
CREATE TRIGGER screenings_doubt BEFORE UPDATE OF state ON screenings FOR EACH ROW
    WHEN (OLD.state IN ('doubtful', 'unresolved')) EXECUTE FUNCTION check_doubt();

-- Two gates, two people: who says that a passage is gone does not accept the version, nor the other way round.
CREATE FUNCTION check_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
CREATE TRIGGER decisions_passages BEFORE INSERT ON decisions FOR EACH ROW
    WHEN (NEW.object = 'finding_version' AND NEW.event IN ('accept', 'gone')) EXECUTE FUNCTION check_gone();

-- Whom a passage binds beyond its own finding: everybody once it was upheld by a vote or by an administrator's word; where it was conceded,
-- be it by silence, the findings with which its own has a person in common who is a party.
ALTER TABLE flags ADD COLUMN binds text CONSTRAINT flags_binds_known CHECK (binds IN ('everybody', 'parties'));
COMMENT ON COLUMN flags.binds IS 'Which other findings must be without its passage; NULL where none has to; written by the database';

CREATE FUNCTION note_binding() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
CREATE TRIGGER flags_binding BEFORE UPDATE OF state ON flags FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION note_binding();

ALTER TABLE jobs
    DROP CONSTRAINT jobs_kind_known,
    ADD CONSTRAINT jobs_kind_known
        CHECK (kind IN ('measure_release', 'screen_version', 'certify_version', 'screen_note', 'compare_embargoed'));

-- What is under embargo is compared as soon as a passage binds; what is before its gates is, before its certificate is made.
CREATE FUNCTION compare_embargoed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    INSERT INTO jobs (kind, subject) SELECT 'compare_embargoed', p.version FROM publications p WHERE p.state = 'embargoed'
    ON CONFLICT (kind, subject) WHERE state = 'ready' DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER flags_compare_embargoed AFTER UPDATE OF state ON flags FOR EACH ROW
    WHEN (NEW.binds IS NOT NULL AND NEW.binds IS DISTINCT FROM OLD.binds) EXECUTE FUNCTION compare_embargoed();

-- One salt, under which the words of all these passages are hashed: who has a fingerprint alone cannot tell what it is of.
CREATE TABLE passage_salt (
    is_only boolean PRIMARY KEY DEFAULT true CONSTRAINT passage_salt_once CHECK (is_only),
    salt bytea NOT NULL CONSTRAINT passage_salt_length CHECK (octet_length(salt) = 16)
);
INSERT INTO passage_salt (salt) VALUES (uuid_send(gen_random_uuid()));
CREATE TRIGGER passage_salt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON passage_salt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE passage_fingerprints (
    flag uuid PRIMARY KEY REFERENCES flags,
    fingerprint bytea NOT NULL CONSTRAINT passage_fingerprints_of_words CHECK (octet_length(fingerprint) % 8 = 0)
);
COMMENT ON TABLE passage_fingerprints IS 'The words of a flag''s passage, eight bytes each; made when first needed';
CREATE TRIGGER passage_fingerprints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON passage_fingerprints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The passages of other findings that stand in a version, as its screening found.
CREATE TABLE foreign_passages (
    version uuid NOT NULL REFERENCES finding_versions,
    flag uuid NOT NULL REFERENCES flags,
    noted_at timestamptz NOT NULL DEFAULT platform_now(),
    PRIMARY KEY (version, flag)
);
COMMENT ON TABLE foreign_passages IS 'Passages of other findings that had to go and stand in a version';
CREATE TRIGGER foreign_passages_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON foreign_passages
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER foreign_passages_stamp AFTER INSERT OR UPDATE OR DELETE ON foreign_passages DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION stamp_changed('version');

ALTER TABLE passage_salt ENABLE ROW LEVEL SECURITY;
ALTER TABLE passage_fingerprints ENABLE ROW LEVEL SECURITY;
ALTER TABLE foreign_passages ENABLE ROW LEVEL SECURITY;
CREATE POLICY passage_salt_seen ON passage_salt TO teahouse_app USING (is_platform());
CREATE POLICY passage_fingerprints_seen ON passage_fingerprints TO teahouse_app USING (is_platform()) WITH CHECK (is_platform());
CREATE POLICY foreign_passages_seen ON foreign_passages TO teahouse_app USING (is_arbiter() OR is_platform()) WITH CHECK (is_platform());
GRANT SELECT ON passage_salt TO teahouse_app;
GRANT SELECT, INSERT ON passage_fingerprints, foreign_passages TO teahouse_app;

-- The flags of other findings whose passages a version must be without.
CREATE FUNCTION binding_flags(subject uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
REVOKE ALL ON FUNCTION binding_flags(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION binding_flags(uuid) TO teahouse_app;
CREATE INDEX flags_binding_others ON flags (id) WHERE binds IS NOT NULL;

-- A passage of another finding stays only by the word of two neutral people, who know of it. How many of them have not spoken.
CREATE FUNCTION exception_voices_missing(subject uuid) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
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
REVOKE ALL ON FUNCTION exception_voices_missing(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exception_voices_missing(uuid) TO teahouse_app;

CREATE FUNCTION check_foreign_exception() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF exception_voices_missing(NEW.version) > 0 THEN
        RAISE EXCEPTION 'a passage of another finding stays by the word of two people'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'screenings_two_people', TABLE = 'screenings';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER screenings_foreign BEFORE UPDATE OF state ON screenings FOR EACH ROW
    WHEN (NEW.state = 'excepted') EXECUTE FUNCTION check_foreign_exception();

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    -- What had to go elsewhere meanwhile is found before the certificate is made.
    ('screening', 'passed', 'renew', 'pending'),
    ('screening', 'excepted', 'renew', 'pending');
INSERT INTO known_events (object, action, log_kind, audience) VALUES
    -- One judge's; the second makes the exception.
    ('finding_version', 'support_exception', 'support_exception', '{authors,moderators}');

UPDATE flags g SET binds = CASE
    WHEN EXISTS (SELECT FROM audit_events e WHERE e.object = 'flag' AND e.subject = g.pid AND e.action = 'uphold') THEN 'everybody'
    WHEN g.state IN ('conceded', 'upheld') OR EXISTS (
        SELECT FROM audit_events e WHERE e.object = 'flag' AND e.subject = g.pid AND e.action IN ('concede', 'lapse')
    ) THEN 'parties'
END
WHERE g.state IN ('conceded', 'upheld', 'resolved');
