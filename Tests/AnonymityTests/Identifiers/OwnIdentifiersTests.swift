// SPDX-License-Identifier: Apache-2.0
import Tables
import Testing

@testable import Anonymity

struct OwnIdentifiersTests {
    private func rules(_ list: String) throws -> IdentifierRules {
        IdentifierRules(own: try OwnIdentifiers(reading: Array(list.utf8)))
    }

    private func found(_ list: String, in text: String) throws -> [String] {
        let rules = try rules(list)
        return try IdentifierScanner.scan(text: MemorySource(text), rules: rules).map(\.kind.rawValue)
    }

    @Test func `words and shapes are found in cells and in text, in either case, as wholes`() throws {
        let list = "# ours\n\nword Projekt Falke\r\nword Müller & Söhne\nword 猎鹰\nshape AB-####\nshape @@?.##"
        #expect(try found(list, in: "the projekt  FALKE ran") == ["own_word"])
        #expect(try found(list, in: "Projekt_Falke-2") == ["own_word"])
        #expect(try found(list, in: "by MÜLLER & SÖHNE.") == ["own_word"])
        #expect(try found(list, in: "在猎鹰厂") == ["own_word"])
        #expect(try found(list, in: "see ab-1234, AB-123 and XAB-1234 or AB-12345") == ["own_shape"])
        #expect(try found(list, in: "xy7.42 xyz.1a") == ["own_shape"])
        #expect(try found(list, in: "Projekt Falken, Projektfalke") == [])
        let cells = repeated(["AB-1234", "M8", "17"])
        #expect(try verdict("value", cells, rules: rules(list)) == "certain")
        #expect(try verdict("value", repeated(["10001234"]), rules: rules("shape 1000####")) == "certain")
        let kept = try suspects("value", cells, rules: rules(list), acknowledged: "not ours").map(\.severity)
        #expect(kept == [.blocking])
    }

    @Test(arguments: [
        ("word", 1, "A line is"), ("\nnoun Falke", 2, "neither word nor shape"), ("word ab", 1, "3 to 200"),
        ("shape ##", 1, "4 to 64"), ("shape ABCD", 1, "4 to 64"),
        ("word abc\nword \(String(repeating: "x", count: 201))", 2, "3 to 200"),
    ])
    func `a list that is malformed is refused by its line`(list: String, line: Int, reason: String) throws {
        let error = try #require(throws: OwnIdentifiersError.self) { _ = try rules(list) }
        #expect(error.faults.map(\.line) == [line])
        #expect(error.faults[0].detail.contains(reason), "\(error)")
    }

    @Test func `a list is bounded`() throws {
        let words = (0...OwnIdentifiers.mostWords).map { "word falcon \($0)\n" }.joined()
        #expect(throws: OwnIdentifiersError.self) { try rules(words) }
        let shapes = (0...OwnIdentifiers.mostShapes).map { "shape A\($0)-####\n" }.joined()
        #expect(throws: OwnIdentifiersError.self) { try rules(shapes) }
        let error = try #require(throws: OwnIdentifiersError.self) {
            _ = try rules(String(repeating: "x\n", count: 99))
        }
        #expect(error.faults.count == 20)
        #expect(throws: OwnIdentifiersError.self) { try OwnIdentifiers(reading: [0x77, 0xFF]) }
        #expect(throws: OwnIdentifiersError.self) {
            try OwnIdentifiers(reading: [UInt8](repeating: 0x20, count: OwnIdentifiers.mostBytes + 1))
        }
        #expect(try rules("").own.isEmpty)
    }
}
