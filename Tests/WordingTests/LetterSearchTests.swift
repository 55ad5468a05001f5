// SPDX-License-Identifier: Apache-2.0
import Testing
import Wording

/// Passages that are no words any more.
@Suite struct LetterSearchTests {
    private static let said = "Bearing 6204 fails first in the söuth."
    private static let search = LetterSearch([Array("The pump".utf8), Array(said.utf8)])

    private func found(_ text: String) -> [Int] {
        Array(text.utf8).withUnsafeBytes { Self.search.hits(in: $0).map(\.passage) }
    }

    @Test func `letters are found in whatever pieces, and either way round`() {
        let letters = Self.said.filter { $0.isLetter || $0.isNumber }
        for text in [
            Self.said.map(String.init).joined(separator: "\n"), String(Self.said.reversed()), letters,
            "BEARING6 2 0 4FAILS-FIRST, in\u{AD} the SOUTH", letters.map { "\($0);" }.reversed().joined(),
        ] {
            #expect(found("Some \(text) more") == [1], "\(text)")
        }
    }

    @Test func `other letters, and too few of them, are nothing`() {
        #expect(found("Bearing 6205 fails first in the south.") == [])
        #expect(found("The pump") == [])
        #expect(found("") == [])
    }

    @Test func `a passage across the ends of pieces is found, with its place`() {
        let filling = String(repeating: "x ", count: (4 << 20) / 2 - 10)
        let hits = Array((filling + Self.said).utf8).withUnsafeBytes { Self.search.hits(in: $0) }
        #expect(hits.map(\.bytes.lowerBound) == [filling.utf8.count])
    }
}
