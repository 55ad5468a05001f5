// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

/// Reads and writes problems; which ones the actor sees, row security decides.
package struct ProblemStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The problem with this public identifier; `nil` when there is none that the actor may see.
    package func problem(_ pid: PID) throws(PostgresError) -> ProblemRecord? {
        try db.first(Self.problem(pid))
    }

    /// The same, which nobody else changes until the transaction ends.
    package func held(_ pid: PID) throws(PostgresError) -> ProblemRecord? {
        try db.first(Self.problem(pid), holding: "SELECT FROM problems WHERE pid = \(pid) FOR NO KEY UPDATE")
    }

    private static func problem(_ pid: PID) -> SQL {
        "SELECT \(ProblemRecord.columns) FROM \(ProblemRecord.source) WHERE p.pid = \(pid)"
    }

    /// The problems that the actor sees, newest first, after `cursor`.
    package func problems(
        state: Problem.State?,
        organisation: PID?,
        after cursor: PID?,
        limit: Int
    ) throws(PostgresError) -> [ProblemRecord] {
        try db.all(
            """
            SELECT \(ProblemRecord.columns) FROM \(ProblemRecord.source)
            WHERE (\(state)::text IS NULL OR p.state = \(state))
                AND (\(organisation)::text IS NULL OR o.pid = \(organisation))
                AND (\(cursor)::text IS NULL OR p.id < (SELECT id FROM problems WHERE pid = \(cursor)))
            ORDER BY p.id DESC
            LIMIT \(limit)
            """
        )
    }

    /// Begins a draft with its first version.
    ///
    /// - Throws: `PostgresError`, as a check violation, for a text out of its bounds
    ///   (`problem_versions_title_length`, `problem_versions_statement_length`).
    package func create(
        pid: PID,
        organisation: ID<Organisation>,
        visibility: Problem.Visibility,
        blindReview: Bool,
        deadline: Instant,
        text: ProblemText,
        by person: ID<Person>
    ) throws(PostgresError) -> ID<Problem> {
        let id: ID<Problem> = try db.value(
            """
            INSERT INTO problems (pid, organisation, visibility, blind_review, deadline, created_by)
            VALUES (\(pid), \(organisation), \(visibility), \(blindReview), \(deadline), \(person))
            RETURNING id
            """
        )
        try add(text, to: id, number: 1, by: person)
        return id
    }

    /// Has the version that ``add(_:to:number:by:)`` added wait for a moderator, of an open problem, which is
    /// an event of the problem's lifecycle; one that waited before is dropped.
    ///
    /// - Throws: `LostRace` when it is no longer the version or in the state that was read.
    package func amend(_ problem: ProblemRecord, number: Int) throws {
        try db.move(
            problem.row,
            .amend,
            due: .sql("due_at"),
            set: ["amended = \(Int32(number))"],
            only: ["version = \(problem.version)"]
        )
    }

    /// The number of the newest version, also of one that was dropped.
    package func newest(of problem: ID<Problem>) throws(PostgresError) -> Int {
        try db.value("SELECT max(number) FROM problem_versions WHERE problem = \(problem)")
    }

    /// Makes the version that ``add(_:to:number:by:)`` added the present one of a draft.
    ///
    /// - Throws: `LostRace` when it is no longer the version that was read, or no draft any more.
    package func edit(_ problem: ProblemRecord) throws {
        try db.hit(
            Problem.State.object,
            """
            UPDATE problems SET version = version + 1
            WHERE id = \(problem.id) AND version = \(problem.version) AND state = 'draft'
            """
        )
    }

    /// Adds the text of a version; `number` is the one after the present version's.
    ///
    /// - Throws: `PostgresError`, as a check violation, for a text out of its bounds
    ///   (`problem_versions_title_length`, `problem_versions_statement_length`).
    package func add(
        _ text: ProblemText,
        to problem: ID<Problem>,
        number: Int,
        by person: ID<Person>
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO problem_versions (problem, number, title, statement, keywords, created_by)
            VALUES (\(problem), \(number), \(text.title), \(text.statement), \(text.keywords), \(person))
            """
        )
    }

    /// The texts of all versions, oldest first.
    package func versions(of problem: ID<Problem>) throws(PostgresError) -> [ProblemVersion] {
        try db.all(
            """
            SELECT \(ProblemVersion.columns) FROM problem_versions
            WHERE problem = \(problem)
            ORDER BY number
            """
        )
    }

    /// Replaces the circle by organisations that exist; false when one does not.
    package func replace(circle: [PID], of problem: ID<Problem>) throws(PostgresError) -> Bool {
        try db.execute("DELETE FROM problem_circle WHERE problem = \(problem)")
        let added = try db.execute(
            """
            INSERT INTO problem_circle (problem, organisation)
            SELECT \(problem), id FROM organisations
            WHERE pid = ANY (\(circle.map(\.description))) AND state <> 'closed'
            """
        )
        return added == Set(circle).count
    }

    /// Replaces the datasets that the problem speaks of by ones that have been
    /// released; false when one has not.
    package func replace(datasets: [PID], of problem: ID<Problem>) throws(PostgresError) -> Bool {
        try db.execute("DELETE FROM problem_datasets WHERE problem = \(problem)")
        let added = try db.execute(
            """
            INSERT INTO problem_datasets (problem, dataset)
            SELECT DISTINCT \(problem), dataset_key FROM published.releases
            WHERE dataset = ANY (\(datasets.map(\.description)))
            """
        )
        return added == Set(datasets).count
    }

    /// Names what settled a problem that is being evaluated: public answers to it; false when one is not.
    package func settle(_ problem: ID<Problem>, by findings: [PID]) throws(PostgresError) -> Bool {
        let named = try db.execute(
            """
            INSERT INTO problem_settlements (problem, finding)
            SELECT \(problem), answer FROM public_answers(\(problem)) AS answer
            WHERE answer = ANY (\(findings.map(\.description)))
            """
        )
        return named == Set(findings).count
    }

    /// Moves a problem on.
    ///
    /// Open, it waits for its deadline; in review or being evaluated, for the days of that state.
    ///
    /// - Throws: `LostRace` when it is no longer in its state.
    package func move(
        _ row: Subject<Problem.State>,
        _ event: Problem.State.Event,
        outcome: Problem.Outcome? = nil,
        _ details: JSON = [:]
    ) throws {
        let due: Due
        var changes: [SQL] = ["outcome = \(outcome)"]
        switch try row.state.after(event) {
        case .open:
            due = .sql("deadline")
            changes.append("opened_at = coalesce(opened_at, platform_now())")
        case .inReview: due = .days(Deadlines.problemInReview)
        case .evaluating: due = .days(Deadlines.problemConclusion)
        case .draft, .concluded, .cancelled: due = .never
        }
        try db.move(row, event, due: due, set: changes, details)
    }

    /// Sets a later deadline for an open problem; false when it is not later.
    ///
    /// - Throws: `LostRace` when the problem is no longer open.
    package func extend(_ problem: ProblemRecord, to deadline: Instant) throws -> Bool {
        guard try db.scalar("SELECT deadline < \(deadline) FROM problems WHERE id = \(problem.id)") == true
        else {
            return false
        }
        try db.move(
            problem.row,
            .extend,
            due: .at(deadline),
            set: ["deadline = \(deadline)"],
            only: ["deadline < \(deadline)"],
            ["deadline": .string(deadline.description)]
        )
        return true
    }

    /// Whether a moment lies ahead.
    package func isFuture(_ moment: Instant) throws(PostgresError) -> Bool {
        try db.scalar("SELECT \(moment) > platform_now()") == true
    }
}
