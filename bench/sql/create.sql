-- For pgbench: what POST /v1/findings runs, statement by statement, as one transaction. `hash` is the token's SHA-256 in hexadecimal;
-- run.py puts the server's statement for a version (finding.sql) in the place of VIEW.
\set key random(1, 9000000000000000000)
BEGIN;
SELECT person FROM sign_in(decode(:hash, 'hex')) \gset
INSERT INTO idempotency_keys (person, key, request_hash) SELECT who, :key::text, sha256('x') FROM actor() AS who WHERE who IS NOT NULL ON CONFLICT DO NOTHING;
WITH made AS (INSERT INTO findings (pid, created_by) VALUES ('fi-' || left(md5(:key::text), 12), :person::uuid) RETURNING id) INSERT INTO finding_authors (finding, person) SELECT id, :person::uuid FROM made RETURNING finding \gset
WITH v AS (INSERT INTO finding_versions (finding, number, title, abstract, language, kind, license, keywords, funding, conflicts, thesis, release_at, created_by) SELECT :finding::uuid, coalesce(max(number), 0) + 1, 'A title', repeat('abstract ', 100), 'en', 'solution', 'CC-BY-4.0', '{}', '', '', false, NULL, :person::uuid FROM finding_versions WHERE finding = :finding::uuid RETURNING *) SELECT v.id AS version FROM v JOIN findings f ON f.id = v.finding \gset
SELECT record_fact('create', 'finding', 'fi-' || left(md5(:key::text), 12) || '/1', '{}'::jsonb);
SET CONSTRAINTS ALL IMMEDIATE;
SELECT version IS NULL AS nothing FROM (VIEW) AS version;
UPDATE idempotency_keys SET status = 201, location = 'x', etag = 'x', body = convert_to(repeat('x', 1500), 'UTF8') WHERE person = :person::uuid AND key = :key::text;
COMMIT;
