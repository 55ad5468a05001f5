// SPDX-License-Identifier: Apache-2.0

extension OlderInstallation {
    /// More rows: of everything in every state, and a finding for each way in which a version may stand.
    static let states = """
        SET session_replication_role = replica;
        CREATE SCHEMA old;
        SET search_path = public, old;
        CREATE FUNCTION old.ago(integer) RETURNS timestamptz LANGUAGE sql
            AS $$SELECT now() - make_interval(days => $1)$$;
        -- A public id that is like no other.
        CREATE SEQUENCE old.numbers;
        CREATE FUNCTION old.pid(text) RETURNS text LANGUAGE sql VOLATILE
            AS $$SELECT $1 || '-' || lpad(nextval('old.numbers')::text, 12, '0')$$;
        CREATE TABLE old.one AS SELECT
            (SELECT id FROM persons WHERE pid = 'pe-ada000000001') AS ada,
                (SELECT id FROM persons WHERE pid = 'pe-max000000001') AS max,
            (SELECT id FROM organisations WHERE pid = 'or-provider0001') AS provider,
                (SELECT id FROM datasets WHERE pid = 'ds-one000000001') AS dataset,
            (SELECT id FROM releases ORDER BY id LIMIT 1) AS release;
        INSERT INTO organisations (pid, name, kind, state) SELECT pid('or'), s, 'enterprise',
            s FROM unnest('{pending,suspended,closed}'::text[]) s;
        INSERT INTO persons (pid, name, state) VALUES (pid('pe'), 'Sten', 'suspended');
        INSERT INTO releases (dataset, sequence, state, terms, terms_digest, released_at, due_at,
            created_by)
        SELECT dataset, 1 + n, s, 'T', sha256('T'), CASE WHEN s IN ('suspended',
            'retired') THEN ago(9) END, CASE WHEN s IN ('measuring', 'in_review',
            'suspended') THEN ago(-5) END, ada
        FROM one, unnest('{draft,measuring,in_review,suspended,retired}'::text[]) WITH ORDINALITY
            AS t (s, n);
        INSERT INTO access_requests (pid, release, person, purpose, state, terms_digest, due_at)
        SELECT pid('ar'), release, ada, 'To see.', s, sha256('Terms.'),
            CASE WHEN s = 'granted' THEN ago(-5) END
        FROM one, unnest('{granted,declined,expired,revoked}'::text[]) AS s;
        INSERT INTO problems (pid, organisation, state, visibility, deadline, due_at, outcome,
            created_by, opened_at)
        SELECT pid('pb'), provider, s, v, ago(-20), CASE WHEN s IN ('in_review', 'open',
            'evaluating') THEN ago(-20) END, CASE WHEN s = 'concluded' THEN 'solved' END, ada,
            CASE WHEN s NOT IN ('draft', 'in_review') THEN ago(20) END
        FROM one, unnest('{draft,in_review,open,evaluating,concluded,cancelled}'::text[]) AS s,
            unnest('{public,restricted}'::text[]) AS v;
        INSERT INTO problem_versions (problem, number, title, statement, created_by) SELECT id, 1,
            'P', 'S', created_by FROM problems;
        INSERT INTO invitations (pid, name, organisation, roles, code_hash, invited_by, expires_at)
        SELECT pid('iv'), 'N', provider, '{owner}', sha256('c'), ada, ago(-5) FROM one;
        INSERT INTO invitations (pid, name, platform_roles, code_hash, expires_at) VALUES (pid('iv'),
            'N', '{admin}', sha256('d'), ago(-5));
        INSERT INTO tokens (pid, person, name, hash, tail, scopes, expires_at) SELECT pid('tk'), ada,
            't', sha256('h'), 'abcdef', '{read}', ago(-5) FROM one;
        -- A finding for each way in which a version may stand.
        CREATE TABLE old.stand AS
        SELECT gen_random_uuid() AS finding, gen_random_uuid() AS version,
            gen_random_uuid() AS clearance, v, s, m, c, f
        FROM unnest('{submitted,changes_requested,rejected,publishable,published,withdrawn,retracted,
            superseded}'::text[]) AS v,
            unnest('{pending,passed,failed,excepted}'::text[]) AS s,
                unnest('{pending,accepted,changes_requested,rejected}'::text[]) AS m,
            unnest('{pending,flagged,extended,passed,upheld}'::text[]) AS c,
            unnest('{open,conceded,contested,escalated,upheld,dismissed,resolved,NULL}'::text[]) AS f
        WHERE (v NOT IN ('publishable', 'published', 'withdrawn') OR (s IN ('passed',
            'excepted') AND m = 'accepted' AND c = 'passed'))
            AND (f IS NULL OR c IN ('flagged', 'upheld', 'passed'))
            AND (v = 'submitted' OR (s <> 'failed' AND f IS DISTINCT FROM 'escalated'));
        INSERT INTO findings (id, pid, created_by, created_at) SELECT finding, pid('fi'), ada,
            ago(60) FROM stand, one;
        INSERT INTO finding_authors (finding, person) SELECT finding, ada FROM stand, one;
        INSERT INTO finding_versions (id, finding, number, state, title, abstract, language, kind,
            license, submitted_at, due_at, created_by)
        SELECT version, finding, 1, v, 'T', 'A', 'en', 'solution', 'CC-BY-4.0', ago(20),
            CASE WHEN v IN ('submitted', 'publishable') THEN ago(-70) END, ada
        FROM stand, one;
        INSERT INTO finding_files (version, name, size, media_type, digest) SELECT version, 'a.md', 3,
            'text/markdown', sha256('r') FROM stand;
        INSERT INTO finding_releases (version, release) SELECT version, release FROM stand, one;
        INSERT INTO contributions (version, position, name, credit_roles) SELECT version, 1, 'Ada',
            '{software}' FROM stand;
        INSERT INTO screenings (version, state, due_at) SELECT version, s,
            CASE WHEN s = 'pending' THEN ago(-1) END FROM stand;
        INSERT INTO moderations (version, state, due_at) SELECT version, m,
            CASE WHEN m = 'pending' THEN ago(-1) END FROM stand;
        INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
        SELECT 'finding_version', version, finding,
            CASE m WHEN 'accepted' THEN 'accept'
            WHEN 'rejected' THEN 'reject' ELSE 'request_changes' END, max, 'So.'
        FROM stand, one WHERE m <> 'pending';
        INSERT INTO appeals (version, reason, appealed_by) SELECT version, 'No.', ada FROM stand,
            one WHERE m = 'rejected' AND v = 'submitted';
        INSERT INTO clearances (id, pid, finding, version, organisation, state, outcome,
            first_noticed_at, due_at, cap_at, extended_at, decided_at)
        SELECT clearance, pid('cl'), finding, version, provider, c,
            CASE WHEN c = 'passed' THEN 'lapsed' END, ago(20),
            CASE WHEN c IN ('pending', 'extended') THEN ago(-10) WHEN c = 'flagged' THEN ago(-70) END,
                ago(-70),
            CASE WHEN c = 'extended' THEN ago(1) END, CASE WHEN c IN ('passed',
                'upheld') THEN ago(1) END
        FROM stand, one;
        INSERT INTO flags (pid, clearance, file_digest, first_byte, last_byte, category, note, state,
            due_at, raised_by)
        SELECT pid('fl'), clearance, sha256('r'), 0, 1, 'confidential', 'N', f,
            CASE WHEN f IN ('open', 'conceded', 'contested', 'escalated') THEN ago(-70) END, ada
        FROM stand, one WHERE f IS NOT NULL AND f <> 'NULL';
        INSERT INTO reviews (pid, version, state, due_at) SELECT pid('rv'), version, 'requested',
            ago(-5) FROM stand WHERE v = 'submitted';
        INSERT INTO publications (pid, finding, version, state, document, digest, published_at,
            due_at, withdrawn_at, tombstone)
        SELECT pid('pu'), finding, version, CASE v WHEN 'publishable' THEN 'embargoed' ELSE v END,
            '{}', sha256('{}'), ago(10),
            CASE v WHEN 'publishable' THEN ago(-20) END, CASE v WHEN 'withdrawn' THEN ago(1) END,
                CASE v WHEN 'withdrawn' THEN '{}'::bytea END
        FROM stand WHERE v IN ('publishable', 'published', 'withdrawn');
        INSERT INTO certificates (publication, version, envelope, digest, key_id) SELECT id, version,
            '{}', sha256('{}'), 'k' FROM publications WHERE pid <> 'pu-one000000001';
        INSERT INTO revocations (publication, envelope, reason, key_id) SELECT id, '{}',
            'error: the sample was mixed up', 'k' FROM publications WHERE state = 'withdrawn';
        INSERT INTO jobs (kind, subject, state, attempt, lease_ends_at, finished_at)
        SELECT k, version, s, 1, CASE WHEN s = 'running' THEN ago(-1) END, CASE WHEN s IN ('done',
            'failed') THEN ago(1) END
        FROM (SELECT version FROM stand LIMIT 1) AS w,
            unnest('{certify_version,screen_version}'::text[]) AS k,
            unnest('{ready,running,done,failed}'::text[]) AS s;
        DROP SCHEMA old CASCADE;
        """
}
