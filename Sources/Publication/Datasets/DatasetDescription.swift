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
        package var writing: Writing

        package init(
            name: String,
            size: Int64,
            mediaType: String,
            digest: Digest,
            columns: [String],
            writing: Writing = Writing()
        ) {
            self.name = name
            self.size = size
            self.mediaType = mediaType
            self.digest = digest
            self.columns = columns
            self.writing = writing
        }
    }

    /// How a table is written, as far as its readers have to be told.
    package struct Writing: Hashable, Sendable {
        /// What parts cells.
        package var delimiter: String
        /// By its name in small letters.
        package var encoding: String
        /// Lines above the header.
        package var skippedLines: Int
        /// All of it in words.
        package var words: String

        /// Commas in UTF-8, unless it is said otherwise.
        package init(
            delimiter: String = ",",
            encoding: String = "utf-8",
            skippedLines: Int = 0,
            words: String = "separated by commas, UTF-8"
        ) {
            self.delimiter = delimiter
            self.encoding = encoding
            self.skippedLines = skippedLines
            self.words = words
        }

        /// Whether it is cut as RFC 4180 says, below its header.
        var isCommaSeparated: Bool { delimiter == "," && skippedLines == 0 }
    }

    package var dataset: PID
    package var sequence: Int
    package var title: String
    package var description: String
    package var keywords: [String]
    package var organisation: String
    package var organisationROR: ROR?
    package var releasedAt: Instant
    /// What else says in its files that a value is missing.
    package var missing: [String]
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
        missing: [String] = [],
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
        self.missing = missing
        self.files = files
    }

    func url(at site: Site) -> String { "\(site.url)/v1/datasets/\(dataset)/releases/\(sequence)" }
}
