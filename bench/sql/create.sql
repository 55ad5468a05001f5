-- For pgbench: what POST /v1/findings runs, statement by statement, as one transaction. `hash` is the token's SHA-256 in hexadecimal;
-- run.py puts the server's statement for a version (finding.sql) in the place of VIEW.
\set key random(1, 9000000000000000000)
BEGIN;
SELECT person FROM sign_in(decode(:hash, 'hex')) \gset
INSERT INTO idempotency_keys (person, key, request_hash) SELECT who, :key::text, sha256('x') FROM actor() AS who WHERE who IS NOT NULL ON CONFLICT DO NOTHING;
WITH made AS (INSERT INTO findings (pid, problem, created_by) VALUES ('fi-' || left(md5(:key::text), 12), NULL, :person::uuid) RETURNING id) INSERT INTO finding_authors (finding, person) SELECT id, :person::uuid FROM made;
WITH v AS (INSERT INTO finding_versions (finding, number, title, abstract, language, kind, license, keywords, funding, conflicts, thesis, release_at, answers_problem, created_by) SELECT (SELECT id FROM findings WHERE pid = 'fi-' || left(md5(:key::text), 12)), coalesce(max(number), 0) + 1, 'A title', repeat('abstract ', 100), 'en', 'solution', 'CC-BY-4.0', '{}', '', '', false, NULL, true, :person::uuid FROM finding_versions WHERE finding = (SELECT id FROM findings WHERE pid = 'fi-' || left(md5(:key::text), 12)) RETURNING *) SELECT v.id, v.finding, f.pid, v.number, v.state, v.title, v.abstract, v.language, v.kind, v.license, v.keywords, v.funding, v.conflicts, v.thesis, v.release_at, v.answers_problem, v.submitted_at, v.due_at FROM v JOIN findings f ON f.id = v.finding;
SELECT record_fact('create', 'finding', 'fi-' || left(md5(:key::text), 12) || '/1', '{}'::jsonb);
SET CONSTRAINTS ALL IMMEDIATE;
SELECT version IS NULL AS nothing FROM (VIEW) AS version;
INSERT INTO idempotency_keys (person, key, request_hash, status, location, etag, body) VALUES (:person::uuid, :key::text, sha256('x'), 201, 'x', 'x', convert_to(repeat('x', 1500), 'UTF8')) ON CONFLICT (person, key) DO UPDATE SET status = excluded.status, location = excluded.location, etag = excluded.etag, body = excluded.body;
COMMIT;
