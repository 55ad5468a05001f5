// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A dataset as stored, with the organisation that provides it.
@dynamicMemberLookup
package struct DatasetRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<Dataset>
    /// The organisation that provides it.
    package let organisation: ID<Organisation>
    /// What all its readers know.
    package let facts: DatasetFacts
    /// Whether everybody may know of it, in the same snapshot.
    package let state: DatasetState
    /// Grows with every change of the row; `DatasetStore.edit` compares it.
    package let revision: Int
    /// When it was begun.
    package let createdAt: Instant
    /// When the row last changed.
    package let changedAt: Instant

    /// What all its readers know.
    package subscript<Value>(dynamicMember path: KeyPath<DatasetFacts, Value>) -> Value {
        facts[keyPath: path]
    }

    /// Of `datasets d` and its `organisations o`.
    package static var columns: SQL {
        """
        d.id, d.organisation, \(DatasetFacts.columns),
        CASE WHEN EXISTS (SELECT FROM published.releases p WHERE p.dataset = d.pid) THEN 'released' ELSE 'unreleased' END,
        d.revision, d.created_at, d.changed_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        organisation = try row.next()
        facts = try DatasetFacts(row: &row)
        state = try row.next()
        revision = try row.next()
        createdAt = try row.next()
        changedAt = try row.next()
    }
}

/// A dataset in a list, with its newest release among those that the reader may know of.
package struct DatasetListing: Record, Sendable {
    /// The dataset's key, which lists page by.
    package let key: ID<Dataset>
    /// What all its readers know.
    package let facts: DatasetFacts
    /// The newest release's sequence; `nil` when there is no release.
    package let sequence: Int?
    /// The newest release's state; `nil` when there is no release.
    package let state: Release.State?
    /// The newest release's profile; `nil` when there is no release.
    package let profile: Release.Profile?
    /// When the newest release was first released; `nil` when it was not yet, or there is none.
    package let releasedAt: Instant?

    /// Of `published.releases`.
    package static var columns: SQL {
        """
        dataset_key, dataset, organisation, organisation_name, title, description, keywords, sequence, state,
        profile, released_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        key = try row.next()
        facts = try DatasetFacts(row: &row)
        sequence = try row.next()
        state = try row.next()
        profile = try row.next()
        releasedAt = try row.next()
    }
}
