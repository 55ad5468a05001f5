-- 0040_flags.sql: an objection names a part of a version, be it a file or what is said of it, and belongs to the provider and the finding: it
-- goes on from version to version while its passage stands.

ALTER TABLE flags
    ADD COLUMN finding uuid REFERENCES findings,
    ADD COLUMN organisation uuid REFERENCES organisations,
    ADD COLUMN member text,
    ADD COLUMN passage text;
COMMENT ON COLUMN flags.clearance IS 'In which it was raised; it holds those of later versions as well';
COMMENT ON COLUMN flags.member IS 'The JSON pointer of a text of the document, in whose UTF-8 the bytes are counted; NULL where a file is meant';
COMMENT ON COLUMN flags.passage IS 'What stood there when the flag was raised; of a file the bytes are in the file store';
UPDATE flags g SET finding = c.finding, organisation = c.organisation FROM clearances c WHERE c.id = g.clearance;
-- A table whose rows wait for a deferred trigger is not altered.
SET CONSTRAINTS flags_stamp IMMEDIATE;
ALTER TABLE flags
    ALTER COLUMN finding SET NOT NULL,
    ALTER COLUMN organisation SET NOT NULL,
    ALTER COLUMN file_digest DROP NOT NULL,
    ADD CONSTRAINT flags_of_one_part CHECK (num_nonnulls(file_digest, member) = 1),
    ADD CONSTRAINT flags_member_has_passage CHECK ((member IS NULL) = (passage IS NULL));
CREATE INDEX flags_by_provider ON flags (finding, organisation, id);
CREATE INDEX clearances_by_provider ON clearances (finding, organisation, id);

-- An objection comes in time for its decision, and is of whom the clearance is.
CREATE OR REPLACE FUNCTION check_flag() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    SELECT c.finding, c.organisation INTO NEW.finding, NEW.organisation
    FROM clearances c
    WHERE c.id = NEW.clearance AND c.left_at IS NULL AND platform_now() <= c.cap_at - interval '15 days';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the time for objections is over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'flags_in_time', TABLE = 'flags';
    END IF;
    RETURN NEW;
END
$$;

-- What is known of a flag's passage in a version. Where nothing is, it counts as standing.
CREATE TABLE flag_passages (
    flag uuid NOT NULL REFERENCES flags,
    version uuid NOT NULL REFERENCES finding_versions,
    stands boolean NOT NULL,
    PRIMARY KEY (flag, version)
);
COMMENT ON TABLE flag_passages IS
    'Whether a version has the passage of a flag: it was raised there, or the screening looked for it';
CREATE TRIGGER flag_passages_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON flag_passages
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER flag_passages_stamp AFTER INSERT OR UPDATE OR DELETE ON flag_passages DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION stamp_changed('version');
ALTER TABLE flag_passages ENABLE ROW LEVEL SECURITY;
-- That a passage is gone is the platform's word alone.
CREATE POLICY flag_passages_seen ON flag_passages TO teahouse_app
    USING (EXISTS (SELECT FROM flags g WHERE g.id = flag)) WITH CHECK (stands OR is_platform());
GRANT SELECT, INSERT ON flag_passages TO teahouse_app;
INSERT INTO flag_passages (flag, version, stands)
SELECT g.id, c.version, true FROM flags g JOIN clearances c ON c.id = g.clearance;

CREATE OR REPLACE FUNCTION check_appeal_is_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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

CREATE OR REPLACE FUNCTION check_removal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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

-- A version under way waits from now on for the objections to those before it.
CREATE FUNCTION pg_temp.hold(subject uuid) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM set_config('app.platform', 'on', true), set_config('app.move', '{"object":"clearance","event":"raise","details":{}}', true);
    UPDATE clearances SET state = 'flagged', due_at = cap_at WHERE id = subject;
END
$$;
SELECT pg_temp.hold(c.id)
FROM clearances c JOIN finding_versions v ON v.id = c.version
WHERE v.state = 'submitted' AND c.state IN ('pending', 'extended') AND EXISTS (
    SELECT FROM flags g
    WHERE g.finding = c.finding AND g.organisation = c.organisation
        AND g.state IN ('open', 'conceded', 'contested', 'escalated', 'upheld')
);
DROP FUNCTION pg_temp.hold;
