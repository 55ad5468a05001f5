// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Screening
import Tables
import Testing

/// Releases and findings in other dialects than commas in UTF-8, and the rules of an installation.
@Suite struct DialectTests {
    private func rules(_ text: String, _ name: String = "x.csv") throws -> [String] {
        try ScreeningPass(releases: []).run([CopyTests.text(Array(text.utf8), name)])[0].items.map {
            "\($0.line ?? 0) \($0.rule)"
        }
    }

    @Test func `a release is read in its dialect`() throws {
        let rows = (0..<30).map { "Halle \($0 % 4);press \($0);\($0 * 3),5" }
        let table = "Export\nsite;machine;hours\n" + rows.joined(separator: "\n") + "\n"
        var dialect = Dialect(delimiter: .semicolon, decimal: .comma, skipLines: 1)
        var bytes = Array(table.utf8)
        for encoding in [Dialect.Encoding.utf8, .utf16le] {
            dialect.encoding = encoding
            if encoding == .utf16le { bytes = table.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }
            let release = ReleaseCopy(
                release: "ds-1/1",
                name: "log.csv",
                isDeclared: true,
                dialect: dialect
            ) { [bytes] in MemorySource(bytes) }
            for line in [
                "Halle 3;press 11;33,5", "Halle 3,press 11,\"33,5\"", "| Halle 3 | press 11 | 33.5 |",
            ] {
                let items = try ScreeningPass(releases: [release]).run([
                    CopyTests.text(Array("As follows.\n\n\(line)\n".utf8), "x.md")
                ])[0].items
                #expect(items.map(\.detail) == ["the same as line 14 of log.csv"], "\(line)")
            }
        }
    }

    @Test func `a release that cannot be read is said, and what was read of it is compared`() throws {
        let ragged = CopyTests.release("a,b,c\nnorth hall,press 7,12.5\n1,2\nx,y,z\n")
        let text = CopyTests.text(Array("north hall,press 7,12.5\n".utf8), "x.txt")
        let items = try ScreeningPass(releases: [ragged]).run([text])[0].items
        #expect(items.map(\.rule) == ["not_compared", "copied_row"])
        #expect(items.allSatisfy { $0.severity == .fail })
        let pass = ScreeningPass(releases: [ragged], onUnreadable: { throw $1 })
        #expect(throws: CSVError.raggedRow(line: 3, cells: 2, expected: 3)) { try pass.run([text]) }
    }

    @Test func `tables of findings are read below titles, in one column and whatever they hold`() throws {
        #expect(try rules("Table 1\nregion,n\nNord,3\nSued,120\n") == ["3 low_count"])
        #expect(try rules("sep=;\nregion;n\nNord;3\nSued;120\n") == ["3 low_count"])
        #expect(try rules("# made by x\n\nregion|n\nNord|3\nSued|120\n") == ["4 low_count"])
        #expect(try rules("count\n3\n120\n") == ["2 low_count"])
        #expect(try rules("region,n\nNord,3\n<table>,120\n").contains("2 low_count"))
        #expect(try rules("a: 1\nb: 2\n\n| site | n |\n|---|---|\n| A | 4 |\n", "x.yaml") == ["6 low_count"])
    }

    @Test func `what may be of two encodings is read in both`() throws {
        // 联系 in GB 18030, which is text in Windows-1252 as well.
        let bytes = [0xC1, 0xAA, 0xCF, 0xB5] + Array(",13800138000 rita@nordmark.example.org\n".utf8)
        let items = try ScreeningPass(releases: []).run([CopyTests.text(bytes, "x.txt")])[0].items
        #expect(items.contains { $0.rule == "direct_identifier" })
    }

    @Test func `an organisation's own words are looked for in texts and in tables`() throws {
        let own = try OwnIdentifiers(reading: Array("word Projekt Falke\n".utf8))
        let rules = IdentifierRules(own: own)
        for (text, name) in [("All of Projekt Falke.\n", "x.md"), ("a,b\nProjekt Falke,1\n", "x.csv")] {
            let texts = [CopyTests.text(Array(text.utf8), name)]
            #expect(try ScreeningPass(releases: []).run(texts)[0].items == [])
            let found = try ScreeningPass(releases: [], for: rules).run(texts)[0].items
            #expect(found.contains { $0.rule == "direct_identifier" }, "\(name)")
        }
    }
}
