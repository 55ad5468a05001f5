// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What everybody who knows of a dataset knows of it.
package struct DatasetFacts: Record, Sendable {
    /// The public identifier, of the kind `dataset`.
    package let pid: PID
    /// The public identifier of the organisation that provides it.
    package let organisationPID: PID
    /// That organisation's name: 1 to 200 characters.
    package let organisationName: String
    /// What the dataset is called: 1 to 300 characters.
    package let title: String
    package let description: String
    /// In the order in which they were given; may be empty.
    package let keywords: [String]

    /// Of `datasets d` and its `organisations o`.
    package static var columns: SQL { "d.pid, o.pid, o.name, d.title, d.description, d.keywords" }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        organisationPID = try row.next()
        organisationName = try row.next()
        title = try row.next()
        description = try row.next()
        keywords = try row.next()
    }

    /// What a public release says of its dataset.
    package init(of release: PublishedRelease) {
        pid = release.datasetPID
        organisationPID = release.organisationPID
        organisationName = release.organisationName
        title = release.title
        description = release.description
        keywords = release.keywords
    }
}
