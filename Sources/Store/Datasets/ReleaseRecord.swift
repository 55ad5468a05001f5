// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A release as stored, with its dataset and the organisation that provides it.
package struct ReleaseRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<Release>
    /// The dataset of which it is an edition.
    package let dataset: ID<Dataset>
    /// The dataset's public identifier.
    package let datasetPID: PID
    /// The dataset's title: 1 to 300 characters.
    package let title: String
    /// The organisation that provides the dataset.
    package let organisation: ID<Organisation>
    /// The organisation's public identifier.
    package let organisationPID: PID
    /// The organisation's name: 1 to 200 characters.
    package let organisationName: String
    /// The release's number within its dataset, from 1.
    package let sequence: Int
    package let state: Release.State
    /// To whom it is open, which decides how anonymous it has to be.
    package let profile: Release.Profile
    /// What a user has to accept: 1 to 50000 characters.
    package let terms: String
    /// The SHA-256 of the terms in UTF-8.
    package let termsDigest: Digest
    /// How long the provider may look at a finding that uses the release.
    package let reviewDays: Int
    /// What the provider says of this edition: at most 20000 characters, or empty.
    package let notes: String
    /// When the clock or a moderator should act; `nil` when nobody is waited for.
    package let dueAt: Instant?
    /// When it was first released; `nil` before.
    package let releasedAt: Instant?
    /// Grows with every change of the row; `ReleaseStore.edit` compares it.
    package let revision: Int
    /// When it was begun.
    package let createdAt: Instant
    /// When the row last changed.
    package let changedAt: Instant

    /// The release in records of what happened: the dataset's public id and the sequence.
    package var subject: String { "\(datasetPID)/\(sequence)" }

    /// The release's row, to be moved.
    package var row: Subject<Release.State> { Subject(id, state) }

    /// Of `releases r`, its `datasets d` and their `organisations o`.
    package static var columns: SQL {
        """
        r.id, r.dataset, d.pid, d.title, d.organisation, o.pid, o.name, r.sequence, r.state, r.profile,
        r.terms, r.terms_digest, r.review_days, r.notes, r.due_at, r.released_at, r.revision, r.created_at,
        r.changed_at
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
