// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// An organisation as it is stored.
package struct OrganisationRecord: Record, Sendable {
    package let id: ID<Organisation>
    package let pid: PID
    package let name: String
    package let kind: Organisation.Kind
    package let ror: ROR?
    package let state: Organisation.State
    package let revision: Int
    package let createdAt: Instant

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
