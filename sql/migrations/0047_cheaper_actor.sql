-- 0047_cheaper_actor.sql: who acts is asked several times in every transaction, and costs half of what it did. The key is read by
-- itself, and compared outside of a query: a query that does both is set up and taken down at each call for longer than it runs.

CREATE OR REPLACE FUNCTION seal(who uuid) RETURNS text LANGUAGE plpgsql STABLE AS
$$
DECLARE
    key CONSTANT bytea := (SELECT k.key FROM public.actor_key k);
BEGIN
    RETURN who || ':' || encode(sha256(
        key || int4send(pg_backend_pid()) || timestamptz_send(transaction_timestamp()) || convert_to(who::text, 'UTF8')
    ), 'hex');
END
$$;

-- A key that is not there refuses everybody who says who they are.
CREATE OR REPLACE FUNCTION actor() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER AS
$$
DECLARE
    said CONSTANT pg_catalog.text := pg_catalog.current_setting('app.actor', true);
    key pg_catalog.bytea;
BEGIN
    IF said IS NULL OR said = '' THEN
        RETURN NULL;
    END IF;
    key := (SELECT k.key FROM public.actor_key k);
    -- As seal() makes it.
    IF pg_catalog.substr(said, 38) IS DISTINCT FROM pg_catalog.encode(pg_catalog.sha256(
        key || pg_catalog.int4send(pg_catalog.pg_backend_pid())
            || pg_catalog.timestamptz_send(pg_catalog.transaction_timestamp())
            || pg_catalog.convert_to(pg_catalog.left(said, 36), 'UTF8')
    ), 'hex') THEN
        RAISE EXCEPTION 'the actor has no seal of this transaction' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN pg_catalog.left(said, 36)::pg_catalog.uuid;
END
$$;

-- As before, but who acts is asked once.
CREATE OR REPLACE FUNCTION seats(of_finding uuid) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000
SET search_path = public, pg_temp AS
$$
DECLARE
    who CONSTANT uuid := actor();
    roles CONSTANT text[] := coalesce((SELECT p.platform_roles FROM persons p WHERE p.id = who), '{}');
    appointed CONSTANT boolean := is_appointed(who, of_finding);
    taken text[] := '{}';
BEGIN
    IF roles = '{}' AND NOT appointed THEN
        RETURN taken;
    ELSIF NOT is_neutral(who, of_finding) THEN
        RETURN '{party}';
    END IF;
    IF appointed OR 'moderator' = ANY (roles) OR (SELECT count(*) FROM able_moderators(of_finding)) < 2 THEN
        taken := taken || 'moderator'::text;
    END IF;
    IF 'admin' = ANY (roles) OR (appointed AND NOT EXISTS (SELECT FROM able_admins(of_finding))) THEN
        taken := taken || 'admin'::text;
    END IF;
    RETURN taken;
END
$$;
