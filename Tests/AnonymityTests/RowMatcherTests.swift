// SPDX-License-Identifier: Apache-2.0
import Tables
import Testing

@testable import Anonymity

struct RowMatcherTests {
    private static let header = ["site", "machine", "fault", "hours"]
    private static let release = (0..<1_000).map {
        ["Site \($0 % 7)", "press \($0)", "fault, \($0 % 5)", "\($0 * 3)"]
    }

    private func copies(_ matcher: RowMatcher) throws -> [RowMatcher.Match] {
        try matcher.copies(of: csv(Self.header, Self.release))
    }

    @Test func `copied rows of a table are found, whatever the quoting and spacing`() throws {
        var matcher = RowMatcher()
        try matcher.add(
            table: MemorySource(
                """
                site,machine,fault,hours
                Site 3,"press 10", "fault, 0",30
                """.replacing(", \"", with: ",\"")
                    + "\nSite 1 , press 15 ,\"fault, 0\",46\n Site 6 ,press 20,\"fault, 0\",60\n"
            )
        )
        #expect(try copies(matcher) == [.init(line: 2, releaseLine: 12), .init(line: 4, releaseLine: 22)])
    }

    @Test func `copied rows inside a text are found`() throws {
        var matcher = RowMatcher()
        let text = """
            As the register shows, press 10 fails, and often so.

            | site | machine | fault | hours |
            |---|---|---|---|
            | Site 3 | press 10 | fault, 0 | 30 |
            Site 4;press 11;fault, 1;33
            Site 5\tpress 12\t`fault, 2`\t36
            Site 6,press 13,"fault, 3",39
            Site 0 | press 14 | fault, 4 | 42
            Site 1 | press 15 | fault, 0 | 46
            """
        try matcher.add(text: MemorySource(text, chunk: 3))
        let found = try copies(matcher)
        #expect(found.map(\.line) == [5, 6, 7, 8, 9])
        #expect(found.map(\.releaseLine) == [12, 13, 14, 15, 16])
    }

    @Test func `short and empty rows are no copies`() throws {
        var matcher = RowMatcher()
        try matcher.add(text: MemorySource("1,0,1,0\n,,,\nlong first cell,second long cell\n"))
        #expect(matcher.isEmpty)
        #expect(try copies(matcher) == [])
    }

    @Test func `a copied row in the place of the header and repeated copies are all named`() throws {
        var matcher = RowMatcher()
        let row = "Site 3,press 10,\"fault, 0\",30\n"
        try matcher.add(table: MemorySource(row + row + "Site 4,press 11,none,33\n" + row))
        #expect(try copies(matcher).map(\.line) == [1, 2, 4])
    }

    @Test func `a table that is none is refused and can be taken as text`() throws {
        var matcher = RowMatcher()
        let text = "A caption, with a comma\nSite 3,press 10,\"fault, 0\",30\n"
        #expect(throws: CSVError.raggedRow(line: 2, cells: 4, expected: 2)) {
            try matcher.add(table: MemorySource(text))
        }
        try matcher.add(text: MemorySource(text))
        #expect(try copies(matcher).map(\.line) == [2])
    }

    @Test func `a summary of the release is no copy`() throws {
        var matcher = RowMatcher()
        let summary = (0..<7).map { ["Site \($0)", "all presses", "142 rows", "mean 1498.5"] }
        try matcher.add(table: csv(Self.header, summary))
        #expect(try copies(matcher) == [])
    }
}
