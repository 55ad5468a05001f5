-- 0057_posed_and_provided.sql: what the public reads of a dataset and of an open problem is what a moderator has read; and a finding that answers
-- a problem is compared with the data that the problem speaks of.

-- The text of a dataset as it was when its last release was let out. What its officers write since waits for the next one.
ALTER TABLE datasets
    ADD COLUMN released_title text,
    ADD COLUMN released_description text,
    ADD COLUMN released_keywords text[];
COMMENT ON COLUMN datasets.released_title IS 'What is public of the text, with the two beside it: as it was when a release was let out';
UPDATE datasets d SET released_title = d.title, released_description = d.description, released_keywords = d.keywords
WHERE EXISTS (SELECT FROM releases r WHERE r.dataset = d.id AND r.released_at IS NOT NULL);
SET CONSTRAINTS ALL IMMEDIATE;

CREATE FUNCTION show_dataset() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    UPDATE datasets SET released_title = title, released_description = description, released_keywords = keywords WHERE id = NEW.dataset;
    RETURN NULL;
END
$$;
CREATE TRIGGER releases_shown AFTER UPDATE OF state ON releases
    FOR EACH ROW WHEN (OLD.state = 'in_review' AND NEW.state = 'released') EXECUTE FUNCTION show_dataset();

CREATE OR REPLACE VIEW published.releases AS
    SELECT
        d.pid AS dataset, coalesce(d.released_title, d.title) AS title, coalesce(d.released_description, d.description) AS description,
        coalesce(d.released_keywords, d.keywords) AS keywords,
        o.pid AS organisation, o.name AS organisation_name, o.ror AS organisation_ror,
        r.sequence, r.state, r.profile, r.terms, r.terms_digest, r.notes, r.released_at, r.changed_at, d.id AS dataset_key,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'name', f.name, 'size', f.size, 'media_type', f.media_type, 'digest', 'sha256:' || encode(f.digest, 'hex'),
                'dialect', f.dialect,
                'columns', coalesce((
                    SELECT jsonb_agg(jsonb_build_object('name', c.name, 'role', c.role) ORDER BY c.position)
                    FROM public.release_columns c WHERE c.file = f.id
                ), '[]')
            ) ORDER BY f.name COLLATE "C")
            FROM public.release_files f WHERE f.release = r.id
        ), '[]') AS files,
        (
            SELECT a.digest FROM public.anonymity_reports a
            WHERE a.release = r.id AND a.passed ORDER BY a.id DESC LIMIT 1
        ) AS report_digest,
        r.review_days, r.missing
    FROM public.releases r
    JOIN public.datasets d ON d.id = r.dataset
    JOIN public.organisations o ON o.id = d.organisation
    WHERE r.state IN ('released', 'suspended', 'retired');

-- An amendment of an open problem waits for a moderator; until then the problem says what it said.
ALTER TABLE problems ADD COLUMN amended integer, ADD CONSTRAINT problems_amended_is_open CHECK (amended IS NULL OR state = 'open');
COMMENT ON COLUMN problems.amended IS 'The number of the version that waits for a moderator';
GRANT UPDATE (amended) ON problems TO teahouse_app;
ALTER TABLE problem_versions ADD COLUMN dropped_at timestamptz;
COMMENT ON COLUMN problem_versions.dropped_at IS 'When it was sent back, or gave way to another one, before anybody else could read it';
INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('problem', 'open', 'approve', 'open'), ('problem', 'open', 'return', 'open');
INSERT INTO rights (sort, object, state, event, who) VALUES
    ('move', 'problem', 'open', 'approve', '{moderator}'), ('move', 'problem', 'open', 'return', '{moderator}'),
    ('decision', 'problem', 'open', 'approve', '{moderator}'), ('decision', 'problem', 'open', 'return', '{moderator}');
UPDATE known_events SET audience = '{all_moderators}' WHERE object = 'problem' AND action = 'amend';

CREATE FUNCTION check_amendment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    said CONSTANT jsonb := nullif(current_setting('app.move', true), '')::jsonb;
    happened CONSTANT text := CASE WHEN said ->> 'object' = 'problem' THEN said ->> 'event' END;
BEGIN
    IF OLD.state = 'open' AND happened IN ('approve', 'return') THEN
        IF OLD.amended IS NULL THEN
            RAISE EXCEPTION 'no amendment waits'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'problems_amended', TABLE = 'problems';
        END IF;
        NEW.version := CASE happened WHEN 'approve' THEN OLD.amended ELSE OLD.version END;
        NEW.amended := NULL;
    ELSIF NEW.version <> OLD.version AND OLD.state <> 'draft' AND NOT is_trusted() THEN
        RAISE EXCEPTION 'what a moderator has read is not changed without one'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'rights_held', TABLE = 'problems';
    ELSIF NEW.state <> 'open' THEN
        NEW.amended := NULL;
    END IF;
    UPDATE problem_versions SET dropped_at = platform_now()
    WHERE problem = OLD.id AND number = OLD.amended AND NEW.amended IS DISTINCT FROM OLD.amended AND NEW.version <> OLD.amended;
    RETURN NEW;
END
$$;
CREATE TRIGGER problems_amended BEFORE UPDATE ON problems FOR EACH ROW EXECUTE FUNCTION check_amendment();

ALTER POLICY problem_versions_seen ON problem_versions USING (EXISTS (
    SELECT FROM problems p
    WHERE p.id = problem AND (
        (number <= p.version AND dropped_at IS NULL) OR is_arbiter((SELECT actor()))
        OR has_role((SELECT actor()), p.organisation, '{owner,problem_owner}')
    )
));

-- It asks nobody, as what its people downloaded.
CREATE OR REPLACE FUNCTION write_scope(subject uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
#variable_conflict use_variable
DECLARE
    of_finding CONSTANT uuid := (SELECT finding FROM finding_versions WHERE id = subject);
BEGIN
    INSERT INTO version_parties (version, person, capacity)
    SELECT subject, person, capacity FROM party_persons(of_finding)
    UNION
    -- What was written, not who may write: the audit has it even where the list of authors does not.
    SELECT subject, e.actor, 'editor'
    FROM findings f JOIN finding_versions v ON v.finding = f.id
    JOIN audit_events e ON e.subject IN (f.pid, f.pid || '/' || v.number)
    WHERE f.id = of_finding AND e.actor IS NOT NULL AND e.object IN ('finding', 'finding_version') AND e.action IN (
        'create', 'edit', 'put_file', 'delete_file', 'set_contributions', 'set_releases', 'contributions', 'releases',
        'submit', 'appeal', 'add_author', 'remove_author'
    )
    ORDER BY 2;

    INSERT INTO version_scope (version, release, source, asks)
    SELECT subject, release, (array_agg(source ORDER BY place))[1], min(place) < 3
    FROM (
        SELECT release, 'listed' AS source, 1 AS place FROM finding_releases WHERE version = subject
        UNION ALL
        SELECT r, 'earlier', 2 FROM earlier_releases(subject) AS r
        UNION ALL
        SELECT h.release, 'downloaded', 3
        FROM version_parties p CROSS JOIN LATERAL releases_handled(p.person) AS h (release)
        WHERE p.version = subject AND p.organisation IS NULL
        UNION ALL
        -- Whoever answers a problem has its data before them, whoever downloaded them.
        SELECT r.id, 'downloaded', 3
        FROM findings f JOIN problem_datasets b ON b.problem = f.problem JOIN releases r ON r.dataset = b.dataset
        WHERE f.id = of_finding AND r.released_at IS NOT NULL
    ) AS known
    GROUP BY release
    ORDER BY release;

    INSERT INTO version_parties (version, person, organisation, capacity)
    SELECT subject, p.person, o.organisation, p.capacity
    FROM version_parties p
    CROSS JOIN LATERAL organisations_since(p.person, (SELECT created_at FROM findings WHERE id = of_finding)) AS o (organisation)
    WHERE p.version = subject AND p.organisation IS NULL
    UNION
    SELECT subject, NULL, d.organisation, 'provider'
    FROM version_scope s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset WHERE s.version = subject
    UNION
    SELECT subject, NULL, b.organisation, 'poser' FROM findings f JOIN problems b ON b.id = f.problem WHERE f.id = of_finding
    UNION
    SELECT subject, NULL, o.id, 'affiliation' FROM contributions c JOIN organisations o ON o.ror = c.ror WHERE c.version = subject
    ORDER BY 3, 2;
END
$$;
