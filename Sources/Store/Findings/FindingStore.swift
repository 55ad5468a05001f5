// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A finding in a list.
package struct FindingSummary: Record, Sendable {
    /// The finding's public identifier.
    package let pid: PID
    /// The number of the latest version.
    package let version: Int
    /// The latest version's state.
    package let state: Finding.State
    /// The latest version's title: 1 to 300 characters.
    package let title: String
    /// When the latest version last changed.
    package let changedAt: Instant

    package static var columns: SQL { "f.pid, v.number, v.state, v.title, v.changed_at" }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        version = try row.next()
        state = try row.next()
        title = try row.next()
        changedAt = try row.next()
    }
}

/// Reads and writes findings and who their authors are.
package struct FindingStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The latest version that the actor may see.
    package func latest(_ pid: PID) throws(PostgresError) -> VersionCase? {
        try db.first(Self.latest(pid, VersionCase.columns, from: VersionCase.source))
    }

    /// The statement for a `VersionGlance` of the latest version, to be sent together with the sign-in.
    package static func glance(_ pid: PID) -> SQL {
        latest(pid, VersionGlance.columns, from: VersionGlance.source)
    }

    /// The statement for the whole `VersionView` of the latest version.
    package static func view(_ pid: PID) -> SQL {
        latest(pid, VersionView.columns, from: VersionView.source)
    }

    private static func latest(_ pid: PID, _ columns: SQL, from source: SQL) -> SQL {
        """
        SELECT \(columns) FROM \(source)
        WHERE f.pid = \(pid)
        ORDER BY v.number DESC
        LIMIT 1
        """
    }

    /// A version by its finding and number; `nil` when there is none that the actor may see.
    package func version(_ pid: PID, _ number: Int) throws(PostgresError) -> VersionCase? {
        try db.first(Self.version(pid, number, VersionCase.columns, from: VersionCase.source))
    }

    /// The same, which nobody else changes any more until the transaction ends.
    package func held(_ pid: PID, _ number: Int) throws(PostgresError) -> VersionCase? {
        try db.queryAll([
            // Its clearances first, as whoever acts on a clearance locks them.
            """
            SELECT FROM clearances c JOIN finding_versions v ON v.id = c.version
            WHERE v.finding = (SELECT id FROM findings WHERE pid = \(pid)) AND v.number = \(number)
            ORDER BY c.id
            FOR NO KEY UPDATE OF c
            """,
            """
            SELECT FROM finding_versions
            WHERE finding = (SELECT id FROM findings WHERE pid = \(pid)) AND number = \(number)
            FOR NO KEY UPDATE
            """,
            Self.version(pid, number, VersionCase.columns, from: VersionCase.source),
        ]).last?.first(VersionCase.self)
    }

    /// The version with its representation, as it is after everything that the transaction has done.
    ///
    /// What is deferred to the transaction's end happens now, the finding's stamp among it: nothing of the
    /// finding may be changed after this.
    package func settled(_ pid: PID, _ number: Int) throws(PostgresError) -> VersionView? {
        try db.queryAll([
            "SET CONSTRAINTS ALL IMMEDIATE",
            Self.version(pid, number, VersionView.columns, from: VersionView.source),
        ]).last?.first(VersionView.self)
    }

    /// The version with its representation.
    package func view(_ pid: PID, _ number: Int) throws(PostgresError) -> VersionView? {
        try db.first(Self.version(pid, number, VersionView.columns, from: VersionView.source))
    }

    private static func version(_ pid: PID, _ number: Int, _ columns: SQL, from source: SQL) -> SQL {
        """
        SELECT \(columns) FROM \(source)
        WHERE f.pid = \(pid) AND v.number = \(number)
        """
    }

    /// The latest versions of a person's findings, newest finding first, after the finding `cursor`.
    package func findings(of person: ID<Person>, after cursor: PID?, limit: Int) throws(PostgresError)
        -> [FindingSummary]
    {
        try db.all(
            """
            SELECT \(FindingSummary.columns)
            FROM finding_authors a
            JOIN findings f ON f.id = a.finding
            JOIN LATERAL (
                SELECT * FROM finding_versions WHERE finding = f.id ORDER BY number DESC LIMIT 1
            ) v ON true
            WHERE a.person = \(person)
                AND (\(cursor)::text IS NULL OR f.id < (SELECT id FROM findings WHERE pid = \(cursor)))
            ORDER BY f.id DESC
            LIMIT \(limit)
            """
        )
    }

    /// Makes a finding with its first author.
    package func create(pid: PID, problem: ID<Problem>?, by person: ID<Person>) throws(PostgresError) {
        try db.executeLater(
            """
            WITH made AS (
                INSERT INTO findings (pid, problem, created_by) VALUES (\(pid), \(problem), \(person))
                RETURNING id
            )
            INSERT INTO finding_authors (finding, person) SELECT id, \(person) FROM made
            """
        )
    }

    /// The open problem that a finding may answer, if the actor may see it.
    package func openProblem(_ pid: PID) throws(PostgresError) -> ID<Problem>? {
        try db.scalar(
            "SELECT id FROM problems WHERE pid = \(pid) AND state = 'open' AND platform_now() < deadline"
        )
    }

    /// The authors of a finding in the order of their public identifiers.
    package func authors(of finding: ID<Finding>) throws(PostgresError) -> [PersonRecord] {
        try db.all(
            """
            SELECT \(PersonRecord.columns) FROM persons
            WHERE id IN (SELECT person FROM finding_authors WHERE finding = \(finding))
            ORDER BY pid
            """
        )
    }

    /// Makes the transaction's actor, who is invited, an author of a finding.
    package func add(_ person: ID<Person>, to finding: ID<Finding>) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO finding_authors (finding, person) VALUES (\(finding), \(person))
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Lets nobody else change the finding's authors until the transaction ends.
    package func lockAuthors(of finding: PID) throws(PostgresError) {
        try db.execute(
            """
            SELECT FROM finding_authors
            WHERE finding = (SELECT id FROM findings WHERE pid = \(finding))
            FOR UPDATE
            """
        )
    }

    /// The statement for how many bytes of JSON a version's texts, contributors and files' names are.
    package static func descriptionSize(of version: VersionCase) -> SQL {
        """
        SELECT octet_length(\(VersionView.description)::text)
        FROM finding_versions v WHERE v.id = \(version.id)
        """
    }

    /// Takes an author out, once ``lockAuthors(of:)`` has been called; false when the person is no author of
    /// the finding, or its last one.
    package func remove(_ person: ID<Person>, from finding: ID<Finding>) throws(PostgresError) -> Bool {
        try db.execute(
            """
            DELETE FROM finding_authors
            WHERE finding = \(finding) AND person = \(person)
                AND (SELECT count(*) FROM finding_authors WHERE finding = \(finding)) > 1
            """
        ) > 0
    }
}
