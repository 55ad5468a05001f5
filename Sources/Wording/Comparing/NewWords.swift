// SPDX-License-Identifier: Apache-2.0

/// Which words of a text are new to somebody who has seen earlier ones.
package struct NewWords: Sendable {
    /// How many words that are known may stand on each side of a new one in what is said to be new.
    package static let around = 5

    private let words: Words
    private let stretches: [Range<Int>]

    /// Compares a text with all earlier ones, as ``Insertion`` does; what markup hides is words too.
    package init(in text: [UInt8], notIn earlier: [[UInt8]]) {
        let key = WordKey.random()
        words = text.withUnsafeBytes { Words($0, .plain, key: key) }
        stretches = Insertion.stretches(
            of: words,
            notIn: earlier.map { text in text.withUnsafeBytes { Words($0, .plain, key: key) } }
        )
    }

    /// Whether these bytes are about something new: they have a word that is, and no other that is farther
    /// than ``around`` words from one.
    package func bear(_ bytes: ClosedRange<Int>) -> Bool {
        let touched = words.words(touching: bytes.lowerBound..<bytes.upperBound + 1)
        let new = stretches.map { $0.clamped(to: touched) }.filter { !$0.isEmpty }
        guard let first = new.first, let last = new.last else { return false }
        // Between two new words each known one is near to one of them.
        return first.lowerBound - touched.lowerBound <= Self.around
            && touched.upperBound - last.upperBound <= Self.around
            && zip(new, new.dropFirst()).allSatisfy { $1.lowerBound - $0.upperBound <= 2 * Self.around }
    }
}
