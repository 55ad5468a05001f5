// SPDX-License-Identifier: Apache-2.0

/// Totals of a finding's tables that differ by a few: what lies between them may be a small group.
enum TotalDifferences {
    /// Adds an item to the text of the later one; once for each value of a subject.
    static func tell(_ results: inout [ScreeningPass.Result], rules: OutputRules = OutputRules()) {
        var known: [String: [Int64: (file: String, line: Int)]] = [:]
        for place in results.indices {
            for total in results[place].totals {
                let others = known[total.subject, default: [:]]
                defer { known[total.subject, default: [:]][total.value] = (results[place].name, total.line) }
                guard others[total.value] == nil else { continue }
                let near = others.filter { abs($0.key - total.value) < Int64(rules.smallestDifference) }
                guard let (value, first) = near.min(by: { $0.key < $1.key }) else { continue }
                results[place].items.append(
                    ScreenItem(
                        rule: OutputItem.Rule.differencing.rawValue,
                        file: results[place].name,
                        line: total.line,
                        severity: .review,
                        detail:
                            "the total differs by \(abs(value - total.value)) from the one of \(first.file):\(first.line)"
                    )
                )
            }
        }
    }
}
