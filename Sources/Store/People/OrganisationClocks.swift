// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// How an organisation keeps its time, in what it decided or let pass; public.
package struct OrganisationClocks: Record, Sendable {
    /// The organisation's name: 1 to 200 characters.
    package let name: String
    /// How many clearances have ended, in whatever way.
    package let clearances: Int
    /// From the notice to the decision or the lapse; `nil` as long as there was none.
    package let clearanceMedianDays: Double?
    /// How many of `clearances` passed because nobody acted.
    package let clearancesLapsed: Int
    /// How many of `clearances` passed because the cap came.
    package let clearancesCapped: Int
    /// How many of `clearances` were once given more time.
    package let clearancesExtended: Int
    /// How many flags of those clearances were upheld, dismissed or resolved.
    package let flags: Int
    /// How many of `flags` stand as upheld now.
    package let flagsUpheld: Int
    /// How many requests for access a person has answered.
    package let requests: Int
    /// From a request to the last decision of a person on it; `nil` as long as there was none.
    package let requestMedianDays: Double?
    /// How many requests were declined because nobody answered; they are not among `requests`.
    package let requestsLapsed: Int

    package static var columns: SQL {
        """
        name, clearances, clearance_median_days, clearances_lapsed, clearances_capped, clearances_extended,
        flags, flags_upheld, requests, request_median_days, requests_lapsed
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
