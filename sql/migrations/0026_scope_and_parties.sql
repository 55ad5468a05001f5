-- 0026_scope_and_parties.sql: what a version is judged against, and by whom it may be judged, is written down when it is submitted,
-- by the database, from all that it knows. Asked is what ever was, not what is now: a release that an earlier version named, a person
-- who was an author, a membership that ended, a grant that was taken back.

-- Who was a member, and is no more.
CREATE TABLE past_memberships (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    person uuid NOT NULL REFERENCES persons,
    organisation uuid NOT NULL REFERENCES organisations,
    role text NOT NULL,
    since timestamptz NOT NULL,
    ended_at timestamptz NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE past_memberships IS 'Every membership that ended; written by the database';
CREATE INDEX past_memberships_by_person ON past_memberships (person, ended_at);

CREATE FUNCTION keep_membership() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    INSERT INTO past_memberships (person, organisation, role, since) VALUES (OLD.person, OLD.organisation, OLD.role, OLD.since);
    RETURN NULL;
END
$$;
CREATE TRIGGER memberships_kept AFTER DELETE ON memberships FOR EACH ROW EXECUTE FUNCTION keep_membership();

-- Those of before, as far as the audit has them; when they began it does not say.
INSERT INTO past_memberships (person, organisation, role, since, ended_at)
SELECT p.id, o.id, e.details ->> 'role', p.created_at, e.at
FROM audit_events e
JOIN organisations o ON o.pid = e.subject
JOIN persons p ON p.pid = e.details ->> 'person'
WHERE e.object = 'membership' AND e.action = 'leave';

-- Who ever was an author, also who is no more.
CREATE TABLE author_history (
    finding uuid NOT NULL REFERENCES findings,
    person uuid NOT NULL REFERENCES persons,
    since timestamptz NOT NULL DEFAULT platform_now(),
    PRIMARY KEY (finding, person)
);
COMMENT ON TABLE author_history IS 'Everybody who ever was an author of a finding; written by the database';

CREATE FUNCTION keep_author() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    INSERT INTO author_history (finding, person) VALUES (NEW.finding, NEW.person) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER finding_authors_kept AFTER INSERT OR UPDATE ON finding_authors FOR EACH ROW EXECUTE FUNCTION keep_author();

INSERT INTO author_history (finding, person, since)
SELECT finding, person, min(since) FROM (
    SELECT finding, person, added_at AS since FROM finding_authors
    UNION ALL
    SELECT id, created_by, created_at FROM findings
    UNION ALL
    SELECT finding, created_by, created_at FROM finding_versions
    UNION ALL
    SELECT f.id, p.id, e.at FROM audit_events e JOIN findings f ON f.pid = e.subject JOIN persons p ON p.pid = e.details ->> 'person'
    WHERE e.object = 'finding' AND e.action IN ('add_author', 'remove_author')
) AS known
GROUP BY finding, person;

-- The releases against which a version is compared, and whose providers it waits for.
CREATE TABLE version_scope (
    version uuid NOT NULL REFERENCES finding_versions,
    release uuid NOT NULL REFERENCES releases,
    source text NOT NULL CONSTRAINT version_scope_source_known CHECK (source IN ('listed', 'earlier', 'downloaded')),
    asks boolean NOT NULL,
    PRIMARY KEY (version, release),
    CONSTRAINT version_scope_downloads_ask_nobody CHECK (source <> 'downloaded' OR NOT asks)
);
COMMENT ON COLUMN version_scope.source IS
    'listed: by this version; earlier: by one before it; downloaded: by a person who is a party, and named by no version';
COMMENT ON COLUMN version_scope.asks IS 'Whether its provider is asked for a clearance';

-- Who has an interest in a version, and so decides nothing of the finding.
CREATE TABLE version_parties (
    version uuid NOT NULL REFERENCES finding_versions,
    person uuid REFERENCES persons,
    organisation uuid REFERENCES organisations,
    capacity text NOT NULL CONSTRAINT version_parties_capacity_known CHECK (
        capacity IN ('creator', 'author', 'editor', 'contributor', 'affiliation', 'provider', 'poser', 'reviewer')
    ),
    CONSTRAINT version_parties_once UNIQUE NULLS NOT DISTINCT (version, person, organisation, capacity),
    CONSTRAINT version_parties_is_somebody CHECK (num_nonnulls(person, organisation) > 0)
);
COMMENT ON TABLE version_parties IS
    'A person alone is a party itself; an organisation with a person is one through that person''s membership; an organisation alone is named';

-- A release that a moderator took out of a finding's scope, since it was not used.
CREATE TABLE release_removals (
    version uuid NOT NULL REFERENCES finding_versions,
    release uuid NOT NULL REFERENCES releases,
    decision uuid NOT NULL REFERENCES decisions,
    PRIMARY KEY (version, release)
);

-- A party by the authors' word alone, whom an administrator let decide all the same.
CREATE TABLE party_lifts (
    finding uuid NOT NULL REFERENCES findings,
    person uuid REFERENCES persons,
    organisation uuid REFERENCES organisations,
    lifted_by uuid NOT NULL REFERENCES persons,
    reason text NOT NULL CONSTRAINT party_lifts_reason_length CHECK (char_length(reason) BETWEEN 1 AND 5000),
    lifted_at timestamptz NOT NULL DEFAULT platform_now(),
    CONSTRAINT party_lifts_once UNIQUE NULLS NOT DISTINCT (finding, person, organisation),
    CONSTRAINT party_lifts_is_of_one CHECK (num_nonnulls(person, organisation) = 1)
);

-- All that is only ever added to.
CREATE TRIGGER past_memberships_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON past_memberships
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER author_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON author_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER version_scope_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON version_scope
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER version_parties_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON version_parties
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER release_removals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON release_removals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER party_lifts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON party_lifts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The organisations of which somebody was a member at any time since a moment.
CREATE FUNCTION organisations_since(who uuid, moment timestamptz) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS
$$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT organisation FROM memberships WHERE person = who
        UNION
        SELECT organisation FROM past_memberships WHERE person = who AND ended_at >= moment;
END
$$;

-- The persons who are parties to a finding, by all that is known now. Who judges writes to a finding too; that makes no party.
CREATE FUNCTION party_persons(subject uuid) RETURNS TABLE (person uuid, capacity text) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT created_by, 'creator' FROM findings WHERE id = subject
        UNION
        SELECT person, 'author' FROM author_history WHERE finding = subject
        UNION
        SELECT person, 'author' FROM finding_authors WHERE finding = subject
        UNION
        SELECT created_by, 'editor' FROM finding_versions WHERE finding = subject
        UNION
        SELECT a.reviewer, 'reviewer' FROM review_assignments a JOIN reviews r ON r.id = a.review
        WHERE a.finding = subject AND r.state = 'given'
        UNION
        -- Of a draft they are names that may change.
        SELECT p.id, 'contributor'
        FROM finding_versions v JOIN contributions c ON c.version = v.id JOIN persons p ON p.orcid = c.orcid
        WHERE v.finding = subject AND v.submitted_at IS NOT NULL;
END
$$;

-- Everybody who is a party to a finding: by what was written down of its versions, and by all that is known now. A person
-- alone is a party; an organisation is one with the person through whom it is.
CREATE FUNCTION parties_of(subject uuid) RETURNS TABLE (person uuid, organisation uuid, capacity text) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT p.person, p.organisation, p.capacity FROM (
            SELECT w.person, w.organisation, w.capacity
            FROM finding_versions v JOIN version_parties w ON w.version = v.id WHERE v.finding = subject
            UNION
            SELECT n.person, NULL, n.capacity FROM party_persons(subject) n
            UNION
            SELECT n.person, o.organisation, n.capacity
            FROM party_persons(subject) n
            CROSS JOIN LATERAL organisations_since(n.person, (SELECT created_at FROM findings WHERE id = subject)) AS o (organisation)
            UNION
            SELECT NULL, b.organisation, 'poser' FROM findings f JOIN problems b ON b.id = f.problem WHERE f.id = subject
        ) AS p
        WHERE p.capacity NOT IN ('contributor', 'affiliation') OR NOT EXISTS (
            SELECT FROM party_lifts l WHERE l.finding = subject AND (l.person = p.person OR l.organisation = p.organisation)
        );
END
$$;

-- Whether somebody is no party, but for a review that was given.
CREATE OR REPLACE FUNCTION is_outside(who uuid, subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM parties_of(subject) p
        WHERE p.capacity <> 'reviewer' AND CASE
            WHEN p.organisation IS NULL THEN p.person = who
            ELSE p.organisation IN (SELECT organisations_since(who, (SELECT created_at FROM findings WHERE id = subject)))
        END
    );
END
$$;

-- Whether somebody may judge: no party, and of no organisation that is one, now or at any time since the finding began.
CREATE OR REPLACE FUNCTION is_neutral(who uuid, subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM parties_of(subject) p
        WHERE CASE
            WHEN p.organisation IS NULL THEN p.person = who
            ELSE p.organisation IN (SELECT organisations_since(who, (SELECT created_at FROM findings WHERE id = subject)))
        END
    );
END
$$;

DROP FUNCTION parties(uuid);

-- Of a release: nobody of an organisation that has it, or had it at any time since it began, decides on it.
CREATE OR REPLACE FUNCTION check_release_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF EXISTS (
        SELECT FROM releases r JOIN datasets d ON d.id = r.dataset
        WHERE r.id = NEW.subject AND d.organisation IN (SELECT organisations_since(NEW.decided_by, r.created_at))
    ) THEN
        RAISE EXCEPTION 'nobody decides a case to which their own organisation is a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_neutral', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;

-- Whether somebody ever had access to a release: its terms were accepted, and a grant was made, whatever became of it.
CREATE FUNCTION ever_had_access(subject uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS
$$
BEGIN
    RETURN EXISTS (
        SELECT FROM access_requests a JOIN agreements g ON g.access_request = a.id
        WHERE a.release = subject AND a.person = who AND a.state IN ('granted', 'expired', 'revoked')
    );
END
$$;

CREATE OR REPLACE FUNCTION check_submission() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NEW.state = 'submitted' AND OLD.state = 'draft' THEN
        -- At the time of use: a provider who takes a grant back ends downloads, not what was made with them.
        IF EXISTS (
            SELECT FROM finding_releases u
            WHERE u.version = NEW.id AND NOT EXISTS (
                SELECT FROM author_history a WHERE a.finding = NEW.finding AND ever_had_access(u.release, a.person)
            )
        ) THEN
            RAISE EXCEPTION 'no author ever had access to a release used'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_access', TABLE = 'finding_versions';
        END IF;
        IF NOT EXISTS (SELECT FROM finding_files WHERE version = NEW.id)
            OR NOT EXISTS (SELECT FROM contributions WHERE version = NEW.id) THEN
            RAISE EXCEPTION 'a submission has a file and a contributor'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_complete', TABLE = 'finding_versions';
        END IF;
    END IF;
    IF OLD.state <> 'draft' AND
        (NEW.title, NEW.abstract, NEW.language, NEW.kind, NEW.license, NEW.keywords, NEW.funding, NEW.conflicts, NEW.thesis, NEW.problem_version)
        IS DISTINCT FROM
        (OLD.title, OLD.abstract, OLD.language, OLD.kind, OLD.license, OLD.keywords, OLD.funding, OLD.conflicts, OLD.thesis, OLD.problem_version) THEN
        RAISE EXCEPTION 'a submitted version is fixed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_immutable', TABLE = 'finding_versions';
    END IF;
    RETURN NEW;
END
$$;

-- The releases that an earlier version of the finding was judged with, less those that a moderator has taken out since one last listed
-- them.
CREATE FUNCTION earlier_releases(subject uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS
$$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT DISTINCT s.release
        FROM finding_versions v
        JOIN finding_versions e ON e.finding = v.finding AND e.number < v.number
        JOIN version_scope s ON s.version = e.id AND s.asks
        WHERE v.id = subject AND NOT EXISTS (
            SELECT FROM release_removals x JOIN finding_versions r ON r.id = x.version
            WHERE x.release = s.release AND r.finding = v.finding AND r.number >= (
                SELECT max(l.number) FROM finding_versions l JOIN version_scope k ON k.version = l.id
                WHERE l.finding = v.finding AND l.number < v.number AND k.release = s.release AND k.source = 'listed'
            )
        );
END
$$;

-- Writes down what a version is judged against, and who its parties are; once, when it is submitted. Persons first, then releases, then
-- organisations, so that two submissions wait for each other in one order.
CREATE FUNCTION write_scope(subject uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
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
        SELECT f.release, 'downloaded', 3
        FROM version_parties p JOIN downloads d ON d.person = p.person JOIN release_files f ON f.id = d.file
        WHERE p.version = subject AND p.organisation IS NULL AND NOT EXISTS (
            SELECT FROM release_removals x JOIN finding_versions r ON r.id = x.version
            WHERE x.release = f.release AND r.finding = of_finding
        )
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

CREATE FUNCTION scope_submission() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM write_scope(NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER finding_versions_scoped AFTER UPDATE ON finding_versions FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.state = 'submitted') EXECUTE FUNCTION scope_submission();

-- The releases in a version's scope, less those taken out of it.
CREATE FUNCTION scope_of(subject uuid) RETURNS TABLE (release uuid, source text, asks boolean) LANGUAGE plpgsql STABLE AS
$$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT s.release, s.source, s.asks FROM version_scope s
        WHERE s.version = subject AND NOT EXISTS (
            SELECT FROM release_removals x WHERE x.version = subject AND x.release = s.release
        );
END
$$;

-- The organisations that a version waits for.
CREATE OR REPLACE FUNCTION providers(subject uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT DISTINCT d.organisation
        FROM scope_of(subject) s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset
        WHERE s.asks;
END
$$;

CREATE OR REPLACE FUNCTION agreed_review_days(subject uuid, provider uuid) RETURNS integer LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT max(r.review_days)
        FROM scope_of(subject) s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset
        WHERE s.asks AND d.organisation = provider
    );
END
$$;

-- Two gates, two people: who opened one for a version by an exception does not accept it, nor the other way round.
CREATE FUNCTION check_two_people() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    exceptions CONSTANT text[] := '{exception,release_unused}';
BEGIN
    IF EXISTS (
        SELECT FROM decisions d
        WHERE d.subject = NEW.subject AND d.object = NEW.object AND d.decided_by = NEW.decided_by
            AND (NEW.event = 'accept' AND d.event = ANY (exceptions) OR NEW.event = ANY (exceptions) AND d.event = 'accept')
    ) THEN
        RAISE EXCEPTION 'nobody opens two gates of one version'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_two_people', TABLE = 'decisions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decisions_two_people BEFORE INSERT ON decisions FOR EACH ROW
    WHEN (NEW.object = 'finding_version') EXECUTE FUNCTION check_two_people();

-- A release is taken out of a scope by who decided so, of a version before its gates that does not list it, and not while its provider
-- objects to something.
CREATE FUNCTION check_removal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (
        SELECT FROM decisions d JOIN finding_versions v ON v.id = d.subject
        WHERE d.id = NEW.decision AND d.object = 'finding_version' AND d.event = 'release_unused'
            AND v.id = NEW.version AND v.state = 'submitted'
    ) THEN
        RAISE EXCEPTION 'a release is taken out by a decision on a submitted version'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_removals_decided', TABLE = 'release_removals';
    END IF;
    IF NOT EXISTS (
        SELECT FROM version_scope s WHERE s.version = NEW.version AND s.release = NEW.release AND s.source <> 'listed'
    ) THEN
        RAISE EXCEPTION 'a version uses what it lists'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_removals_unlisted', TABLE = 'release_removals';
    END IF;
    IF EXISTS (
        SELECT FROM flags g JOIN clearances c ON c.id = g.clearance
        WHERE g.state <> 'dismissed' AND c.finding = (SELECT finding FROM finding_versions WHERE id = NEW.version)
            AND c.organisation = (SELECT d.organisation FROM releases r JOIN datasets d ON d.id = r.dataset WHERE r.id = NEW.release)
    ) THEN
        RAISE EXCEPTION 'the provider has objected'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_removals_unflagged', TABLE = 'release_removals';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER release_removals_checked BEFORE INSERT ON release_removals FOR EACH ROW EXECUTE FUNCTION check_removal();

-- Only who is a party by the authors' word alone is freed, by a neutral administrator.
CREATE FUNCTION check_lift() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (SELECT FROM persons p WHERE p.id = NEW.lifted_by AND 'admin' = ANY (p.platform_roles) AND p.state = 'active')
        OR NOT is_neutral(NEW.lifted_by, NEW.finding) THEN
        RAISE EXCEPTION 'a neutral administrator frees a party'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_neutral', TABLE = 'party_lifts';
    END IF;
    IF NOT EXISTS (
        SELECT FROM parties_of(NEW.finding) p
        WHERE p.capacity IN ('contributor', 'affiliation') AND (p.person = NEW.person OR p.organisation = NEW.organisation)
    ) THEN
        RAISE EXCEPTION 'only who is named by the authors is freed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'party_lifts_named', TABLE = 'party_lifts';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER party_lifts_checked BEFORE INSERT ON party_lifts FOR EACH ROW EXECUTE FUNCTION check_lift();

INSERT INTO known_events (object, action, log_kind, audience) VALUES
    ('finding_version', 'release_unused', 'release_unused', '{authors,officers}'),
    -- Told as the removal that it follows.
    ('screening', 'renew', NULL, '{}'),
    ('clearance', 'unused', 'not_used', '{authors,officers}');
INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES
    ('screening', 'failed', 'renew', 'pending'),
    ('clearance', 'pending', 'unused', 'passed'),
    ('clearance', 'extended', 'unused', 'passed');
ALTER TABLE clearances DROP CONSTRAINT clearances_outcome_known;
ALTER TABLE clearances ADD CONSTRAINT clearances_outcome_known
    CHECK (outcome IN ('no_objection', 'lapsed', 'not_used', 'flags_resolved', 'cap'));

CREATE INDEX downloads_by_person ON downloads (person, file);
CREATE INDEX version_scope_by_release ON version_scope (release);

ALTER TABLE past_memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE author_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE version_parties ENABLE ROW LEVEL SECURITY;
ALTER TABLE version_scope ENABLE ROW LEVEL SECURITY;
ALTER TABLE release_removals ENABLE ROW LEVEL SECURITY;
ALTER TABLE party_lifts ENABLE ROW LEVEL SECURITY;
CREATE POLICY version_parties_seen ON version_parties TO teahouse_app
    USING (is_arbiter() AND EXISTS (SELECT FROM finding_versions v WHERE v.id = version));
-- What somebody else has downloaded is the platform's and the moderators' to know.
CREATE POLICY version_scope_seen ON version_scope TO teahouse_app
    USING ((source <> 'downloaded' OR is_arbiter()) AND EXISTS (SELECT FROM finding_versions v WHERE v.id = version));
CREATE POLICY release_removals_seen ON release_removals TO teahouse_app
    USING (EXISTS (SELECT FROM finding_versions v WHERE v.id = version)) WITH CHECK (true);
CREATE POLICY party_lifts_seen ON party_lifts TO teahouse_app USING (is_arbiter()) WITH CHECK (true);
GRANT SELECT ON version_parties, version_scope TO teahouse_app;
GRANT SELECT, INSERT ON release_removals, party_lifts TO teahouse_app;
REVOKE ALL ON FUNCTION write_scope(uuid), party_persons(uuid), parties_of(uuid) FROM PUBLIC;

-- Versions of before: what they were judged against is written down from what is known now.
DO $$
DECLARE
    old uuid;
BEGIN
    FOR old IN SELECT id FROM finding_versions WHERE submitted_at IS NOT NULL ORDER BY finding, number LOOP
        PERFORM write_scope(old);
    END LOOP;
END
$$;

-- A version under way waits from now on also for the providers who were not asked: of the authors' own data, and of
-- a release that a later version left out.
DO $$
DECLARE
    missing record;
    alphabet CONSTANT text := '0123456789abcdefghjkmnpqrstvwxyz';
    body text;
    digits text;
BEGIN
    FOR missing IN
        SELECT v.id AS version, v.finding, o.id AS organisation, coalesce(agreed_review_days(v.id, o.id), o.clearance_days) AS days
        FROM finding_versions v CROSS JOIN LATERAL providers(v.id) AS asked (organisation) JOIN organisations o ON o.id = asked.organisation
        WHERE v.state = 'submitted' AND NOT EXISTS (
            SELECT FROM clearances c WHERE c.version = v.id AND c.organisation = o.id
        )
    LOOP
        body := (
            SELECT string_agg(substr(alphabet, (get_byte(random.bytes, place) & 31) + 1, 1), '')
            FROM (SELECT uuid_send(gen_random_uuid()) AS bytes) AS random CROSS JOIN unnest('{0,1,2,3,4,5,10,11,12,13}'::integer[]) AS place
        );
        -- ISO/IEC 7064 MOD 97-10, as public ids have it: "c" counts as 12, and "l", which the alphabet lacks, as 44.
        digits := '1244' || (
            SELECT string_agg(lpad((strpos(alphabet, letter) - 1)::text, 2, '0'), '' ORDER BY place)
            FROM regexp_split_to_table(body, '') WITH ORDINALITY AS letters (letter, place)
        );
        INSERT INTO clearances (pid, finding, version, organisation, first_noticed_at, cap_at, due_at)
        SELECT
            'cl-' || body || lpad((98 - digits::numeric * 100 % 97)::text, 2, '0'), missing.finding, missing.version, missing.organisation,
            first, first + interval '90 days', least(platform_now() + make_interval(days => missing.days), first + interval '90 days')
        FROM (
            SELECT greatest(
                coalesce(min(c.first_noticed_at), platform_now()), platform_now() - interval '60 days'
            ) AS first
            FROM clearances c WHERE c.finding = missing.finding AND c.organisation = missing.organisation
        ) AS known;
    END LOOP;
END
$$;
