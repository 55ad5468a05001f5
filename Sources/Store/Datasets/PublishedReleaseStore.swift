// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What everybody may know of a release.
@dynamicMemberLookup
package struct PublishedRelease: Record, Sendable {
    /// What all its readers know.
    package let facts: ReleaseFacts
    /// The ROR id of the organisation that provides it; `nil` when it has named none.
    package let organisationROR: ROR?
    /// What the dataset is: at most 20000 characters.
    package let description: String
    /// The dataset's keywords in the order in which they were given; may be empty.
    package let keywords: [String]
    /// A list of objects with name, size, media type, digest and columns.
    package let files: RawJSON
    /// The digest of the newest report that passed; `nil` when there is none.
    package let reportDigest: Digest?

    /// What all its readers know.
    package subscript<Value>(dynamicMember path: KeyPath<ReleaseFacts, Value>) -> Value {
        facts[keyPath: path]
    }

    /// Those of its `facts` first, in their order.
    package static var columns: SQL {
        """
        dataset, organisation, organisation_name, title, sequence, state, profile, terms, terms_digest,
        review_days, notes, missing, released_at, changed_at,
        organisation_ror, description, keywords, files, report_digest
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        facts = try ReleaseFacts(row: &row)
        organisationROR = try row.next()
        description = try row.next()
        keywords = try row.next()
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
