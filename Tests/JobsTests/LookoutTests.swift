// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Testing

@testable import Jobs

/// Passages that are looked for, and what there is to look with.
@Suite struct LookoutTests {
    private static let salt = [UInt8](0..<16)
    private static let said = "The price was 41 million."

    /// A passage of a text, or of none.
    private static func sought(
        _ source: JSON,
        _ bytes: Range<Int>,
        words: [UInt8]? = nil,
        isForeign: Bool = true
    ) throws -> SoughtPassage {
        try SoughtPassage([
            "source": source, "first": .integer(Int64(bytes.lowerBound)),
            "end": .integer(Int64(bytes.upperBound)),
            "fingerprint": words.map(JSON.bytes) ?? .null, "is_foreign": .bool(isForeign),
        ])
    }

    @Test
    func `what is gone, or no more what it was, is missing, and its words are looked for if they were kept`()
        throws
    {
        let whole: JSON = ["text": .string(Self.said)]
        let range = 0..<Self.said.utf8.count
        let first = try PassageLookout([Self.sought(whole, range)], salt: Self.salt)
        let words = try #require(first.fingerprints[0])
        #expect(first.missing.isEmpty)
        let cut: JSON = ["text": "The price"]
        for (index, source) in [JSON.null, cut].enumerated() {
            for isForeign in [false, true] {
                for kept in [nil, words] where isForeign || kept == nil {
                    let lookout = try PassageLookout(
                        [Self.sought(source, range, words: kept, isForeign: isForeign)],
                        salt: Self.salt
                    )
                    #expect(lookout.missing == [0], "\(index) \(isForeign)")
                    // Nor are the words of a part kept for those of the whole.
                    #expect(lookout.fingerprints.isEmpty)
                    let found = try lookout.found(
                        in: Data("It said: the PRICE was 41 million!".utf8),
                        near: false,
                        looksInside: false
                    )
                    #expect(found.map(\.place) == (kept == nil ? [] : [0]))
                }
            }
        }
        // What cannot be read is nothing that says nothing.
        #expect(throws: (any Error).self) {
            _ = try PassageLookout([Self.sought(["file": "/"], 0..<4)], salt: Self.salt)
        }
    }

    @Test(arguments: ["→ → ⟶ ⟶", "≥ ± ≤", "🍵🍵"])
    func `a passage without a word is looked for to the byte, in other findings too`(_ signs: String) throws {
        let lookout = try PassageLookout(
            [Self.sought(["text": .string(signs)], 0..<signs.utf8.count)],
            salt: Self.salt
        )
        let found = try lookout.found(in: Data("so: \(signs)!".utf8), near: true, looksInside: false)
        #expect(found.map(\.isNear) == [false])
        // Of another finding's passage nothing is told.
        #expect(found.first?.flagged == nil)
        #expect(try lookout.found(in: Data("→ ≥ 🍵".utf8), near: true, looksInside: false).isEmpty)
    }
}
