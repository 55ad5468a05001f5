-- 0036_consent.sql: nobody becomes an author without wanting to; whoever began a finding is taken out of it by nobody else; and its authors
-- stay who they are while a version is before its gates.

INSERT INTO known_events (object, action, log_kind, audience) VALUES
    ('author_invitation', 'accept', NULL, '{}'),
    ('author_invitation', 'decline', NULL, '{}'),
    ('author_invitation', 'revoke', NULL, '{}'),
    ('author_invitation', 'void', NULL, '{}');

ALTER TABLE known_events
    DROP CONSTRAINT known_events_audience_known,
    ADD CONSTRAINT known_events_audience_known
        CHECK (audience <@ ARRAY[
            'authors', 'officers', 'moderators', 'all_moderators', 'admins', 'requester', 'data_officers', 'problem_owners', 'reviewer', 'invited'
        ]);
INSERT INTO known_events (object, action, log_kind, audience) VALUES ('author_invitation', 'create', NULL, '{invited}');

-- The open ones; how they ended, the audit has. Title and public identifier as the invited is shown them, who does not see the finding.
CREATE TABLE author_invitations (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL
        CONSTRAINT author_invitations_pid_unique UNIQUE CONSTRAINT author_invitations_pid_form CHECK (pid ~ '^ai-[0-9a-z]{12}$'),
    finding uuid NOT NULL REFERENCES findings,
    person uuid NOT NULL REFERENCES persons,
    invited_by uuid NOT NULL REFERENCES persons,
    finding_pid text NOT NULL,
    title text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT author_invitations_once UNIQUE (finding, person)
);
CREATE INDEX author_invitations_by_person ON author_invitations (person, id);

CREATE FUNCTION may_invite_author(who uuid, subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN EXISTS (
        SELECT FROM finding_authors a JOIN persons p ON p.id = a.person
        WHERE a.finding = subject AND a.person = who AND p.state = 'active'
    );
END
$$;

-- Of a change of the authors and a submission at once, one waits for the other.
CREATE FUNCTION require_authors_free(subject uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM FROM finding_versions v WHERE v.finding = subject AND v.state IN ('draft', 'submitted', 'rejected') FOR SHARE;
    IF EXISTS (SELECT FROM finding_versions v WHERE v.finding = subject AND v.state = 'submitted') THEN
        RAISE EXCEPTION 'authors do not change while a version is before its gates'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_authors_fixed', TABLE = 'finding_authors';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION require_authors_free(uuid) FROM PUBLIC;

CREATE FUNCTION check_author_invitation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM FROM persons p WHERE p.id = NEW.invited_by FOR SHARE;
    PERFORM FROM finding_authors a WHERE a.finding = NEW.finding AND a.person = NEW.invited_by FOR SHARE;
    PERFORM require_authors_free(NEW.finding);
    IF NOT may_invite_author(NEW.invited_by, NEW.finding) THEN
        RAISE EXCEPTION 'authors are invited by authors'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'author_invitations_right', TABLE = 'author_invitations';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER author_invitations_right BEFORE INSERT ON author_invitations FOR EACH ROW EXECUTE FUNCTION check_author_invitation();

-- Whoever begins a finding is its first author; all others were invited, by somebody who could do so now, and act themselves.
CREATE FUNCTION check_author() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    subject CONSTANT uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.finding ELSE NEW.finding END;
    creator CONSTANT uuid := (SELECT f.created_by FROM findings f WHERE f.id = subject);
BEGIN
    PERFORM require_authors_free(subject);
    IF TG_OP = 'DELETE' THEN
        IF OLD.person = creator AND OLD.person IS DISTINCT FROM actor() THEN
            RAISE EXCEPTION 'nobody else takes out whoever began a finding'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_authors_creator', TABLE = 'finding_authors';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.person IS DISTINCT FROM actor() OR NOT (
        (NEW.person = creator AND NOT EXISTS (SELECT FROM finding_authors a WHERE a.finding = subject))
        OR EXISTS (
            SELECT FROM author_invitations i
            WHERE i.finding = subject AND i.person = NEW.person AND i.expires_at > platform_now() AND may_invite_author(i.invited_by, subject)
        )
    ) THEN
        RAISE EXCEPTION 'nobody becomes an author without an invitation and their own word'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_authors_consent', TABLE = 'finding_authors';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER finding_authors_consent BEFORE INSERT OR DELETE ON finding_authors FOR EACH ROW EXECUTE FUNCTION check_author();

-- They live no longer than the right of whoever made them; the arguments are as those of `end_invitations`.
CREATE FUNCTION end_author_invitations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    who CONSTANT uuid := to_jsonb(OLD) ->> TG_ARGV[0];
    place CONSTANT uuid := to_jsonb(OLD) ->> TG_ARGV[1];
    ended text;
BEGIN
    FOR ended IN
        DELETE FROM author_invitations i
        WHERE i.invited_by = who AND (place IS NULL OR i.finding = place) AND NOT may_invite_author(i.invited_by, i.finding)
        RETURNING i.pid
    LOOP
        PERFORM record_event('void', 'author_invitation', ended);
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER finding_authors_end_invitations AFTER DELETE ON finding_authors
    FOR EACH ROW EXECUTE FUNCTION end_author_invitations('person', 'finding');
CREATE TRIGGER persons_end_author_invitations AFTER UPDATE OF state ON persons
    FOR EACH ROW EXECUTE FUNCTION end_author_invitations('id', '');

ALTER TABLE author_invitations ENABLE ROW LEVEL SECURITY;
CREATE POLICY author_invitations_seen ON author_invitations TO teahouse_app
    USING (is_platform() OR person = actor() OR is_author(finding)) WITH CHECK (invited_by = actor() AND is_author(finding));
GRANT SELECT, INSERT, DELETE ON author_invitations TO teahouse_app;
-- Nobody changes the time; the grant lets a row be locked while it is answered.
GRANT UPDATE (expires_at) ON author_invitations TO teahouse_app;

-- As before, and the person who is invited.
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
            WHEN 'invited' THEN
                RETURN QUERY SELECT i.person FROM author_invitations i WHERE i.pid = subject;
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
