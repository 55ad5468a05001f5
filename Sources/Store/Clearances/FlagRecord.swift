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
    /// The clearance in which it was raised; it holds those of later versions too.
    package let clearance: ID<ClearanceCase>
    /// The clearance's public identifier.
    package let clearancePID: PID
    /// The finding that the clearance is about.
    package let finding: ID<Finding>
    /// The version that it was raised against.
    package let version: ID<FindingVersion>
    /// The provider that raised it.
    package let organisation: ID<Organisation>
    /// The part of that version that it objects to.
    package let part: VersionPart
    /// What stood in a member's text; `nil` for a file, whose bytes are in the file store.
    package let passage: String?
    /// The first byte of the passage in the file, or in the UTF-8 of the member's text, counted from 0.
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

    /// The passage's place in its part; the bounds belong to it.
    package var bytes: ClosedRange<Int64> { firstByte...lastByte }
    /// The flag's row, to be moved.
    package var row: Subject<Flag.State> { Subject(id, state) }

    /// Of `flags g` and `clearances c`.
    package static var columns: SQL {
        """
        g.id, g.pid, g.clearance, c.pid, g.finding, c.version, g.organisation, g.file_digest, g.member,
        g.passage, g.first_byte, g.last_byte, g.category, g.note, g.state, g.due_at, g.answer
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
        let digest: Digest? = try row.next()
        let member: String? = try row.next()
        guard let part = digest.map(VersionPart.file) ?? member.map(VersionPart.member) else {
            throw DecodingFailure(.unknownCase)
        }
        self.part = part
        passage = try row.next()
        firstByte = try row.next()
        lastByte = try row.next()
        category = try row.next()
        note = try row.next()
        state = try row.next()
        dueAt = try row.next()
        answer = try row.next()
    }
}
