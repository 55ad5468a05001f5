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
        "Invitation": "An invitation that is still open.",
        "Notice": "Something that happened and concerns the caller, or a reminder of what is due.",
        "Clocks": "How an organisation keeps its time, in what it decided or let pass.",
        "LogHead": "The newest signed state of the log.",
        "LogEntry": "A sealed entry of the log.",
        "Receipt": "An entry of the log with what it commits to.",
        "Inclusion": "What shows that an entry is in the log.",
        "Consistency": "What shows that a smaller log is the beginning of a larger one.",
        "Me": "The person behind a token.",
        "Measurement": "A measurement that is under way.",
        "Membership": "A person's role in an organisation.",
        "NewInvitation": "An invitation with its code.",
        "NewToken": "A token with its secret.",
        "Organisation": "An organisation on the platform.",
        "Release": "One edition of a dataset.",
        "ReleaseFile": "A table of a release.",
        "ReleaseSummary": "A release in a list.",
        "ReportSummary": "What a report came to.",
        "Hit": "Something that was found.",
        "Segment": "A piece of a text, perhaps one that matched.",
        "Facet": "How many of what was found have a value.",
        "Status": "How the server fares.",
        "Token": "A token without its secret.",
    ]
}
