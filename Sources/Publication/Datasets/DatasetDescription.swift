// SPDX-License-Identifier: Apache-2.0
import Domain

/// What everybody may know of a release, as the formats of datasets say it.
package struct DatasetDescription: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        package var name: String
        package var size: Int64
        package var mediaType: String
        package var digest: Digest
        /// The names of the columns, in their order.
        package var columns: [String]

        package init(name: String, size: Int64, mediaType: String, digest: Digest, columns: [String]) {
            self.name = name
            self.size = size
            self.mediaType = mediaType
            self.digest = digest
            self.columns = columns
        }
    }

    package var dataset: PID
    package var sequence: Int
    package var title: String
    package var description: String
    package var keywords: [String]
    package var organisation: String
    package var organisationROR: ROR?
    package var releasedAt: Instant
    package var files: [File]

    package init(
        dataset: PID,
        sequence: Int,
        title: String,
        description: String,
        keywords: [String],
        organisation: String,
        organisationROR: ROR?,
        releasedAt: Instant,
        files: [File]
    ) {
        self.dataset = dataset
        self.sequence = sequence
        self.title = title
        self.description = description
        self.keywords = keywords
        self.organisation = organisation
        self.organisationROR = organisationROR
        self.releasedAt = releasedAt
        self.files = files
    }

    func url(at site: Site) -> String { "\(site.url)/v1/datasets/\(dataset)/releases/\(sequence)" }
}
