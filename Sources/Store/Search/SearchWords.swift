// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A query in the syntax of web search, as the database takes it: words, "phrases", `or`, and `-`
/// before what must not be there.
///
/// Chinese, Japanese and Korean are written without spaces. Their texts are kept as overlapping
/// pairs of characters, so a run of them in a query is the phrase of its pairs, and a single
/// character is the beginning of one.
package struct SearchWords: Hashable, Sendable {
    /// In characters; longer queries are refused.
    package static let longest = 400
    /// How many words, pairs and single characters a query may have at most.
    package static let mostTerms = 32

    /// What PostgreSQL's `websearch_to_tsquery` reads.
    package let text: String
    /// The single characters.
    package let firsts: [String]
    /// The runs as they were written, to find them again in a text.
    package let runs: [String]

    /// `nil` for a query of nothing, or of more than anybody asks.
    package init?(_ query: String) {
        guard query.count <= Self.longest,
            query.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return nil }
        let characters = Array(query.precomposedStringWithCompatibilityMapping.lowercased())
        var text = ""
        var firsts: [String] = []
        var runs: [String] = []
        var isQuoted = false
        var index = 0
        while index < characters.count {
            let start = index
            while index < characters.count, Self.isUnspaced(characters[index]) { index += 1 }
            let run = characters[start..<index]
            guard !run.isEmpty else {
                if characters[index] == "\"" { isQuoted.toggle() }
                text.append(characters[index])
                index += 1
                continue
            }
            let isRefused = start > 0 && characters[start - 1] == "-"
            if !isRefused { runs.append(String(run)) }
            let pairs = zip(run, run.dropFirst()).map { "\($0)\($1)" }
            if !pairs.isEmpty {
                let phrase = pairs.joined(separator: " ")
                text += isQuoted ? " \(phrase) " : "\"\(phrase)\" "
            } else if isQuoted || isRefused {
                text += String(run)
            } else {
                firsts.append(String(run))
                text += " "
            }
        }
        let terms = text.split { !$0.isLetter && !$0.isNumber }
        guard !terms.isEmpty || !firsts.isEmpty, terms.count + firsts.count <= Self.mostTerms else {
            return nil
        }
        self.text = text
        self.firsts = firsts
        self.runs = runs
    }

    /// Whether a character is of a script without spaces: the ranges of `search_text` in the database.
    private static func isUnspaced(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar.value {
        case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
            0x20000...0x3FFFF:
            return true
        default: return false
        }
    }
}
