// SPDX-License-Identifier: Apache-2.0
import Tables
import TestSupport
import Testing

@testable import Anonymity

struct IdentifierPackTests {
    private typealias Family = (kind: IdentifierKind, certainty: String, cells: [String])

    private static func positives() -> [Family] {
        var families = PackFamilies()
        return [
            (.chineseIdentityCard, "certain", families.chineseCards()),
            (.phone, "likely", families.chineseMobiles()),
            (.plate, "likely", families.chinesePlates()),
            (.chineseCreditCode, "certain", families.creditCodes()),
            (.germanTaxID, "certain", families.germanTaxIDs()),
            (.germanPensionNumber, "certain", families.germanPensionNumbers()),
            (.frenchNIR, "certain", families.frenchNIRs()), (.spanishDNI, "certain", families.spanishDNIs()),
            (.britishNINO, "likely", families.britishNINOs()),
            (.britishNHS, "certain", families.nhsNumbers()),
            (.iccid, "certain", families.chipCards()), (.imeisv, "likely", families.softwareVersions()),
            (.vin, "likely", families.europeanVINs()), (.mac, "likely", families.bareMACs()),
            (.iban, "certain", families.ibansAsWritten()),
            (.coordinates, "likely", families.coordinatesWithCommas()),
            (.phone, "likely", families.nationalPhones()), (.plate, "likely", families.germanPlates()),
        ]
    }

    private static func harmless() -> [(name: String, cells: [String])] {
        var families = PackFamilies()
        var older = CellFamilies()
        return [
            ("12-hour times", families.twelveHourTimes()), ("ranges of dates", families.dateRanges()),
            ("spectra", families.spectra()), ("object identifiers", families.objectIdentifiers()),
            ("build versions", families.buildVersions()), ("EAN-13", families.tradeItemNumbers()),
            ("NSN", families.stockNumbers()), ("short hashes", families.shortHashes()),
            ("meter readings", families.meterReadings()), ("codes of 17", families.longCodes()),
            ("11 digits", families.elevenDigits()), ("8 digits and a letter", families.letteredNumbers()),
            ("16 digits", families.sixteenDigits()), ("part numbers 3-3-4", families.partNumbers334()),
            ("part numbers 3-2-4", families.partNumbers324()), ("counters", older.counters()),
            ("small counters", older.smallCounters()), ("epoch seconds", older.epochSeconds()),
            ("timestamps", older.timestamps()), ("part codes", older.partCodes()),
            ("versions", older.versions()),
            ("prose", older.prose()), ("decimals", older.decimals()),
        ]
    }

    @Test func `every cell and every column of the packs' kinds is found`() throws {
        var (cells, missed, columns, silent) = (0, 0, 0, 0)
        for family in Self.positives() {
            // A fortieth of what Luhn or MOD 11 let pass belongs to another kind as well.
            let lost = family.cells.filter { cell in
                let reading = CellReading(of: cell)
                return reading.kind == nil || reading.evidence == .against
            }
            let found = try suspects("value", repeated(Array(family.cells.prefix(100)))).first
            cells += family.cells.count
            missed += lost.count
            columns += 1
            if found?.kind != family.kind || found?.severity != .blocking { silent += 1 }
            #expect(lost.isEmpty, "\(family.kind): \(lost.prefix(5))")
            #expect(found?.kind == family.kind, "\(family.kind): \(String(describing: found))")
            #expect(found?.severity == .blocking, "\(family.kind)")
            #expect(found?.certainty.rawValue == family.certainty, "\(family.kind)")
        }
        print(
            "identifier packs: \(cells - missed) of \(cells) cells and \(columns - silent) of \(columns) columns found"
        )
    }

    @Test
    func `no harmless column is closed, and at most one harmless cell in a hundred is taken for certain`()
        throws
    {
        var (cells, flagged, columns, closed) = (0, 0, 0, 0)
        for (name, family) in Self.harmless() {
            let hits = family.filter { CellReading(of: $0).evidence == .certain }
            // Repeated, so that it is not near-uniqueness that decides.
            let isCounter = name.contains("counter") || name.contains("reading")
            let blocking = try suspects("value", isCounter ? family : repeated(Array(family.prefix(100))))
                .filter { $0.severity == .blocking }
            cells += family.count
            flagged += hits.count
            columns += 1
            if !blocking.isEmpty { closed += 1 }
            #expect(hits.count * 100 <= family.count, "\(name): \(hits.prefix(5))")
            #expect(blocking.isEmpty, "\(name): \(blocking)")
        }
        print(
            "identifier packs: \(flagged) of \(cells) harmless cells taken for certain, \(closed) of \(columns) columns closed"
        )
    }

    @Test func `a pack that is not chosen is not looked for`() throws {
        var families = PackFamilies()
        let cards = repeated(Array(families.chineseCards().prefix(30)))
        let none = IdentifierRules(packs: IdentifierPacks([.de]))
        #expect(try verdict("value", cards, rules: none) == "none")
        #expect(try verdict("身份证号", ["a", "b"], rules: none) == "none")
        #expect(try verdict("Nachname", ["a", "b"], rules: none) == "likely")
        #expect(try verdict("e-mail", ["a", "b"], rules: none) == "likely")
        #expect(none.packs.names == ["common", "de"])
    }

    @Test func `in text a certain one is told, and a likely one behind its name`() throws {
        let text = """
            operator 王芳, 身份证11010519491231002X，手机13800138000。
            ICCID 8949020044509190025; the NIR is 2 69 05 49 588 157 80.
            Mobile 138 0013 8000, MAC 001A2B27F6C3
            part 001A2B27F6C3, order 13800138000, 123456782
            SSN 123-45-6789 and part 207-53-4100
            """
        let found = try IdentifierScanner.scan(text: MemorySource(text))
        #expect(found.filter { $0.severity == .blocking }.map(\.line) == [1, 1, 2, 2, 3, 3, 5])
        #expect(found.filter { $0.severity == .listed }.map(\.line) == [5])
    }
}
