// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Reads and writes the versions of findings.
package struct VersionStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The version with this key; `nil` when there is none that the actor may see.
    package func version(_ id: ID<FindingVersion>) throws(PostgresError) -> VersionRecord? {
        try db.first(Self.version(id))
    }

    /// The statement for the ``VersionRecord`` with this key.
    package static func version(_ id: ID<FindingVersion>) -> SQL {
        """
        SELECT \(VersionRecord.columns) FROM finding_versions v JOIN findings f ON f.id = v.finding
        WHERE v.id = \(id)
        """
    }

    /// The version as it is once nobody else has it in hand; it stays so until the transaction ends.
    package func lock(_ id: ID<FindingVersion>) throws(PostgresError) -> VersionRecord? {
        try db.first(
            """
            SELECT \(VersionRecord.columns) FROM finding_versions v JOIN findings f ON f.id = v.finding
            WHERE v.id = \(id)
            FOR NO KEY UPDATE OF v
            """
        )
    }

    /// Begins the draft with the next number.
    package func create(
        _ finding: ID<Finding>,
        _ metadata: VersionMetadata,
        by person: ID<Person>
    ) throws(PostgresError) -> VersionRecord {
        try db.one(
            """
            WITH v AS (
                INSERT INTO finding_versions (\(Self.columns))
                SELECT \(finding), coalesce(max(number), 0) + 1, \(Self.values(metadata, person))
                FROM finding_versions WHERE finding = \(finding)
                RETURNING *
            )
            SELECT \(VersionRecord.columns) FROM v JOIN findings f ON f.id = v.finding
            """
        )
    }

    /// Begins the first draft of a finding that was made in this transaction, together with the next
    /// statement.
    package func create(
        first finding: PID,
        _ metadata: VersionMetadata,
        by person: ID<Person>
    ) throws(PostgresError) {
        try db.executeLater(
            """
            INSERT INTO finding_versions (\(Self.columns))
            SELECT id, 1, \(Self.values(metadata, person)) FROM findings WHERE pid = \(finding)
            """
        )
    }

    /// What a new draft is made of.
    private static let columns: SQL = """
        finding, number, title, abstract, language, kind, license, keywords, funding, conflicts, thesis, release_at,
        answers_problem, created_by
        """

    /// Of `columns`, those behind the number.
    private static func values(_ metadata: VersionMetadata, _ person: ID<Person>) -> SQL {
        """
        \(metadata.title), \(metadata.abstract), \(metadata.language), \(metadata.kind), \(metadata.license),
        \(metadata.keywords), \(metadata.funding), \(metadata.conflicts), \(metadata.thesis),
        \(metadata.releaseAt), \(metadata.answersProblem), \(person)
        """
    }

    /// Copies the parts of one version into a draft of the same finding.
    package func copyParts(from old: ID<FindingVersion>, to new: ID<FindingVersion>) throws(PostgresError) {
        try db.executeLater(
            """
            INSERT INTO finding_files (version, name, name_key, size, media_type, digest)
            SELECT \(new), name, name_key, size, media_type, digest
            FROM finding_files WHERE version = \(old)
            """
        )
        try db.executeLater(
            """
            INSERT INTO contributions (version, position, name, orcid, affiliation, ror, credit_roles)
            SELECT \(new), position, name, orcid, affiliation, ror, credit_roles
            FROM contributions WHERE version = \(old)
            """
        )
        try db.executeLater(
            """
            INSERT INTO finding_releases (version, release)
            SELECT \(new), release FROM finding_releases WHERE version = \(old)
            """
        )
    }

    /// Changes what a draft says.
    ///
    /// - Throws: `LostRace` when it is no draft any more.
    package func edit(_ id: ID<FindingVersion>, _ metadata: VersionMetadata) throws {
        try db.hit(
            Finding.State.object,
            """
            UPDATE finding_versions
            SET title = \(metadata.title), abstract = \(metadata.abstract), language = \(metadata.language),
                kind = \(metadata.kind), license = \(metadata.license), keywords = \(metadata.keywords),
                funding = \(metadata.funding), conflicts = \(metadata.conflicts), thesis = \(metadata.thesis),
                release_at = \(metadata.releaseAt), answers_problem = \(metadata.answersProblem)
            WHERE id = \(id) AND state = 'draft'
            """
        )
    }

    /// Moves a draft before its gates; the database takes down the problem's version of this moment.
    ///
    /// It is due when the longest of its gates is; each gate has a due time of its own. Whether an author may
    /// use each release, whether there is something to look at, and whether the problem still takes answers
    /// (`finding_versions_problem_open`), the database checks.
    ///
    /// It is to be published as `pid`, which is its own for good.
    ///
    /// - Throws: `LostRace` when it is no draft any more.
    package func submit(_ draft: VersionCase, as pid: PID) throws {
        try db.move(
            draft.row,
            .submit,
            due: .days(Deadlines.clearanceCap),
            set: ["submitted_at = platform_now()", "reserved_pid = \(pid)"]
        )
    }

    /// The versions before this one that still wait, for their gates or for their authors, locked
    /// until the transaction ends.
    package func waiting(before version: VersionCase) throws(PostgresError) -> [VersionRecord] {
        try db.all(
            """
            SELECT \(VersionRecord.columns) FROM finding_versions v JOIN findings f ON f.id = v.finding
            WHERE v.finding = \(version.finding) AND v.number < \(version.number)
                AND v.state IN ('submitted', 'changes_requested')
            ORDER BY v.number
            FOR NO KEY UPDATE OF v
            """
        )
    }

    /// Notes that a part of the draft changed.
    ///
    /// - Throws: `LostRace` when it is no draft any more.
    package func touch(_ id: ID<FindingVersion>) throws {
        try db.hit(
            Finding.State.object,
            "UPDATE finding_versions SET changed_at = platform_now() WHERE id = \(id) AND state = 'draft'"
        )
    }

    /// Whether a day of release is no farther than an embargo may last.
    package func isEmbargoAllowed(until releaseAt: Instant) throws(PostgresError) -> Bool {
        try db.scalar(
            "SELECT \(releaseAt) <= platform_now() + make_interval(days => \(Int32(Deadlines.embargo)))"
        ) == true
    }
}
