-- 0055_clearance_times.sql: whoever may move a clearance does not choose its hours, and nobody objects twice to one thing.

-- A provider extends once a finding, in time, and never for a thesis; nothing but that changes when silence would clear. Where the rest of a review
-- goes on it goes on as it was, and an objection waits for the cap.
CREATE FUNCTION check_clearance_times() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
CREATE TRIGGER clearances_times BEFORE UPDATE OF state, due_at, review_due_at, extended_at ON clearances
    FOR EACH ROW EXECUTE FUNCTION check_clearance_times();

-- An objection comes in time for its decision, is of whom the clearance is, and names what its provider has neither objected to nor let go as a
-- whole. Whether words are new is asked by the program, which knows words.
CREATE OR REPLACE FUNCTION check_flag() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
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
            ELSE EXISTS (
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
