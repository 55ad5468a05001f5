// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A release as stored, with its dataset and the organisation that provides it.
@dynamicMemberLookup
package struct ReleaseRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<Release>
    /// The dataset of which it is an edition.
    package let dataset: ID<Dataset>
    /// The organisation that provides the dataset.
    package let organisation: ID<Organisation>
    /// What all its readers know.
    package let facts: ReleaseFacts
    /// When the clock or a moderator should act; `nil` when nobody is waited for.
    package let dueAt: Instant?
    /// Grows with every change of the row; `ReleaseStore.edit` compares it.
    package let revision: Int
    /// When it was begun.
    package let createdAt: Instant
    /// What the dataset says of itself by now, which becomes public with the release.
    package let description: String
    /// The dataset's keywords, likewise; may be empty.
    package let keywords: [String]

    /// What all its readers know.
    package subscript<Value>(dynamicMember path: KeyPath<ReleaseFacts, Value>) -> Value {
        facts[keyPath: path]
    }

    /// The release in records of what happened: the dataset's public id and the sequence.
    package var subject: String { "\(facts.datasetPID)/\(facts.sequence)" }

    /// The release's row, to be moved.
    package var row: Subject<Release.State> { Subject(id, facts.state) }

    /// Of `releases r`, its `datasets d` and their `organisations o`.
    package static var columns: SQL {
        """
        r.id, r.dataset, d.organisation, \(ReleaseFacts.columns), r.due_at, r.revision, r.created_at,
        d.description, d.keywords
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        dataset = try row.next()
        organisation = try row.next()
        facts = try ReleaseFacts(row: &row)
        dueAt = try row.next()
        revision = try row.next()
        createdAt = try row.next()
        description = try row.next()
        keywords = try row.next()
    }
}
