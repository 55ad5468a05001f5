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

    /// Lets `days` pass, as nobody but the database's owner can, and wakes whoever waits for an hour; the
    /// moment of the transaction as it is then.
    package func advance(days: Int) throws -> Instant {
        try shift(days: days)
        try db.execute("SELECT pg_notify('clock', '')")
        return try now()
    }

    /// Lets `days` pass without waking anybody.
    ///
    /// Waits for every transaction that has asked for the hour, so that none has two of them: what the
    /// database holds to have happened in the same transaction it knows by its moment.
    package func shift(days: Int) throws {
        try db.execute("LOCK TABLE platform_clock IN ACCESS EXCLUSIVE MODE")
        try db.hit(
            .platform,
            "UPDATE platform_clock SET shift = shift + make_interval(days => \(Int32(days)))"
        )
    }
}
