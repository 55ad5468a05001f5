// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What moderators have to decide, the most overdue first.
package struct ModerationQueueStore {
    private let db: Connection
    private let ofAppointed: Bool

    /// Works over `db`, in whatever transaction that has open; what the actor is appointed to judge is all
    /// that there is `ofAppointed`.
    package init(_ db: Connection, ofAppointed: Bool = false) {
        self.db = db
        self.ofAppointed = ofAppointed
    }

    /// At most `limit` cases, of one kind unless `kind` is `nil`, each once; those without a due time come
    /// last.
    package func items(kind: QueueItem.Kind?, onlyOverdue: Bool, limit: Int) throws(PostgresError)
        -> [QueueItem]
    {
        try db.all(
            """
            SELECT \(QueueItem.columns) FROM (
                SELECT * FROM (\(Self.waiting)) AS waiting
                WHERE \(isAsked(kind, onlyOverdue))
                ORDER BY due_at NULLS LAST, pid
                LIMIT \(limit)
            ) AS queue
            LEFT JOIN LATERAL judging(queue.finding, queue.version) AS j ON queue.version IS NOT NULL
            ORDER BY due_at NULLS LAST, pid
            """
        )
    }

    /// How many there are of them without a limit.
    package func count(kind: QueueItem.Kind?, onlyOverdue: Bool) throws(PostgresError) -> Int {
        try db.value(
            "SELECT count(*) FROM (\(Self.waiting)) AS waiting WHERE \(isAsked(kind, onlyOverdue))"
        )
    }

    private func isAsked(_ kind: QueueItem.Kind?, _ onlyOverdue: Bool) -> SQL {
        """
        (\(kind)::text IS NULL OR kind = \(kind)) AND (NOT \(onlyOverdue) OR due_at < platform_now())
            AND (NOT \(ofAppointed) OR kind <> 'appointment' AND finding IN (
                SELECT a.finding FROM appointments a WHERE a.person = (SELECT actor()) AND a.is_in_force
            ))
        """
    }

    /// Whether an exception can be made to the screening `s`.
    private static let isExcepted: SQL =
        "s.state = ANY (\(Screening.allCases.filter { $0.next(.exception) != nil }.map(\.rawValue)))"

    private static let waiting: SQL = """
        SELECT
            CASE WHEN \(isExcepted) THEN 'exception' WHEN s.state IN ('doubtful', 'unresolved') THEN 'passage'
                ELSE 'finding' END AS kind,
            f.pid, v.number, v.title,
            CASE
                WHEN s.state IN ('asked', 'escalated') THEN 'exception asked for'
                WHEN \(isExcepted) THEN 'screening failed'
                WHEN s.state IN ('doubtful', 'unresolved') THEN s.state
                ELSE 'moderation'
            END AS state,
            m.state AS moderation, s.state AS screening,
            least(
                CASE WHEN m.due_at IS NOT NULL THEN coalesce(m.late_since, m.due_at) END,
                CASE WHEN \(isExcepted) OR s.state IN ('doubtful', 'unresolved') THEN coalesce(s.late_since, s.due_at) END
            ) AS due_at,
            f.id AS finding, v.id AS version, NULL::uuid AS organisation, NULL::uuid AS flag,
            NULL::uuid AS publication, NULL::timestamptz AS begun
        FROM finding_versions v
        JOIN findings f ON f.id = v.finding
        JOIN moderations m ON m.version = v.id
        JOIN screenings s ON s.version = v.id
        WHERE v.state = 'submitted'
            AND (m.due_at IS NOT NULL OR \(isExcepted) OR s.state IN ('doubtful', 'unresolved'))
        UNION ALL
        SELECT 'certificate', f.pid, v.number, v.title, k.state, NULL, NULL, k.due_at,
            f.id, v.id, NULL, NULL, NULL, NULL
        FROM certifications k
        JOIN finding_versions v ON v.id = k.version
        JOIN findings f ON f.id = v.finding
        WHERE v.state = 'submitted' AND k.state IN ('failed', 'escalated')
        UNION ALL
        SELECT 'flag', g.pid, NULL, left(g.note, 100), g.state, NULL, NULL, g.due_at,
            c.finding, NULL, c.organisation, g.id, NULL, NULL
        FROM flags g JOIN clearances c ON c.id = g.clearance
        WHERE g.state IN ('contested', 'escalated')
        UNION ALL
        SELECT 'appointment', f.pid, v.number, v.title, v.state, NULL, NULL,
            x.since + make_interval(days => \(Int32(Deadlines.appointment))), f.id, v.id, NULL, NULL, NULL, NULL
        FROM vacancies x
        JOIN findings f ON f.id = x.finding
        JOIN LATERAL (
            SELECT * FROM finding_versions l WHERE l.finding = f.id AND l.state NOT IN ('draft', 'retracted')
            ORDER BY l.number DESC LIMIT 1
        ) AS v ON true
        UNION ALL
        SELECT 'release', d.pid, r.sequence, d.title, r.state, NULL, NULL, r.due_at,
            NULL, NULL, d.organisation, NULL, NULL, r.created_at
        FROM releases r JOIN datasets d ON d.id = r.dataset
        WHERE r.state = 'in_review'
        UNION ALL
        SELECT 'problem', p.pid, p.version, pv.title, p.state, NULL, NULL, p.due_at,
            NULL, NULL, p.organisation, NULL, NULL, p.created_at
        FROM problems p JOIN problem_versions pv ON pv.problem = p.id AND pv.number = p.version
        WHERE p.state = 'in_review'
        UNION ALL
        SELECT 'problem', p.pid, p.amended, pv.title, p.state, NULL, NULL,
            pv.created_at + make_interval(days => \(Int32(Deadlines.problemInReview))),
            NULL, NULL, p.organisation, NULL, NULL, p.created_at
        FROM problems p JOIN problem_versions pv ON pv.problem = p.id AND pv.number = p.amended
        UNION ALL
        SELECT 'takedown', p.pid, NULL, v.title, p.state, NULL, NULL,
            min(t.voted_at) + make_interval(days => \(Int32(Deadlines.takedown))),
            p.finding, NULL, NULL, NULL, p.id, NULL
        FROM (\(TakedownStore.counting)) AS t
        JOIN publications p ON p.id = t.publication
        JOIN finding_versions v ON v.id = p.version
        WHERE p.state <> 'withdrawn'
        GROUP BY p.id, v.title
        UNION ALL
        SELECT 'note', n.pid, NULL, left(n.text, 100), n.state, NULL, NULL, n.due_at,
            p.finding, NULL, NULL, NULL, p.id, NULL
        FROM withdrawal_notes n JOIN publications p ON p.id = n.publication
        WHERE n.state = 'waiting'
        """
}
