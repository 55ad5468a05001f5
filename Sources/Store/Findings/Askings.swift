// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// When authors had the platform look at a finding, which the database writes down.
package struct Askings: Record, Sendable {
    /// The moment of the transaction.
    package let now: Instant
    /// When they did so last, at most ``Deadlines/askings`` times, the latest first.
    package let past: [Instant]

    package static var columns: SQL { "platform_now(), past" }

    /// The statement for those of a finding.
    package static func reading(_ finding: ID<Finding>) -> SQL {
        """
        SELECT \(columns) FROM (SELECT ARRAY(
            SELECT asked_at FROM askings WHERE finding = \(finding)
            ORDER BY number DESC LIMIT \(Int32(Deadlines.askings))
        ) AS past) AS askings
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        now = try row.next()
        past = try row.next()
    }
}
