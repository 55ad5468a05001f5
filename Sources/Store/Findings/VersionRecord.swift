// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A version of a finding as its row has it.
package struct VersionRecord: Record, Sendable {
    package let id: ID<FindingVersion>
    package let finding: ID<Finding>
    package let findingPID: PID
    package let number: Int
    package let state: Finding.State
    package let metadata: VersionMetadata
    package let submittedAt: Instant?
    package let dueAt: Instant?

    /// The version in records of what happened.
    package var subject: String { "\(findingPID)/\(number)" }
    package var row: Subject<Finding.State> { Subject(id, state) }

    /// Of `finding_versions v` and `findings f`.
    package static var columns: SQL {
        """
        v.id, v.finding, f.pid, v.number, v.state, v.title, v.abstract, v.language, v.kind, v.license, v.keywords,
        v.funding, v.conflicts, v.thesis, v.release_at, v.submitted_at, v.due_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        finding = try row.next()
        findingPID = try row.next()
        number = try row.next()
        state = try row.next()
        metadata = VersionMetadata(
            title: try row.next(),
            abstract: try row.next(),
            language: try row.next(),
            kind: try row.next(),
            license: try row.next(),
            keywords: try row.next(),
            funding: try row.next(),
            conflicts: try row.next(),
            thesis: try row.next(),
            releaseAt: try row.next()
        )
        submittedAt = try row.next()
        dueAt = try row.next()
    }
}
