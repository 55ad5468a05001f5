-- 0061_seen_before.sql: what was cleared or screened before descriptions were judged covers the files of its version, and not what is said beside
-- them; and what a moderator has taken out of one version of a finding, later ones are compared with all the same.

-- A version that was submitted before documents were fixed was cleared by its files alone: nothing showed its provider the rest, and a
-- version with other words took the clearance over. What waits now is seen whole.
ALTER TABLE clearances ADD COLUMN covers_words boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN clearances.covers_words IS 'False of what ended before a description was shown, objected to and carried over like files';
-- The rows are what they were for everybody else.
ALTER TABLE clearances DISABLE TRIGGER USER;
UPDATE clearances c SET covers_words = false
WHERE (c.due_at IS NULL OR c.cap_at - interval '15 days' <= platform_now())
    AND NOT EXISTS (SELECT FROM certifications k WHERE k.version = c.version AND k.document IS NOT NULL);
UPDATE clearances c SET covers_words = false
WHERE c.carried_from IN (SELECT o.id FROM clearances o WHERE NOT o.covers_words);
ALTER TABLE clearances ENABLE TRIGGER USER;

-- A version under way was compared with what it listed, and its description with nothing: it is screened anew.
CREATE FUNCTION pg_temp.renew(which uuid) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM set_config('app.move', '{"object":"screening","event":"renew","details":{}}', true);
    UPDATE screenings SET state = 'pending', due_at = platform_now() + interval '1 day' WHERE version = which;
    INSERT INTO jobs (kind, subject) VALUES ('screen_version', which) ON CONFLICT (kind, subject) WHERE state = 'ready' DO NOTHING;
END
$$;
SELECT pg_temp.renew(v.id)
FROM finding_versions v JOIN screenings s ON s.version = v.id
WHERE v.state = 'submitted' AND s.state = 'passed'
    AND NOT EXISTS (SELECT FROM certifications k WHERE k.version = v.id AND k.document IS NOT NULL);
DROP FUNCTION pg_temp.renew;

CREATE OR REPLACE FUNCTION cleared_before(of_finding uuid, of_version uuid, of_organisation uuid) RETURNS TABLE (outcome text, origin uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1 AS
$$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT c.outcome, coalesce(c.carried_from, c.id)
        FROM clearances c
        WHERE c.finding = of_finding AND c.organisation = of_organisation AND c.state = 'passed'
            AND c.outcome <> 'not_used' AND c.version <> of_version
            AND NOT EXISTS (
                SELECT FROM flags g
                WHERE g.clearance = c.id AND g.state IN ('conceded', 'upheld', 'resolved')
            )
            AND NOT EXISTS (
                SELECT FROM finding_files n WHERE n.version = of_version AND n.digest NOT IN (
                    SELECT digest FROM finding_files WHERE version = c.version
                )
            )
            AND c.covers_words AND words_of(of_version) <@ words_of(c.version)
        ORDER BY c.id DESC
        LIMIT 1;
END
$$;

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
            ELSE c.covers_words AND EXISTS (
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

-- Taken out, a release was compared with later versions only where somebody of the finding's people had downloaded it from here.
CREATE OR REPLACE FUNCTION write_scope(subject uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS
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
        UNION ALL
        -- What was rightly taken out of one version is what the next one may use.
        SELECT x.release, 'downloaded', 3
        FROM release_removals x JOIN finding_versions v ON v.id = x.version
        WHERE v.finding = of_finding
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

COMMENT ON COLUMN version_scope.source IS
    'listed: by this version; earlier: by one before it; downloaded: what the finding''s people have had before them otherwise, and no version names';
