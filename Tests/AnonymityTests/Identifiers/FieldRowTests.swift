// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import Anonymity

/// Columns as they come from the field, each with the verdict that it must have, and three more of each sort.
struct FieldRowTests {
    static func mobiles(_ count: Int, seed: UInt64, prefix: String = "138") -> [String] {
        var random = SeededRandom(seed)
        return (0..<count).map { _ in prefix + random.digits(11 - prefix.count) }
    }

    static func numbers(_ count: Int, _ range: ClosedRange<Int>, seed: UInt64) -> [String] {
        var random = SeededRandom(seed)
        return (0..<count).map { _ in random.int(range) }.sorted().map(String.init)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let row: String
        let name: String
        let cells: [String]
        let verdict: String
        var beside: [(name: String, cells: [String])] = []

        var testDescription: String { "\(row) \(name): \(cells.first ?? "")" }
    }

    static func named(_ row: String, _ verdict: String, _ names: [String], _ cells: [String])
        -> [Case]
    {
        names.map { Case(row: row, name: $0, cells: cells, verdict: verdict) }
    }

    static let words = repeated([
        "Arno", "Berta", "Cora", "Dirk", "Edda", "Falk", "Gerd", "Hilde", "Inge", "Jost", "Klara", "Lars",
    ])
    static let days = repeated(["1961-04-12", "1974-11-03", "1988-07-30", "1990-01-15"])

    private static let field: [Case] =
        [
            Case(
                row: "15",
                name: "col",
                cells: repeated(["11010519491231002X", "440524188001010014"]),
                verdict: "certain"
            ),
            Case(row: "16", name: "col", cells: repeated(mobiles(12, seed: 1)), verdict: "likely"),
            Case(
                row: "16",
                name: "col",
                cells: repeated(mobiles(12, seed: 2).map { "86" + $0 }),
                verdict: "likely"
            ),
            Case(
                row: "16",
                name: "col",
                cells: repeated(["138 0013 8000", "139 1234 5678", "186 0000 1111"]),
                verdict: "likely"
            ),
            Case(
                row: "19",
                name: "col",
                cells: repeated(["WVGZZZ5NZEW669472", "WVGZZZ5NZEW669999", "WDB9061131N123456"]),
                verdict: "likely"
            ),
            Case(
                row: "19",
                name: "col",
                cells: repeated(["1m8gdm9axkp042788", "5gzcz43d13s812715", "1hgcm82633a004352"]),
                verdict: "certain"
            ),
            Case(row: "20", name: "col", cells: repeated(["de89370400440532013000"]), verdict: "certain"),
            Case(
                row: "20",
                name: "col",
                cells: repeated(["DE89-3704-0044-0532-0130-00"]),
                verdict: "certain"
            ),
            Case(
                row: "21",
                name: "col",
                cells: repeated(["001A2B27F6C3", "001A2B3C4D5E", "001A2B99ABCD"]),
                verdict: "likely"
            ),
            Case(
                row: "21",
                name: "col",
                cells: repeated(["00 1A 2B 27 F6 C3", "00 1A 2B 3C 4D 5E", "00 1A 2B 99 AB CD"]),
                verdict: "likely"
            ),
            Case(row: "21", name: "col", cells: repeated(["8949020044509190025"]), verdict: "likely"),
            Case(
                row: "21",
                name: "col",
                cells: repeated(["3569380398302054", "3569380398302153", "3569380398302203"]),
                verdict: "likely"
            ),
            Case(
                row: "22",
                name: "lat",
                cells: repeated(["52,516312", "48,137154", "53,551086"]),
                verdict: "likely"
            ),
            Case(
                row: "22",
                name: "lat",
                cells: repeated(["52.516312", "48.137154", "53.551086"]),
                verdict: "likely"
            ),
            Case(
                row: "22",
                name: "Breitengrad",
                cells: repeated(["52,516312", "48,137154"]),
                verdict: "likely"
            ),
            Case(
                row: "22",
                name: "lat",
                cells: repeated(["5.251631E+01", "4.813715E+01"]),
                verdict: "likely"
            ),
            Case(
                row: "22",
                name: "utm_e",
                cells: repeated(["390123.4", "391876.2", "692011.9"]),
                verdict: "likely"
            ),
            Case(
                row: "22",
                name: "x",
                cells: repeated(["13,377711", "11,576124"]),
                verdict: "likely",
                beside: [("y", ["52,516312", "48,137154"])]
            ),
            Case(row: "23", name: "contact", cells: mobiles(60, seed: 3).sorted(), verdict: "likely"),
            Case(row: "23", name: "contact", cells: mobiles(60, seed: 3), verdict: "likely"),
            Case(
                row: "24",
                name: "time",
                cells: repeated(["05/21/2026 09:11 PM", "08/17/2026 01:20 PM"], 12),
                verdict: "none"
            ),
            Case(
                row: "24",
                name: "time",
                cells: repeated(["03/10/2015 01:15:00 AM", "03/06/2015 08"], 12),
                verdict: "none"
            ),
            Case(
                row: "24",
                name: "time",
                cells: repeated(["08.06.-14.03.2015", "01.02.15-15.02.15"], 12),
                verdict: "none"
            ),
            Case(
                row: "25",
                name: "part",
                cells: repeated(["207-532-4100", "419-593-9315", "612-555-0143"]),
                verdict: "likely"
            ),
            Case(
                row: "25",
                name: "part",
                cells: repeated(["419-59-9315", "123-45-6789", "207-53-4100"]),
                verdict: "likely"
            ),
            Case(
                row: "25",
                name: "part",
                cells: repeated(["600-185-4100", "207-132-4100", "419-059-9315"]),
                verdict: "none"
            ),
        ]
        + named(
            "17",
            "likely",
            [
                "姓名", "身份证号", "手机号", "电话", "邮箱", "车牌号", "操作员", "设备序列号", "Nachname", "Vorname",
                "Telefonnummer",
                "Kundennummer", "Personalnummer", "Mitarbeiter", "Serien-Nr.", "SerienNr", "nom", "prénom",
                "apellidos",
                "teléfono",
            ],
            words
        )
        + named("17", "likely", ["出生日期", "Geburtsdatum"], days)
        + named(
            "18",
            "likely",
            ["date_of_birth", "DateOfBirth", "birthday", "S/N", "contact person", "forename", "chassis_no"],
            words
        )
        + named("18", "likely", ["dob", "date_of_birth", "birthday"], days)

    /// Names and columns that resemble those and are none.
    private static let harmless: [Case] =
        named(
            "17",
            "none",
            [
                "客户数量", "员工人数", "Kundenzahl", "Personalkosten", "nombre de pannes", "Telefonie",
                "clientes activos",
            ],
            repeated(["3", "4", "7"])
        )
        + named(
            "18",
            "none",
            ["contact resistance", "birth year", "s/min", "chassis type", "m/s", "x"],
            repeated(["3.5", "4.5"])
        )

    @Test(arguments: field) func `a column from the field has its verdict`(of column: Case) throws {
        #expect(try verdict(column.name, column.cells, beside: column.beside) == column.verdict)
    }

    @Test(arguments: variants) func `and so have others of its sort`(of column: Case) throws {
        #expect(try verdict(column.name, column.cells, beside: column.beside) == column.verdict)
    }

    @Test(arguments: harmless) func `a column with a name like it has none`(of column: Case) throws {
        #expect(try verdict(column.name, column.cells) == column.verdict)
    }
}
