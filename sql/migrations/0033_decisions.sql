-- 0033_decisions.sql: nobody stops a finding for good alone. Changes are asked for twice a finding at most, and against each the authors may ask
-- another judge, who accepts or rejects; a screening that failed sends the version back after thirty days; no appeal while an upheld
-- objection stands.

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('finding_version', 'changes_requested', 'appeal', 'submitted'),
    ('moderation', 'changes_requested', 'appeal', 'pending'),
    ('screening', 'failed', 'lapse', 'lapsed');
INSERT INTO known_events (object, action, log_kind, audience) VALUES ('screening', 'lapse', 'screening_lapse', '{authors}');

ALTER TABLE screenings DROP CONSTRAINT screenings_state_known;
ALTER TABLE screenings ADD CONSTRAINT screenings_state_known CHECK (state IN ('pending', 'passed', 'failed', 'excepted', 'lapsed'));
ALTER TABLE screenings DROP CONSTRAINT screenings_waiting_has_due;
UPDATE screenings SET due_at = platform_now() + interval '30 days' WHERE state = 'failed';
ALTER TABLE screenings ADD CONSTRAINT screenings_waiting_has_due CHECK ((state IN ('pending', 'failed')) = (due_at IS NOT NULL));

DROP TRIGGER finding_versions_appeal ON finding_versions;
CREATE TRIGGER finding_versions_appeal BEFORE UPDATE ON finding_versions FOR EACH ROW
    WHEN (OLD.state IN ('rejected', 'changes_requested') AND NEW.state = 'submitted') EXECUTE FUNCTION check_appeal();

-- After an appeal another judge decides, who accepts or rejects.
CREATE OR REPLACE FUNCTION check_second_look() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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

-- No appeal while a passage stands that was objected to, and upheld: another judge could not accept it.
CREATE FUNCTION check_appeal_is_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF EXISTS (
        SELECT FROM finding_versions v JOIN clearances c ON c.finding = v.finding JOIN flags g ON g.clearance = c.id
        WHERE v.id = NEW.version AND g.state = 'upheld'
    ) THEN
        RAISE EXCEPTION 'an upheld objection stands'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeals_nothing_upheld', TABLE = 'appeals';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER appeals_nothing_upheld BEFORE INSERT ON appeals FOR EACH ROW EXECUTE FUNCTION check_appeal_is_open();
CREATE INDEX decisions_by_finding ON decisions (finding) WHERE event = 'request_changes';
