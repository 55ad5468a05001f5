// SPDX-License-Identifier: Apache-2.0

/// Which words of a text are new to somebody who has seen other texts.
///
/// A word is known that stands in a run of five which one of the other texts has, wherever; and one that is
/// left of a text in the same place when something was taken out of that or put into it. So taking away
/// brings nothing, and neither does moving. Words are what blanks and ends of lines divide, compared by their
/// bytes.
package struct NewWords: Sendable {
    /// How many words an objection may have that are known, on each side of a new one.
    package static let around = 5
    /// How many words in a row are known that stood in another text.
    private static let run = 5
    /// Texts in the same place with more words than this between what they begin and end with are not
    /// compared word by word: to find what is common to both takes time and memory in its square.
    private static let most = 4000

    /// Where the words are, in bytes.
    private let words: [Range<Int>]
    private let isNew: [Bool]

    /// - Parameters:
    ///   - before: texts that stood in the same place.
    ///   - others: further texts that were seen.
    package init(in text: [UInt8], before: [[UInt8]], others: [[UInt8]]) {
        words = Self.words(of: text)
        // Words by numbers, which are compared faster than they.
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        for word in words where numbers[text[word]] == nil { numbers[text[word]] = numbers.count }
        func numbered(_ text: [UInt8]) -> [Int] { Self.words(of: text).map { numbers[text[$0]] ?? -1 } }
        let said = numbered(text)
        var isKnown = [Bool](repeating: false, count: said.count)
        for text in before { Self.mark(&isKnown, leftIn: said, of: numbered(text)) }
        let length = min(Self.run, said.count)
        if length > 0, isKnown.contains(false) {
            var runs: Set<ArraySlice<Int>> = []
            for text in before + others {
                let seen = numbered(text)
                guard seen.count >= length else { continue }
                for start in 0...(seen.count - length) {
                    let run = seen[start..<(start + length)]
                    // What has a word that the text lacks is no run of the text.
                    if !run.contains(-1) { runs.insert(run) }
                }
            }
            for start in 0...(said.count - length) where runs.contains(said[start..<(start + length)]) {
                for place in start..<(start + length) { isKnown[place] = true }
            }
        }
        isNew = isKnown.map { !$0 }
    }

    /// Whether an objection to these bytes is to something new: it has a new word, and no other that is
    /// farther than ``around`` words from one.
    package func bear(_ bytes: ClosedRange<Int>) -> Bool {
        let touched = words.indices.filter {
            words[$0].lowerBound <= bytes.upperBound && words[$0].upperBound > bytes.lowerBound
        }
        let new = touched.filter { isNew[$0] }
        guard let first = touched.first, let last = touched.last, let begin = new.first, let end = new.last
        else { return false }
        // Between two new words each known one is near to one of them.
        return begin - first <= Self.around && last - end <= Self.around
            && zip(new, new.dropFirst()).allSatisfy { $1 - $0 - 1 <= 2 * Self.around }
    }

    /// Marks the words that are left of `before`, in its order.
    private static func mark(_ isKnown: inout [Bool], leftIn said: [Int], of before: [Int]) {
        let start = zip(before, said).prefix { $0 == $1 }.count
        let end = zip(before.dropFirst(start).reversed(), said.dropFirst(start).reversed())
            .prefix { $0 == $1 }.count
        for place in said.indices where place < start || place >= said.count - end { isKnown[place] = true }
        let (old, new) = (before.dropFirst(start).dropLast(end), said.dropFirst(start).dropLast(end))
        guard old.count + new.count <= most else { return }
        var inserted: Set<Int> = []
        for case .insert(let offset, _, _) in Array(new).difference(from: Array(old)) {
            inserted.insert(start + offset)
        }
        for place in new.indices where !inserted.contains(place) { isKnown[place] = true }
    }

    /// Where the words of a text are.
    private static func words(of text: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for (place, byte) in text.enumerated() {
            // A blank, or a control character.
            if byte <= 0x20 {
                if let begun = start { words.append(begun..<place) }
                start = nil
            } else if start == nil {
                start = place
            }
        }
        if let begun = start { words.append(begun..<text.count) }
        return words
    }
}
