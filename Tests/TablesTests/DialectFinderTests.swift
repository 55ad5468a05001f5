// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import Tables

struct DialectFinderTests {
    private static func start(_ text: String) throws -> TableStart { try TableStart(of: MemorySource(text)) }

    private static func find(_ text: String, _ said: DialectFinder.Said = DialectFinder.Said()) throws
        -> Dialect
    {
        try start(text).dialect(said: said)
    }

    @Test func `as many lines above the header are stepped over as a person says`() throws {
        let text = String(repeating: "Log of the press.\n", count: 120) + "a;b\n1;2\n"
        var said = DialectFinder.Said()
        said.skipLines = 120
        let dialect = try DialectFinder(Array(text.utf8), isWhole: true, said: said).one()
        #expect(dialect.delimiter == .semicolon)
        #expect(dialect.skipLines == 120)
    }

    @Test(arguments: [
        ("a,b\n1,2\n", Dialect()),
        ("a;b\n1;2\n", Dialect(delimiter: .semicolon)),
        ("a\tb\n1\t2", Dialect(delimiter: .tab)),
        ("a|b\r\n1|2\r\n", Dialect(delimiter: .bar)),
        ("a;b\n", Dialect(delimiter: .semicolon)),
        ("\u{FEFF}a;b\n1;2\n\n\n", Dialect(delimiter: .semicolon)),
        ("a;b\n1,5;2,5\n3,25;4,75\n", Dialect(delimiter: .semicolon, decimal: .comma)),
        ("\"a\";\"b\"\n\"x,y\";\"1\n2\"\n", Dialect(delimiter: .semicolon)),
        ("a,b\n\"x;y\",1\n\"z;w\",2\n", Dialect()),
        ("value\n1\n2\n", Dialect(delimiter: .oneColumn)),
        ("remark\n\"worn, lost\"\n\"worn; bent\"\n", Dialect(delimiter: .oneColumn)),
        ("a\n\n1\n", Dialect(delimiter: .oneColumn)),
        ("remark\nthe seal was worn\nthe seal was lost\n", Dialect(delimiter: .oneColumn)),
        ("sep=;\na;b\n1,5;2\n", Dialect(delimiter: .semicolon, decimal: .comma, skipLines: 1)),
        ("# kW\n\n# N\na,b\n1,2\n", Dialect(skipLines: 3)),
        // What begins as a comment and is cut like the rest is the header.
        ("#,name,n\n1,seal,3\n", Dialect()),
        ("# kW\nvalue\n1\n", Dialect(delimiter: .oneColumn, skipLines: 1)),
    ])
    func `the delimiter that cuts every line alike is found`(text: String, expected: Dialect) throws {
        #expect(try Self.find(text) == expected)
    }

    @Test(arguments: [
        ("1,5;2,5\n2,5;3,5\n4,5;1,5\n", DialectFault.ambiguous([.comma, .semicolon])),
        ("a|b,c\nx|y,z\n", .ambiguous([.comma, .bar])),
        ("1,5\n", .noNames(line: 1, .comma)),
        ("#\n1\n2\n", .noNames(line: 2, .oneColumn)),
        ("value\n1,5\n2,5\n", .noNames(line: 2, .comma)),
        ("remark\nworn, lost\nbent, lost\n", .title(lines: 1)),
        ("Results, hall 3\na;b\n1;2\n", .title(lines: 1)),
        ("a;b\n1;2\na,b\n1,2\n3,4\n", .title(lines: 2)),
        ("year hall power\n1988 H1 75.0\n1991 H2 80.0\n", .alignedBySpaces),
        ("fault type    n\nseal wear     3\nbearing       4\n", .alignedBySpaces),
        ("title\nIt was worn; twice.\nNo, never.\n", .uneven),
        ("a,b\r1,2\r", .carriageReturns),
        ("PK\u{3}\u{4}\u{14}\0[Content_Types].xml", .otherKind(.workbook)),
        ("PK\u{3}\u{4}\u{14}\0data.csv", .otherKind(.zip)),
        ("PAR1\u{15}\0", .otherKind(.parquet)),
        ("%PDF-1.7\n", .otherKind(.pdf)),
        ("SQLite format 3\0", .otherKind(.sqlite)),
        ("<!DOCTYPE html><table>", .otherKind(.html)),
    ])
    func `what reads in two ways or in none is refused`(text: String, fault: DialectFault) {
        #expect(throws: CSVError.dialect(fault)) { try Self.find(text) }
    }

    @Test(arguments: [
        ("a,b\n1,2\n3\n", CSVError.raggedRow(line: 3, cells: 1, expected: 2)),
        ("a;b\n1;2\n\nTotal;2\n", .raggedRow(line: 3, cells: 1, expected: 2)),
        ("a,b\n1,\"2\n", .unterminatedQuote(line: 2)),
        ("a\n1\n\"2\" x\n", .strayQuote(line: 3)),
        ("a;b\n1;2\n3;4\n5;6\na,b\n1,2\n", .raggedRow(line: 5, cells: 1, expected: 2)),
        ("a,\n1,\n", .unnamedColumn(position: 2)),
        (",a\n1,2\n", .unnamedColumn(position: 1)),
        ("", .emptyFile), ("\u{FEFF}", .emptyFile), ("a,a\n", .duplicateColumn(name: "a")),
    ])
    func `a table that is even but for a line is refused by that line`(text: String, error: CSVError) {
        #expect(throws: error) { try rows(MemorySource(text), dialect: Self.find(text)) }
    }

    @Test func `what was chosen is held to behind the first 256 KiB`() throws {
        let long = "a;b\n" + String(repeating: "1;2\n", count: 80_000)
        #expect(try rows(MemorySource(long), dialect: Self.find(long)).count == 80_001)
        let broken = long + "1,2\n"
        #expect(throws: CSVError.raggedRow(line: 80_002, cells: 1, expected: 2)) {
            try rows(MemorySource(broken), dialect: Self.find(broken))
        }
        let column = "value\n" + String(repeating: "123\n", count: 80_000)
        #expect(try Self.find(column).delimiter == .oneColumn)
        for late in ["1;2\n", "1,2\n", "a|b\n"] {
            #expect(throws: CSVError.delimiterInOneColumn(line: 80_002)) {
                try rows(MemorySource(column + late), dialect: Self.find(column + late))
            }
        }
        #expect(try rows(MemorySource(column + "\"1;2\"\n"), dialect: Self.find(column)).last == ["1;2"])
    }

    @Test func `what a person says decides, unless another delimiter cuts the table`() throws {
        var said = DialectFinder.Said()
        said.delimiter = .semicolon
        #expect(try Self.find("a,b;c\n1,2;3\n", said).delimiter == .semicolon)
        #expect(try Self.find("value\n1,5\n2,5\n", said).delimiter == .semicolon)
        #expect(throws: CSVError.dialect(.looksSeparated(by: .comma))) { try Self.find("a,b\n1,2\n", said) }
        said = DialectFinder.Said()
        said.skipLines = 1
        said.hasIndexColumn = true
        said.decimal = .comma
        let text = "title, of\n;a\n1;2,5\n"
        let dialect = try Self.find(text, said)
        #expect(
            dialect == Dialect(delimiter: .semicolon, decimal: .comma, skipLines: 1, hasIndexColumn: true)
        )
        #expect(try rows(MemorySource(text), dialect: dialect) == [["index", "a"], ["1", "2,5"]])
        #expect(throws: CSVError.namedIndexColumn(name: "a")) {
            try rows(MemorySource("a,b\n"), dialect: Dialect(hasIndexColumn: true))
        }
    }

    @Test func `for those who read all that can be read two equal readings are both told`() throws {
        let both = try Self.start("a,b;c\n1,2;3\n4,5;6\n").dialects()
        #expect(both.map(\.delimiter) == [.comma, .semicolon])
        let index = try Self.start(",a,a,\n1,2,3,\n").dialects()
        #expect(index == [Dialect(hasIndexColumn: true)])
        #expect(
            try rows(MemorySource(",a,a,\n1,2,3,\n"), dialect: index[0], naming: .lenient)
                == [["index", "a", "a 2", "column 4"], ["1", "2", "3", ""]]
        )
        #expect(try Self.start("a,b\r1,2\r").dialects() == [Dialect()])
        #expect(try rows(MemorySource("a,b\r1,2\r"), naming: .lenient) == [["a", "b"], ["1", "2"]])
        #expect(try Self.start("Worn, then lost.\nReplaced.\n").dialects().isEmpty)
    }

    @Test func `a table written in any dialect is found in it`() throws {
        var random = SeededRandom(11)
        for _ in 0..<300 {
            let delimiter = random.pick(Dialect.Delimiter.parting)
            let width = random.int(2...5)
            let table = (0..<random.int(2...30)).map { row in
                (0..<width).map { row == 0 ? "name\($0)" : random.word("ab1 é\"\n", random.int(0...5)) }
            }
            let text = table.map { $0.map { quoted($0, by: delimiter) }.joined(separator: delimiter.text) }
                .joined(separator: "\n")
            let dialect = try Self.find(text + "\n")
            #expect(dialect.delimiter == delimiter)
            #expect(try rows(MemorySource(text + "\n"), dialect: dialect) == table)
        }
    }
}

extension Dialect.Delimiter {
    fileprivate var text: String { String(decoding: [byte], as: UTF8.self) }
}
