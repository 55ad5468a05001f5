// SPDX-License-Identifier: Apache-2.0
import Publication
import Workflow

/// What a version says of itself, as one more text to be screened: it is published like its files.
struct DescriptionReading {
    /// What items call it; no file's name has a slash.
    static let name = "/description"

    let text: ScreenTask.Text

    /// Of the document that is published: one member a line, in an order that does not change; an abstract
    /// has the lines that it has.
    init(_ document: Document) {
        var lines = [document.title, document.abstract]
        lines += document.funding.map(\.funder) + [document.conflicts ?? ""] + document.keywords
        // An ORCID iD is meant to name a person, and is looked at nowhere.
        for each in document.contributors { lines += [each.name, each.affiliation?.name ?? ""] }
        lines += document.files.map(\.name)
        text = ScreenTask.Text(
            name: Self.name,
            content: .text(lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"),
            passagesIn: Self.passages(of: Description(document))
        )
    }

    /// In what passages are looked for: all texts of a description, one behind the other.
    static func passages(of description: Description) -> WorkerBytes {
        .text(description.members.map(\.text).joined(separator: "\n"))
    }
}
