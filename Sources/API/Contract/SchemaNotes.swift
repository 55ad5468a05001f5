// SPDX-License-Identifier: Apache-2.0

/// A sentence on each component of the contract.
enum SchemaNotes {
    static func note(_ name: String) -> String {
        notes[name] ?? name
    }

    private static let notes: [String: String] = [
        "AccessRequest": "A person's request for access to a release, and what became of it.",
        "Author": "A person who may change a finding.",
        "Clearance": "A provider's gate on one version, with its objections.",
        "ClearanceSummary": "A provider's gate on one version.",
        "Column": "A column and what it may tell about its subject.",
        "Columns": "The columns of one table.",
        "Contribution": "Who contributed what.",
        "Dataset": "A dataset with the releases that the caller may know of.",
        "DatasetListing": "A dataset in a list.",
        "File": "A file by its digest.",
        "Finding": "One version of a finding.",
        "FindingListing": "A finding in a list, by its latest version.",
        "Flag": "An objection to a passage of a file.",
        "Gates": "Where a submitted version stands.",
        "Measurement": "A measurement that is under way.",
        "NewContribution": "A contribution as it is sent.",
        "Problem": "A problem that an organisation poses.",
        "ProblemVersion": "One version of a problem's text.",
        "PublicationSummary": "A publication in a list.",
        "QueueItem": "Something that waits for a moderator.",
        "Release": "One edition of a dataset.",
        "ReleaseFile": "A table of a release.",
        "ReleaseReference": "A release by its dataset and number.",
        "ReleaseSummary": "A release in a list.",
        "ReportSummary": "What a report came to.",
    ]
}
