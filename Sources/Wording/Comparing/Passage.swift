// SPDX-License-Identifier: Apache-2.0

/// A stretch of a text, as the hashes of its words: it can be looked for, and not be read.
package struct Passage: Hashable, Sendable {
    /// Fewer words are found only as they are: too many texts have most of them.
    package static let fewestForNear = 5

    /// The hashes, in the order of the words; at least one.
    package let words: [UInt64]

    /// `nil` when there is no word.
    package init?(words: [UInt64]) {
        guard !words.isEmpty else { return nil }
        self.words = words
    }

    /// All words of a text; `nil` when it has none.
    package init?(_ text: String, key: WordKey) {
        self.init(words: Words(text, key: key).hashes)
    }

    /// The words of a text that have a byte in a range, the ones that it cuts among them; `nil` when
    /// there is none.
    ///
    /// A range in which more is hidden by markup than is said is taken with its markup, as words too.
    package init?(_ bytes: Range<Int>, of text: UnsafeRawBufferPointer, key: WordKey) {
        func words(_ reading: Words.Reading) -> ArraySlice<UInt64> {
            let words = Words(text, reading, key: key)
            return words.hashes[words.words(touching: bytes)]
        }
        let rendered = words(.rendered)
        let plain = words(.plain)
        self.init(words: Array(rendered.count * 2 >= plain.count ? rendered : plain))
    }

    /// What ``fingerprint`` gave; `nil` for anything else.
    package init?(fingerprint: [UInt8]) {
        guard fingerprint.count % 8 == 0 else { return nil }
        let words = fingerprint.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: 8).map {
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
            }
        }
        self.init(words: words)
    }

    /// Eight bytes a word, to be kept instead of the passage.
    package var fingerprint: [UInt8] {
        words.flatMap { word in withUnsafeBytes(of: word.littleEndian, Array.init) }
    }

    /// How many of its words make a text near: four fifths.
    var enoughForNear: Int { (words.count * 4 + 4) / 5 }

    /// In how many words these may stand: one and a half times its own.
    var nearWidth: Int { words.count * 3 / 2 }
}
