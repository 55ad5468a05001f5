// SPDX-License-Identifier: Apache-2.0
import Screening
import Testing

/// What is read of a file, and that what is not read does not pass.
@Suite struct ReadingTests {
    private func items(_ bytes: [UInt8], _ name: String = "x.txt") throws -> [ScreenItem] {
        try ScreeningPass(releases: []).run([CopyTests.text(bytes, name)])[0].items
    }

    private func rules(_ text: String, _ name: String = "x.txt") throws -> [String] {
        try items(Array(text.utf8), name).map { "\($0.line ?? 0) \($0.rule)" }
    }

    @Test func `what is not read stands in the way, and pictures are for a person`() throws {
        for head in [
            Array("PK\u{3}\u{4}rest".utf8), Array("%PDF-1.7 rest".utf8), [1, 0, 2, 0, 255],
            [0x1F, 0x8B, 8, 0],
        ] {
            let found = try items(head)
            #expect(found.map(\.rule) == ["unread"], "\(head)")
            #expect(found.allSatisfy { $0.severity == .fail })
        }
        let picture = try items([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A])
        #expect(picture.map(\.rule) == ["picture"])
        #expect(picture.allSatisfy { $0.severity == .review })
    }

    @Test func `counts are read whatever the form`() throws {
        #expect(try rules("region;n\nNord;3\nSued;120\n") == ["2 low_count"])
        #expect(try rules(",region,n\n0,Nord,3\n1,Sued,120\n", "x.csv") == ["2 low_count"])
        #expect(try rules(#"[{"site":"N","n":4},{"site":"S","n":310}]"#) == ["1 low_count"])
        #expect(
            try rules("{\"site\":\"N\",\"count\":4}\n{\"site\":\"S\",\"count\":310}\n") == ["1 low_count"]
        )
        #expect(
            try rules("<table><tr><th>site<th>count<tr><td>N<td>4<tr><td>S<td>310</table>") == ["1 low_count"]
        )
        #expect(try rules("# Result\n\n| site | n |\n|---|---|\n| A | 4 |\n") == ["5 low_count"])
    }

    @Test func `identifiers are found in other encodings and inside of texts`() throws {
        let line = "Ask rita@nordmark.example.org about it.\n"
        #expect(try rules(line) == ["1 direct_identifier"])
        var wide: [UInt8] = [0xFE, 0xFF]
        for unit in line.utf16 { wide += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
        #expect(try items(wide).map(\.rule) == ["direct_identifier"])
        let packed = "data: QXNrIHJpdGFAbm9yZG1hcmsuZXhhbXBsZS5vcmcgYWJvdXQgaXQgYW5kIG1vcmUgb2YgaXQu\n"
        #expect(try rules("# Text\n" + packed) == ["2 direct_identifier"])
        #expect(
            try rules(#"{"source":["a\n","Ask rita@nordmark.example.org\n"]}"#).contains {
                $0.hasSuffix("direct_identifier")
            }
        )
    }

    @Test func `a table whose rows are not cut alike is told`() throws {
        #expect(try rules("a,b\n1\n1,2,3\n", "x.csv") == ["0 not_a_table"])
        #expect(try rules("", "x.csv") == ["0 not_a_table"])
        #expect(try rules("", "x.md") == [])
    }

    @Test func `deep and damaged structures end`() throws {
        #expect(try rules(String(repeating: "[", count: 100_000)) == [])
        #expect(try rules(String(repeating: "<a>", count: 5_000)) == [])
        #expect(try rules("{\"n\": ") == [])
    }
}
