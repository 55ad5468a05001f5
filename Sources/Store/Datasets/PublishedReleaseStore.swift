// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What everybody may know of a release.
package struct PublishedRelease: Record, Sendable {
    /// The dataset's public identifier.
    package let dataset: PID
    /// The public identifier of the organisation that provides it.
    package let organisation: PID
    /// That organisation's name: 1 to 200 characters.
    package let organisationName: String
    /// That organisation's ROR id; `nil` when it has named none.
    package let organisationROR: ROR?
    /// What the dataset is called: 1 to 300 characters.
    package let title: String
    package let description: String
    /// The dataset's keywords in the order in which they were given; may be empty.
    package let keywords: [String]
    /// The release's number within its dataset, from 1.
    package let sequence: Int
    /// One of `released`, `suspended` and `retired`.
    package let state: Release.State
    /// To whom the release is open.
    package let profile: Release.Profile
    /// What a user has to accept: 1 to 50000 characters.
    package let terms: String
    /// The SHA-256 of the terms in UTF-8.
    package let termsDigest: Digest
    /// How many days the provider has to clear a finding that uses the release, 15 to 60.
    package let reviewDays: Int
    /// What the provider says of this edition: at most 20000 characters, or empty.
    package let notes: String
    /// When it was first released.
    package let releasedAt: Instant
    /// When the row last changed.
    package let changedAt: Instant
    /// A list of objects with name, size, media type, digest and columns.
    package let files: RawJSON
    /// The digest of the newest report that passed; `nil` when there is none.
    package let reportDigest: Digest?

    package static var columns: SQL {
        """
        dataset, organisation, organisation_name, organisation_ror, title, description, keywords, sequence,
        state, profile, terms, terms_digest, review_days, notes, released_at, changed_at, files, report_digest
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        dataset = try row.next()
        organisation = try row.next()
        organisationName = try row.next()
        organisationROR = try row.next()
        title = try row.next()
        description = try row.next()
        keywords = try row.next()
        sequence = try row.next()
        state = try row.next()
        profile = try row.next()
        terms = try row.next()
        termsDigest = try row.next()
        reviewDays = try row.next()
        notes = try row.next()
        releasedAt = try row.next()
        changedAt = try row.next()
        files = try row.next()
        reportDigest = try row.next()
    }
}

/// Reads what is public of datasets and releases, through the views that every role may read.
package struct PublishedReleaseStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The datasets with a release that can be used now, newest first, from before `cursor`.
    package func datasets(
        of organisation: PID?,
        before cursor: ID<Dataset>?,
        limit: Int
    ) throws(PostgresError) -> [DatasetListing] {
        try db.all(
            """
            SELECT DISTINCT ON (dataset_key) \(DatasetListing.columns) FROM published.releases
            WHERE state = 'released' AND (\(organisation)::text IS NULL OR organisation = \(organisation))
                AND (\(cursor)::uuid IS NULL OR dataset_key < \(cursor))
            ORDER BY dataset_key DESC, sequence DESC
            LIMIT \(limit)
            """
        )
    }

    /// The public releases of a dataset, newest first; none when the dataset is unknown to the public.
    package func releases(of dataset: PID) throws(PostgresError) -> [PublishedRelease] {
        try db.all(
            """
            SELECT \(PublishedRelease.columns) FROM published.releases
            WHERE dataset = \(dataset)
            ORDER BY sequence DESC
            """
        )
    }

    /// A release by its dataset and sequence; `nil` when the public may not know of it.
    package func release(_ dataset: PID, _ sequence: Int) throws(PostgresError) -> PublishedRelease? {
        try db.first(
            """
            SELECT \(PublishedRelease.columns) FROM published.releases
            WHERE dataset = \(dataset) AND sequence = \(sequence)
            """
        )
    }
}
