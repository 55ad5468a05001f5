// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// The platform's clock, which is the database's, moved in demonstrations.
package struct PlatformClock {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The moment of the transaction.
    package func now() throws(PostgresError) -> Instant {
        try db.value("SELECT platform_now()")
    }
}
