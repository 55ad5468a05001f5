// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What everybody who knows of a release knows of it.
package struct ReleaseFacts: Record, Sendable {
    /// The dataset's public identifier.
    package let datasetPID: PID
    /// The public identifier of the organisation that provides it.
    package let organisationPID: PID
    /// That organisation's name: 1 to 200 characters.
    package let organisationName: String
    /// What the dataset is called: 1 to 300 characters.
    package let title: String
    /// The release's number within its dataset, from 1.
    package let sequence: Int
    /// For the public one of `released`, `suspended` and `retired`.
    package let state: Release.State
    /// To whom it is open, which decides how anonymous it has to be.
    package let profile: Release.Profile
    /// What a user has to accept: 1 to 50000 characters.
    package let terms: String
    /// The SHA-256 of the terms in UTF-8.
    package let termsDigest: Digest
    /// How many days the provider has to clear a finding that uses the release, 15 to 60.
    package let reviewDays: Int
    /// What the provider says of this edition: at most 20000 characters, or empty.
    package let notes: String
    /// What else says in its files that a value is missing; may be empty.
    package let missing: [String]
    /// When it was first released; `nil` before.
    package let releasedAt: Instant?
    /// When the row last changed.
    package let changedAt: Instant

    /// Of `releases r`, its `datasets d` and their `organisations o`.
    package static var columns: SQL {
        """
        d.pid, o.pid, o.name, d.title, r.sequence, r.state, r.profile, r.terms, r.terms_digest,
        r.review_days, r.notes, r.missing, r.released_at, r.changed_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        datasetPID = try row.next()
        organisationPID = try row.next()
        organisationName = try row.next()
        title = try row.next()
        sequence = try row.next()
        state = try row.next()
        profile = try row.next()
        terms = try row.next()
        termsDigest = try row.next()
        reviewDays = try row.next()
        notes = try row.next()
        missing = try row.next()
        releasedAt = try row.next()
        changedAt = try row.next()
    }
}
