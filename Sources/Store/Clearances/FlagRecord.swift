// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// A flag as stored.
package struct FlagRecord: Record, Sendable {
    package let id: UUID
    package let pid: PID
    package let clearance: ID<ClearanceCase>
    package let clearancePID: PID
    package let finding: ID<Finding>
    package let version: ID<FindingVersion>
    package let organisation: ID<Organisation>
    package let fileDigest: Digest
    package let firstByte: Int64
    package let lastByte: Int64
    package let category: Flag.Category
    package let note: String
    package let state: Flag.State
    package let dueAt: Instant?
    package let answer: String?

    package var row: Subject<Flag.State> { Subject(id, state) }

    /// Of `flags g` and `clearances c`.
    package static var columns: SQL {
        """
        g.id, g.pid, g.clearance, c.pid, c.finding, c.version, c.organisation, g.file_digest, g.first_byte, g.last_byte,
        g.category, g.note, g.state, g.due_at, g.answer
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        clearance = try row.next()
        clearancePID = try row.next()
        finding = try row.next()
        version = try row.next()
        organisation = try row.next()
        fileDigest = try row.next()
        firstByte = try row.next()
        lastByte = try row.next()
        category = try row.next()
        note = try row.next()
        state = try row.next()
        dueAt = try row.next()
        answer = try row.next()
    }
}
