-- 0019_harvest.sql: what harvesters get: every publication that the public knows or knew, by when it last changed.

CREATE INDEX publications_by_change ON publications (changed_at, pid) WHERE state <> 'embargoed';

CREATE VIEW published.harvest AS
SELECT p.pid, p.state = 'withdrawn' AS is_withdrawn, CASE WHEN p.state = 'published' THEN p.document END AS document, p.changed_at,
    v.kind, b.pid AS problem, o.pid AS organisation
FROM public.publications p
JOIN public.findings f ON f.id = p.finding
JOIN public.finding_versions v ON v.id = p.version
LEFT JOIN public.problems b ON b.id = f.problem AND b.visibility = 'public' AND b.state IN ('open', 'evaluating', 'concluded', 'cancelled')
LEFT JOIN public.organisations o ON o.id = b.organisation
WHERE p.state <> 'embargoed' AND (p.state = 'published' OR p.state = 'withdrawn' AND v.state = 'withdrawn');
COMMENT ON VIEW published.harvest IS 'A withdrawn publication keeps its sets, so that harvesters of a set learn of the withdrawal';

GRANT SELECT ON published.harvest TO teahouse_app, teahouse_public, teahouse_exporter;
