// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What everybody may know of a release.
package struct PublishedRelease: Record, Sendable {
    package let dataset: PID
    package let organisation: PID
    package let organisationName: String
    package let organisationROR: ROR?
    package let title: String
    package let description: String
    package let keywords: [String]
    package let sequence: Int
    package let state: Release.State
    package let profile: Release.Profile
    package let terms: String
    package let termsDigest: Digest
    package let reviewDays: Int
    package let notes: String
    package let releasedAt: Instant
    package let changedAt: Instant
    /// A list of objects with name, size, media type, digest and columns.
    package let files: RawJSON
    package let reportDigest: Digest?

    package static var columns: SQL {
        """
        dataset, organisation, organisation_name, organisation_ror, title, description, keywords, sequence, state,
        profile, terms, terms_digest, review_days, notes, released_at, changed_at, files, report_digest
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

    package func release(_ dataset: PID, _ sequence: Int) throws(PostgresError) -> PublishedRelease? {
        try db.first(
            """
            SELECT \(PublishedRelease.columns) FROM published.releases
            WHERE dataset = \(dataset) AND sequence = \(sequence)
            """
        )
    }
}
