-- 0010_refusals.sql: what was refused to a person who is known goes into the audit, but to nobody's inbox.

CREATE FUNCTION record_refusal(request text, code text) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
    INSERT INTO audit_events (actor, actor_kind, action, object, subject, details)
    SELECT actor(), 'person', 'refuse', 'request', request, jsonb_build_object('code', code)
    WHERE actor() IS NOT NULL
$$;
REVOKE ALL ON FUNCTION record_refusal(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record_refusal(text, text) TO teahouse_app;
