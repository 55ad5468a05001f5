// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Reads when authors had the platform look at a finding, which the database writes down.
package struct AttentionStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// When they did so last, at most ``Deadlines/askings`` times.
    package func askings(of finding: ID<Finding>) throws(PostgresError) -> [Instant] {
        try db.scalars(
            """
            SELECT asked_at FROM askings WHERE finding = \(finding)
            ORDER BY number DESC LIMIT \(Int32(Deadlines.askings))
            """
        )
    }
}
