// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What a version's reviewer sees of it: all, or all but who wrote it.
package enum ReviewSight: String, Sendable, Hashable, SQLEncodable, SQLDecodable {
    case open, blind
}

/// A version as it matters to acts: what decides who may do what with it, and what its representation depends
/// on; the representation itself is not read.
@dynamicMemberLookup
package struct VersionCase: Record, Sendable {
    /// All that the representation depends on, for the transaction's actor.
    package let glance: VersionGlance
    /// The finding that it is a version of.
    package let finding: ID<Finding>
    /// The finding's public identifier.
    package let findingPID: PID
    /// The number within its finding, from 1.
    package let number: Int
    /// Its state when it was read.
    package let state: Finding.State
    /// How far its screening is; `nil` before it is submitted.
    package let screening: Screening?
    /// How far its moderation is; `nil` before it is submitted.
    package let moderation: Moderation?
    /// Whether the actor sees no version of the finding with a larger number.
    package let isLatest: Bool
    /// When somebody last changed what it says, or it moved.
    package let changedAt: Instant

    /// The key of its row; a later row has a larger one.
    package var id: ID<FindingVersion> { glance.id }
    /// The version in records of what happened: the finding's public identifier and the number.
    package var subject: String { "\(findingPID)/\(number)" }
    /// The version's row, to be moved.
    package var row: Subject<Finding.State> { Subject(glance.id, state) }

    /// What the glance has as well: the key and what the actor is to the version.
    package subscript<Value>(dynamicMember path: KeyPath<VersionGlance, Value>) -> Value {
        glance[keyPath: path]
    }

    /// Of `source`, for the transaction's actor.
    package static let columns: SQL = """
        \(VersionGlance.columns), v.finding, f.pid AS finding_pid, v.number, v.state, s.state AS screening,
        m.state AS moderation,
        NOT EXISTS (
            SELECT FROM finding_versions later WHERE later.finding = v.finding AND later.number > v.number
        ),
        v.changed_at
        """

    /// What `columns` read from.
    package static let source: SQL = """
        \(VersionGlance.source)
        LEFT JOIN screenings s ON s.version = v.id
        LEFT JOIN moderations m ON m.version = v.id
        """

    package init(row: inout Row) throws(DecodingFailure) {
        glance = try VersionGlance(row: &row)
        finding = try row.next()
        findingPID = try row.next()
        number = try row.next()
        state = try row.next()
        screening = try row.next()
        moderation = try row.next()
        isLatest = try row.next()
        changedAt = try row.next()
    }
}
