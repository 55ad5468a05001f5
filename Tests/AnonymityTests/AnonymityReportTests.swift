// SPDX-License-Identifier: Apache-2.0
import JSON
import Tables
import Testing

@testable import Anonymity

struct AnonymityReportTests {
    private func report(_ options: MeasureOptions = MeasureOptions()) throws -> AnonymityReport {
        let table = (0..<60).map { row in
            [
                "site \(row % 3)", row % 9 == 0 ? "" : "\(row % 2)", "fault \(row % 4)", "\(row % 5).25",
                "K\(10_000 + row)",
            ]
        }
        return try measure(
            source: csv(["Site, \u{1B}[2Jplant", "shift", "fault", "wear", "tool"], table),
            digest: "sha-256:00",
            roles: [
                "Site, \u{1B}[2Jplant": .quasi, "shift": .quasi, "fault": .sensitive, "wear": .sensitive,
            ],
            options: options
        )
    }

    @Test func `the same bytes give the same report`() throws {
        #expect(try report().json.canonical == report().json.canonical)
        let bytes = try report().json.canonical
        #expect(try JSON(parsing: bytes).canonical == bytes)
    }

    @Test func `the metrics carry the names of the reference`() throws {
        let json = try report().json
        let metrics = json
        #expect(json["rows"] == 60)
        #expect(metrics["k"] == 6)
        let names = [
            "l", "entropy_l", "alpha", "c_at_2", "c_at_l", "beta", "enhanced_ok", "delta", "delta_present",
            "t", "t_equal",
        ]
        let worst = try #require(metrics["worst"]?.object)
        #expect(Set(worst.keys) == Set(names))
        #expect(worst["delta"] == "inf")
        #expect(metrics["sensitive"]?["wear"]?["distance"] == "ordered")
        #expect(json["findings"]?.array?.first?["kind"] == "serial")
        #expect(json["gate"]?["passed"] == false)
        #expect(json["columns"]?.array?.last?["role"] == .null)
    }

    @Test func `undefined numbers are null`() throws {
        let json = try measure(
            source: MemorySource("a,b\n"),
            digest: "",
            roles: ["a": .quasi, "b": .sensitive]
        ).json
        #expect(json["k"] == .null)
        #expect(json["worst"] == .null)
        #expect(json["sensitive"]?["b"] == .null)
    }

    @Test func `the text fits a terminal of 100 columns and nothing in it steers the terminal`() throws {
        let text = try report().text
        for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("Gate “agreement”: failed"))
        #expect(text.contains("unassigned"))
    }

    @Test func `numbers are printed short`() {
        let printed = [0, 0.5, 0.09, -0.25, 17.16666667, 3, 1_000_000, 0.99999].map {
            AnonymityReport.number($0)
        }
        #expect(printed == ["0", "0.5", "0.09", "-0.25", "17.1667", "3", "1000000", "1"])
        #expect(AnonymityReport.number(.infinity) == "inf")
        #expect(AnonymityReport.number(nil) == "-")
    }

    @Test func `unknown columns are refused`() {
        #expect(throws: MeasureError.unknownColumn("c")) {
            try measure(source: MemorySource("a,b\n"), digest: "", roles: ["c": .quasi])
        }
        let options = MeasureOptions(acknowledged: ["d": "reason"])
        #expect(throws: MeasureError.unknownColumn("d")) {
            try measure(source: MemorySource("a,b\n"), digest: "", roles: [:], options: options)
        }
    }

    @Test func `measuring can be cancelled`() {
        struct Cancelled: Error {}
        let options = MeasureOptions(onProgress: { _ in throw Cancelled() })
        #expect(throws: Cancelled.self) { try report(options) }
    }
}
