// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A release as stored, with its dataset and the organisation that gives it.
package struct ReleaseRecord: Record, Sendable {
    package let id: ID<Release>
    package let dataset: ID<Dataset>
    package let datasetPID: PID
    package let title: String
    package let organisation: ID<Organisation>
    package let organisationPID: PID
    package let organisationName: String
    package let sequence: Int
    package let state: Release.State
    package let profile: Release.Profile
    package let terms: String
    package let termsDigest: Digest
    /// How long the provider may look at a finding that uses the release.
    package let reviewDays: Int
    package let notes: String
    package let dueAt: Instant?
    package let releasedAt: Instant?
    package let revision: Int
    package let createdAt: Instant
    package let changedAt: Instant

    /// The release in records of what happened: the dataset's public id and the sequence.
    package var subject: String { "\(datasetPID)/\(sequence)" }

    package var row: Subject<Release.State> { Subject(id, state) }

    /// Of `releases r`, its `datasets d` and their `organisations o`.
    package static var columns: SQL {
        """
        r.id, r.dataset, d.pid, d.title, d.organisation, o.pid, o.name, r.sequence, r.state, r.profile, r.terms,
        r.terms_digest, r.review_days, r.notes, r.due_at, r.released_at, r.revision, r.created_at, r.changed_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        dataset = try row.next()
        datasetPID = try row.next()
        title = try row.next()
        organisation = try row.next()
        organisationPID = try row.next()
        organisationName = try row.next()
        sequence = try row.next()
        state = try row.next()
        profile = try row.next()
        terms = try row.next()
        termsDigest = try row.next()
        reviewDays = try row.next()
        notes = try row.next()
        dueAt = try row.next()
        releasedAt = try row.next()
        revision = try row.next()
        createdAt = try row.next()
        changedAt = try row.next()
    }
}
