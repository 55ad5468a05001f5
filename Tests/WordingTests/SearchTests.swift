// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Wording

/// The search against what it claims, by trying each place.
@Suite struct SearchTests {
    private let key = WordKey.random()

    @Test func `SipHash gives the numbers of its authors`() throws {
        let key = try #require(WordKey(salt: Array(0..<16)))
        let known: [(Int, UInt64)] = [
            (0, 0x726F_DB47_DD0E_0E31), (1, 0x74F8_39C5_93DC_67FD), (8, 0x93F5_F579_9A93_2462),
            (15, 0xA129_CA61_49BE_45E5),
        ]
        for (count, hash) in known {
            let bytes = (0..<count).map(UInt8.init)
            #expect(bytes.withUnsafeBufferPointer(key.hash) == hash)
        }
        #expect(WordKey(salt: [1]) == nil)
    }

    /// Texts of few different words, so that much stands by chance.
    private func random(_ count: Int, of words: Int, _ random: inout Seeded) -> [UInt64] {
        (0..<count).map { _ in UInt64.random(in: 1...UInt64(words), using: &random) }
    }

    @Test func `the searches find what trying each place finds, over the ends of batches`() throws {
        var seeded = Seeded(state: 7)
        for round in 0..<300 {
            let text = random(.random(in: 0...60, using: &seeded), of: 6, &seeded)
            let passages = (0..<6).compactMap { _ in
                Passage(words: random(.random(in: 1...12, using: &seeded), of: 7, &seeded))
            }
            var near = NearSearch(passages)
            near.read(text)
            var equal = EqualSearch(passages, key: key)
            var found: [Int: Range<Int>] = [:]
            equal.search(text) { found[$0] = $1 }
            var effort = 1_000_000
            for (index, passage) in passages.enumerated() {
                #expect(found[index]?.lowerBound == firstPlace(of: passage.words, in: text), "round \(round)")
                let match = try near.match(index, effort: &effort)
                let most = passage.words.count < 5 ? 0 : mostCommon(passage, text)
                #expect(
                    match?.common == (most >= passage.enoughForNear && most > 0 ? most : nil),
                    "round \(round)"
                )
            }
        }
    }

    private func firstPlace(of words: [UInt64], in text: [UInt64]) -> Int? {
        guard text.count >= words.count else { return nil }
        return (0...(text.count - words.count)).first { Array(text[$0..<$0 + words.count]) == words }
    }

    private func mostCommon(_ passage: Passage, _ text: [UInt64]) -> Int {
        text.indices.reduce(0) { most, place in
            var left = Dictionary(passage.words.map { ($0, 1) }, uniquingKeysWith: +)
            let common = text[place..<min(text.count, place + passage.nearWidth)].count { word in
                guard let count = left[word], count > 0 else { return false }
                left[word] = count - 1
                return true
            }
            return max(most, common)
        }
    }

    @Test func `a passage over the end of a batch is found`() throws {
        let words = (0..<500).map { "word\($0)x" }
        let passages = try (0..<100).map {
            try #require(Passage("word\($0 * 4)x word\($0 * 4 + 1)x", key: key))
        }
        let search = PassageSearch(passages, key: key, batch: 16)
        let hits = try search.hits(in: words.joined(separator: " "))
        #expect(hits.map(\.passage) == Array(0..<100))
        #expect(hits.allSatisfy { $0.match == .equal })
    }

    @Test func `near becomes equal when the text has the passage further on`() throws {
        let passage = try #require(Passage("one two three four five six", key: key))
        let text =
            "one two three four five. " + String(repeating: "and so on ", count: 100)
            + "ONE two three four five SIX"
        let hits = try PassageSearch([passage], key: key, batch: 32).hits(in: text)
        #expect(hits.map(\.match) == [.equal])
        #expect(hits.first?.bytes.upperBound == text.utf8.count)
    }

    @Test func `a text that is made to take long is said not to be compared`() throws {
        let passage = try #require(Passage("a b c d e f g h i j", key: key))
        let search = PassageSearch([passage], key: key, effort: 100)
        #expect(throws: PassageSearch.TooMuch.self) {
            try search.hits(
                in: String(repeating: "a b c d x x x x x x x x x x x e f g h x x x x x ", count: 100)
            )
        }
    }

    @Test func `no bytes end the reading, and every range lies in the text`() {
        var seeded = Seeded(state: 3)
        let pieces = [
            "<", "<!--", "-->", ">", "&", "&#", ";", "\\", "\\u", "{", "](", ")", "1", ".", ",", "e", "-",
            "\n", "a", "é", "\u{301}", "中", "\0", "*", "~",
        ]
        for _ in 0..<3000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...20, using: &seeded) {
                bytes += pieces.randomElement(using: &seeded)?.utf8.map { $0 } ?? []
                if .random(in: 0..<6, using: &seeded) == 0 {
                    bytes.append(.random(in: 0...255, using: &seeded))
                }
            }
            bytes.withUnsafeBytes { raw in
                for reading in [Words.Reading.rendered, .plain] {
                    let words = Words(raw, reading, key: key)
                    for index in 0..<words.count {
                        let range = words.bytes(of: index..<index + 1)
                        #expect(!range.isEmpty && range.upperBound <= bytes.count)
                    }
                }
            }
        }
    }
}

/// Random numbers that are the same each time.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
