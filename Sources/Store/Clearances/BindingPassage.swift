// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A flag of another finding whose passage a version must be without.
package struct BindingPassage: Record, Sendable {
    package let flag: FlagRecord
    /// The words of the passage, under the database's salt; `nil` when nobody needed them before.
    package let fingerprint: [UInt8]?

    /// Of `flags g`, `clearances c` and `passage_fingerprints p`.
    package static var columns: SQL { "\(FlagRecord.columns), p.fingerprint" }

    package init(row: inout Row) throws(DecodingFailure) {
        flag = try FlagRecord(row: &row)
        fingerprint = try row.next()
    }
}
