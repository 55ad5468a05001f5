// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Wording

/// What of a text is new beside earlier ones.
@Suite struct InsertionTests {
    private let key = WordKey.random()

    private func new(_ text: String, _ earlier: String...) -> [String] {
        let words = Words(text, key: key)
        let bytes = Array(text.utf8)
        return Insertion.stretches(of: words, notIn: earlier.map { Words($0, key: key) }).map {
            String(decoding: bytes[words.bytes(of: $0)], as: UTF8.self)
        }
    }

    private let old = "Pumps in the north wear sooner than pumps in the south, as bearings show."

    @Test func `what is the same, or only written otherwise, is not new`() {
        #expect(new(old, old).isEmpty)
        #expect(new(old.uppercased() + "\n\n", old).isEmpty)
        #expect(new("", old).isEmpty)
    }

    @Test func `taking away brings nothing`() {
        #expect(new("Pumps in the north wear sooner.", old).isEmpty)
        #expect(new("Pumps wear sooner than south bearings show.", old).isEmpty)
        #expect(new("North, south.", old).isEmpty)
    }

    @Test func `moving sentences brings nothing`() {
        let two = "The first sentence says one thing. The second one tells another story."
        #expect(new("The second one tells another story. The first sentence says one thing.", two).isEmpty)
    }

    @Test func `what is put in is new, and nothing else`() {
        #expect(
            new("Pumps in the cold north wear sooner than pumps in the south, as bearings show.", old) == [
                "cold"
            ]
        )
        #expect(new(old + " Bearing 6204 fails first.", old) == ["Bearing 6204 fails first"])
        #expect(new("Mr. Person says: " + old, old) == ["Mr. Person says"])
    }

    @Test func `what stood in any earlier text is not new`() {
        #expect(new("One two three. Four five six.", "One two three.", "Four five six.").isEmpty)
        #expect(new("One two three. Six five four.", "One two three.", "Four five six.") == ["five four"])
    }

    @Test func `everything is new beside nothing`() {
        #expect(new("All of it.") == ["All of it"])
        #expect(new("All of it.", "") == ["All of it"])
    }
}
