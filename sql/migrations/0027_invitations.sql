-- 0027_invitations.sql: an invitation lives no longer than the right of whoever made it.

INSERT INTO known_events (object, action, log_kind, audience) VALUES ('invitation', 'void', NULL, '{}');

-- Whether somebody may make such an invitation now: an owner into an active organisation, an administrator to the platform's own work.
-- One that names nobody was made by whoever runs the database, who may make any but into an organisation that is closed for good.
CREATE FUNCTION may_invite(who uuid, into_organisation uuid, to_platform_roles text[]) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF who IS NULL THEN
        RETURN NOT EXISTS (SELECT FROM organisations o WHERE o.id = into_organisation AND o.state = 'closed');
    END IF;
    RETURN (
        into_organisation IS NULL OR EXISTS (
            SELECT FROM organisations o
            WHERE o.id = into_organisation AND o.state = 'active' AND who IN (SELECT holders(o.id, ARRAY['owner']))
        )
    ) AND (
        to_platform_roles = '{}' OR EXISTS (
            SELECT FROM persons p WHERE p.id = who AND p.state = 'active' AND 'admin' = ANY (p.platform_roles)
        )
    );
END
$$;

-- Nobody invites who may not. Of an invitation and the loss of its right at once, one waits for the other.
CREATE FUNCTION check_invitation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM FROM persons p WHERE p.id = NEW.invited_by FOR SHARE;
    PERFORM FROM memberships m WHERE m.organisation = NEW.organisation AND m.person = NEW.invited_by FOR SHARE;
    PERFORM FROM organisations o WHERE o.id = NEW.organisation FOR SHARE;
    IF NOT may_invite(NEW.invited_by, NEW.organisation, NEW.platform_roles) THEN
        RAISE EXCEPTION 'nobody invites without the right to it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invitations_right', TABLE = 'invitations';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER invitations_right BEFORE INSERT ON invitations FOR EACH ROW EXECUTE FUNCTION check_invitation();

-- Ends the open invitations that could not be made any more. The arguments are the columns of the row that has changed which name the
-- inviter and the organisation; an empty one stands for all.
CREATE FUNCTION end_invitations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    who CONSTANT uuid := to_jsonb(OLD) ->> TG_ARGV[0];
    place CONSTANT uuid := to_jsonb(OLD) ->> TG_ARGV[1];
    ended text;
BEGIN
    FOR ended IN
        UPDATE invitations i SET revoked_at = platform_now()
        WHERE i.accepted_at IS NULL AND i.revoked_at IS NULL
            AND (who IS NULL OR i.invited_by = who) AND (place IS NULL OR i.organisation = place)
            AND NOT may_invite(i.invited_by, i.organisation, i.platform_roles)
        RETURNING i.pid
    LOOP
        PERFORM record_event('void', 'invitation', ended);
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER persons_end_invitations AFTER UPDATE OF state, platform_roles ON persons
    FOR EACH ROW EXECUTE FUNCTION end_invitations('id', '');
CREATE TRIGGER memberships_end_invitations AFTER UPDATE OR DELETE ON memberships
    FOR EACH ROW EXECUTE FUNCTION end_invitations('person', 'organisation');
CREATE TRIGGER organisations_end_invitations AFTER UPDATE OF state ON organisations
    FOR EACH ROW EXECUTE FUNCTION end_invitations('', 'id');
CREATE INDEX invitations_open ON invitations (organisation, invited_by) WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- Those that have outlived it already.
UPDATE invitations SET revoked_at = platform_now()
WHERE accepted_at IS NULL AND revoked_at IS NULL AND NOT may_invite(invited_by, organisation, platform_roles);
