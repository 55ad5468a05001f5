// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// A lane of background work: each is worked off by itself, so that no kind waits for a slower one.
package enum JobQueue: String, CaseIterable, Sendable, SQLEncodable, SQLDecodable {
    /// What ends a version's way through its gates.
    case certify
    case screen
    case measure
}

/// One piece of background work.
package struct JobRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: UUID
    /// What is to be done.
    package let kind: JobKind
    /// The release, the finding's version, or the publication.
    package let subject: UUID
    /// Which attempt this is, from 1; a server whose number is no longer the row's has lost the job.
    package let attempt: Int
    /// The attempt after which it is parked.
    package let lastAttempt: Int

    package static var columns: SQL { "id, kind, subject, attempt, last_attempt" }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        kind = try row.next()
        subject = try row.next()
        attempt = try row.next()
        lastAttempt = try row.next()
    }
}

/// Work that is not tried again before an administrator has looked at it.
package struct ParkedJob: Record, Sendable {
    /// The key of its row.
    package let id: UUID
    /// What was to be done.
    package let kind: JobKind
    /// What it was to be done with: `da-…/1`, `fi-…/2` or `pu-…`.
    package let subject: String
    /// Why, in words for whoever waits for it.
    package let cause: String
    /// What happened in the last attempt, for the operator; `nil` when the server itself ended.
    package let error: String?
    /// How often it was begun.
    package let attempts: Int
    /// Since when.
    package let since: Instant

    /// Of `jobs j`.
    package static var columns: SQL {
        """
        j.id, j.kind,
        coalesce(
            (
                SELECT d.pid || '/' || r.sequence FROM releases r JOIN datasets d ON d.id = r.dataset
                WHERE j.kind = 'measure_release' AND r.id = j.subject
            ),
            (SELECT p.pid FROM publications p WHERE j.kind = 'screen_note' AND p.id = j.subject),
            (
                SELECT f.pid || '/' || v.number FROM finding_versions v JOIN findings f ON f.id = v.finding
                WHERE v.id = j.subject
            ),
            j.subject::text
        ),
        j.cause, j.error, j.attempt, j.finished_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        kind = try row.next()
        subject = try row.next()
        cause = try row.next()
        error = try row.next()
        attempts = try row.next()
        since = try row.next()
    }
}
