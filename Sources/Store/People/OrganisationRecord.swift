// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// An organisation as it is stored.
package struct OrganisationRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<Organisation>
    /// The public identifier, of the kind `organisation`.
    package let pid: PID
    /// 1 to 200 characters; no two that are not closed have the same, whatever the case of the letters.
    package let name: String
    package let kind: Organisation.Kind
    /// The ROR id, which no other organisation has; `nil` when it has named none.
    package let ror: ROR?
    /// Its state when it was read.
    package let state: Organisation.State
    /// Grows with every change of the row.
    package let revision: Int
    /// When it was made.
    package let createdAt: Instant

    /// The organisation's row, to be moved.
    package var row: Subject<Organisation.State> { Subject(id, state) }

    package static var columns: SQL {
        "id, pid, name, kind, ror, state, revision, created_at"
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        name = try row.next()
        kind = try row.next()
        ror = try row.next()
        state = try row.next()
        revision = try row.next()
        createdAt = try row.next()
    }
}
