// SPDX-License-Identifier: Apache-2.0
import Postgres

/// What holds of providers and their objections.
extension Check {
    static let clearances = [
        asked, wholeTime, extended, once, noDelay, noSilentFall, decided,
    ]

    private static let asked = Check(
        "I2: each provider that is asked has passed",
        none: """
            SELECT p.pid FROM publications p
            JOIN version_scope s ON s.version = p.version AND s.asks
            JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset
            WHERE NOT EXISTS (SELECT FROM release_removals x WHERE x.version = p.version AND x.release = s.release)
                AND NOT EXISTS (
                    SELECT FROM clearances c WHERE c.version = p.version AND c.organisation = d.organisation AND c.state = 'passed'
                )
            """
    )
    private static let wholeTime = Check(
        "I2: silence clears after the whole time",
        none: """
            SELECT c.pid FROM clearances c
            JOIN finding_versions v ON v.id = c.version
            WHERE c.carried_from IS NULL AND c.outcome IN ('lapsed', 'cap', 'flags_resolved')
                -- What is back to what was cleared brings nothing new, though an objection made it wait.
                AND NOT EXISTS (
                    SELECT FROM clearances e JOIN finding_versions o ON o.id = e.version
                    WHERE e.finding = c.finding AND e.organisation = c.organisation AND e.id < c.id
                        AND e.state = 'passed' AND e.outcome <> 'not_used' AND (o.title, o.abstract) = (v.title, v.abstract) AND (
                            SELECT array_agg(digest ORDER BY name) FROM finding_files WHERE version = e.version
                        ) = (SELECT array_agg(digest ORDER BY name) FROM finding_files WHERE version = c.version)
                ) AND (
                c.decided_at < c.noticed_at + interval '10 days'
                OR (
                    SELECT sum(CASE WHEN e.id = c.id THEN c.decided_at ELSE e.left_at END - e.noticed_at) FROM clearances e
                    WHERE e.finding = c.finding AND e.organisation = c.organisation AND e.id <= c.id
                ) < interval '30 days' AND NOT EXISTS (
                    SELECT FROM clearances e
                    WHERE e.finding = c.finding AND e.organisation = c.organisation AND e.id < c.id
                        AND e.state = 'passed' AND e.outcome <> 'not_used'
                )
            )
            """
    )
    private static let extended = Check(
        "I2: no version and no objection cuts an extension short",
        none: """
            SELECT c.pid FROM clearances c
            JOIN clearances x ON x.finding = c.finding AND x.organisation = c.organisation AND x.id <= c.id
                AND x.extended_at IS NOT NULL
            WHERE c.carried_from IS NULL AND c.outcome IN ('lapsed', 'flags_resolved') AND NOT EXISTS (
                SELECT FROM clearances e
                WHERE e.finding = c.finding AND e.organisation = c.organisation AND e.id >= x.id AND e.id < c.id
                    AND e.state = 'passed' AND e.outcome <> 'not_used'
            ) AND (
                SELECT sum(CASE WHEN e.id = c.id THEN c.decided_at ELSE e.left_at END - greatest(e.noticed_at, x.extended_at))
                FROM clearances e
                WHERE e.finding = c.finding AND e.organisation = c.organisation AND e.id >= x.id AND e.id <= c.id
            ) < x.review_due_at - x.extended_at - interval '1 minute'
            """
    )
    private static let once = Check(
        "I10: a provider extends once, and objects once to each passage",
        none: """
            SELECT min(pid) FROM clearances WHERE extended_at IS NOT NULL GROUP BY finding, organisation HAVING count(*) > 1
            UNION ALL
            SELECT min(pid) FROM flags
            GROUP BY finding, organisation, coalesce(passage, encode(file_digest, 'hex') || first_byte) HAVING count(*) > 1
            """
    )
    private static let noDelay = Check(
        "I5: no provider delays past the cap",
        none: """
            SELECT c.pid FROM clearances c
            WHERE c.state IN ('pending', 'extended', 'flagged') AND platform_now() > interval '1 minute' + greatest(
                c.first_noticed_at + interval '90 days',
                c.noticed_at + CASE WHEN EXISTS (
                    SELECT FROM clearances e
                    WHERE e.finding = c.finding AND e.organisation = c.organisation AND e.extended_at IS NOT NULL
                ) THEN interval '75 days' ELSE interval '45 days' END
            )
            """
    )
    private static let noSilentFall = Check(
        "I8: an objection falls after ten days before those who vote",
        none: """
            SELECT g.pid FROM flags g JOIN audit_events e ON e.object = 'flag' AND e.subject = g.pid AND e.action = 'lapse'
            WHERE g.state = 'dismissed' AND e.at < interval '10 days' + coalesce((
                SELECT max(c.at) FROM audit_events c WHERE c.object = 'flag' AND c.subject = g.pid AND c.action = 'contest'
            ), g.created_at)
            """
    )
    private static let decided = Check(
        "I8: two of one mind decide on an objection, or an administrator",
        none: """
            SELECT g.pid FROM flags g JOIN audit_events e ON e.object = 'flag' AND e.subject = g.pid AND e.action IN ('uphold', 'dismiss')
            WHERE (SELECT count(DISTINCT moderator) FROM flag_votes t WHERE t.flag = g.id AND t.uphold = (e.action = 'uphold')) < 2
                AND NOT EXISTS (
                    SELECT FROM audit_events s WHERE s.object = 'flag' AND s.subject = g.pid AND s.action = 'escalate'
                )
            """
    )
}
