-- 0054_problem_data.sql: a finding that answers a problem is compared with the data that the problem speaks of, as with what its people downloaded:
-- it asks nobody.

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
