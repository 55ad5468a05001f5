-- 0034_withdrawals.sql: a withdrawal says why by a category alone; what authors add in words is shown once a moderator has let it; a publication
-- is taken down against its authors by two neutral people, and hidden by one, once, for ten days.

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('publication', 'published', 'hide', 'hidden'),
    ('publication', 'hidden', 'show', 'published'),
    ('publication', 'hidden', 'withdraw', 'withdrawn'),
    ('withdrawal_note', 'screening', 'pass', 'waiting'),
    ('withdrawal_note', 'screening', 'fail', 'refused'),
    ('withdrawal_note', 'screening', 'lapse', 'lapsed'),
    ('withdrawal_note', 'waiting', 'allow', 'shown'),
    ('withdrawal_note', 'waiting', 'refuse', 'refused'),
    ('withdrawal_note', 'waiting', 'lapse', 'lapsed');

INSERT INTO known_events (object, action, log_kind, audience) VALUES
    ('publication', 'hide', 'hide', '{authors}'),
    ('publication', 'show', 'show', '{authors}'),
    -- One judge's; the second takes it down.
    ('publication', 'take_down', 'take_down', '{authors,moderators,admins}'),
    ('withdrawal_note', 'create', NULL, '{}'),
    ('withdrawal_note', 'pass', NULL, '{moderators}'),
    ('withdrawal_note', 'fail', NULL, '{authors}'),
    ('withdrawal_note', 'allow', 'withdrawal_note', '{authors}'),
    ('withdrawal_note', 'refuse', NULL, '{authors}'),
    ('withdrawal_note', 'lapse', NULL, '{authors}');

ALTER TABLE publications
    DROP CONSTRAINT publications_state_known,
    ADD CONSTRAINT publications_state_known CHECK (state IN ('embargoed', 'published', 'hidden', 'withdrawn')),
    DROP CONSTRAINT publications_waiting_has_due,
    ADD CONSTRAINT publications_waiting_has_due CHECK ((state IN ('embargoed', 'hidden')) = (due_at IS NOT NULL));

-- The voices for taking a publication down against its authors.
CREATE TABLE takedown_votes (
    decision uuid PRIMARY KEY REFERENCES decisions,
    publication uuid NOT NULL REFERENCES publications,
    judge uuid NOT NULL REFERENCES persons,
    category text NOT NULL
        CONSTRAINT takedown_votes_category_known
        CHECK (category IN ('authors_request', 'error', 'misconduct', 'duplicate', 'personal_data', 'rights', 'legal', 'other')),
    voted_at timestamptz NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE takedown_votes IS 'Only ever added to; one counts for ten days';
CREATE INDEX takedown_votes_by_publication ON takedown_votes (publication, voted_at);
ALTER TABLE takedown_votes ENABLE ROW LEVEL SECURITY;
CREATE POLICY takedown_votes_seen ON takedown_votes TO teahouse_app USING (judge = actor() OR is_arbiter()) WITH CHECK (true);
GRANT SELECT, INSERT ON takedown_votes TO teahouse_app;

-- A vote is its decision's: the same person's, about the same publication, who was neutral when it was written down.
CREATE FUNCTION check_takedown_vote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (
        SELECT FROM decisions d JOIN publications p ON p.id = d.subject AND p.finding = d.finding
        WHERE d.id = NEW.decision AND d.object = 'publication' AND d.event = 'take_down' AND d.subject = NEW.publication
            AND d.decided_by = NEW.judge
    ) THEN
        RAISE EXCEPTION 'a vote is a decision on the same publication by the same person'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'takedown_votes_decided', TABLE = 'takedown_votes';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER takedown_votes_decided BEFORE INSERT ON takedown_votes FOR EACH ROW EXECUTE FUNCTION check_takedown_vote();

-- For good and against the authors only two neutral people take a publication down; one hides it, once, for ten days.
CREATE FUNCTION check_takedown() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state = 'withdrawn' AND actor() IS NOT NULL AND NOT is_author(OLD.finding) AND NOT EXISTS (
        SELECT FROM takedown_votes t
        WHERE t.publication = OLD.id AND t.voted_at > platform_now() - interval '10 days'
        GROUP BY t.category HAVING count(DISTINCT t.judge) >= 2
    ) THEN
        RAISE EXCEPTION 'two neutral people take a publication down against its authors'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_two_people', TABLE = 'publications';
    END IF;
    IF NEW.state = 'hidden' AND (
        NEW.due_at > platform_now() + interval '10 days' OR (
            SELECT count(*) FROM decisions d WHERE d.subject = OLD.id AND d.object = 'publication' AND d.event = 'hide'
        ) <> 1
    ) THEN
        RAISE EXCEPTION 'a publication is hidden by a decision, once, for ten days at most'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_hidden_once', TABLE = 'publications';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER publications_takedown BEFORE UPDATE OF state ON publications FOR EACH ROW
    WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION check_takedown();

-- What authors add to their withdrawal in words: `pid` is the publication's.
CREATE TABLE withdrawal_notes (
    publication uuid PRIMARY KEY REFERENCES publications,
    pid text NOT NULL REFERENCES publications (pid),
    state text NOT NULL DEFAULT 'screening'
        CONSTRAINT withdrawal_notes_state_known CHECK (state IN ('screening', 'waiting', 'shown', 'refused', 'lapsed')),
    text text NOT NULL CONSTRAINT withdrawal_notes_text_length CHECK (char_length(text) BETWEEN 1 AND 300),
    cause text,
    due_at timestamptz,
    written_by uuid NOT NULL REFERENCES persons,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    changed_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT withdrawal_notes_waiting_has_due CHECK ((state IN ('screening', 'waiting')) = (due_at IS NOT NULL))
);
COMMENT ON COLUMN withdrawal_notes.cause IS 'Why it is not shown, for its authors';
CREATE INDEX withdrawal_notes_due ON withdrawal_notes (due_at) WHERE due_at IS NOT NULL;
CREATE TRIGGER withdrawal_notes_transition BEFORE UPDATE ON withdrawal_notes FOR EACH ROW EXECUTE FUNCTION check_transition('withdrawal_note');
CREATE TRIGGER withdrawal_notes_revision BEFORE UPDATE ON withdrawal_notes FOR EACH ROW EXECUTE FUNCTION count_revision();
CREATE TRIGGER withdrawal_notes_recorded AFTER UPDATE OF state ON withdrawal_notes FOR EACH ROW EXECUTE FUNCTION record_move('withdrawal_note');
-- It is in what servers have in memory of the publication.
CREATE TRIGGER withdrawal_notes_announced AFTER UPDATE OF state ON withdrawal_notes FOR EACH ROW
    WHEN (NEW.state = 'shown') EXECUTE FUNCTION announce_publication();

-- A moderator's word on a note is a decision like others.
CREATE FUNCTION check_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state = 'shown' AND NOT EXISTS (
        SELECT FROM decisions d JOIN publications p ON p.id = d.subject AND p.finding = d.finding
        WHERE d.subject = NEW.publication AND d.object = 'withdrawal_note' AND d.event = 'allow'
    ) THEN
        RAISE EXCEPTION 'a note is shown once a neutral moderator has let it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawal_notes_decided', TABLE = 'withdrawal_notes';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER withdrawal_notes_decided BEFORE UPDATE OF state ON withdrawal_notes FOR EACH ROW EXECUTE FUNCTION check_note();
ALTER TABLE withdrawal_notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY withdrawal_notes_seen ON withdrawal_notes TO teahouse_app
    USING (is_arbiter() OR EXISTS (SELECT FROM publications p WHERE p.id = publication AND is_author(p.finding))) WITH CHECK (true);
GRANT SELECT, INSERT ON withdrawal_notes TO teahouse_app;
GRANT UPDATE (state, due_at, cause) ON withdrawal_notes TO teahouse_app;

ALTER TABLE jobs
    DROP CONSTRAINT jobs_kind_known,
    ADD CONSTRAINT jobs_kind_known CHECK (kind IN ('measure_release', 'screen_version', 'certify_version', 'screen_note'));

CREATE OR REPLACE FUNCTION want_identifier() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state = 'published' AND (TG_OP = 'INSERT' OR OLD.state <> 'published') THEN
        INSERT INTO identifiers (publication) VALUES (NEW.id) ON CONFLICT DO NOTHING;
        PERFORM pg_notify('identifiers', '');
    ELSIF TG_OP = 'UPDATE' AND NEW.state = 'withdrawn' AND OLD.state IN ('published', 'hidden') THEN
        UPDATE identifiers SET wanted = 'tombstone', due_at = clock_timestamp(), attempts = 0 WHERE publication = NEW.id;
        PERFORM pg_notify('identifiers', '');
    END IF;
    RETURN NULL;
END
$$;

-- The version that an event is about; of a publication's note too.
CREATE OR REPLACE FUNCTION log_version(object text, subject text) RETURNS uuid LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS
$$
#variable_conflict use_variable
BEGIN
    RETURN CASE
        WHEN object IN ('finding_version', 'screening', 'certification') THEN (
            SELECT v.id FROM findings f JOIN finding_versions v ON v.finding = f.id
            WHERE f.pid = split_part(subject, '/', 1) AND v.number::text = split_part(subject, '/', 2)
        )
        WHEN object = 'clearance' THEN (SELECT version FROM clearances WHERE pid = subject)
        WHEN object = 'flag' THEN (SELECT c.version FROM flags g JOIN clearances c ON c.id = g.clearance WHERE g.pid = subject)
        WHEN object IN ('publication', 'withdrawal_note') THEN (SELECT version FROM publications WHERE pid = subject)
        WHEN object = 'review' THEN (SELECT version FROM reviews WHERE pid = subject)
    END;
END
$$;

-- What is hidden is neither shown nor gone: its certificate stays to be seen, and harvesters take it out until it is shown again.
CREATE OR REPLACE VIEW published.publications AS
    SELECT
        p.pid, f.pid AS concept, v.number AS version, p.state,
        CASE p.state WHEN 'published' THEN p.document WHEN 'withdrawn' THEN p.tombstone END AS record,
        p.digest, c.envelope AS certificate, r.envelope AS revocation, p.published_at, p.withdrawn_at, p.changed_at,
        CASE WHEN p.state = 'published' THEN v.title END AS title, CASE WHEN p.state = 'published' THEN v.kind END AS kind,
        CASE WHEN p.state = 'published' THEN v.language END AS language, CASE WHEN p.state = 'published' THEN v.license END AS license,
        CASE WHEN p.state = 'published' THEN v.keywords END AS keywords,
        CASE WHEN p.state = 'hidden' THEN p.due_at END AS hidden_until,
        (SELECT n.text FROM public.withdrawal_notes n WHERE n.publication = p.id AND n.state = 'shown') AS note
    FROM public.publications p
    JOIN public.findings f ON f.id = p.finding
    JOIN public.finding_versions v ON v.id = p.version
    JOIN public.certificates c ON c.publication = p.id
    LEFT JOIN public.revocations r ON r.publication = p.id
    -- What was taken back before its day was never public.
    WHERE p.state IN ('published', 'hidden') OR (p.state = 'withdrawn' AND v.state = 'withdrawn');

CREATE OR REPLACE VIEW published.harvest AS
    SELECT
        p.pid, p.state <> 'published' AS is_withdrawn, CASE WHEN p.state = 'published' THEN p.document END AS document,
        p.changed_at, v.kind, b.pid AS problem, o.pid AS organisation
    FROM public.publications p
    JOIN public.findings f ON f.id = p.finding
    JOIN public.finding_versions v ON v.id = p.version
    LEFT JOIN public.problems b ON b.id = f.problem AND v.problem_version IS NOT NULL AND b.visibility = 'public'
        AND b.state IN ('open', 'evaluating', 'concluded', 'cancelled')
    LEFT JOIN public.organisations o ON o.id = b.organisation
    WHERE p.state <> 'embargoed' AND (p.state IN ('published', 'hidden') OR (p.state = 'withdrawn' AND v.state = 'withdrawn'));
