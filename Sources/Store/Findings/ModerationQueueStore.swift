// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// One thing that waits for a moderator.
package struct QueueItem: Record, Sendable {
    /// What a moderator is asked for.
    package enum Kind: String, CaseIterable, Sendable, SQLEncodable, SQLDecodable {
        /// To accept a version, to reject it, or to ask for another.
        case finding
        /// To pass a version whose screening failed.
        case exception
        /// To vote on an objection.
        case flag
        case release, problem
        /// To take a publication down with another judge, who has asked for it.
        case takedown
        /// To let the note of a withdrawal be seen.
        case note
    }

    package let kind: Kind
    /// The public identifier of the finding, flag, dataset, problem or publication.
    package let pid: String
    /// The number of the version, or the sequence of the release; `nil` for a flag.
    package let number: Int?
    /// A title, or the first 100 characters of a note.
    package let title: String
    /// The state of what waits; `moderation` for a finding, `screening failed` for an exception.
    package let state: String
    /// When it is overdue; `nil` for an exception, which has no such time.
    package let dueAt: Instant?
    /// Whether `dueAt` is past, by the platform's clock.
    package let isOverdue: Bool
    /// Whether the asking moderator stands outside the case.
    package let isNeutral: Bool

    package static var columns: SQL {
        "kind, pid, number, title, state, due_at, due_at < platform_now(), is_neutral"
    }

    package init(row: inout Row) throws(DecodingFailure) {
        kind = try row.next()
        pid = try row.next()
        number = try row.next()
        title = try row.next()
        state = try row.next()
        dueAt = try row.next()
        isOverdue = try row.next() ?? false
        isNeutral = try row.next()
    }
}

/// What moderators have to decide, the most overdue first.
package struct ModerationQueueStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// At most `limit` things, of one kind unless `kind` is `nil`; those without a due time come last.
    package func items(kind: QueueItem.Kind?, onlyOverdue: Bool, limit: Int) throws(PostgresError)
        -> [QueueItem]
    {
        try db.all(
            """
            SELECT \(QueueItem.columns) FROM (
                SELECT 'finding' AS kind, f.pid, v.number, v.title, 'moderation' AS state, m.due_at,
                    is_neutral(actor(), f.id) AS is_neutral
                FROM moderations m
                JOIN finding_versions v ON v.id = m.version
                JOIN findings f ON f.id = v.finding
                WHERE m.state = 'pending' AND v.state = 'submitted'
                UNION ALL
                SELECT 'exception', f.pid, v.number, v.title, 'screening failed', NULL,
                    is_neutral(actor(), f.id)
                FROM screenings s
                JOIN finding_versions v ON v.id = s.version
                JOIN findings f ON f.id = v.finding
                WHERE s.state = 'failed' AND v.state = 'submitted'
                UNION ALL
                SELECT 'flag', g.pid, NULL, left(g.note, 100), g.state, g.due_at,
                    is_neutral(actor(), c.finding)
                FROM flags g JOIN clearances c ON c.id = g.clearance
                WHERE g.state IN ('contested', 'escalated')
                UNION ALL
                SELECT 'release', d.pid, r.sequence, d.title, r.state, r.due_at, NOT EXISTS (
                    SELECT FROM memberships WHERE organisation = d.organisation AND person = actor()
                )
                FROM releases r JOIN datasets d ON d.id = r.dataset
                WHERE r.state = 'in_review'
                UNION ALL
                SELECT 'problem', p.pid, p.version, pv.title, p.state, p.due_at, NOT EXISTS (
                    SELECT FROM memberships WHERE organisation = p.organisation AND person = actor()
                )
                FROM problems p JOIN problem_versions pv ON pv.problem = p.id AND pv.number = p.version
                WHERE p.state = 'in_review'
                UNION ALL
                SELECT 'takedown', p.pid, NULL, v.title, p.state,
                    min(t.voted_at) + make_interval(days => \(Int32(Deadlines.takedown))),
                    is_neutral(actor(), p.finding) AND NOT bool_or(t.judge = actor())
                FROM takedown_votes t
                JOIN publications p ON p.id = t.publication
                JOIN finding_versions v ON v.id = p.version
                WHERE p.state <> 'withdrawn'
                    AND t.voted_at > platform_now() - make_interval(days => \(Int32(Deadlines.takedown)))
                GROUP BY p.pid, v.title, p.state, p.finding
                UNION ALL
                SELECT 'note', n.pid, NULL, left(n.text, 100), n.state, n.due_at, is_neutral(actor(), p.finding)
                FROM withdrawal_notes n JOIN publications p ON p.id = n.publication
                WHERE n.state = 'waiting'
            ) AS queue
            WHERE (\(kind)::text IS NULL OR kind = \(kind))
                AND (NOT \(onlyOverdue) OR due_at < platform_now())
            ORDER BY due_at NULLS LAST, pid
            LIMIT \(limit)
            """
        )
    }
}
