-- 0048_former_interest.sql: what nobody decides who had an interest, and what somebody has had in hands, beside memberships of now and downloads.

-- Whether somebody belongs to an organisation, in whatever state either is, or did at any time since a moment.
CREATE FUNCTION belonged(who uuid, of_organisation uuid, moment timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN of_organisation IN (SELECT organisations_since(who, moment));
END
$$;

-- Of a problem: nobody of the organisation that poses it, or who was of it at any time since it was begun, decides on it.
CREATE FUNCTION check_problem_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF EXISTS (SELECT FROM problems p WHERE p.id = NEW.subject AND belonged(NEW.decided_by, p.organisation, p.created_at)) THEN
        RAISE EXCEPTION 'nobody decides a case to which their own organisation is a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_neutral', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decisions_problem_neutral BEFORE INSERT ON decisions
    FOR EACH ROW WHEN (NEW.object = 'problem' AND NEW.event IN ('approve', 'return')) EXECUTE FUNCTION check_problem_decision();

-- Authors do not see what opens a commitment by being authors: of a restricted problem they may come from outside the circle. Whoever
-- began the finding named the problem, and keeps the proof when the circle does not have them any more.
CREATE OR REPLACE FUNCTION sees_opening(of_version uuid, of_problem uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER COST 1000 AS
$$
BEGIN
    IF public.is_platform() OR EXISTS (
        SELECT FROM public.finding_versions v JOIN public.findings f ON f.id = v.finding
        WHERE v.id = of_version AND f.created_by = who AND public.is_author(f.id, who)
    ) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (
        SELECT FROM public.problems p WHERE p.id = of_problem AND public.sees_problem(p.id, p.organisation, p.state, p.visibility, who)
    );
END
$$;

-- The releases that somebody has had in hands: by a download, or since it was they who uploaded a file of it for their organisation.
CREATE FUNCTION releases_handled(who uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS
$$
BEGIN
    RETURN QUERY
        SELECT f.release FROM downloads d JOIN release_files f ON f.id = d.file WHERE d.person = who
        UNION
        SELECT r.id
        FROM organisations_since(who, '-infinity') AS o (organisation)
        JOIN datasets d ON d.organisation = o.organisation
        JOIN releases r ON r.dataset = d.id
        WHERE EXISTS (
            SELECT FROM audit_events e
            WHERE e.subject = d.pid || '/' || r.sequence AND e.object = 'release' AND e.action = 'put_file' AND e.actor = who
        );
END
$$;

CREATE OR REPLACE FUNCTION write_scope(subject uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
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
REVOKE ALL ON FUNCTION releases_handled(uuid) FROM PUBLIC;
