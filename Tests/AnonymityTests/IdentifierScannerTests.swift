// SPDX-License-Identifier: Apache-2.0
import Tables
import TestSupport
import Testing

@testable import Anonymity

struct IdentifierScannerTests {
    private func scan(_ name: String, _ cells: [String], acknowledged: [String: String] = [:]) throws
        -> [IdentifierInColumn]
    {
        var reader = try CSVReader(csv([name, "x"], cells.map { [$0, "1"] }))
        var scanner = IdentifierScanner(header: reader.header)
        while try reader.next() { scanner.add(reader) }
        return scanner.identifiers(acknowledged: acknowledged).filter { $0.column == name }
    }

    private func type(_ cells: [String]) throws -> ColumnProfile.DataType {
        var reader = try CSVReader(csv(["c", "x"], cells.map { [$0, "1"] }))
        var scanner = IdentifierScanner(header: reader.header)
        while try reader.next() { scanner.add(reader) }
        return scanner.profiles[0].type
    }

    private func reading(of cell: String) -> CellReading {
        var cell = cell
        return cell.withUTF8 { CellReading($0) }
    }

    private static func positives() -> [(IdentifierKind, [String])] {
        var families = CellFamilies()
        return [
            (.email, families.emails()), (.urlWithUser, families.userURLs()), (.phone, families.phones()),
            (.ipv4, families.ipv4()), (.ipv6, families.ipv6()), (.mac, families.macs()),
            (.iban, families.ibans()),
            (.card, families.printedCards()), (.card, families.bareCards()), (.imei, families.imeis()),
            (.vin, families.vins()), (.uuid, families.uuids()), (.coordinates, families.coordinates()),
            (.socialSecurity, families.socialSecurity()),
        ]
    }

    @Test func `every cell of every kind of identifier is found, and its column blocks`() throws {
        for (kind, cells) in Self.positives() {
            let missed = cells.filter { reading(of: $0).kind != kind }
            #expect(missed.isEmpty, "\(kind): \(missed.prefix(5))")
            let found = try scan("value", cells)
            #expect(found.first?.kind == kind)
            #expect(found.first?.severity == .blocking)
            #expect(found.first?.hits == cells.count, "\(kind)")
            #expect(found.first?.lines == [2, 3, 4, 5, 6])
        }
    }

    @Test func `one identifier among harmless cells is found where its structure proves it`() throws {
        let votes: Set<IdentifierKind> = [.imei, .vin, .coordinates]
        for (kind, cells) in Self.positives() where !votes.contains(kind) && Int(cells[0]) == nil {
            let found = try scan("value", [String](repeating: "M8", count: 50) + ["see \(cells[0])"])
            #expect(found.map(\.kind) == [kind], "\(cells[0])")
            #expect(found.first?.lines == [52])
        }
    }

    private static func negatives() -> [(String, [String])] {
        var families = CellFamilies()
        return [
            ("counters", families.counters()), ("small counters", families.smallCounters()),
            ("epoch seconds", families.epochSeconds()), ("timestamps", families.timestamps()),
            ("part codes", families.partCodes()), ("versions", families.versions()),
            ("prose", families.prose()),
            ("decimals", families.decimals()),
        ]
    }

    @Test
    func `no harmless column blocks, and at most one harmless cell in a hundred is taken for an identifier`()
        throws
    {
        var flagged = 0
        var cells = 0
        for (name, family) in Self.negatives() {
            let hits = family.filter { reading(of: $0).evidence == .certain }
            flagged += hits.count
            cells += family.count
            #expect(hits.count * 100 <= family.count, "\(name): \(hits.prefix(5))")
            let blocking = try scan("value", family).filter { $0.severity == .blocking }
            #expect(blocking.isEmpty, "\(name): \(blocking)")
        }
        #expect(flagged * 100 <= cells)
    }

    @Test func `columns are typed`() throws {
        let types: [ColumnProfile.DataType] = [
            .integer, .integer, .timestamp, .timestamp, .text, .version, .prose, .decimal,
        ]
        for ((name, family), expected) in zip(Self.negatives().map { $0 }, types) {
            #expect(try type(family) == (name == "counters" ? .timestamp : expected), "\(name)")
        }
        #expect(try type(["", ""]) == .empty)
        #expect(try type(["3,14", "2,7"]) == .decimal)
        #expect(try type(["3,14", "NULL", "n/a", "2,7", "-"]) == .decimal)
        #expect(try type(["NA", "-"]) == .text)
        #expect(try type([" 12", "7 ", "-3"]) == .integer)
        #expect(try type(["20240115T101500Z", "15.01.2024 10:15", "01/15/2024", "10:15"]) == .timestamp)
    }

    @Test func `near-unique values block unless they count or measure`() throws {
        var random = SeededRandom(3)
        let serials = (0..<100).map { _ in random.word("KLMN", 1) + random.digits(5) }
        #expect(try scan("c", serials).map(\.kind) == [.serial])
        let codes = (0..<100).map { _ in random.word("abcdefghijk012", random.int(5...9)) }
        #expect(try scan("c", codes).map(\.kind) == [.nearUnique])
        let numbers = (0..<100).map { _ in String(random.int(100_000...9_999_999)) }
        #expect(try scan("c", numbers).map(\.severity) == [.blocking])
        let rising = (0..<100).map { String($0 * 3) }
        #expect(try scan("c", rising).map(\.severity) == [.listed])
        #expect(try scan("Customer key", rising).map(\.kind) == [.columnName, .nearUnique])
        #expect(try scan("UID", rising).map(\.severity) == [.blocking])
        #expect(try scan("c", (0..<100).map { String($0 % 90) }).isEmpty)
    }

    @Test func `a reason accepts a name or uniqueness, never a recognised identifier`() throws {
        let numbers = (0..<100).map { String($0 * 7_919 % 100_003) }
        let reason = ["c": "pressure in pascal"]
        #expect(try scan("c", numbers).map(\.severity) == [.blocking])
        let accepted = try scan("c", numbers, acknowledged: reason)
        #expect(accepted.map(\.severity) == [.listed])
        #expect(accepted[0].reason.contains("pressure in pascal"))
        let mixed = numbers + ["a.person@example.org"]
        #expect(try scan("c", mixed, acknowledged: reason).map(\.kind) == [.email])
    }

    @Test func `samples show the first and last character only`() throws {
        let found = try #require(try scan("c", ["jane.roe@example.org"]).first)
        #expect(found.sample == "j…g")
        #expect(try scan("c", ["\u{1B}[2J jane@example.org\u{7}"]).first?.sample == "?…?")
    }

    @Test func `small four-part numbers are versions until an address is among them`() throws {
        let small = (0..<50).map { "1.\($0 % 5).\($0 % 4).3" }
        #expect(try scan("value", small).isEmpty)
        #expect(try scan("value", small + ["10.20.30.40"]).first?.hits == 51)
        #expect(try scan("ip address", small).first?.kind == .ipv4)
        #expect(try scan("firmware", small + ["10.20.30.40"]).first?.severity == .listed)
        #expect(reading(of: "v10.20.30.40").kind == nil)
        #expect(reading(of: "10.20.030.40").kind == nil)
        #expect(reading(of: "10.20.30.40.50").kind == nil)
        #expect(reading(of: "10.20.30.400").kind == nil)
    }

    @Test func `uniqueness of large columns is estimated within a hundredth`() {
        var random = SeededRandom(5)
        for share in [0.2, 0.9, 1.0] {
            var sample = DistinctSample()
            var distinct: Set<UInt64> = []
            for _ in 0..<300_000 {
                let isNew = Double.random(in: 0..<1, using: &random) < share
                let value = isNew || distinct.isEmpty ? random.next() : UInt64(distinct.count % 1_000)
                distinct.insert(value)
                let hash = ByteHash.secret.hash(value)
                if sample.known(hash) == nil {
                    sample.insert(hash, choice: ByteHash.stable.hash(value), .none)
                }
            }
            #expect(!sample.isExact)
            #expect(abs(sample.uniqueness - Double(distinct.count) / 300_000) < 0.01)
        }
    }
}
