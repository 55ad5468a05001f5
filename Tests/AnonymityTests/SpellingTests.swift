// SPDX-License-Identifier: Apache-2.0
import JSON
import Tables
import Testing

@testable import Anonymity

/// Values count as people mean them: `Crack` is no second fault, and an empty cell no fault at all.
struct SpellingTests {
    private static let faults = ["crack", "leak", "wear"]

    /// Three regions with the three faults and blanks, and one of which the faults are given.
    private func metrics(
        _ odd: [String],
        column: String = "fault",
        missing: MissingWords = MissingWords()
    ) throws -> TableMetrics {
        let usual = ["N", "S", "W"].flatMap { region in
            Self.faults.flatMap { fault in [[String]](repeating: [region, fault], count: 6) }
        }
        var reader = try CSVReader(csv(["region", column], usual + odd.map { ["Ost", $0] }))
        var measurement = try Measurement(
            header: reader.header,
            quasi: ["region"],
            sensitive: [column],
            combine: false,
            missing: missing
        )
        while try reader.next() { try measurement.add(reader) }
        return try measurement.finish()
    }

    private func cells(_ counts: [(String, Int)]) -> [String] {
        counts.flatMap { [String](repeating: $0.0, count: $0.1) }
    }

    @Test(arguments: [
        [("crack", 6), ("Crack", 6), ("crack ", 6)],
        [("S\u{E4}ge", 6), ("Sa\u{308}ge", 6), ("S\u{C4}GE", 6)],
        [("\u{A0}crack\u{2009}", 9), ("\tCRACK", 9)],
        [("Stra\u{DF}e", 9), ("STRASSE", 9)],
        [("1", 6), ("1.0", 6), ("1e0", 6)],
    ])
    func `spellings of one value are one value`(_ counts: [(String, Int)]) throws {
        let worst = try #require(try metrics(cells(counts)).worst)
        #expect(worst.l == 1)
        #expect(worst.alpha == 1)
        #expect(worst.entropyL == 1)
        #expect(worst.cAtL == nil)
    }

    @Test(arguments: [
        [("crack", 10), ("", 4), ("NA", 4)],
        [("crack", 10), ("n/a", 4), ("null", 4)],
        [("crack", 10), (" ", 4), ("-", 2), (".", 2)],
        [("crack", 10), ("NaN", 4), ("#N/A", 4)],
    ])
    func `what is missing makes nothing diverse`(_ counts: [(String, Int)]) throws {
        let found = try metrics(cells(counts))
        let attribute = try #require(found.sensitive.first?.measured)
        #expect(attribute.missing == 8)
        #expect(attribute.metrics?.l == 2)
        #expect(attribute.known?.l == 1)
        #expect(attribute.known?.alpha == 1)
        #expect(found.worst?.l == 1)
        #expect(found.worst?.alpha == 1)
    }

    @Test func `a class of which nothing is known is told by the other view alone`() throws {
        let attribute = try #require(try metrics(cells([("", 12)])).sensitive.first?.measured)
        #expect(attribute.metrics?.l == 1)
        #expect(attribute.known?.l == 3)
    }

    @Test func `the owner of a table has words of their own for what is missing`() throws {
        let odd = cells([("crack", 10), ("k. A.", 4), ("unbekannt", 4)])
        #expect(try metrics(odd).worst?.l == 3)
        #expect(try metrics(odd, missing: MissingWords(further: ["K. A. ", "Unbekannt"])).worst?.l == 1)
    }

    @Test func `numbers with missing ones stay ordered`() throws {
        let odd = cells([("1", 3), ("2.0", 3), ("NA", 3), ("", 3)])
        var reader = try CSVReader(csv(["g", "cost"], odd.map { ["a", $0] }))
        var measurement = try Measurement(
            header: reader.header,
            quasi: ["g"],
            sensitive: ["cost"],
            combine: false
        )
        while try reader.next() { try measurement.add(reader) }
        let attribute = try #require(try measurement.finish().sensitive.first?.measured)
        #expect(attribute.metrics?.distance == .ordered)
        #expect(attribute.metrics?.values == 3)
        #expect(attribute.known?.values == 2)
    }

    @Test(arguments: [
        (["M1", "m1", "M1 ", " M1", "M-1", "M1.0"], 3),
        (["P\u{E9}", "Pe\u{301}", "P\u{C9}"], 1),
        (["1", "1.0", "01", "2"], 2),
        (["4915112345678901234", "4915112345678901235"], 2),
        (["", "NA"], 2),
    ])
    func `subjects are who is meant, however written`(_ names: [String], _ count: Int) throws {
        var reader = try CSVReader(csv(["machine", "g"], names.map { [$0, "a"] }))
        var measurement = try Measurement(
            header: reader.header,
            quasi: ["g"],
            sensitive: [],
            combine: false,
            subject: "machine"
        )
        while try reader.next() { try measurement.add(reader) }
        let found = try measurement.finish()
        #expect(found.subject?.count == count)
        #expect(found.subject?.spellings == names.count)
        #expect(found.classes.k == count)
    }

    @Test func `values in several spellings are named`() throws {
        let spellings = try #require(
            try metrics(["crack", "Crack", "crack ", "leak", "1", "1.0", ""]).sensitive.first?.spellings
        )
        #expect(spellings.count == 1)
        #expect(spellings.groups == [["crack", "Crack", "crack "]])
    }

    @Test func `the gate takes the worse view`() throws {
        let rows = ["N", "S", "W"].flatMap { region in
            Self.faults.flatMap { fault in [[String]](repeating: [region, fault], count: 6) }
        }
        let odd = cells([("crack", 10), ("", 4), ("NA", 4)]).map { ["Ost", $0] }
        let report = try measure(
            source: csv(["region", "fault"], rows + odd),
            digest: "",
            roles: ["region": .quasi, "fault": .sensitive]
        )
        #expect(!report.gate.passed)
        #expect(report.gate.rules.filter { $0.outcome == .fail }.map(\.name) == ["entropy_l", "t", "alpha"])
        let fault = report.json["sensitive"]?["fault"]
        #expect(fault?["missing"] == 8)
        #expect(fault?["l"] == 2)
        #expect(fault?["known"]?["l"] == 1)
    }

    @Test func `c at l belongs to the smallest l`() throws {
        let few = SensitiveMetrics(
            values: 2,
            distance: .equal,
            l: 2,
            entropyL: 2,
            alpha: 0.5,
            cAt2: 1,
            cAtL: 1,
            beta: 0,
            enhancedOK: true,
            delta: 0,
            deltaPresent: 0,
            t: 0,
            tEqual: 0
        )
        var many = few
        (many.l, many.cAtL) = (5, 60)
        #expect(few.worse(many).cAtL == 1)
        #expect(many.worse(few).cAtL == 1)
        var one = few
        (one.l, one.cAtL) = (1, nil)
        #expect(one.worse(many).cAtL == nil)
        many.l = 2
        #expect(few.worse(many).cAtL == 60)
    }
}
