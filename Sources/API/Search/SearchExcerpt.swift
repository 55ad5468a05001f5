// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// A piece of a text in which the words that were found are told apart, never markup.
struct SearchExcerpt {
    /// Characters before and behind a run that is shown out of a longer text.
    private static let around = 40

    struct Segment: Sendable {
        let text: String
        let isMatch: Bool

        static let shown = Representation<Self>("Segment", "A piece of a text, perhaps one that matched.") {
            Member("text", .string) { $0.text }
            Member("match", optional: .bool) { $0.isMatch ? true : nil }
        }
    }

    private(set) var segments: [Segment] = []

    /// A text that the database marked.
    init(marked: String) {
        var isMatch = false
        var text = ""
        for character in marked {
            guard character == SearchText.start || character == SearchText.end else {
                text.append(character)
                continue
            }
            add(text, isMatch)
            text = ""
            isMatch = character == SearchText.start
        }
        add(text, isMatch)
    }

    /// A text in which one of the runs of a language without spaces stands; `nil` where none does.
    ///
    /// - Parameter isWhole: whether all of the text is shown, and not what is around the first place.
    init?(_ text: String, runs: [String], isWhole: Bool) {
        guard let run = runs.first(where: { text.contains($0) }), let first = text.range(of: run) else {
            return nil
        }
        var rest = text[...]
        if !isWhole {
            let start = text.index(first.lowerBound, offsetBy: -Self.around, limitedBy: text.startIndex)
            let end = text.index(first.upperBound, offsetBy: 2 * Self.around, limitedBy: text.endIndex)
            rest = text[(start ?? text.startIndex)..<(end ?? text.endIndex)]
        }
        while let place = rest.range(of: run) {
            add(String(rest[..<place.lowerBound]), false)
            add(run, true)
            rest = rest[place.upperBound...]
        }
        add(String(rest), false)
    }

    private mutating func add(_ text: String, _ isMatch: Bool) {
        if !text.isEmpty { segments.append(Segment(text: text, isMatch: isMatch)) }
    }
}
