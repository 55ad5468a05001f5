// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Tables

/// Tables as they come from the field, and three of the sort of each: how each is read, or why it is not.
@Suite struct FieldRowTests {
    /// A table's bytes, and its delimiter with its rows, or the words of its refusal.
    struct Case: Sendable {
        let bytes: [UInt8]
        let outcome: String

        init(_ text: String, _ outcome: String) { self.init(Array(text.utf8), outcome) }

        init(_ bytes: [UInt8], _ outcome: String) {
            self.bytes = bytes
            self.outcome = outcome
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        /// The number in the report from the field.
        let number: Int
        let title: String
        let cases: [Case]
        var testDescription: String { "\(number): \(title)" }
    }

    private func outcome(of bytes: [UInt8]) throws -> String {
        do {
            let dialect = try TableStart(of: MemorySource(bytes)).dialect()
            let table = try TablesTests.rows(MemorySource(bytes), dialect: dialect)
            let cells = table.map { $0.joined(separator: "·") }.joined(separator: " / ")
            return "\(dialect.delimiter.rawValue): \(cells)"
        } catch let error as CSVError {
            return error.description
        }
    }

    @Test(arguments: rows) func `a table from the field is read or refused, and so are others of its sort`(
        of row: Row
    ) throws {
        for each in row.cases {
            let found = try outcome(of: each.bytes)
            #expect(found == each.outcome, "\(String(decoding: each.bytes.prefix(60), as: UTF8.self))")
        }
    }

    private static func wide(_ text: String, isBig: Bool = false) -> [UInt8] {
        text.utf16.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    private static let rows = [
        Row(
            number: 1,
            title: "columns by semicolons, tabs and bars",
            cases: [
                Case(
                    "year;plant;power\n1990;Werk A;100 kW\n",
                    "semicolon: year·plant·power / 1990·Werk A·100 kW"
                ),
                Case(
                    "jaar\tfabriek\tkW\n1990\tNoord, hal 2\t1,5\n",
                    "tab: jaar·fabriek·kW / 1990·Noord, hal 2·1,5"
                ),
                Case("année|usine|note\n1990|Île; nord|ok\n", "bar: année·usine·note / 1990·Île; nord·ok"),
                Case(
                    "\u{FEFF}\"año\";\"planta\"\r\n\"1990\";\"Sur, 2\"\r\n",
                    "semicolon: año·planta / 1990·Sur, 2"
                ),
                Case("工厂;功率\n北,一;1,5\n南,二;2,5\n", "semicolon: 工厂·功率 / 北,一·1,5 / 南,二·2,5"),
            ]
        ),
        Row(
            number: 28,
            title: "a NUL within a table",
            cases: [
                Case("a,b\n1,se\0al\n", "line 2 has a NUL, at which other readers end the cell"),
                Case("a;b\n1;2\n3;\0\n", "line 3 has a NUL, at which other readers end the cell"),
                Case("a\tb\n1\t2\n\0\0\0\t4\n", "line 3 has a NUL, at which other readers end the cell"),
                Case("a,b\n1,\"x\n\0\"\n", "line 3 has a NUL, at which other readers end the cell"),
                Case(wide("\u{FEFF}a;b\n1;x\0y\n"), "line 2 has a NUL, at which other readers end the cell"),
            ]
        ),
        Row(
            number: 29,
            title: "what is no table, and lines around one",
            cases: [
                Case(wide("\u{FEFF}a\tb\n1\t2\n"), "tab: a·b / 1·2"),
                Case(wide("Anlage;kW\nNord 1;75\n", isBig: true), "semicolon: Anlage·kW / Nord 1·75"),
                Case("sep=;\na;b\n1,5;2\n", "semicolon: a·b / 1,5·2"),
                Case("sep=|\r\na|b\r\n1|2\r\n", "bar: a·b / 1·2"),
                Case("\u{FEFF}SEP=\t\na\tb\n1\t2\n", "tab: a·b / 1·2"),
                Case("\"sep=;\"\n\"a\";\"b\"\n\"1\";\"2\"\n", "semicolon: a·b / 1·2"),
                Case("# made by x\na;b\n1;2\n", "semicolon: a·b / 1·2"),
                Case(
                    "PK\u{3}\u{4}\u{14}\0\u{6}\0xl/workbook.xml",
                    "the file is an Excel workbook; save the table as CSV in UTF-8"
                ),
                Case("PAR1\u{15}\u{4}", "the file is a Parquet file; save the table as CSV in UTF-8"),
                Case(
                    "PK\u{3}\u{4}\u{14}\0\0\0data.csv",
                    "the file is a ZIP archive; save the table as CSV in UTF-8"
                ),
                Case(
                    [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4],
                    "the file is a 7z archive; save the table as CSV in UTF-8"
                ),
                Case("Rar!\u{1A}\u{7}\u{1}\0", "the file is a RAR archive; save the table as CSV in UTF-8"),
                Case(
                    "Obj\u{1}\u{4}\u{16}avro.schema",
                    "the file is an Avro file; save the table as CSV in UTF-8"
                ),
                Case(
                    "$FL2@(#) SPSS DATA FILE",
                    "the file is a data file of SPSS; save the table as CSV in UTF-8"
                ),
                Case(
                    "<stata_dta><header><release>118",
                    "the file is a data file of Stata; save the table as CSV in UTF-8"
                ),
                Case("{\"a\": [1, 2]}\n", "the file is JSON; save the table as CSV in UTF-8"),
                Case("[{\"a\":1,\"b\":2}]", "the file is JSON; save the table as CSV in UTF-8"),
                Case(
                    "a,b\r1,2\r3,4\r",
                    "the lines end in carriage returns alone, as old programs write them; save the table with line feeds"
                ),
            ]
        ),
        Row(
            number: 30,
            title: "eight-bit encodings",
            cases: [
                Case(
                    Array("a,b\n1,S".utf8) + [0xFC] + Array("d\n".utf8),
                    "line 2 is not UTF-8 at byte 4; it would be text in Windows-1252 or in GB 18030"
                ),
                Case(
                    Array("a;b\n1;".utf8) + [0x80, 0x20] + Array("75\n".utf8),
                    "line 2 is not UTF-8 at byte 3; it would be text in Windows-1252"
                ),
                Case(
                    Array("caf".utf8) + [0xE9] + Array(",n\n1,2\n".utf8),
                    "line 1 is not UTF-8 at byte 4; it would be text in Windows-1252"
                ),
                Case(
                    [0xC9, 0xE8, 0xB1, 0xB8] + Array(",n\n1,2\n".utf8),
                    "line 1 is not UTF-8 at byte 1; it would be text in Windows-1252 or in GB 18030"
                ),
            ]
        ),
        Row(
            number: 32,
            title: "delimiters too many, names twice or none, rows of other lengths",
            cases: [
                Case("a,b,\n1,2,\n", "column 3 has no name in the header"),
                Case("a;b\n1;2;\n", "line 2 has 3 cells where the header has 2"),
                Case("a,b,a\n1,2,3\n", "the header names the column “a” twice"),
                Case("a,,c\n1,2,3\n", "column 2 has no name in the header"),
                Case("a,b\n1,2\n3\n", "line 3 has 1 cells where the header has 2"),
                Case("x|y|\n1|2|\n", "column 3 has no name in the header"),
                Case("Größe;Ort;Größe\n1;2;3\n", "the header names the column “Größe” twice"),
                Case("\"a\";\" \"\n1;2\n", "column 2 has no name in the header"),
                Case("a\tb\n1\t2\n3\t4\t5\n", "line 3 has 3 cells where the header has 2"),
                Case("a;b\n1;2\n\n3;4\n", "line 3 has 1 cells where the header has 2"),
            ]
        ),
        Row(
            number: 34,
            title: "marks, mixed ends of lines, breaks within cells, nothing at all",
            cases: [
                Case("\u{FEFF}a,b\n1,2\n", "comma: a·b / 1·2"),
                Case("a,b\r\n1,2\n3,4\r\n", "comma: a·b / 1·2 / 3·4"),
                Case("a;b\n\"x\ny\";2\n", "semicolon: a·b / x\ny·2"),
                Case("a,b\n", "comma: a·b"),
                Case("", "the file is empty; a header line is required"),
                Case("\u{FEFF}", "the file is empty; a header line is required"),
                Case("\n\n", "the file is empty; a header line is required"),
                Case("\u{FEFF}\"a\"\t\"b\"\n1\t2", "tab: a·b / 1·2"),
                Case("a|b\n\"x\r\n\r\ny\"|\"z\"\r\n1|2\n", "bar: a·b / x\r\n\r\ny·z / 1·2"),
                Case("a\n\"1\n2\"\n", "none: a / 1\n2"),
            ]
        ),
    ]
}
