// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Tables

struct EncodingTests {
    private static let text = "größe;名前\n1,5;日本😀\n" + String(repeating: "2,5;é\n", count: 20_000)

    private static func bytes(_ text: String, _ encoding: Dialect.Encoding) -> [UInt8] {
        func split<Unit: FixedWidthInteger>(_ units: [Unit], isBig: Bool) -> [UInt8] {
            units.flatMap { unit in
                withUnsafeBytes(of: isBig ? unit.bigEndian : unit.littleEndian, Array.init)
            }
        }
        return switch encoding {
        case .utf16le: split(Array(text.utf16), isBig: false)
        case .utf16be: split(Array(text.utf16), isBig: true)
        case .utf32le: split(text.unicodeScalars.map(\.value), isBig: false)
        case .utf32be: split(text.unicodeScalars.map(\.value), isBig: true)
        default: Array(text.utf8)
        }
    }

    @Test(arguments: [Dialect.Encoding.utf8, .utf16le, .utf16be, .utf32le, .utf32be], ["", "\u{FEFF}"])
    func `Unicode is known by its mark or its pattern, and read through any chunk`(
        encoding: Dialect.Encoding,
        mark: String
    ) throws {
        let bytes = Self.bytes(mark + Self.text, encoding)
        let dialect = try TableStart(of: MemorySource(bytes)).dialect()
        #expect(dialect == Dialect(encoding: encoding, delimiter: .semicolon, decimal: .comma))
        let expected = [["größe", "名前"], ["1,5", "日本😀"]]
        for chunk in [1, 3, 1000, .max] {
            let table = try rows(MemorySource(bytes, chunk: chunk), dialect: dialect)
            #expect(table.count == 20_002)
            #expect(Array(table.prefix(2)) == expected)
        }
    }

    @Test func `eight-bit encodings are not guessed but said`() throws {
        // `ß` and what follows is a pair of GB 18030 as well.
        let bytes = Array("a,b\n1,gro".utf8) + [0xDF, 0xE4] + Array("\n".utf8)
        let start = try TableStart(of: MemorySource(bytes))
        #expect(throws: CSVError.dialect(.encoding(line: 2, byte: 6, decodings: [.windows1252, .gb18030]))) {
            try start.dialect()
        }
        #expect(start.dialects().map(\.encoding) == [.windows1252, .gb18030])
        var said = DialectFinder.Said()
        said.encoding = .windows1252
        #expect(try rows(MemorySource(bytes), dialect: start.dialect(said: said))[1] == ["1", "großä"])
        said.encoding = .gb18030
        #expect(try rows(MemorySource(bytes), dialect: start.dialect(said: said))[1] == ["1", "gro咪"])
    }

    @Test func `what is no text in its encoding is refused by line`() throws {
        let half = Array("a,b\n1,2\n3,".utf8) + [0xDF]
        #expect(throws: CSVError.undecodable(line: 3, .gb18030)) {
            try rows(MemorySource(half), dialect: Dialect(encoding: .gb18030))
        }
        // Windows-1252 has no character there.
        let hole = Array("a,b\n1,".utf8) + [0x81, 0x0A]
        #expect(throws: CSVError.undecodable(line: 2, .windows1252)) {
            try rows(MemorySource(hole), dialect: Dialect(encoding: .windows1252))
        }
        #expect(throws: CSVError.dialect(.encoding(line: 2, byte: 3, decodings: []))) {
            try TableStart(of: MemorySource(hole)).dialect()
        }
    }
}
