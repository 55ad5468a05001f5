// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Wording

/// What is new in a text to somebody who has seen others, and when two passages are one.
@Suite struct NewWordsTests {
    private static let seen = "one two three four five six seven eight nine ten eleven twelve\nlast words"

    /// Whether `passage`, which stands in `text`, is about something new.
    private func isNew(_ passage: String, in text: String, notIn earlier: [String] = [seen]) throws -> Bool {
        let range = try #require(text.range(of: passage))
        let first = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        let words = NewWords(in: Array(text.utf8), notIn: earlier.map { Array($0.utf8) })
        return words.bear(first...first + passage.utf8.count - 1)
    }

    @Test(
        arguments: [
            // Nothing is taken away, or only that.
            (seen, "four five", false), ("one two three eight nine ten", "three eight", false),
            ("eleven twelve\nlast words", "last", false),
            // It is moved, set in other lines or spelt otherwise.
            ("six seven eight nine ten one two three four five", "eight nine ten", false),
            ("ONE two\nthree,  *four* five six", "three,  *four*", false),
            // Something is put in, or in the place of something.
            ("one two three NEW four five six", "NEW", true),
            ("one two three FOURTH five six seven", "FOURTH", true),
            ("one two three NEW four five six", "three NEW four", true),
            ("one two three NEW four five six", "one two", false), ("Something else", "else", true),
        ] as [(String, String, Bool)]
    )
    func `what is new are words that stood nowhere`(_ text: String, _ passage: String, _ expected: Bool)
        throws
    {
        #expect(try isNew(passage, in: text) == expected)
    }

    @Test func `it has five words at most on each side that are known`() throws {
        let (text, before) = ("a b c d e f NEW g h i j k l", ["a b c d e f g h i j k l"])
        #expect(try isNew("b c d e f NEW g h i j k", in: text, notIn: before))
        #expect(try !isNew("a b c d e f NEW", in: text, notIn: before))
        #expect(try !isNew("NEW g h i j k l", in: text, notIn: before))
        for (between, isNear) in [("a b c d e f g h i j", true), ("a b c d e f g h i j k", false)] {
            let both = "NEW \(between) OTHER"
            #expect(try isNew(both, in: both, notIn: [between]) == isNear)
        }
    }

    @Test(
        arguments: [
            ("It was 41 million.", "it was  41 MILLION", true), ("41 million", "42 million", false),
            ("41 million", "was 41 million", false),
            ("the price of it was high at last", "the price of it was very high at last", true),
            ("the price of it was high at last", "it was high", false),
        ] as [(String, String, Bool)]
    )
    func `two passages are one where each has most words of the other`(
        _ one: String,
        _ other: String,
        _ expected: Bool
    ) throws {
        let key = WordKey.random()
        let (first, second) = (try #require(Passage(one, key: key)), try #require(Passage(other, key: key)))
        #expect(first.isSame(as: second) == expected)
        #expect(second.isSame(as: first) == expected)
    }
}
