// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Testing

/// What is new in a text to somebody who has seen others.
@Suite struct NewWordsTests {
    private static let seen = "one two three four five six seven eight nine ten eleven twelve\nlast words"

    /// Whether an objection to `passage`, which stands in `text`, is to something new.
    private func isNew(_ passage: String, in text: String, before: [String] = [seen], others: [String] = [])
        throws -> Bool
    {
        let range = try #require(text.range(of: passage))
        let first = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        let words = NewWords(
            in: Array(text.utf8),
            before: before.map { Array($0.utf8) },
            others: others.map { Array($0.utf8) }
        )
        return words.bear(first...first + passage.utf8.count - 1)
    }

    @Test(
        arguments: [
            // Nothing is taken away or only that, in long runs and in short ones.
            (seen, "four five", false), ("one three five seven nine eleven", "three five", false),
            ("one twelve last", "one twelve last", false), ("eleven twelve\nlast words", "last", false),
            // It is moved or set in other lines.
            ("six seven eight nine ten one two three four five", "eight nine ten", false),
            ("one two\nthree four  five six", "three four", false),
            // Something is put in, or in the place of something.
            ("one two NEW three four five six", "NEW", true),
            ("one two three FOUR five six seven", "FOUR", true),
            ("one two NEW three four five six", "two NEW three", true),
            ("one two NEW three four five six", "one two", false), ("Something else", "else", true),
        ] as [(String, String, Bool)]
    )
    func `an objection is to words that stood nowhere`(_ text: String, _ passage: String, _ expected: Bool)
        throws
    {
        #expect(try isNew(passage, in: text) == expected)
    }

    @Test func `it has five words at most on each side that are known`() throws {
        let text = "a b c d e f NEW g h i j k l"
        let before = ["a b c d e f g h i j k l"]
        #expect(try isNew("b c d e f NEW g h i j k", in: text, before: before))
        #expect(try !isNew("a b c d e f NEW", in: text, before: before))
        #expect(try !isNew("NEW g h i j k l", in: text, before: before))
        let both = "X a b c d e f g h i j Y"
        #expect(try isNew(both, in: both, before: ["a b c d e f g h i j"]))
        #expect(
            try !isNew(
                "X a b c d e f g h i j k Y",
                in: "X a b c d e f g h i j k Y",
                before: ["a b c d e f g h i j k"]
            )
        )
    }

    @Test func `a run that stood in any other text is known, and words alone are not`() throws {
        let text = "here: one two three four five"
        #expect(try !isNew("two three", in: text, before: [], others: [Self.seen]))
        #expect(try isNew("here:", in: text, before: [], others: [Self.seen]))
        #expect(
            try isNew("two four six eight", in: "two four six eight ten", before: [], others: [Self.seen])
        )
        #expect(try !isNew("three four", in: "three four", before: [], others: [Self.seen]))
    }

    @Test func `texts without end are compared by their runs alone`() throws {
        let words = (0..<5000).map { "w\($0)" }
        let before = words.joined(separator: " ")
        let text = words.reversed().joined(separator: " ")
        #expect(try isNew("w7 w6", in: text, before: [before]))
        let halves = (words[2500...] + words[..<2500]).joined(separator: " ")
        #expect(try !isNew("w7 w8", in: halves, before: [before]))
    }
}
