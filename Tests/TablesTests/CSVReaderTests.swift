// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import Tables

struct CSVReaderTests {
    /// Every case is read whole and in chunks of one to seven bytes.
    private static let chunks = [Int.max, 1, 2, 3, 7]

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}\"a\",b\n1,\n", [["a", "b"], ["1", ""]]),
        ("a,b\n\"x, y\",\"line\nbreak\"\n", [["a", "b"], ["x, y", "line\nbreak"]]),
        ("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", [["a", "b"], ["say \"hi\"", "\""]]),
        ("a,b\n\"\"\"é\"\"\",ü\n", [["a", "b"], ["\"é\"", "ü"]]),
        ("a,b\n\"\",\n,\"\"\n", [["a", "b"], ["", ""], ["", ""]]),
        ("a,b\n\"1\",\"2\"", [["a", "b"], ["1", "2"]]),
        ("a\n\n1\n", [["a"], [""], ["1"]]),
        ("a,b,c\n1,2,", [["a", "b", "c"], ["1", "2", ""]]),
        ("a,b\n\"x\r\ny\",z\r\n", [["a", "b"], ["x\r\ny", "z"]]),
        ("größe,名前\n12345678901234567890,日本\n", [["größe", "名前"], ["12345678901234567890", "日本"]]),
        ("a,b\n", [["a", "b"]]),
        ("a,b\n1,2\n\n\r\n\n", [["a", "b"], ["1", "2"]]),
    ])
    func `well-formed tables are read cell by cell`(text: String, expected: [[String]]) throws {
        for chunk in Self.chunks {
            #expect(try rows(MemorySource(text, chunk: chunk)) == expected)
        }
    }

    @Test(arguments: [
        ("", CSVError.emptyFile),
        ("\u{FEFF}", .emptyFile),
        ("a,,c\n", .unnamedColumn(position: 2)),
        ("a, \n", .unnamedColumn(position: 2)),
        ("a,b,a\n", .duplicateColumn(name: "a")),
        ("\u{E9},e\u{301}\n1,2\n", .duplicateColumn(name: "é")),
        ("a,b\n1,2\n1,2,3\n", .raggedRow(line: 3, cells: 3, expected: 2)),
        ("a,b\n\"1\n\n\",2\n1\n", .raggedRow(line: 5, cells: 1, expected: 2)),
        ("a,b\n1,2\n\n3,4\n", .raggedRow(line: 3, cells: 1, expected: 2)),
        ("a,b\n1,2\n3,\"4\n5\n", .unterminatedQuote(line: 3)),
        ("a,b\n1,2\"\n", .strayQuote(line: 2)),
        ("a,b\n\"1\"x,2\n", .strayQuote(line: 2)),
        ("a,b\n1,2\r3,4\n", .strayCarriageReturn(line: 2)),
        ("a,b\n1,2\r", .strayCarriageReturn(line: 2)),
        ("a,b\n1,2\n3,\"4\n\0\"\n", .nul(line: 4)),
        ("a\0,b\n1,2\n", .nul(line: 1)),
    ])
    func `malformed tables are refused by line`(text: String, expected: CSVError) {
        for chunk in Self.chunks {
            #expect(throws: expected) { try rows(MemorySource(text, chunk: chunk)) }
        }
    }

    @Test(arguments: [
        ([0xFF], 1), ([0x41, 0xC3], 2), ([0xC0, 0xAF], 1), ([0xE0, 0x80, 0x80], 1), ([0xED, 0xA0, 0x80], 1),
        ([0xF4, 0x90, 0x80, 0x80], 1), ([0xC3, 0xA9, 0x80], 3), ([0xF0, 0x9F, 0x98], 1),
    ])
    func `bytes that are not UTF-8 are named by line and byte`(bytes: [UInt8], position: Int) {
        let before = Array("a,b\n1,2\n\"é\n".utf8)
        let source = MemorySource(before + bytes + Array("\",x\n".utf8))
        #expect(throws: CSVError.invalidUTF8(line: 4, byte: position)) { try rows(source) }
    }

    @Test func `a delimiter can be given`() throws {
        #expect(
            try rows(MemorySource("a\tb\n1,5\t2\n"), dialect: Dialect(delimiter: .tab)) == [
                ["a", "b"], ["1,5", "2"],
            ]
        )
    }

    @Test func `rows longer than the buffer are read`() throws {
        let long = String(repeating: "x", count: 3 << 20)
        let text = "a,b\n1,2\n\(long),\"\(long)\"\"\"\n3,4\n"
        #expect(
            try rows(MemorySource(text)) == [["a", "b"], ["1", "2"], [long, long + "\""], ["3", "4"]]
        )
    }

    @Test func `random cells survive quoting and any chunk`() throws {
        var random = SeededRandom(7)
        for _ in 0..<200 {
            let width = random.int(1...5)
            let header = (0..<width).map { "c\($0)" }
            let table = (0..<random.int(0...20)).map { _ in
                (0..<width).map { _ in random.word("ab\",\n\r é日 ", random.int(0...6)) }
            }
            // A lone empty cell would be a blank line; it is one here too.
            let lines = ([header] + table).map { $0.map { quoted($0) }.joined(separator: ",") }
            let text = lines.joined(separator: random.pick(["\n", "\r\n"])) + "\n"
            #expect(try rows(MemorySource(text, chunk: random.int(1...50))) == [header] + table)
        }
    }

    @Test func `random bytes are refused or read, never worse`() {
        var random = SeededRandom(8)
        for _ in 0..<3_000 {
            let bytes = (0..<random.int(0...60)).map { _ in
                random.pick(Array("a,\"\n\r1é".utf8) + [0xFF, 0x00])
            }
            do {
                for row in try rows(MemorySource(bytes, chunk: random.int(1...9))) { #expect(!row.isEmpty) }
            } catch {
                #expect(error is CSVError)
            }
        }
    }

    @Test func `progress is reported and can end the reading`() {
        struct Cancelled: Error {}
        let text = "a,b\n" + String(repeating: "1,2\n", count: 1 << 20)
        var seen: [Int] = []
        #expect(throws: Cancelled.self) {
            var reader = try CSVReader(MemorySource(text)) { bytes in
                seen.append(bytes)
                if seen.count == 3 { throw Cancelled() }
            }
            while try reader.next() {}
        }
        #expect(seen == [1 << 20, 2 << 20, 3 << 20])
    }

    @Test func `an empty file is refused`() {
        #expect(throws: CSVError.emptyFile) { _ = try CSVReader(MemorySource("")) }
    }

    @Test func `a table has at most five thousand columns, and a finding's is read in time`() throws {
        func header(_ count: Int, _ name: (Int) -> String) -> MemorySource {
            MemorySource((0..<count).map(name).joined(separator: ",") + "\n")
        }
        #expect(try CSVReader(header(5000) { "c\($0)" }).header.count == 5000)
        #expect(throws: CSVError.tooManyColumns(line: 1, count: 5001)) {
            _ = try CSVReader(header(5001) { "c\($0)" }).header
        }
        // One name over and over: each is numbered, without counting anew.
        let names = try CSVReader(header(100_000) { _ in "a" }, naming: .lenient).header
        #expect(names.last == "a 100000")
    }
}
