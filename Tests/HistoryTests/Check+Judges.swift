// SPDX-License-Identifier: Apache-2.0
import Postgres

/// What holds of those who judge, and of those who ask them to.
extension Check {
    static let judges = [
        neutral, willing, unchanged, rest, goesOn, noVeto, twoPeople,
    ]

    private static let neutral = Check(
        "I3: nobody decides who had an interest",
        none: """
            WITH houses AS (
                SELECT person, organisation, NULL::timestamptz AS ended_at FROM memberships
                UNION ALL SELECT person, organisation, ended_at FROM past_memberships
            ), reviewers AS (
                SELECT a.finding, a.reviewer, r.answered_at FROM review_assignments a JOIN reviews r ON r.id = a.review
                WHERE r.state = 'given'
            ), parties AS (
                SELECT h.finding, h.person, h.since FROM author_history h
                UNION ALL SELECT w.finding, w.reviewer, w.answered_at FROM reviewers w
            ), party_houses AS (
                SELECT p.finding, o.organisation, p.since FROM parties p JOIN findings f ON f.id = p.finding
                JOIN houses o ON o.person = p.person AND coalesce(o.ended_at, 'infinity') >= f.created_at
                UNION ALL
                SELECT v.finding, t.organisation, v.submitted_at FROM finding_versions v
                JOIN version_scope s ON s.version = v.id JOIN releases r ON r.id = s.release
                JOIN datasets t ON t.id = r.dataset
                UNION ALL
                SELECT v.finding, b.organisation, v.submitted_at FROM finding_versions v
                JOIN findings f ON f.id = v.finding JOIN problems b ON b.id = f.problem WHERE v.answers_problem
            )
            SELECT DISTINCT f.pid || ': ' || d.event || ' by ' || p.name
            FROM decisions d JOIN persons p ON p.id = d.decided_by JOIN findings f ON f.id = d.finding
            WHERE EXISTS (
                SELECT FROM parties a WHERE a.finding = d.finding AND a.person = d.decided_by AND a.since < d.decided_at
            ) OR EXISTS (
                SELECT FROM party_houses t JOIN houses o ON o.organisation = t.organisation
                WHERE t.finding = d.finding AND o.person = d.decided_by AND t.since < d.decided_at
                    AND coalesce(o.ended_at, 'infinity') >= f.created_at
            )
            """
    )
    private static let willing = Check(
        "nobody is an author who did not accept it, and no finding is without one",
        none: """
            SELECT f.pid || ': ' || p.name FROM author_history h
            JOIN findings f ON f.id = h.finding JOIN persons p ON p.id = h.person
            WHERE h.person <> f.created_by AND NOT EXISTS (
                SELECT FROM audit_events e
                WHERE e.object = 'author_invitation' AND e.action = 'accept' AND e.actor = h.person AND e.at <= h.since
            )
            UNION ALL
            SELECT f.pid FROM findings f WHERE NOT EXISTS (SELECT FROM finding_authors a WHERE a.finding = f.id)
            """
    )
    private static let unchanged = Check(
        "authors do not change while a version is before its gates",
        none: """
            SELECT DISTINCT f.pid || ': ' || e.action
            FROM audit_events e JOIN findings f ON f.pid = e.subject
            CROSS JOIN LATERAL (
                SELECT l.action FROM audit_events l
                WHERE l.object = 'finding_version' AND split_part(l.subject, '/', 1) = f.pid AND l.at < e.at
                    AND l.action IN (
                        'submit', 'appeal', 'retract', 'reject', 'request_changes', 'pass', 'publish', 'withdraw'
                    )
                ORDER BY l.at DESC, l.id DESC LIMIT 1
            ) before
            WHERE e.object = 'finding' AND e.action IN ('add_author', 'remove_author')
                AND before.action IN ('submit', 'appeal')
            """
    )
    private static let rest = Check(
        "I10: what asks others for work comes twice in ten days at most, and an exception once for the same",
        none: """
            SELECT DISTINCT s.finding FROM (
                SELECT split_part(e.subject, '/', 1) AS finding, e.at,
                    lag(e.at, 2) OVER (PARTITION BY split_part(e.subject, '/', 1) ORDER BY e.at) AS third
                FROM audit_events e
                WHERE (e.object, e.action) IN (
                    ('finding_version', 'submit'), ('finding_version', 'appeal'), ('screening', 'ask')
                )
            ) s
            WHERE s.at - s.third < interval '10 days'
            UNION ALL
            SELECT f.pid FROM exception_askings a JOIN findings f ON f.id = a.finding
            GROUP BY f.pid, a.fingerprint HAVING count(*) > 1
            """
    )
    private static let goesOn = Check(
        "I4: what is submitted waits for somebody, with an hour",
        none: """
            SELECT f.pid || '/' || v.number FROM finding_versions v JOIN findings f ON f.id = v.finding
            WHERE v.state = 'submitted' AND NOT EXISTS (
                SELECT FROM screenings s WHERE s.version = v.id AND s.due_at IS NOT NULL
                UNION ALL
                SELECT FROM moderations m WHERE m.version = v.id AND m.due_at IS NOT NULL
                UNION ALL
                SELECT FROM clearances c WHERE c.version = v.id AND c.due_at > platform_now() - interval '1 minute'
            )
            """
    )
    private static let noVeto = Check(
        "I7: nobody says no twice, and changes are asked for twice",
        none: """
            SELECT d.event FROM decisions d WHERE d.event IN ('reject', 'request_changes')
            GROUP BY d.subject, d.decided_by, d.event HAVING count(*) > 1
            UNION ALL
            SELECT 'request_changes' FROM decisions d WHERE d.event = 'request_changes' GROUP BY d.finding HAVING count(*) > 2
            """
    )
    private static let twoPeople = Check(
        "I9: nobody opens two gates alone",
        none: """
            SELECT DISTINCT f.pid FROM decisions a JOIN decisions o ON o.subject = a.subject AND o.decided_by = a.decided_by
            JOIN findings f ON f.id = a.finding
            WHERE a.event = 'accept' AND o.event IN ('exception', 'release_unused', 'gone')
            """
    )
}
