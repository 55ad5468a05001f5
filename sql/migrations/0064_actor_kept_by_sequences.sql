-- 0064_actor_kept_by_sequences.sql: who acts is kept where only the owner's functions write, and no longer under a hash: asking costs
-- a third of what it did, and every statement of a signed-in request asks.

-- What currval() says of a sequence is the session's own, and changes by setval() alone, for which the application has no right. So three
-- of them are a note that the owner's functions leave for each other: the two halves of the person, and the transaction. None is a
-- secret. What stands in the sequences themselves is whatever session wrote last, means nothing, and so is not logged.
CREATE UNLOGGED SEQUENCE actor_first_half MINVALUE -9223372036854775808 START 1;
CREATE UNLOGGED SEQUENCE actor_second_half MINVALUE -9223372036854775808 START 1;
CREATE UNLOGGED SEQUENCE actor_transaction;
COMMENT ON SEQUENCE actor_first_half IS 'Who signed in last in a session, which asks by currval alone: the first 64 bits of the person';
COMMENT ON SEQUENCE actor_second_half IS 'Who signed in last in a session: the other 64 bits of the person';
COMMENT ON SEQUENCE actor_transaction IS 'The transaction in which that person acts: its start, in microseconds since 1970';
REVOKE ALL ON SEQUENCE actor_first_half, actor_second_half, actor_transaction FROM PUBLIC;

-- Makes a person the actor of this transaction. Without a search_path of its own, which would be set and put back at every sign-in: its
-- callers have set theirs.
CREATE FUNCTION let_act(who uuid) RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
    digits CONSTANT text := translate(who::text, '-', '');
    -- Assigned and not PERFORMed, which would run a query.
    noted bigint;
    said text;
BEGIN
    noted := setval('public.actor_first_half', ('x' || left(digits, 16))::bit(64)::bigint);
    noted := setval('public.actor_second_half', ('x' || right(digits, 16))::bit(64)::bigint);
    noted := setval('public.actor_transaction', (date_part('epoch', transaction_timestamp()) * 1000000)::bigint);
    said := set_config('app.actor', digits, true);
END
$$;
REVOKE ALL ON FUNCTION let_act(uuid) FROM PUBLIC;

-- Who acts in this transaction; NULL for nobody. That the setting names somebody who has not signed in is refused rather than taken for
-- nobody: for lack of the right, or, in a session in which nobody ever has, since the sequence has no value there (55000).
--
-- It is on every request's way, and so without a search_path of its own, which would be set and put back each time: every name that
-- a caller could hide behind another has its schema.
CREATE OR REPLACE FUNCTION actor() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER AS
$$
DECLARE
    said CONSTANT pg_catalog.text := pg_catalog.current_setting('app.actor', true);
BEGIN
    IF said IS NULL OR said = '' THEN
        RETURN NULL;
    -- As let_act() writes them.
    ELSIF pg_catalog.currval('public.actor_transaction')
            <> (pg_catalog.date_part('epoch', pg_catalog.transaction_timestamp()) * 1000000)::pg_catalog.int8
        OR said <> pg_catalog.lpad(pg_catalog.to_hex(pg_catalog.currval('public.actor_first_half')), 16, '0')
            || pg_catalog.lpad(pg_catalog.to_hex(pg_catalog.currval('public.actor_second_half')), 16, '0')
    THEN
        RAISE EXCEPTION 'the actor has not signed in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN said::pg_catalog.uuid;
END
$$;

-- As before, but by let_act(), the clock is asked in the same query, and a token is found good before anybody acts, whatever order of
-- joins the planner likes.
CREATE OR REPLACE FUNCTION sign_in(token_hash bytea) RETURNS TABLE (
    token uuid, person uuid, pid text, name text, platform_roles text[], organisations uuid[], roles text[], scopes text[], touch boolean
) LANGUAGE plpgsql SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS
$$
-- Names of columns are also those of the result.
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT
        good.token, good.person, good.pid, good.name, good.platform_roles, coalesce(belongs.organisations, '{}'),
        coalesce(belongs.roles, '{}'), good.scopes, good.touch
    FROM (
        SELECT t.id AS token, p.id AS person, p.pid, p.name, p.platform_roles, t.scopes,
            coalesce(t.last_used_at < clock.moment - interval '1 minute', true) AS touch
        FROM (SELECT transaction_timestamp() + c.shift AS moment FROM platform_clock c) AS clock
        CROSS JOIN tokens t
        JOIN persons p ON p.id = t.person
        WHERE t.hash = token_hash AND t.revoked_at IS NULL AND t.expires_at > clock.moment AND p.state = 'active'
        OFFSET 0
    ) AS good
    CROSS JOIN LATERAL (SELECT let_act(good.person)) AS acting
    CROSS JOIN LATERAL (
        SELECT array_agg(m.organisation ORDER BY m.organisation, m.role) AS organisations,
            array_agg(m.role ORDER BY m.organisation, m.role) AS roles
        FROM memberships m JOIN organisations o ON o.id = m.organisation
        WHERE m.person = good.person AND o.state = 'active'
    ) AS belongs;
END
$$;

CREATE OR REPLACE FUNCTION act_as(who uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM let_act(who);
END
$$;

DROP FUNCTION seal(uuid);
DROP TABLE actor_key;
