// SPDX-License-Identifier: Apache-2.0
extension FieldRowTests {
    /// Made after the rules, and never tuned to.
    static let variants: [Case] =
        [
            Case(
                row: "15",
                name: "ausweis",
                cells: repeated(["320311197707060018", "510107196502031235"]),
                verdict: "certain"
            ),
            Case(
                row: "15",
                name: "备注",
                cells: repeated(["身份证：420106199912310080", "无", "-"]),
                verdict: "certain"
            ),
            Case(
                row: "15",
                name: "no",
                cells: repeated(["150428198801011234", " 320311197707060018 "]),
                verdict: "certain"
            ),
            Case(
                row: "16",
                name: "val",
                cells: repeated(mobiles(9, seed: 11, prefix: "1552")),
                verdict: "likely"
            ),
            Case(
                row: "16",
                name: "val",
                cells: repeated(["+86 13912345678", "+86-139-1234-5678"]),
                verdict: "certain"
            ),
            Case(
                row: "16",
                name: "val",
                cells: repeated(["139-1234-5678", "186-0000-1111", "177-1234-0000"]),
                verdict: "likely"
            ),
            Case(
                row: "19",
                name: "unit",
                cells: repeated(["TMBJJ7NE8G0123456", "VF7NC9HD8DY123456", "ZAR94000007123456"]),
                verdict: "likely"
            ),
            Case(
                row: "19",
                name: "unit",
                cells: repeated(["yv1rs61r912012345", "wf0axxgagafp12345".uppercased(), "sb164sbk10e012345"]),
                verdict: "likely"
            ),
            Case(
                row: "19",
                name: "unit",
                cells: repeated(["5GZCZ43D13S812715", "JH4KA7561PC008269", "1HGCM82633A004352"]),
                verdict: "certain"
            ),
            Case(
                row: "20",
                name: "konto",
                cells: repeated(["fr1420041010050500013m02606", "FR14 2004 1010 0505 0001 3M02 606"]),
                verdict: "certain"
            ),
            Case(row: "20", name: "konto", cells: repeated(["nl91-abna-0417-1643-00"]), verdict: "certain"),
            Case(
                row: "20",
                name: "konto",
                cells: repeated(["IBAN: ES91 2100 0418 4502 0005 1332", "Es9121000418450200051332"]),
                verdict: "certain"
            ),
            Case(
                row: "21",
                name: "dev",
                cells: repeated(["8933010123456789017", "8986012345678901239", "8944171500020183946"]),
                verdict: "certain"
            ),
            Case(
                row: "21",
                name: "dev",
                cells: repeated(["b827eb1a2b3c", "b827eb99a0f1", "dca632010203"]),
                verdict: "likely"
            ),
            Case(
                row: "21",
                name: "dev",
                cells: repeated(["86012304567890101", "86012304567890201"].map { String($0.dropLast()) }),
                verdict: "likely"
            ),
            Case(
                row: "22",
                name: "Längengrad",
                cells: repeated(["13,377711", "-11,576124"]),
                verdict: "likely"
            ),
            Case(
                row: "22",
                name: "GPS",
                cells: repeated(["52,516312 / 13,377711", "48,137154 / 11,576124", "50,0001; 8,2345"]),
                verdict: "likely"
            ),
            Case(
                row: "22",
                name: "Rechtswert",
                cells: repeated(["3512345,12", "3498123,9"]),
                verdict: "likely"
            ),
            Case(
                row: "23",
                name: "no",
                cells: numbers(200, 10_000_000...99_999_999, seed: 5),
                verdict: "likely"
            ),
            Case(row: "23", name: "value", cells: numbers(300, 10_000...99_999, seed: 6), verdict: "likely"),
            Case(
                row: "23",
                name: "pulses",
                cells: (0..<200).map { String(8_000_000 + $0 * 25 + $0 % 7) },
                verdict: "listed"
            ),
            Case(
                row: "24",
                name: "when",
                cells: repeated(["1/2/2024 1:05:09 pm", "12/31/2024 12:00:00 AM"], 12),
                verdict: "none"
            ),
            Case(
                row: "24",
                name: "when",
                cells: repeated(["03.05.2021 08:15 - 09:30", "03.05.2021-07.05.2021"], 12),
                verdict: "none"
            ),
            Case(
                row: "24",
                name: "when",
                cells: repeated(["02/2019 - 08/2020", "01-02-2019 to 05-02-2019"], 12),
                verdict: "none"
            ),
            Case(
                row: "25",
                name: "item",
                cells: repeated(["555.210.4400", "555.867.5309", "212.555.0199"]),
                verdict: "likely"
            ),
            Case(
                row: "25",
                name: "item",
                cells: repeated(["(555) 210-4400", "(212) 555-0199"]),
                verdict: "likely"
            ),
            Case(
                row: "25",
                name: "item",
                cells: repeated(["078-05-1120", "219-09-9999", "457-55-5462"]),
                verdict: "likely"
            ),
        ]
        + named("17", "likely", ["客户姓名", "Kunden-Nr", "numéro de téléphone"], words)
        + named("18", "likely", ["Date Of Birth", "serial#", "ContactPerson"], words)
}
