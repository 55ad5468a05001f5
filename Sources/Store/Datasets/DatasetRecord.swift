// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A dataset as stored, with the organisation that gives it.
package struct DatasetRecord: Record, Sendable {
    package let id: ID<Dataset>
    package let pid: PID
    package let organisation: ID<Organisation>
    package let organisationPID: PID
    package let organisationName: String
    package let title: String
    package let description: String
    package let keywords: [String]
    package let revision: Int
    package let createdAt: Instant
    package let changedAt: Instant

    /// Of `datasets d` and its `organisations o`.
    package static var columns: SQL {
        """
        d.id, d.pid, d.organisation, o.pid, o.name, d.title, d.description, d.keywords, d.revision, d.created_at,
        d.changed_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        organisation = try row.next()
        organisationPID = try row.next()
        organisationName = try row.next()
        title = try row.next()
        description = try row.next()
        keywords = try row.next()
        revision = try row.next()
        createdAt = try row.next()
        changedAt = try row.next()
    }
}

/// A dataset in a list, with its newest release among those that the reader may know of.
package struct DatasetListing: Record, Sendable {
    package let key: ID<Dataset>
    package let pid: PID
    package let organisation: PID
    package let organisationName: String
    package let title: String
    package let description: String
    package let keywords: [String]
    package let sequence: Int?
    package let state: Release.State?
    package let profile: Release.Profile?
    package let releasedAt: Instant?

    /// Of `published.releases`.
    package static var columns: SQL {
        """
        dataset_key, dataset, organisation, organisation_name, title, description, keywords, sequence, state, profile,
        released_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        key = try row.next()
        pid = try row.next()
        organisation = try row.next()
        organisationName = try row.next()
        title = try row.next()
        description = try row.next()
        keywords = try row.next()
        sequence = try row.next()
        state = try row.next()
        profile = try row.next()
        releasedAt = try row.next()
    }
}
