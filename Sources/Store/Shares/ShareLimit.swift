// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// How much of a share somebody may have.
package struct ShareLimit: Record, Sendable {
    package let share: Share
    /// Whose own limit it is, a person's or an organisation's; `nil` for that of everybody else.
    package let holder: PID?
    package let amount: Int64

    package static var columns: SQL { "share, holder_pid, amount" }

    package init(row: inout Row) throws(DecodingFailure) {
        share = try .known(row.next())
        holder = try row.next()
        amount = try row.next()
    }
}

/// Reads and writes the limits, for the platform's own role.
package struct ShareLimitStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// All that there are; those of everybody first.
    package func limits() throws(PostgresError) -> [ShareLimit] {
        try db.all(
            """
            SELECT \(ShareLimit.columns) FROM (
                SELECT l.share, coalesce(p.pid, o.pid) AS holder_pid, l.amount
                FROM share_limits l
                LEFT JOIN persons p ON p.id = l.holder
                LEFT JOIN organisations o ON o.id = l.holder
            ) AS limits
            ORDER BY holder_pid NULLS FIRST, share
            """
        )
    }

    /// Says how much everybody may have who has no limit of their own.
    package func set(_ share: Share, to amount: Int64) throws(PostgresError) {
        let _: Int64 = try db.value(
            """
            UPDATE share_limits SET amount = \(amount) WHERE share = \(share.rawValue) AND holder IS NULL
            RETURNING amount
            """
        )
    }

    /// Says how much one person or organisation may have, or, by `nil`, what everybody may; false when nobody
    /// has that identifier.
    package func set(_ share: Share, to amount: Int64?, for holder: PID) throws(PostgresError) -> Bool {
        let holders: SQL = """
            SELECT id FROM persons WHERE pid = \(holder)
            UNION ALL SELECT id FROM organisations WHERE pid = \(holder)
            """
        guard let amount else {
            // Any number of rows.
            try db.execute(
                "DELETE FROM share_limits WHERE share = \(share.rawValue) AND holder IN (\(holders))"
            )
            return try db.scalar("SELECT EXISTS (\(holders))") == true
        }
        return try db.execute(
            """
            INSERT INTO share_limits (share, holder, amount)
            SELECT \(share.rawValue), id, \(amount) FROM (\(holders)) AS holders
            ON CONFLICT (share, holder) DO UPDATE SET amount = excluded.amount
            """
        ) > 0
    }
}

extension PostgresError {
    /// The share that was spent, and how much of it there is; `nil` for every other error.
    package var spentShare: (share: Share, amount: Int64)? {
        guard constraint == "share_spent", let share = table.flatMap(Share.init(rawValue:)),
            let amount = message?.split(separator: " ").last.flatMap({ Int64($0) })
        else { return nil }
        return (share, amount)
    }
}
