// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// How an organisation keeps its time, in what it decided or let pass; public.
package struct OrganisationClocks: Record, Sendable {
    package let name: String
    package let clearances: Int
    /// From the notice to the decision or the lapse; `nil` as long as there was none.
    package let clearanceMedianDays: Double?
    package let clearancesLapsed: Int
    package let clearancesCapped: Int
    package let clearancesExtended: Int
    package let flags: Int
    package let flagsUpheld: Int
    package let requests: Int
    package let requestMedianDays: Double?
    package let requestsLapsed: Int

    package static var columns: SQL {
        """
        name, clearances, clearance_median_days, clearances_lapsed, clearances_capped, clearances_extended, flags, flags_upheld,
        requests, request_median_days, requests_lapsed
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        name = try row.next()
        clearances = try row.next()
        clearanceMedianDays = try row.next()
        clearancesLapsed = try row.next()
        clearancesCapped = try row.next()
        clearancesExtended = try row.next()
        flags = try row.next()
        flagsUpheld = try row.next()
        requests = try row.next()
        requestMedianDays = try row.next()
        requestsLapsed = try row.next()
    }

    /// Of an organisation; `nil` if there is none.
    package static func of(_ organisation: PID, _ db: Connection) throws(PostgresError) -> Self? {
        try db.first("SELECT \(columns) FROM published.organisation_clocks(\(organisation))")
    }
}
