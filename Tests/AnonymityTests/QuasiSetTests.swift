// SPDX-License-Identifier: Apache-2.0
import Anonymity
import JSON
import Tables
import Testing

/// Several sets of quasi-identifiers, of which the worst decides.
@Suite struct QuasiSetTests {
    /// By site and year classes of six, by site and model of three; by all of them of one.
    private static let table: String = {
        let rows = (0..<12).map {
            "\($0 % 2),\(2000 + $0 % 2),\($0 % 4),\($0 % 3 == 0 ? "wear" : "crack \($0)")"
        }
        return (["site,year,model,fault"] + rows).joined(separator: "\n") + "\n"
    }()
    private static let sets = [["site", "year"], ["site", "model"]]

    private static func report(_ quasi: [String], _ options: MeasureOptions = MeasureOptions()) throws
        -> AnonymityReport
    {
        var roles: [String: ColumnRole] = ["site": .other, "year": .other, "model": .other]
        for name in quasi { roles[name] = .quasi }
        roles["fault"] = .sensitive
        return try measure(
            source: MemorySource(table),
            digest: "d",
            roles: roles,
            options: options
        )
    }

    @Test(arguments: [false, true])
    func `each set is measured as if it were alone, and the gate takes the worst`(_ isParallel: Bool) throws {
        let all = ["site", "year", "model"]
        let report = try Self.report(
            all,
            MeasureOptions(quasiSets: Self.sets, isParallel: isParallel)
        )
        let alone = try Self.sets.map { try Self.report($0).metrics }
        #expect(report.sets == alone)
        #expect(report.metrics == alone[1])
        #expect(alone.map(\.classes.k) == [6, 3])
        let rules = Dictionary(uniqueKeysWithValues: report.gate.rules.map { ($0.name, $0) })
        #expect(rules["k"]?.measured == 3)
        #expect(rules["k"]?.detail == "by site and model")
        #expect(rules["t"]?.detail.hasPrefix("fault, by site and ") == true)
        #expect(report.json["sets"]?.array?.map { $0["k"] } == [6, 3])
        #expect(report.text.contains("Sets of quasi-identifiers"))
        #expect(report.html().contains("Sets of quasi-identifiers"))
    }

    @Test func `one set is what it was before there were several`() throws {
        let report = try Self.report(["site"])
        #expect(report.sets == [])
        #expect(report.json["sets"] == nil)
        #expect(throws: MeasureError.unknownColumn("town")) {
            try Self.report(["site"], MeasureOptions(quasiSets: [["site"], ["town"]]))
        }
    }
}
