// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A version of a finding as its row has it.
package struct VersionRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<FindingVersion>
    /// The finding that it is a version of.
    package let finding: ID<Finding>
    /// The finding's public identifier.
    package let findingPID: PID
    /// The number within its finding, from 1.
    package let number: Int
    /// Its state when it was read.
    package let state: Finding.State
    /// What the authors say of it.
    package let metadata: VersionMetadata
    /// When it was submitted; `nil` before.
    package let submittedAt: Instant?
    /// The end of its gates' time while it is `submitted`, its day of release while it is `publishable`, and
    /// otherwise `nil`.
    package let dueAt: Instant?

    /// The version in records of what happened.
    package var subject: String { "\(findingPID)/\(number)" }
    /// The version's row, to be moved.
    package var row: Subject<Finding.State> { Subject(id, state) }

    /// Of `finding_versions v` and `findings f`.
    package static let columns: SQL = """
        v.id, v.finding, f.pid, v.number, v.state, v.title, v.abstract, v.language, v.kind, v.license,
        v.keywords, v.funding, v.conflicts, v.thesis, v.release_at, v.answers_problem, v.submitted_at,
        v.due_at
        """

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
            releaseAt: try row.next(),
            answersProblem: try row.next()
        )
        submittedAt = try row.next()
        dueAt = try row.next()
    }
}
