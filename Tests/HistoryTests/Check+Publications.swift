// SPDX-License-Identifier: Apache-2.0
import Postgres

/// What holds of everything that was published.
extension Check {
    static let publications = [
        screened, wholeDocument, takenDown, embargo, whole, noUpheldPassage,
    ]

    private static let screened = Check(
        "I1: what is published was screened",
        none: """
            SELECT p.pid FROM publications p LEFT JOIN screenings s ON s.version = p.version AND s.state IN ('passed', 'excepted')
            LEFT JOIN screening_reports r ON r.version = p.version
            WHERE s.version IS NULL OR r.version IS NULL
            """
    )
    private static let wholeDocument = Check(
        "I1: a document has the very files of its version",
        none: """
            SELECT p.pid FROM publications p
            WHERE ARRAY(
                SELECT f ->> 'digest' FROM jsonb_array_elements(convert_from(p.document, 'UTF8')::jsonb -> 'files') f ORDER BY 1
            ) IS DISTINCT FROM ARRAY(
                SELECT 'sha256:' || encode(f.digest, 'hex') FROM finding_files f WHERE f.version = p.version ORDER BY 1
            )
            """
    )
    /// What had to go from another finding while it was under embargo the platform takes back.
    private static let takenDown = Check(
        "I7: against the authors it takes two",
        none: """
            SELECT p.pid FROM publications p
            WHERE p.state = 'withdrawn' AND (SELECT count(DISTINCT judge) FROM takedown_votes t WHERE t.publication = p.id) < 2
                AND NOT EXISTS (
                    SELECT FROM audit_events e LEFT JOIN author_history a ON a.person = e.actor AND a.finding = p.finding
                    WHERE e.object = 'publication' AND e.subject = p.pid AND e.action IN ('withdraw', 'retract') AND (
                        a.person IS NOT NULL OR e.actor_kind = 'platform' AND EXISTS (
                            SELECT FROM foreign_passages o WHERE o.version = p.version
                        )
                    )
                )
            """
    )
    private static let embargo = Check(
        "I1: nothing is public before its day, and nothing waits for it afterwards",
        none: """
            SELECT p.pid FROM publications p JOIN finding_versions v ON v.id = p.version
            WHERE CASE p.state
                WHEN 'embargoed' THEN p.due_at IS NULL OR p.due_at < platform_now() - interval '1 minute'
                ELSE p.state IN ('published', 'hidden') AND v.release_at > platform_now()
            END
            """
    )
    private static let whole = Check(
        "I1: a document says what its version says",
        none: """
            SELECT p.pid FROM publications p JOIN finding_versions v ON v.id = p.version
            CROSS JOIN LATERAL (SELECT convert_from(p.document, 'UTF8')::jsonb AS said) d
            WHERE (d.said ->> 'title', d.said ->> 'abstract') IS DISTINCT FROM (v.title, v.abstract)
            """
    )
    /// Of the same finding whatever became of the objection; of another one what was upheld by a decision,
    /// also while an embargo lasts.
    private static let noUpheldPassage = Check("I6: no passage is published that must not stand") { db in
        let published: [Published] = try db.all(
            """
            SELECT \(Published.columns) FROM publications p JOIN finding_versions v ON v.id = p.version
            JOIN finding_files f ON f.version = p.version JOIN certificates c ON c.publication = p.id
            JOIN screenings s ON s.version = p.version
            """
        )
        return try published.flatMap { publication -> [String] in
            let forbidden: [Forbidden] = try db.all(
                """
                SELECT \(Forbidden.columns) FROM flags g
                WHERE g.state IN ('conceded', 'upheld', 'resolved') AND EXISTS (
                    SELECT FROM audit_events e
                    WHERE e.object = 'flag' AND e.subject = g.pid AND CASE
                        WHEN g.finding = \(publication.finding) THEN
                            e.at < \(publication.issuedAt) AND e.action IN ('concede', 'uphold', 'lapse', 'resolve')
                        ELSE e.at < \(publication.openedAt) AND e.action = 'uphold' AND NOT \(publication.isExcepted)
                    END
                )
                """
            )
            return forbidden.filter { $0.stands(in: publication) }
                .map { "\(publication.pid) has a passage to which \($0.pid) objects" }
        }
    }
}
