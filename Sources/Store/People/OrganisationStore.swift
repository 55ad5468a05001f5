// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Reads and writes organisations.
package struct OrganisationStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The organisation with this public identifier; `nil` when there is none.
    package func organisation(_ pid: PID) throws(PostgresError) -> OrganisationRecord? {
        try db.first("SELECT \(OrganisationRecord.columns) FROM organisations WHERE pid = \(pid)")
    }

    /// The organisation with this key; `nil` when there is none.
    package func organisation(_ id: ID<Organisation>) throws(PostgresError) -> OrganisationRecord? {
        try db.first("SELECT \(OrganisationRecord.columns) FROM organisations WHERE id = \(id)")
    }

    /// The same by its public identifier, which nobody else changes until the transaction ends.
    package func held(_ pid: PID) throws(PostgresError) -> OrganisationRecord? {
        try db.first(
            "SELECT \(OrganisationRecord.columns) FROM organisations WHERE pid = \(pid)",
            holding: "SELECT FROM organisations WHERE pid = \(pid) FOR NO KEY UPDATE"
        )
    }

    /// The organisation of a name, whatever the case of its letters; not one that was closed.
    package func organisation(named name: String) throws(PostgresError) -> OrganisationRecord? {
        try db.first(
            """
            SELECT \(OrganisationRecord.columns) FROM organisations
            WHERE lower(name) = lower(\(name)) AND state <> 'closed'
            """
        )
    }

    /// The active and the suspended organisations in order of their public ids, after `cursor`.
    package func organisations(after cursor: PID?, limit: Int) throws(PostgresError)
        -> [OrganisationRecord]
    {
        try db.all(
            """
            SELECT \(OrganisationRecord.columns) FROM organisations
            WHERE state IN ('active', 'suspended') AND (\(cursor)::text IS NULL OR pid > \(cursor))
            ORDER BY pid
            LIMIT \(limit)
            """
        )
    }

    /// Makes a pending organisation.
    ///
    /// A name or ROR id that is taken is a unique violation.
    package func create(
        pid: PID,
        name: String,
        kind: Organisation.Kind,
        ror: ROR?
    ) throws(PostgresError) -> OrganisationRecord {
        try db.one(
            """
            INSERT INTO organisations (pid, name, kind, ror)
            VALUES (\(pid), \(name), \(kind), \(ror))
            RETURNING \(OrganisationRecord.columns)
            """
        )
    }
}
