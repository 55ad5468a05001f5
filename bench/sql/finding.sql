-- What the server's GET /v1/findings/{pid} runs for a finding that it has not in memory (VersionView in Sources/Store/Findings),
-- for the peers: the same statement, of which they pass the object through. The whole row is referred to, lest the planner
-- leave out what the peers do not read. A test compares it with the server's.
SELECT body::text, version IS NULL AS nothing FROM (
    SELECT v.id, f.stamp, is_author(f.id, me.id), j.seats, j.barred, j.unlisted::text, j.vacancy::text, rs.sight,
    (SELECT pid FROM problems WHERE id = f.problem),
    ARRAY(
        SELECT c.id || ' ' || o.pid || ' ' || o.name
        FROM clearances c JOIN organisations o ON o.id = c.organisation
        WHERE c.version = v.id ORDER BY c.id
    ),
    ARRAY(
        SELECT u.release || ' ' || d.pid || ' ' || r.sequence
        FROM finding_releases u JOIN releases r ON r.id = u.release JOIN datasets d ON d.id = r.dataset
        WHERE u.version = v.id ORDER BY u.release
    ), v.finding, f.pid AS finding_pid, v.number, v.state, s.state AS screening,
    m.state AS moderation,
    NOT EXISTS (
        SELECT FROM finding_versions later WHERE later.finding = v.finding AND later.number > v.number
    ),
    v.changed_at,
    jsonb_build_object(
        'pid', f.pid, 'version', v.number, 'state', v.state, 'title', v.title, 'abstract', v.abstract,
        'language', v.language, 'kind', v.kind, 'license', v.license, 'keywords', v.keywords,
        'funding', CASE WHEN rs.sight = 'blind' THEN '' ELSE v.funding END,
        'conflicts', CASE WHEN rs.sight = 'blind' THEN '' ELSE v.conflicts END,
        'thesis', v.thesis, 'release_at', rfc3339(v.release_at),
        'problem', CASE WHEN v.answers_problem THEN (SELECT pid FROM problems WHERE id = f.problem) END,
        'problem_opening', (SELECT opening FROM problem_openings WHERE version = v.id), 'publication', p.pid,
        'due_at', rfc3339(v.due_at), 'submitted_at', rfc3339(v.submitted_at),
        'created_at', rfc3339(v.created_at), 'changed_at', rfc3339(v.changed_at),
        'files', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'name', name, 'size', size, 'media_type', media_type,
            'digest', 'sha256:' || encode(digest, 'hex')
        ) ORDER BY name COLLATE "C")
        FROM finding_files WHERE version = v.id
    ), '[]'), 'contributions', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'name', name, 'orcid', orcid,
            'orcid_status', CASE WHEN orcid IS NOT NULL THEN 'asserted' END,
            'credit_roles', credit_roles,
            'affiliation', CASE WHEN affiliation IS NULL THEN NULL
                ELSE jsonb_build_object('name', affiliation, 'ror', ror) END
        ) ORDER BY position)
        FROM contributions WHERE version = v.id
    ), '[]'), 'releases', coalesce((
        SELECT jsonb_agg(
            jsonb_build_object('dataset', d.pid, 'sequence', r.sequence) ORDER BY d.pid, r.sequence
        )
        FROM finding_releases u JOIN releases r ON r.id = u.release JOIN datasets d ON d.id = r.dataset
        WHERE u.version = v.id
    ), '[]'),
        'unlisted', j.unlisted, 'vacancy', j.vacancy,
        'gates', CASE WHEN m.version IS NULL THEN NULL ELSE jsonb_build_object(
            'screening', jsonb_build_object(
                'state', s.state, 'due_at', rfc3339(s.due_at),
                'asked', (SELECT a.reason FROM exception_askings a WHERE a.version = v.id)
            ),
            'moderation', jsonb_build_object('state', m.state, 'due_at', rfc3339(m.due_at)),
            'clearances', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'pid', c.pid, 'organisation', o.pid, 'organisation_name', o.name, 'state', c.state,
            'outcome', c.outcome, 'due_at', rfc3339(c.due_at), 'cap_at', rfc3339(c.cap_at),
            'flags', (
                SELECT coalesce(jsonb_agg(
                    jsonb_build_object('pid', g.pid, 'category', g.category, 'state', g.state)
                    ORDER BY g.id
                ), '[]')
                FROM flags g WHERE g.finding = c.finding AND g.organisation = c.organisation AND (
        g.clearance = c.id OR (
            g.state IN ('open', 'conceded', 'contested', 'escalated', 'upheld') AND c.state IN ('pending', 'flagged', 'extended', 'upheld')
            AND NOT EXISTS (
                SELECT FROM flag_passages k
                WHERE k.flag = g.id AND k.version = c.version AND NOT k.stands
            )
        )
    )
            )
        ) ORDER BY o.pid)
        FROM clearances c JOIN organisations o ON o.id = c.organisation
        WHERE c.version = v.id
    ), '[]'),
            'certificate', CASE WHEN k.version IS NOT NULL THEN jsonb_build_object(
                'state', k.state, 'cause', k.cause, 'due_at', rfc3339(k.due_at)
            ) END
        ) END
    ) AS body FROM findings f
    JOIN finding_versions v ON v.finding = f.id
    CROSS JOIN (SELECT actor() AS id OFFSET 0) AS me
    CROSS JOIN LATERAL review_sight(v.id, me.id) AS rs(sight)
    CROSS JOIN LATERAL judging(f.id, v.id) AS j
    LEFT JOIN screenings s ON s.version = v.id
    LEFT JOIN moderations m ON m.version = v.id
    LEFT JOIN publications p ON p.version = v.id
    LEFT JOIN certifications k ON k.version = v.id
    WHERE f.pid = $1
    ORDER BY v.number DESC
    LIMIT 1
) AS version
