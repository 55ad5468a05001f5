-- 0030_suspensions.sql: when a release was suspended, as far as that is over; out of the history of events.

CREATE FUNCTION release_suspensions(subject uuid) RETURNS TABLE (began timestamptz, ended timestamptz) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    named CONSTANT text := (SELECT d.pid || '/' || r.sequence FROM releases r JOIN datasets d ON d.id = r.dataset WHERE r.id = subject);
BEGIN
    RETURN QUERY
        SELECT moved.began, moved.ended
        FROM (
            SELECT e.action, e.at AS began, lead(e.at) OVER (ORDER BY e.id) AS ended
            FROM audit_events e
            WHERE e.subject = named AND e.object = 'release' AND e.action IN ('suspend', 'resume', 'retire')
        ) AS moved
        WHERE moved.action = 'suspend' AND moved.ended > moved.began
        ORDER BY moved.began;
END
$$;
