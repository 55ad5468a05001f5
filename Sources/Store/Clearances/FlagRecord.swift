// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// A flag as stored.
package struct FlagRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: UUID
    /// The public identifier, of the kind `flag`.
    package let pid: PID
    /// The clearance in which it was raised.
    package let clearance: ID<ClearanceCase>
    /// The clearance's public identifier.
    package let clearancePID: PID
    /// The finding that the clearance is about.
    package let finding: ID<Finding>
    /// The version that the clearance is about.
    package let version: ID<FindingVersion>
    /// The provider that raised it.
    package let organisation: ID<Organisation>
    /// The digest of the file that it objects to.
    package let fileDigest: Digest
    /// The first byte of the passage, counted from 0.
    package let firstByte: Int64
    /// The last byte of the passage, which belongs to it; never before `firstByte`.
    package let lastByte: Int64
    /// Why the provider objects.
    package let category: Flag.Category
    /// What the provider says of the passage: 1 to 5000 characters.
    package let note: String
    package let state: Flag.State
    /// The end of the wait, its clearance's cap or its own due time; `nil` when nobody is waited for.
    package let dueAt: Instant?
    /// What the authors answered, 1 to 5000 characters; `nil` before they do.
    package let answer: String?

    /// The flag's row, to be moved.
    package var row: Subject<Flag.State> { Subject(id, state) }

    /// Of `flags g` and `clearances c`.
    package static var columns: SQL {
        """
        g.id, g.pid, g.clearance, c.pid, c.finding, c.version, c.organisation, g.file_digest, g.first_byte,
        g.last_byte, g.category, g.note, g.state, g.due_at, g.answer
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
