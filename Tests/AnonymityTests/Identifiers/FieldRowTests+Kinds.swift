// SPDX-License-Identifier: Apache-2.0
import Tables
import Testing

@testable import Anonymity

/// Where a row of the report tells of several kinds, three more of each, and of row 38 what must stay found.
extension FieldRowTests {
    /// Cells of one kind under a name that says nothing, each column one of them four times.
    private static func each(_ row: String, _ verdict: String, _ cells: [String]) -> [Case] {
        cells.map { Case(row: row, name: "col", cells: repeated([$0]), verdict: verdict) }
    }

    static let kinds: [Case] =
        // A bare one, one behind 86, a grouped one.
        each("16", "likely", ["13812345678", "18600001111", "15521234567"])
        + each("16", "likely", ["8613812345678", "8618600001111", "8615521234567"])
        + each("16", "likely", ["138 1234 5678", "186 0000 1111", "155-2123-4567"])
        + each("15", "certain", ["310104198503120726", "440306199207044113", "510107200109190036"])
        + named("17", "likely", ["联系电话", "身份证号码", "司机姓名"], words)
        + named("17", "likely", ["Mitarbeiter-Nr.", "Kundenname", "Handynummer"], words)
        + named("17", "likely", ["Prénom", "nom du client", "numéro de série"], words)
        + named("17", "likely", ["Apellido", "número de teléfono", "nombre del cliente"], words)
        + named("17", "likely", ["生日", "date de naissance", "fecha de nacimiento"], days)
        + named("18", "likely", ["Birth Date", "birthdate", "DOB"], days)
        + named("18", "likely", ["serial no.", "SerialNumber", "S/N."], words)
        + named("18", "likely", ["given name", "middle_name", "surname"], words)
        + named("18", "likely", ["chassis number", "ChassisNo", "chassis-no."], words)
        + [
            Case(
                row: "19",
                name: "col",
                cells: repeated(["1ftfw1et9dfc10312", "jm1bk32f301234567", "2hgfg12618h123456"]),
                verdict: "certain"
            )
        ]
        + each("20", "certain", ["at611904300234573201", "be68539007547034", "ch9300762011623852957"])
        + each(
            "20",
            "certain",
            ["AT61-1904-3002-3457-3201", "NL39-RABO-0300-0652-64", "PL61-1090-1014-0000-0712-1981-2874"]
        )
        + [
            Case(
                row: "21",
                name: "col",
                cells: repeated(["8943100123456789017", "8939071234567890124", "8946019876543210981"]),
                verdict: "certain"
            ),
            Case(
                row: "21",
                name: "col",
                cells: repeated(["b8 27 eb 1a 2b 3c", "b8 27 eb 99 a0 f1", "dc a6 32 01 02 03"]),
                verdict: "likely"
            ),
            Case(
                row: "21",
                name: "col",
                cells: repeated(["F8E43B0102A3", "F8E43B99A0F1", "A4C1381B2C3D"]),
                verdict: "likely"
            ),
            Case(
                row: "21",
                name: "col",
                cells: repeated(["3587390542391402", "3587390542398803", "3587390542377701"]),
                verdict: "likely"
            ),
        ]
        + named("22", "likely", ["latitude", "Breitengrad [°]", "纬度"], repeated(["52,516312", "48,137154"]))
        + named("22", "likely", ["Hochwert", "utm_n", "easting"], repeated(["5820123,4", "5334876,2"]))
        + named("22", "likely", ["Longitude", "lng", "Lon"], repeated(["1.337771E+01", "1.157612E+01"]))
        + ["x", "X", "pos_x"].map {
            Case(
                row: "22",
                name: $0,
                cells: repeated(["13.377711", "11.576124"]),
                verdict: "likely",
                beside: [
                    ($0.replacing("x", with: "y").replacing("X", with: "Y"), ["52.516312", "48.137154"])
                ]
            )
        }
        + each("24", "none", ["1/9/2023 7:05 AM", "12/31/2024 12:00:00 PM", "31.12.2024 11:05 pm"])
        + each("24", "none", ["08.06.-14.03.2015", "1.2.-5.2.2016", "03.05.2021 – 07.05.2021"])
        + each("24", "none", ["03/06/2015 08", "31/12/2024 23", "2015-06-03 08"])

    /// Structures that were found before, and are.
    static let structures: [String: [String]] = [
        "e-mail": [
            "anna+lab@firma.de", "a@müller.de", "用户@例子.公司", "иван@почта.рф", "o'brien@example.ie",
            "first.last+tag@sub.example.co.uk",
        ],
        "addresses of machines": [
            "2001:db8::1", "fe80::1%eth0", "::ffff:192.0.2.128", "192.0.2.7:8080", "2a02:8071:1::17",
            "fe80::a1%3", "[2001:db8::7]:443", "198.51.100.9:502", "::ffff:203.0.113.5",
        ],
        "hardware addresses": [
            "00:1A:2B:27:F6:C3", "00-1A-2B-27-F6-C3", "001A.2B27.F6C3", "b8:27:eb:1a:2b:3c",
            "B8-27-EB-99-A0-F1",
            "dca6.3201.0203",
        ],
        "telephones": [
            "+49 30 1234567", "0049 30 1234567", "+86 138 1234 5678", "+33 1 42 68 53 00",
            "0033 1 42 68 53 00",
            "00 44 20 7946 0958",
        ],
        "places": [
            "52.516312, 13.377711", "POINT(13.377711 52.516312)", "48.137154 11.576124",
            "POINT (11.57 48.13712)",
            "geo:52.516312,13.377711",
        ],
        "numbers with check digits": [
            "DE89 3704 0044 0532 0130 00", "FR1420041010050500013M02606", "490154203237518",
            "356938035643809",
        ],
    ]

    @Test(arguments: kinds) func `three of each kind that a row tells of have its verdict`(of column: Case)
        throws
    {
        #expect(try verdict(column.name, column.cells, beside: column.beside) == column.verdict)
    }

    @Test(arguments: structures.sorted { $0.key < $1.key })
    func `structures block even when they are repeated`(_ kind: String, _ cells: [String]) throws {
        for cell in cells {
            let found = try suspects("col", repeated([cell], 12)).first
            #expect(found?.severity == .blocking, "\(kind): \(cell)")
        }
    }

    @Test(arguments: [
        ["10.0.19041.1", "6.1.7601.17514", "2.4.57-2", "v1.24.3+build7"],
        ["1.3.6.1.4.1.311", "1.2.840.113549.1.1.11", "2.16.840.1.101.3.4.2.1"],
        ["1998-2004", "2010–2014", "1998/99", "2019-20"],
        ["4006381333931", "5901234123457", "9780201379624"],
        ["5340-01-234-5678", "5305-00-068-0508", "4730-01-111-2222"],
        ["6ES7 315-2EH14-0AB0", "6SL3210-5BB17-5UV1", "3RV2011-1JA10", "1LE1001-1AC43-4AA4"],
    ])
    func `what resembles a structure blocks nothing`(_ cells: [String]) throws {
        let found = try suspects("col", repeated(cells, 12)).first
        #expect(found?.severity != .blocking, "\(String(describing: found))")
    }

    @Test(arguments: [
        "operator 王芳, 身份证 11010519491231002X", "身份证号码：310104198503120726，已检查",
        "ID card 440306199207044113 was shown",
        "手机 13800138000", "联系电话: 186-0000-1111", "mobile 8615521234567",
        "VIN 1FTFW1ET9DFC10312 was replaced", "IBAN at61 1904 3002 3457 3201",
        "SIM ICCID 8943100123456789017 in slot 2",
    ])
    func `they are told in a sentence as well`(_ line: String) throws {
        let found = try IdentifierScanner.scan(text: MemorySource(line + "\n"))
        #expect(found.contains { $0.severity == .blocking }, "\(found)")
    }
}
