// SPDX-License-Identifier: Apache-2.0

/// A sentence on each component of the contract.
enum SchemaNotes {
    static func note(_ name: String) -> String {
        notes[name] ?? name
    }

    private static let notes: [String: String] = [
        "AccessRequest": "A person's request for access to a release, and what became of it.",
        "Column": "A column and what it may tell about its subject.",
        "Columns": "The columns of one table.",
        "Dataset": "A dataset with the releases that the caller may know of.",
        "DatasetListing": "A dataset in a list.",
        "Measurement": "A measurement that is under way.",
        "Release": "One edition of a dataset.",
        "ReleaseFile": "A table of a release.",
        "ReleaseSummary": "A release in a list.",
        "ReportSummary": "What a report came to.",
    ]
}
