// SPDX-License-Identifier: Apache-2.0
import Screening
import Tables
import Testing

/// Rows of a release within the files of a finding, and what only looks like them.
@Suite struct CopyTests {
    private static let header = ["day", "site", "machine", "load", "fault"]
    private static let rows = (0..<2_000).map { number -> [String] in
        // No two of the factors share one with the number of values.
        let load = "\(20 + number * 37 % 61).\(number * 7 % 10)"
        return [
            "20\(10 + number * 11 % 13)-0\(1 + number * 5 % 9)-\(10 + number * 13 % 17)",
            ["Halle Süd", "Nord", "West-3"][number * 3 % 7 % 3], "press \(number * 29 % 83)", load,
            ["leak", "wear", "none"][number % 3],
        ]
    }

    static func csv(_ rows: [[String]], _ delimiter: String = ",") -> String {
        rows.map { $0.joined(separator: delimiter) }.joined(separator: "\n") + "\n"
    }

    static func release(_ table: String, isDeclared: Bool = true) -> ReleaseCopy {
        ReleaseCopy(release: "ds-1/1", name: "log.csv", isDeclared: isDeclared) { MemorySource(table) }
    }

    static func text(_ bytes: [UInt8], _ name: String = "x.csv") -> FindingText {
        FindingText(name: name) { body in try bytes.withUnsafeBufferPointer(body) }
    }

    private func rules(_ text: String, _ name: String = "x.csv") throws -> [String] {
        let pass = ScreeningPass(releases: [Self.release(Self.csv([Self.header] + Self.rows))])
        return try pass.run([Self.text(Array(text.utf8), name)])[0].items.filter { $0.severity == .fail }.map(
            \.rule
        )
    }

    enum Way: CaseIterable {
        case plain, numbered, shortened, backwards, capitals, wide, object, elements, prose

        func write(_ row: [String], _ place: Int) -> String {
            let plain = row.joined(separator: ",")
            switch self {
            case .plain: return plain
            case .numbered: return "\(place)," + plain
            case .shortened: return row.dropFirst().joined(separator: ",")
            case .backwards: return row.reversed().joined(separator: ",")
            case .capitals: return row.joined(separator: ";").uppercased()
            case .wide:
                return row.map { cell in
                    String(
                        String.UnicodeScalarView(
                            cell.unicodeScalars.map {
                                $0.value > 32 && $0.value < 127 ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                            }
                        )
                    )
                }.joined(separator: ",")
            case .object:
                return
                    #"{"day":"\#(row[0])","site":"\#(row[1])","machine":"\#(row[2])","load":\#(row[3]),"fault":"\#(row[4])"}"#
            case .elements: return "<row>" + row.map { "<c>\($0)</c>" }.joined() + "</row>"
            case .prose: return "On \(row[0]) the \(row[2]) of \(row[1]) took \(row[3]) kN (\(row[4]))."
            }
        }
    }

    @Test(arguments: Way.allCases) func `five rows are found`(way: Way) throws {
        let lines = Self.rows[700..<705].enumerated().map { way.write($0.element, $0.offset) }
        #expect(try rules(lines.joined(separator: "\n") + "\n", "x.txt").contains("copied_row"), "\(way)")
    }

    @Test func `columns for rows, one cell a line, other encodings and base64 hide nothing`() throws {
        let rows = Array(Self.rows[300..<306])
        let turned = Self.header.indices.map { column in [Self.header[column]] + rows.map { $0[column] } }
        #expect(try rules(Self.csv(turned)).contains("copied_row"))
        #expect(try rules(rows.joined().joined(separator: "\n") + "\n", "x.txt").contains("copied_row"))
        let plain = Self.csv([Self.header] + rows)
        let pass = ScreeningPass(releases: [Self.release(Self.csv([Self.header] + Self.rows))])
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in plain.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        for bytes in [wide, [0] + Array(plain.utf8)] {
            #expect(try pass.run([Self.text(bytes)])[0].items.contains { $0.rule == "copied_row" })
        }
    }

    @Test func `whole rows are named by both lines, in the place of a header and when repeated too`() throws {
        let row = Self.rows[10].joined(separator: ",") + "\n"
        let pass = ScreeningPass(releases: [Self.release(Self.csv([Self.header] + Self.rows))])
        let items = try pass.run([Self.text(Array((row + row + "a,b,c,d,e\n" + row).utf8))])[0].items
        #expect(items.filter { $0.rule == "copied_row" }.map(\.line) == [1, 2, 4])
        #expect(
            items.filter { $0.rule == "copied_row" }.allSatisfy {
                $0.detail == "the same as line 12 of log.csv"
            }
        )
    }

    @Test func `few classes are told by their order`() throws {
        let classes = (0..<3_000).map { number -> [String] in
            let mixed = number &* 2_654_435_761 >> 7
            return [
                "N\(mixed % 4)", "20\(10 + mixed / 4 % 5)-06-30", ["seal", "shaft", "gear"][mixed / 20 % 3],
            ]
        }
        let release = Self.release(Self.csv([["site", "period", "fault"]] + classes))
        let copy = Self.csv([["site", "period"]] + classes[900..<940].map { Array($0.prefix(2)) })
        let found = try ScreeningPass(releases: [release]).run([Self.text(Array(copy.utf8))])[0].items
        #expect(found.map(\.rule) == ["copied_row"])
        #expect(found.first?.line == 2, "\(found)")
        let counts = Dictionary(grouping: classes, by: { $0 }).mapValues(\.count).sorted {
            $0.key.lexicographicallyPrecedes($1.key)
        }
        let table = Self.csv([["site", "period", "fault", "rows"]] + counts.map { $0.key + ["\($0.value)"] })
        #expect(try ScreeningPass(releases: [release]).run([Self.text(Array(table.utf8))])[0].items == [])
    }

    @Test func `a summary of the release is no copy`() throws {
        let means = ["leak", "wear", "none"].map { [$0, "666 rows", "mean 50.1"] }
        #expect(try rules(Self.csv([["fault", "rows", "load"]] + means)) == [])
        let range = (0..<60).map { ["\(20 + $0).5", "0.\($0)"] }
        #expect(try rules(Self.csv([["load", "share"]] + range)) == [])
    }

    @Test func `a release that nobody named, and one that is gone`() throws {
        let row = Self.rows[10].joined(separator: ",") + "\n"
        let hidden = Self.release(Self.csv([Self.header] + Self.rows), isDeclared: false)
        let gone = ReleaseCopy(release: "ds-2/1", name: "old.csv", isDeclared: true, open: nil)
        let items = try ScreeningPass(releases: [hidden, gone]).run([Self.text(Array(row.utf8))])[0].items
        #expect(Set(items.map(\.rule)) == ["undeclared_release", "not_compared"])
        #expect(items.allSatisfy { $0.severity == .fail })
    }

    @Test func `rare tokens of a release are found in prose, common ones are not`() throws {
        let text = "Unit SN-4711/A failed, as did unit PX200-9.\nOf TYPE-100 there were many. v1.2.3"
        let rows =
            ["SN-4711/A,TYPE-100,1", "SN-4712/A,TYPE-100,2"] + (0..<9).map { "SN-5\($0)00/B,TYPE-100,\($0)" }
        let release = Self.release(
            "serial,type,load\n" + rows.joined(separator: "\n") + "\nPX200-9,TYPE-200,1\n"
        )
        let items = try ScreeningPass(releases: [release]).run([Self.text(Array(text.utf8), "x.md")])[0].items
        #expect(items.map(\.rule) == ["rare_token", "rare_token"])
        #expect(items.map(\.line) == [1, 1])
        #expect(items.allSatisfy { $0.detail.hasPrefix("serial") && !$0.detail.contains("4711") })
    }

    @Test func `a release is opened once for all files`() throws {
        let opened = Opened()
        let table = Self.csv([Self.header] + Self.rows)
        let release = ReleaseCopy(release: "ds-1/1", name: "log.csv", isDeclared: true) {
            opened.times += 1
            return MemorySource(table)
        }
        let texts = (0..<20).map { Self.text(Array("a,b\n\($0),2\n".utf8), "\($0).csv") }
        #expect(try ScreeningPass(releases: [release]).run(texts).allSatisfy(\.items.isEmpty))
        #expect(opened.times == 1)
    }

    /// How often a table was opened, by the one thread that does.
    private final class Opened: @unchecked Sendable {
        var times = 0
    }
}
