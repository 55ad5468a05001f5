// SPDX-License-Identifier: Apache-2.0
import Foundation

@testable import Anonymity

/// The metrics written straight from their definitions: loops over classes and over all values of the table.
struct Oracle {
    let classes: [[Int]]
    private let table: [[String]]

    init(_ table: [[String]], quasi: [Int]) {
        self.table = table
        let grouped = Dictionary(grouping: table.indices) { row in quasi.map { Array(table[row][$0].utf8) } }
        classes = Array(grouped.values)
    }

    private static func number(_ text: String) -> Double? {
        Double(text.trimmingCharacters(in: .whitespaces))
    }

    private static func isMissing(_ text: String) -> Bool {
        ["", "na", "n/a", "#n/a", "nan", "null", "-", "."].contains(
            text.trimmingCharacters(in: .whitespaces).lowercased()
        )
    }

    /// With the missing value as a value of its own, or over the rows whose value is `known`; `nil` when no
    /// row is looked at.
    func sensitive(_ column: Int, known: Bool = false) -> SensitiveMetrics? {
        let texts = table.map { $0[column] }
        let isOrdered = texts.allSatisfy { Self.isMissing($0) || Self.number($0) != nil }
        let keys = texts.map { text in
            if Self.isMissing(text) { return "" }
            if let number = Self.number(text) { return "\(number)" }
            return text.trimmingCharacters(in: .whitespaces).lowercased()
                .precomposedStringWithCanonicalMapping
        }
        let seen = table.indices.filter { !known || !keys[$0].isEmpty }
        let classes = classes.map { $0.filter(seen.contains) }.filter { !$0.isEmpty }
        guard !classes.isEmpty else { return nil }
        let values = Set(seen.map { keys[$0] })
            .sorted { (Double($0) ?? .infinity) < (Double($1) ?? .infinity) }
        func shares(_ rows: [Int]) -> [Double] {
            values.map { value in Double(rows.count { keys[$0] == value }) / Double(rows.count) }
        }
        let p = shares(seen)
        let all = classes.map(shares)
        let l = all.map { $0.count { $0 > 0 } }.min() ?? 0

        func c(at l: Int) -> Double {
            all.map { q in
                let sorted = q.sorted(by: >)
                let tail = sorted.dropFirst(l - 1).reduce(0, +)
                return tail > 1e-15 ? sorted[0] / tail : .infinity
            }.max() ?? 0
        }
        func worst(_ value: ([Double]) -> Double) -> Double { all.map(value).max() ?? 0 }
        let present = { (q: [Double]) in zip(q, p).filter { $0.0 > 0 } }
        let equal = worst { q in zip(q, p).reduce(0) { $0 + abs($1.0 - $1.1) } / 2 }
        let ordered = worst { q in
            var sum = 0.0
            var total = 0.0
            for (q, p) in zip(q, p) {
                sum += q - p
                total += abs(sum)
            }
            return values.count > 1 ? total / Double(values.count - 1) : 0
        }
        return SensitiveMetrics(
            values: values.count,
            distance: isOrdered ? .ordered : .equal,
            l: l,
            entropyL: all.map { q in exp(-q.filter { $0 > 0 }.reduce(0) { $0 + $1 * log($1) }) }.min() ?? 0,
            alpha: worst { $0.max() ?? 0 },
            cAt2: values.count < 2 ? .infinity : c(at: 2),
            cAtL: l > 1 ? c(at: l) : nil,
            beta: worst { q in zip(q, p).map { ($0 - $1) / $1 }.max() ?? 0 },
            enhancedOK: all.allSatisfy { q in zip(q, p).allSatisfy { ($0 - $1) / $1 <= -log($1) + 1e-12 } },
            delta: worst { q in zip(q, p).map { $0 > 0 ? abs(log($0 / $1)) : .infinity }.max() ?? 0 },
            deltaPresent: worst { q in present(q).map { abs(log($0 / $1)) }.max() ?? 0 },
            t: isOrdered ? ordered : equal,
            tEqual: equal
        )
    }
}

/// Whether all numbers of two measurements agree within one in 10^9.
func agree(_ left: SensitiveMetrics, _ right: SensitiveMetrics) -> Bool {
    func near(_ left: Double, _ right: Double) -> Bool {
        left == right || abs(left - right) <= 1e-9 * max(1, abs(right))
    }
    let numbers: [KeyPath<SensitiveMetrics, Double>] = [
        \.entropyL, \.alpha, \.cAt2, \.beta, \.delta, \.deltaPresent, \.t, \.tEqual,
    ]
    return left.values == right.values && left.distance == right.distance && left.l == right.l
        && left.enhancedOK == right.enhancedOK && (left.cAtL == nil) == (right.cAtL == nil)
        && near(left.cAtL ?? 0, right.cAtL ?? 0)
        && numbers.allSatisfy { near(left[keyPath: $0], right[keyPath: $0]) }
}
