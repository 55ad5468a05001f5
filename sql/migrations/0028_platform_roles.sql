-- 0028_platform_roles.sql: roles on the platform can be taken away; who gets or loses one is in the log, and the last administrator stays.

INSERT INTO known_events (object, action, log_kind, audience) VALUES
    ('person', 'give_role', 'role_given', '{}'),
    ('person', 'take_role', 'role_taken', '{}');

-- Writes down every role on the platform that a person gets or loses, in whatever way. Why, the program may say in the setting `app.move`
-- of the statement that does it, as for a move along a lifecycle.
CREATE FUNCTION record_platform_roles() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    before CONSTANT text[] := CASE TG_OP WHEN 'UPDATE' THEN OLD.platform_roles ELSE '{}' END;
    said CONSTANT jsonb := nullif(current_setting('app.move', true), '')::jsonb;
    details jsonb := '{}';
    role text;
BEGIN
    IF said->>'object' = 'person' AND said->>'event' = 'take_role' THEN
        details := coalesce(said->'details', '{}');
        PERFORM set_config('app.move', '', true);
    END IF;
    FOR role IN SELECT unnest(NEW.platform_roles) EXCEPT SELECT unnest(before) ORDER BY 1 LOOP
        PERFORM record_event('give_role', 'person', NEW.pid, jsonb_build_object('role', role) || details);
    END LOOP;
    FOR role IN SELECT unnest(before) EXCEPT SELECT unnest(NEW.platform_roles) ORDER BY 1 LOOP
        PERFORM record_event('take_role', 'person', NEW.pid, jsonb_build_object('role', role) || details);
    END LOOP;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION record_platform_roles() FROM PUBLIC;
CREATE TRIGGER persons_platform_roles_recorded AFTER INSERT OR UPDATE OF platform_roles ON persons
    FOR EACH ROW EXECUTE FUNCTION record_platform_roles();

-- A platform that has an administrator who can act keeps one; looked at when the transaction commits. Of the last two who lose the role at
-- once, or are suspended, the second waits here and then sees that the first is gone.
CREATE FUNCTION check_last_admin() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('persons_last_admin', 0));
    IF NOT EXISTS (SELECT FROM persons WHERE 'admin' = ANY (platform_roles) AND state = 'active') THEN
        RAISE EXCEPTION 'the last administrator stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'persons_last_admin', TABLE = 'persons';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER persons_last_admin AFTER UPDATE OF state, platform_roles ON persons
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ('admin' = ANY (OLD.platform_roles) AND OLD.state = 'active')
    EXECUTE FUNCTION check_last_admin();
