// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Reads and writes datasets.
///
/// What a dataset is called is seen by whoever asks here; the routes decide who may.
package struct DatasetStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The dataset with this public identifier; `nil` when there is none.
    package func dataset(_ pid: PID) throws(PostgresError) -> DatasetRecord? {
        try db.first(Self.dataset(pid))
    }

    /// The same, which nobody else changes until the transaction ends.
    package func held(_ pid: PID) throws(PostgresError) -> DatasetRecord? {
        try db.first(Self.dataset(pid), holding: "SELECT FROM datasets WHERE pid = \(pid) FOR NO KEY UPDATE")
    }

    private static func dataset(_ pid: PID) -> SQL {
        """
        SELECT \(DatasetRecord.columns) FROM datasets d JOIN organisations o ON o.id = d.organisation
        WHERE d.pid = \(pid)
        """
    }

    /// All datasets of an organisation, drafts too, newest first, from before `cursor`.
    package func datasets(
        of organisation: PID,
        before cursor: ID<Dataset>?,
        limit: Int
    ) throws(PostgresError) -> [DatasetListing] {
        try db.all(
            """
            SELECT d.id, \(DatasetFacts.columns), r.sequence, r.state, r.profile, r.released_at
            FROM datasets d
            JOIN organisations o ON o.id = d.organisation
            LEFT JOIN LATERAL (
                SELECT sequence, state, profile, released_at FROM releases
                WHERE dataset = d.id ORDER BY sequence DESC LIMIT 1
            ) r ON true
            WHERE o.pid = \(organisation) AND (\(cursor)::uuid IS NULL OR d.id < \(cursor))
            ORDER BY d.id DESC
            LIMIT \(limit)
            """
        )
    }

    /// Begins a dataset, which has no release yet.
    ///
    /// - Throws: `PostgresError`, as a check violation, for a title beyond 300 characters
    ///   (`datasets_title_length`) or a description beyond 20000 (`datasets_description_length`), and for
    ///   empty ones.
    package func create(
        pid: PID,
        organisation: ID<Organisation>,
        title: String,
        description: String,
        keywords: [String],
        by person: ID<Person>
    ) throws(PostgresError) -> DatasetRecord {
        try db.one(
            """
            WITH d AS (
                INSERT INTO datasets (pid, organisation, title, description, keywords, created_by)
                VALUES (\(pid), \(organisation), \(title), \(description), \(keywords), \(person))
                RETURNING *
            )
            SELECT \(DatasetRecord.columns) FROM d JOIN organisations o ON o.id = d.organisation
            """
        )
    }

    /// Changes what is given, where `nil` leaves a part as it is; returns `nil` if the dataset
    /// is no longer at `revision`.
    package func edit(
        _ dataset: DatasetRecord,
        title: String?,
        description: String?,
        keywords: [String]?
    ) throws(PostgresError) -> DatasetRecord? {
        try db.first(
            """
            UPDATE datasets d
            SET title = coalesce(\(title), d.title), description = coalesce(\(description), d.description),
                keywords = coalesce(\(keywords), d.keywords)
            FROM organisations o
            WHERE d.id = \(dataset.id) AND d.revision = \(dataset.revision) AND o.id = d.organisation
            RETURNING \(DatasetRecord.columns)
            """
        )
    }
}
