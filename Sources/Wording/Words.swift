// SPDX-License-Identifier: Apache-2.0

/// The words of a text in their order, each as a hash, with where it stands in the text.
///
/// What counts as a word is ``WordScanner``'s: two spellings of a word have one hash.
package struct Words: Sendable {
    /// How the characters between words are taken.
    package enum Reading: Sendable {
        /// As markup: tags, commands, marks of emphasis and targets of links are no words.
        case rendered
        /// As they are, so that what stands inside a tag or a comment is words too.
        case plain
    }

    package private(set) var hashes: [UInt64] = []
    // A file has 2 GiB at most.
    private var starts: [UInt32] = []
    private var ends: [UInt32] = []

    package init() {}

    /// All words of a text.
    package init(_ text: UnsafeRawBufferPointer, _ reading: Reading = .rendered, key: WordKey) {
        var scanner = WordScanner(text, reading, key: key)
        _ = scanner.read(into: &self, upTo: .max)
    }

    /// All words of a text.
    package init(_ text: String, _ reading: Reading = .rendered, key: WordKey) {
        var text = text
        self = text.withUTF8 { Words(UnsafeRawBufferPointer($0), reading, key: key) }
    }

    package var count: Int { hashes.count }

    /// The bytes of the text from the first to the last of some words, which are at least one.
    package func bytes(of words: Range<Int>) -> Range<Int> {
        let first = Int(starts[words.lowerBound])
        return first..<max(first, Int(ends[words.upperBound - 1]))
    }

    /// The words that have a byte in a range.
    package func words(touching bytes: Range<Int>) -> Range<Int> {
        guard !bytes.isEmpty else { return 0..<0 }
        let first = place { Int(ends[$0]) > bytes.lowerBound }
        let end = place { Int(starts[$0]) >= bytes.upperBound }
        return first..<max(first, end)
    }

    /// The first word for which something holds that holds for all later ones too; their number when none.
    private func place(_ holds: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    mutating func append(_ hash: UInt64, _ start: Int, _ end: Int) {
        hashes.append(hash)
        starts.append(UInt32(clamping: start))
        ends.append(UInt32(clamping: end))
    }

    /// Forgets all but the last words.
    mutating func keepLast(_ number: Int) {
        let dropped = max(0, count - number)
        hashes.removeFirst(dropped)
        starts.removeFirst(dropped)
        ends.removeFirst(dropped)
    }
}
