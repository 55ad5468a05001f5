-- For pgbench: what POST …/actions/submit runs, statement by statement, as one transaction. `hash` is the token's SHA-256 in
-- hexadecimal; run.py puts the server's statement for a version (finding.sql) in the place of VIEW, and the same
-- without the representation in the place of CASE. Each client takes every eighth draft from `base` on.
\set n :n + 1
\set draft :base + (:n - 1) * 8 + :client_id
-- The check digits of its identifier (ISO/IEC 7064 MOD 97-10), for bodies of at most six digits behind zeros.
\set sum 15 * 177147 + 41 * 59049 + :draft / 100000 % 10 * 243 + :draft / 10000 % 10 * 81 + :draft / 1000 % 10 * 27 + :draft / 100 % 10 * 9 + :draft / 10 % 10 * 3 + :draft % 10
\set check 98 - :sum * 100 % 97
BEGIN;
SELECT person FROM sign_in(decode(:hash, 'hex')) \gset
INSERT INTO idempotency_keys (person, key, request_hash) SELECT who, :draft::text, sha256('x') FROM actor() AS who WHERE who IS NOT NULL ON CONFLICT DO NOTHING;
SELECT FROM clearances c JOIN finding_versions v ON v.id = c.version WHERE v.finding = (SELECT id FROM findings WHERE pid = NAME) AND v.number = 1 ORDER BY c.id FOR NO KEY UPDATE OF c;
SELECT FROM finding_versions WHERE finding = (SELECT id FROM findings WHERE pid = NAME) AND number = 1 FOR NO KEY UPDATE;
SELECT id AS version, finding, version IS NULL AS nothing FROM (CASE) AS version \gset
SELECT octet_length(jsonb_build_object('title', v.title, 'abstract', v.abstract, 'keywords', v.keywords, 'funding', v.funding, 'conflicts', v.conflicts, 'files', FILES, 'contributions', CONTRIBUTIONS)::text) FROM finding_versions v WHERE v.id = :version::uuid;
SELECT platform_now(), past FROM (SELECT ARRAY(SELECT asked_at FROM askings WHERE finding = :finding::uuid ORDER BY number DESC LIMIT 2) AS past) AS askings;
SELECT FROM clearances WHERE finding = :finding::uuid ORDER BY id FOR NO KEY UPDATE;
SELECT v.id, v.finding, f.pid, v.number, v.state, v.title, v.abstract, v.language, v.kind, v.license, v.keywords, v.funding, v.conflicts, v.thesis, v.release_at, v.answers_problem, v.submitted_at, v.due_at FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE v.finding = :finding::uuid AND v.number < 1 AND v.state IN ('submitted', 'changes_requested') ORDER BY v.number FOR NO KEY UPDATE OF v;
WITH said AS MATERIALIZED (SELECT set_config('app.move', '{"details":{},"event":"submit","object":"finding_version"}', true)) UPDATE finding_versions SET state = 'submitted', due_at = platform_now() + make_interval(days => 90), submitted_at = platform_now(), reserved_pid = 'pu-' || substr(md5(random()::text), 1, 12) FROM said WHERE id = :version::uuid AND state = 'draft';
INSERT INTO screenings (version, due_at) VALUES (:version::uuid, platform_now() + make_interval(days => 1));
INSERT INTO moderations (version, due_at) VALUES (:version::uuid, platform_now() + make_interval(days => 14));
SELECT v.id, v.finding, f.pid, v.number, v.state, v.title, v.abstract, v.language, v.kind, v.license, v.keywords, v.funding, v.conflicts, v.thesis, v.release_at, v.answers_problem, v.submitted_at, v.due_at FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE v.id = :version::uuid;
SELECT name, size, media_type, digest FROM finding_files WHERE version = :version::uuid ORDER BY name COLLATE "C";
SELECT name, orcid, affiliation, ror, credit_roles FROM contributions WHERE version = :version::uuid ORDER BY position;
SELECT d.pid, r.sequence, release_fingerprint(r.id), r.terms_digest FROM finding_releases u JOIN releases r ON r.id = u.release JOIN datasets d ON d.id = r.dataset WHERE u.version = :version::uuid ORDER BY d.pid, r.sequence;
SELECT p.pid, v.problem_version, EXISTS (SELECT FROM published.problems b WHERE b.key = p.id) FROM finding_versions v JOIN findings f ON f.id = v.finding JOIN problems p ON p.id = f.problem WHERE v.id = :version::uuid AND v.problem_version IS NOT NULL;
SELECT p.pid FROM publications p JOIN finding_versions v ON v.id = p.version WHERE p.finding = :finding::uuid AND (p.state IN ('published', 'hidden') OR v.state = 'withdrawn') ORDER BY p.id DESC LIMIT 1;
INSERT INTO certifications (version, document) VALUES (:version::uuid, convert_to(repeat('x', 3500), 'UTF8'));
SELECT * FROM providers(:version::uuid);
SELECT moderators, administrators, both_roles, appointed, flags, deciders, vacant_until, subject FROM bench(:finding::uuid);
INSERT INTO jobs (kind, subject) VALUES ('screen_version', :version::uuid) ON CONFLICT (kind, subject) WHERE state = 'ready' DO NOTHING;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT version IS NULL AS nothing FROM (VIEW) AS version;
INSERT INTO idempotency_keys (person, key, request_hash, status, location, etag, body) VALUES (:person::uuid, :draft::text, sha256('x'), 200, NULL, 'x', convert_to(repeat('x', 1500), 'UTF8')) ON CONFLICT (person, key) DO UPDATE SET status = excluded.status, location = excluded.location, etag = excluded.etag, body = excluded.body;
COMMIT;
