// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// A release in a version's scope, with whose it is.
package struct ScopedRelease: Record, Sendable {
    /// The key of its row.
    package let release: ID<Release>
    /// The provider.
    package let organisation: ID<Organisation>

    /// Of `scope_of(…) s`, `releases r` and `datasets d`.
    package static var columns: SQL { "s.release, d.organisation" }

    package init(row: inout Row) throws(DecodingFailure) {
        release = try row.next()
        organisation = try row.next()
    }
}

/// Reads what versions are judged against, which the database writes down when they are
/// submitted, and takes releases out of it.
///
/// Rule R1: what is judged is chosen by the platform, from all that it knows, and not by who is judged. The
/// function `write_scope` of the database chooses.
package struct ScopeStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// A release by its dataset and number; `nil` when the version is not judged against it, or the actor
    /// may not know so.
    package func release(
        _ dataset: PID,
        _ sequence: Int,
        inScopeOf version: ID<FindingVersion>
    ) throws(PostgresError) -> ScopedRelease? {
        try db.first(
            """
            SELECT \(ScopedRelease.columns)
            FROM scope_of(\(version)) s
            JOIN releases r ON r.id = s.release
            JOIN datasets d ON d.id = r.dataset
            WHERE d.pid = \(dataset) AND r.sequence = \(sequence)
            """
        )
    }

    /// Takes a release out of a version's scope by a decision, given by its key.
    package func remove(
        _ release: ID<Release>,
        from version: ID<FindingVersion>,
        decision: UUID
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO release_removals (version, release, decision)
            VALUES (\(version), \(release), \(decision))
            """
        )
    }
}
