// SPDX-License-Identifier: Apache-2.0
import OpenSSL
import Postgres

/// Something that must hold in every database, and what does not hold to it.
struct Check: Sendable {
    /// As the domain page numbers them.
    let name: String
    /// What breaks it, in words; empty when nothing does.
    let faults: @Sendable (Connection) throws -> [String]

    init(_ name: String, _ faults: @escaping @Sendable (Connection) throws -> [String]) {
        self.name = name
        self.faults = faults
    }

    /// Rows that must not be there.
    private init(_ name: String, none query: SQL) {
        self.init(name) { db in try db.scalars(query) }
    }

    /// What can be seen of the ten invariants from what came out.
    static let all = [
        screened, wholeDocument, asked, wholeTime, neutral, goesOn, noDelay, noUpheldPassage, takenDown,
        noVeto,
        noSilentFall, decided, twoPeople,
    ]

    static let screened = Check(
        "I1: what is published was screened",
        none: """
            SELECT p.pid FROM publications p LEFT JOIN screenings s ON s.version = p.version AND s.state IN ('passed', 'excepted')
            LEFT JOIN screening_reports r ON r.version = p.version
            WHERE s.version IS NULL OR r.version IS NULL
            """
    )
    static let wholeDocument = Check(
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
    static let asked = Check(
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
    static let wholeTime = Check(
        "I2: silence clears after the whole time",
        none: """
            SELECT c.pid FROM clearances c
            WHERE c.carried_from IS NULL AND c.outcome IN ('lapsed', 'cap', 'flags_resolved')                -- What is back to what was cleared brings nothing new, though an objection made it wait.
                AND NOT EXISTS (
                    SELECT FROM clearances e
                    WHERE e.finding = c.finding AND e.organisation = c.organisation AND e.id < c.id
                        AND e.state = 'passed' AND (
                            SELECT array_agg(digest ORDER BY name) FROM finding_files WHERE version = e.version
                        ) = (SELECT array_agg(digest ORDER BY name) FROM finding_files WHERE version = c.version)
                ) AND (
                c.decided_at < c.noticed_at + interval '10 days'
                OR (
                    SELECT sum(coalesce(e.left_at, e.decided_at) - e.noticed_at) FROM clearances e
                    WHERE e.finding = c.finding AND e.organisation = c.organisation AND e.id <= c.id
                ) < interval '30 days' AND NOT EXISTS (
                    SELECT FROM clearances e
                    WHERE e.finding = c.finding AND e.organisation = c.organisation AND e.id < c.id AND e.state = 'passed'
                )
            )
            """
    )
    static let neutral = Check(
        "I3: nobody decides who had an interest",
        none: """
            SELECT f.pid || ': ' || d.event || ' by ' || p.name
            FROM decisions d JOIN persons p ON p.id = d.decided_by JOIN findings f ON f.id = d.finding
            WHERE EXISTS (SELECT FROM author_history a WHERE a.finding = d.finding AND a.person = d.decided_by)
                OR EXISTS (
                    SELECT FROM memberships m WHERE m.person = d.decided_by AND m.organisation IN (
                        SELECT t.organisation FROM finding_versions v JOIN version_scope s ON s.version = v.id
                        JOIN releases r ON r.id = s.release JOIN datasets t ON t.id = r.dataset WHERE v.finding = d.finding
                        UNION
                        SELECT o.organisation FROM author_history a JOIN memberships o ON o.person = a.person
                        WHERE a.finding = d.finding
                    )
                )
            """
    )
    static let goesOn = Check(
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
    static let noDelay = Check(
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
    /// Of the same finding whatever became of the objection; of another one what was upheld by a decision.
    static let noUpheldPassage = Check("I6: no passage is published that must not stand") { db in
        let published: [Published] = try db.all(
            """
            SELECT \(Published.columns) FROM publications p JOIN finding_files f ON f.version = p.version
            JOIN certificates c ON c.publication = p.id
            JOIN screenings s ON s.version = p.version
            """
        )
        return try published.flatMap { publication -> [String] in
            let forbidden: [Forbidden] = try db.all(
                """
                SELECT \(Forbidden.columns) FROM flags g
                WHERE g.file_digest IS NOT NULL AND g.state IN ('conceded', 'upheld', 'resolved') AND EXISTS (
                    SELECT FROM audit_events e
                    WHERE e.object = 'flag' AND e.subject = g.pid AND e.at < \(publication.issuedAt) AND CASE
                        WHEN g.finding = \(publication.finding) THEN e.action IN ('concede', 'uphold', 'lapse', 'resolve')
                        ELSE e.action = 'uphold' AND NOT \(publication.isExcepted)
                    END
                )
                """
            )
            let set = Passage.sets[publication.digest] ?? 0
            return forbidden.compactMap { flag -> String? in
                let passage = Passage.passage(at: Int(flag.firstByte), in: Passage.sets[flag.digest] ?? 0)
                guard let passage, set >> passage & 1 == 1 else { return nil }
                return "\(publication.pid) has \(Passage.names(1 << passage)), to which \(flag.pid) objects"
            }
        }
    }
    static let takenDown = Check(
        "I7: against the authors it takes two",
        none: """
            SELECT p.pid FROM publications p
            WHERE p.state = 'withdrawn' AND (SELECT count(DISTINCT judge) FROM takedown_votes t WHERE t.publication = p.id) < 2
                AND NOT EXISTS (
                    SELECT FROM audit_events e JOIN author_history a ON a.person = e.actor AND a.finding = p.finding
                    WHERE e.object = 'publication' AND e.subject = p.pid AND e.action IN ('withdraw', 'retract')
                )
            """
    )
    static let noVeto = Check(
        "I7: nobody says no twice, and changes are asked for twice",
        none: """
            SELECT d.event FROM decisions d WHERE d.event IN ('reject', 'request_changes')
            GROUP BY d.subject, d.decided_by, d.event HAVING count(*) > 1
            UNION ALL
            SELECT 'request_changes' FROM decisions d WHERE d.event = 'request_changes' GROUP BY d.finding HAVING count(*) > 2
            """
    )
    static let noSilentFall = Check(
        "I8: an objection falls after ten days before those who vote",
        none: """
            SELECT g.pid FROM flags g JOIN audit_events e ON e.object = 'flag' AND e.subject = g.pid AND e.action = 'lapse'
            WHERE g.state = 'dismissed' AND e.at < interval '10 days' + coalesce((
                SELECT max(c.at) FROM audit_events c WHERE c.object = 'flag' AND c.subject = g.pid AND c.action = 'contest'
            ), g.created_at)
            """
    )
    static let decided = Check(
        "I8: two of one mind decide on an objection, or an administrator",
        none: """
            SELECT g.pid FROM flags g JOIN audit_events e ON e.object = 'flag' AND e.subject = g.pid AND e.action IN ('uphold', 'dismiss')
            WHERE (SELECT count(DISTINCT moderator) FROM flag_votes t WHERE t.flag = g.id AND t.uphold = (e.action = 'uphold')) < 2
                AND NOT EXISTS (
                    SELECT FROM audit_events s WHERE s.object = 'flag' AND s.subject = g.pid AND s.action = 'escalate'
                )
            """
    )
    static let twoPeople = Check(
        "I9: nobody opens two gates alone",
        none: """
            SELECT DISTINCT f.pid FROM decisions a JOIN decisions o ON o.subject = a.subject AND o.decided_by = a.decided_by
            JOIN findings f ON f.id = a.finding
            WHERE a.event = 'accept' AND o.event IN ('exception', 'release_unused', 'gone')
            """
    )
}
