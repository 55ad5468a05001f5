// SPDX-License-Identifier: Apache-2.0

/// What a text that people write may hold; its length is another matter (``Limits``).
///
/// Bodies are read by it, the contract says it, and the database asks the same of its columns, which a
/// test compares character by character.
package enum TextForm: String, CaseIterable, Sendable {
    /// One line, as a title, a name or a keyword.
    case line
    /// Lines, as an abstract or a reason: tabs and line feeds may stand in it.
    case lines
}

extension TextForm {
    /// What is wrong with a text.
    package enum Fault: String, CaseIterable, Sendable {
        case controlCharacter = "control_character"
        /// A character that shows the text in another order than it has.
        case bidirectional = "bidi_control"
        case noncharacter
        /// There is something, and nothing of it can be seen.
        case blank

        /// For whoever wrote the text.
        package var detail: String {
            switch self {
            case .controlCharacter: "Control characters are not allowed."
            case .bidirectional:
                "Characters that turn a text's direction (U+202A to U+202E, U+2066 to U+2069) are not allowed."
            case .noncharacter: "Noncharacters (as U+FFFE) are not allowed."
            case .blank: "Nothing of it can be seen."
            }
        }
    }

    /// Everything that may not stand in it.
    package var refused: ScalarRanges {
        switch self {
        case .line: Self.refusedInLine
        case .lines: Self.refusedInLines
        }
    }

    private static let refusedInLine: ScalarRanges =
        .controls + .separators + .bidirectional + .noncharacters
    private static let refusedInLines: ScalarRanges = .controlsInLines + .bidirectional + .noncharacters

    /// The first thing that is wrong with a text; `nil` for one that may stand.
    ///
    /// The empty text may, where its length allows it.
    package func fault(in text: String) -> Fault? {
        let refused = refused
        var isVisible = text.isEmpty
        for scalar in text.unicodeScalars {
            // Most of most texts, and none of the ranges.
            if (0x21...0x7E).contains(scalar.value) {
                isVisible = true
                continue
            }
            if refused.contains(scalar) { return Self.fault(of: scalar) }
            if !isVisible, !ScalarRanges.blank.contains(scalar) { isVisible = true }
        }
        return isVisible ? nil : .blank
    }

    /// Whether nothing of a text can be seen; so it is of the empty one.
    package static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { ScalarRanges.blank.contains($0) }
    }

    private static func fault(of scalar: Unicode.Scalar) -> Fault {
        if ScalarRanges.bidirectional.contains(scalar) { return .bidirectional }
        if ScalarRanges.noncharacters.contains(scalar) { return .noncharacter }
        return .controlCharacter
    }
}

extension TextForm {
    /// The form of each of the database's columns that holds what people write, by table and column;
    /// of a list, of each of its elements.
    ///
    /// What a draft says is not among them: a draft is a copy of an older version perhaps, and is
    /// looked at when it is submitted.
    package static let ofColumns: [String: TextForm] = [
        "access_requests.purpose": .lines, "access_requests.reason": .lines, "appeals.reason": .lines,
        "clearances.reason": .lines, "datasets.description": .lines, "datasets.keywords": .line,
        "datasets.title": .line, "decisions.reason": .lines, "flags.answer": .lines, "flags.note": .lines,
        "appointments.reason": .lines, "exception_askings.reason": .lines, "invitations.name": .line,
        "organisation_identifiers.shapes": .line, "organisation_identifiers.words": .line,
        "organisations.name": .line, "party_lifts.reason": .lines,
        "persons.name": .line,
        "problem_versions.keywords": .line, "problem_versions.statement": .lines,
        "problem_versions.title": .line, "release_columns.acknowledged": .lines,
        "release_columns.name": .line, "releases.missing": .line, "releases.notes": .lines,
        "releases.terms": .lines, "reviews.text": .lines, "revocations.reason": .lines, "tokens.name": .line,
        "withdrawal_notes.text": .lines,
    ]

    /// The form of what a draft says, which the database asks for when it is submitted.
    package static let ofSubmission: [String: TextForm] = [
        "contributions.affiliation": .line, "contributions.name": .line, "finding_versions.abstract": .lines,
        "finding_versions.conflicts": .lines, "finding_versions.funding": .line,
        "finding_versions.keywords": .line, "finding_versions.title": .line,
    ]
}
