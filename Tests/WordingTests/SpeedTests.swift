// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Wording

/// How long comparing takes: a text against ten thousand passages, in time that grows with the text.
///
/// It is what `make bench-wording` runs, and no part of the tests.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TEAHOUSE_BENCH"] != nil)) struct SpeedTests {
    @Test func `a text is compared with ten thousand passages at once`() throws {
        let key = WordKey.random()
        var seeded = Seeded(state: 11)
        // A word is the rarer the later it stands in the vocabulary, as in any language.
        func word() -> String {
            "w\(Self.letters(Int(exp(Double.random(in: 0..<log(50_000), using: &seeded)))))"
        }
        let passages = try (0..<10_000).map { _ in
            let text = (0..<Int.random(in: 3...40, using: &seeded)).map { _ in word() }.joined(separator: " ")
            return try #require(Passage(text, key: key))
        }
        var text = (0..<400_000).map { _ in word() }.joined(separator: " ")
        text += " " + (0..<400_000).map { "été\($0 % 1000),5" }.joined(separator: "; ")
        let search = PassageSearch(passages, key: key)
        let clock = ContinuousClock()
        var count = 0
        let reading = clock.measure { count = Words(text, key: key).count }
        let equal = try clock.measure { _ = try search.hits(in: text, near: false) }
        var hits = 0
        let near = try clock.measure { hits = try search.hits(in: text).count }
        print(
            "Wording: \(text.utf8.count) bytes, \(count) words: read in \(reading), compared in \(equal),",
            "with near ones in \(near), \(hits) hits"
        )
    }

    private static func letters(_ number: Int) -> String {
        String(decoding: String(number, radix: 26).utf8.map { $0 < 0x40 ? $0 + 49 : $0 }, as: UTF8.self)
    }
}
