// SPDX-License-Identifier: Apache-2.0
import Domain

/// What a data officer says of a table's columns; what is not named stays as it is.
package struct SaidOfColumns: Sendable {
    /// By the column's name.
    package var roles: [String: Release.ColumnRole]
    /// By the column's name, why what is suspected of it is no identifier; `nil` takes the reason back.
    package var acknowledged: [String: String?]
    /// The columns that somebody may know together; `nil` leaves the sets as they are.
    package var quasiSets: [[String]]?

    /// Takes the parts as they are.
    package init(
        roles: [String: Release.ColumnRole] = [:],
        acknowledged: [String: String?] = [:],
        quasiSets: [[String]]? = nil
    ) {
        self.roles = roles
        self.acknowledged = acknowledged
        self.quasiSets = quasiSets
    }
}
