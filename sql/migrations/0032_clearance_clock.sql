-- 0032_clearance_clock.sql: a provider has its whole time for what is new to it, and no more; no version cuts a review or an extension short,
-- and every objection has its decision before the cap.

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('clearance', 'flagged', 'resume', 'pending'),
    ('clearance', 'pending', 'leave', 'left'),
    ('clearance', 'flagged', 'leave', 'left'),
    ('clearance', 'extended', 'leave', 'left');
-- An objection without an answer is contested by the clock; it does not fall unseen.
DELETE FROM allowed_transitions WHERE object = 'flag' AND from_state = 'open' AND event = 'lapse';
INSERT INTO known_events (object, action, log_kind, audience) VALUES
    ('clearance', 'resume', 'review_resumed', '{authors,officers}'),
    -- Told as what happened to the version.
    ('clearance', 'leave', NULL, '{}');

ALTER TABLE clearances
    ADD COLUMN left_at timestamptz,
    ADD COLUMN review_due_at timestamptz;
COMMENT ON COLUMN clearances.left_at IS 'When its version went away: was taken back, or gave way to a later one';
COMMENT ON COLUMN clearances.review_due_at IS
    'When silence clears it, or would have: stays while objections wait and when the version has left';
UPDATE clearances SET review_due_at = due_at WHERE state IN ('pending', 'extended');
GRANT UPDATE (left_at, review_due_at) ON clearances TO teahouse_app;

ALTER TABLE clearances DROP CONSTRAINT clearances_state_known;
ALTER TABLE clearances ADD CONSTRAINT clearances_state_known
    CHECK (state IN ('pending', 'flagged', 'extended', 'passed', 'left', 'upheld'));
-- Ninety days from the first notice; a version that comes later has its review, and fifteen days for the last decisions.
ALTER TABLE clearances DROP CONSTRAINT clearances_cap_is_ninety_days;
ALTER TABLE clearances ADD CONSTRAINT clearances_cap_is_ninety_days CHECK (cap_at <= noticed_at + interval '90 days');
-- Not of rows of before, whose reviews could last until their caps.
ALTER TABLE clearances ADD CONSTRAINT clearances_due_before_last_decisions
    CHECK (state NOT IN ('pending', 'extended') OR due_at <= cap_at - interval '15 days') NOT VALID;
ALTER TABLE clearances ADD CONSTRAINT clearances_left_has_time CHECK (state <> 'left' OR left_at IS NOT NULL);

-- What has left its gates leaves its providers.
UPDATE clearances c SET left_at = v.changed_at FROM finding_versions v
WHERE v.id = c.version AND v.state IN ('superseded', 'retracted');
CREATE FUNCTION pg_temp.leave(subject uuid) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM set_config('app.platform', 'on', true), set_config('app.move', '{"object":"clearance","event":"leave","details":{}}', true);
    UPDATE clearances SET state = 'left', due_at = NULL WHERE id = subject;
END
$$;
SELECT pg_temp.leave(c.id) FROM clearances c JOIN finding_versions v ON v.id = c.version
WHERE v.state IN ('superseded', 'retracted') AND c.state IN ('pending', 'flagged', 'extended');
DROP FUNCTION pg_temp.leave;

UPDATE flags SET due_at = least(due_at, platform_now() + interval '10 days') WHERE state = 'open';

-- An objection comes in time for its decision.
CREATE FUNCTION check_flag() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (
        SELECT FROM clearances c
        WHERE c.id = NEW.clearance AND c.left_at IS NULL AND platform_now() <= c.cap_at - interval '15 days'
    ) THEN
        RAISE EXCEPTION 'the time for objections is over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'flags_in_time', TABLE = 'flags';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER flags_in_time BEFORE INSERT ON flags FOR EACH ROW EXECUTE FUNCTION check_flag();
