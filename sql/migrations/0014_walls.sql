-- 0014_walls.sql: row security on what the code alone kept apart: who decided and voted, answers kept for repeated requests, tokens,
-- invitations, agreements, downloads, and the files of what is not public yet.

CREATE FUNCTION is_arbiter() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN is_platform()
        OR EXISTS (SELECT FROM persons WHERE id = actor() AND platform_roles && ARRAY['moderator', 'admin']);
END
$$;

-- Who decided is known to those who decide; the reasons go to those concerned by other ways.
ALTER TABLE decisions ENABLE ROW LEVEL SECURITY;
CREATE POLICY decisions_seen ON decisions TO teahouse_app USING (decided_by = actor() OR is_arbiter()) WITH CHECK (true);
ALTER TABLE flag_votes ENABLE ROW LEVEL SECURITY;
CREATE POLICY flag_votes_seen ON flag_votes TO teahouse_app USING (moderator = actor() OR is_arbiter()) WITH CHECK (true);

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY idempotency_keys_own ON idempotency_keys TO teahouse_app USING (person = actor() OR is_platform()) WITH CHECK (true);
ALTER TABLE tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY tokens_own ON tokens TO teahouse_app USING (person = actor() OR is_platform()) WITH CHECK (true);
ALTER TABLE downloads ENABLE ROW LEVEL SECURITY;
CREATE POLICY downloads_own ON downloads TO teahouse_app USING (person = actor() OR is_platform()) WITH CHECK (true);

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
CREATE POLICY invitations_seen ON invitations TO teahouse_app
    USING (
        is_platform() OR EXISTS (
            SELECT FROM memberships m
            WHERE m.organisation = invitations.organisation AND m.person = actor() AND m.role = 'owner'
        )
    )
    WITH CHECK (true);

ALTER TABLE agreements ENABLE ROW LEVEL SECURITY;
CREATE POLICY agreements_seen ON agreements TO teahouse_app
    USING (EXISTS (SELECT FROM access_requests r WHERE r.id = access_request)) WITH CHECK (true);

ALTER TABLE certificates ENABLE ROW LEVEL SECURITY;
CREATE POLICY certificates_seen ON certificates TO teahouse_app
    USING (EXISTS (SELECT FROM publications p WHERE p.id = publication)) WITH CHECK (true);
ALTER TABLE revocations ENABLE ROW LEVEL SECURITY;
CREATE POLICY revocations_seen ON revocations TO teahouse_app
    USING (EXISTS (SELECT FROM publications p WHERE p.id = publication)) WITH CHECK (true);

-- Of what was withdrawn the public has the tombstone, and nothing else of what it said.
CREATE OR REPLACE VIEW published.publications AS
    SELECT
        p.pid, f.pid AS concept, v.number AS version, p.state,
        CASE WHEN p.state = 'published' THEN p.document ELSE p.tombstone END AS record,
        p.digest, c.envelope AS certificate, r.envelope AS revocation, p.published_at, p.withdrawn_at, p.changed_at,
        CASE WHEN p.state = 'published' THEN v.title END AS title, CASE WHEN p.state = 'published' THEN v.kind END AS kind,
        CASE WHEN p.state = 'published' THEN v.language END AS language, CASE WHEN p.state = 'published' THEN v.license END AS license,
        CASE WHEN p.state = 'published' THEN v.keywords END AS keywords
    FROM public.publications p
    JOIN public.findings f ON f.id = p.finding
    JOIN public.finding_versions v ON v.id = p.version
    JOIN public.certificates c ON c.publication = p.id
    LEFT JOIN public.revocations r ON r.publication = p.id
    -- What was taken back before its day was never public.
    WHERE p.state = 'published' OR (p.state = 'withdrawn' AND v.state = 'withdrawn');

DROP POLICY publications_seen ON publications;
CREATE POLICY publications_seen ON publications TO teahouse_app
    USING (state = 'published' OR EXISTS (SELECT FROM finding_versions v WHERE v.id = version)) WITH CHECK (true);
