// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Tables

struct ValueTests {
    private static func guess(_ cells: [String]) throws -> Dialect {
        let text = "name;c\n" + cells.map { "x;\"\($0)\"\n" }.joined()
        return try TableStart(of: MemorySource(text)).dialect()
    }

    @Test(arguments: [
        (["1.5", "2.25"], Dialect.Decimal.point, Dialect.Thousands.unmarked),
        (["1,5", "2,25", "NA"], .comma, .unmarked),
        // A thousand, or a little more than one: nothing tells.
        (["1,234", "2,345"], .point, .unmarked),
        (["1.234,5", "12"], .comma, .point),
        (["1,234.5", "12"], .point, .comma),
        (["1 234,5", "12"], .comma, .space),
        (["1'234.50"], .point, .apostrophe),
        (["1.234.567", "12"], .point, .unmarked),
        (["1,5", "seal"], .point, .unmarked),
        (["1,5", "1.5"], .point, .unmarked),
    ])
    func `how numbers are written is found where it leaves no doubt`(
        cells: [String],
        decimal: Dialect.Decimal,
        thousands: Dialect.Thousands
    ) throws {
        let dialect = try Self.guess(cells)
        #expect(dialect.decimal == decimal)
        #expect(dialect.thousands == thousands)
    }

    @Test(arguments: [
        (["20.06.2026", "01.02.2026"], Dialect.Dates.dmy), (["01.02.2026"], .dmy),
        (["20/06/2026"], .dmy), (["06/20/2026 09:11"], .mdy), (["01/02/2026"], .iso),
        (["20/06/2026", "06/20/2026"], .iso), (["2026-06-20"], .iso), (["20.06.26"], .iso),
    ])
    func `the order of dates is found where it leaves no doubt`(cells: [String], dates: Dialect.Dates) throws
    {
        #expect(try Self.guess(cells).dates == dates)
    }

    @Test func `numbers are read as the dialect writes them`() {
        let german = Dialect(decimal: .comma, thousands: .point)
        #expect(german.number("1.234,5") == 1234.5)
        #expect(german.number(" -0,25 ") == -0.25)
        #expect(german.number("1.5") == nil)
        #expect(german.number("1.23,4") == nil)
        #expect(Dialect().number("1.5") == 1.5)
        #expect(Dialect().number("1,5") == nil)
        #expect(Dialect(thousands: .space).number("1\u{202F}000\u{A0}000.5") == 1_000_000.5)
        #expect(Dialect(decimal: .comma).number("1e3") == 1000)
        #expect(Dialect().number("") == nil)
        #expect(german.written("1234.5") == "1234,5")
    }
}
