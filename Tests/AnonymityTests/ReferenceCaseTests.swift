// SPDX-License-Identifier: Apache-2.0
import Tables
import Testing

@testable import Anonymity

/// The numbers of an independent implementation on real tables.
@Suite(.enabled(if: ReferenceData.isPresent, "the reference tables are not beside the checkout"))
struct ReferenceCaseTests {
    @Test func `every reference case agrees`() throws {
        let cases = try rows(ReferenceData.source("anonymity_cases.csv"))
        let names = cases[0]
        #expect(cases.count > 20)
        for values in cases.dropFirst() {
            let row = Dictionary(uniqueKeysWithValues: zip(names, values))
            let table = try ReferenceData.source(try #require(row["file"]))
            var reader = try CSVReader(table)
            var measurement = try Measurement(
                header: reader.header,
                quasi: (row["qi"] ?? "").split(separator: "|").map(String.init),
                sensitive: (row["sa"] ?? "").split(separator: "|").map(String.init),
                combine: row["multi_sa"] == "updateqi"
            )
            while try reader.next() { try measurement.add(reader) }
            let found = try Self.numbers(measurement.finish())
            for (name, number) in found {
                let text = try #require(row[name])
                #expect(
                    Self.agree(number, text),
                    "case \(row["case"] ?? ""), \(name): \(number ?? .nan), not \(text)"
                )
            }
        }
    }

    private static func numbers(_ metrics: TableMetrics) -> [String: Double?] {
        let classes = metrics.classes
        let worst = metrics.worst
        return [
            "rows": Double(classes.rows), "classes": Double(classes.classes), "k": classes.k.map(Double.init),
            "uniques": Double(classes.uniques), "rows_lt5": Double(classes.rowsUnder5),
            "rows_lt11": Double(classes.rowsUnder11), "avg_risk": classes.averageRisk,
            "max_risk": classes.maximumRisk, "l": worst.map { Double($0.l) }, "entropy_l": worst?.entropyL,
            "alpha": worst?.alpha, "c_at_2": worst?.cAt2,
            // The reference takes the largest of all attributes; ours goes with the smallest l.
            "c_at_l": metrics.sensitive.compactMap(\.metrics?.cAtL).max(), "beta": worst?.beta,
            "enhanced_ok": worst.map { $0.enhancedOK ? 1 : 0 }, "delta": worst?.delta,
            "delta_present": worst?.deltaPresent, "t": worst?.t, "t_equal": worst?.tEqual,
        ]
    }

    private static func agree(_ number: Double?, _ text: String) -> Bool {
        switch text {
        case "": number == nil
        case "true": number == 1
        case "false": number == 0
        default:
            if let number, let expected = Double(text) {
                number == expected || abs(number - expected) <= 1e-9 * max(1, abs(expected))
            } else {
                false
            }
        }
    }
}
