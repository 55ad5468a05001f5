// SPDX-License-Identifier: Apache-2.0
import Domain

extension AnonymityReport {
    /// The report as one page that needs nothing else: no script, no font, no picture from elsewhere.
    ///
    /// Its order is that of ISO/IEC 27559: what the data are, how identifiable they are, what was decided.
    /// With `before`, the report on the table before it was transformed, bars show both.
    package func html(before: AnonymityReport? = nil) -> String {
        let outcome = gate.passed ? "passed" : "failed"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Anonymity of a table: gate \(gate.profile.escapedForMarkup) \(outcome)</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
            table { border-collapse: collapse; width: 100%; margin: .5rem 0 } caption { text-align: left; font-weight: 600 }
            th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #ccc; vertical-align: top } td.number { text-align: right }
            .bar { fill: #1f5f8b } .earlier { fill: #b9c6cf } svg text { font-size: 14px; fill: #1b1b1b } .pass { color: #14642b } .fail { color: #9c1c1c }
            code { word-break: break-all } h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem }
            @media (prefers-color-scheme: dark) { body { color: #eee; background: #161616 } svg text { fill: #eee } .bar { fill: #6db3e3 }
              .earlier { fill: #51606a } .pass { color: #77d291 } .fail { color: #ff9a94 } th, td { border-color: #444 } }
            </style>
            </head>
            <body>
            <h1>Anonymity of a table: gate “\(gate.profile.escapedForMarkup)” <span class="\(gate.passed ? "pass" : "fail")">\(outcome)</span></h1>
            <p>\(rows) rows, \(columns.count) columns, \(metrics.classes.classes) classes; \(dialect). Bytes <code>\(digest.escapedForMarkup)</code>; report version \(Self.version).</p>
            <h2>The data</h2>
            \(columnTable)
            \(findingTable)
            <h2>How identifiable they are</h2>
            \(Self.table("Sets of quasi-identifiers; below is the worst of them", ["columns", "k", "classes of one"], setRows, numbers: [1, 2]))
            \(classTable(before))
            <h3>Rows by the size of their class</h3>
            \(histogram(before).svg)
            \(contributionChart)
            \(uniqueTable)
            \(sensitiveTable)
            <h2>What the gate made of it</h2>
            \(gateTable)
            <p>An empty cell of a quasi-identifier is a value of its own unless it says otherwise; sensitive attributes are measured with
            missing values and without, in whatever spelling, and the worse counts. The thresholds on l and t are this project's choice; no standard gives
            them. A gate that is passed is no proof that nobody can be recognised: it says that these columns, joined with what an outsider may
            know of them, single nobody out.</p>
            </body>
            </html>

            """
    }

    private static func table(
        _ caption: String,
        _ header: [String],
        _ rows: [[String]],
        numbers: Set<Int> = []
    ) -> String {
        guard !rows.isEmpty else { return "" }
        let head = header.map { "<th scope=\"col\">\($0.escapedForMarkup)</th>" }.joined()
        let body = rows.map { row in
            "<tr>"
                + row.enumerated().map { index, cell in
                    "<td\(numbers.contains(index) ? " class=\"number\"" : "")>\(cell.escapedForMarkup)</td>"
                }.joined() + "</tr>"
        }
        return """
            <table><caption>\(caption.escapedForMarkup)</caption><thead><tr>\(head)</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody></table>
            """
    }

    private var columnTable: String {
        Self.table(
            "Columns",
            ["name", "role", "type", "distinct", "empty"],
            columns.map {
                [
                    $0.profile.name, $0.role?.rawValue ?? "unassigned", $0.profile.type.rawValue,
                    ($0.profile.distinctIsExact ? "" : "about ") + "\($0.profile.distinct)",
                    "\($0.profile.empty)",
                ]
            },
            numbers: [3, 4]
        )
    }

    private var findingTable: String {
        Self.table(
            "Suspected identifiers, masked",
            ["column", "verdict", "kind", "cells", "why"],
            identifiers.map { [$0.column, $0.verdict, $0.kind.rawValue, "\($0.hits)", $0.reason] },
            numbers: [3]
        )
    }

    private func classTable(_ before: AnonymityReport?) -> String {
        let (now, then) = (metrics.classes, before?.metrics.classes)
        func line(_ name: String, _ value: (ClassMetrics) -> String) -> [String] {
            [name] + (then.map { [value($0)] } ?? []) + [value(now)]
        }
        var lines = [
            line("k, the smallest class\(metrics.subject.map { ", in \($0.column)" } ?? "")") {
                $0.k.map(String.init) ?? "undefined"
            },
            line("classes of one") { "\($0.uniques)" },
            line("rows in classes under 5, under 11") { "\($0.rowsUnder5), \($0.rowsUnder11)" },
            line("average, maximum prosecutor risk") {
                "\(Self.number($0.averageRisk)), \(Self.number($0.maximumRisk))"
            },
            line("average class size") { Self.number($0.averageSize) },
            line("discernibility") { Self.number($0.discernibility) },
        ]
        if metrics.suppressedRows > 0 {
            lines.append(
                ["suppressed rows (stars throughout), in no class"] + (then == nil ? [] : [""])
                    + ["\(metrics.suppressedRows)"]
            )
        }
        if let wildcard = metrics.wildcard {
            let text = "\(wildcard.k), \(wildcard.uniques)"
            lines.append(
                ["k and unique rows if an empty cell may be anything"] + (then == nil ? [] : [""]) + [text]
            )
        }
        return Self.table(
            "Classes by \(metrics.quasi.isEmpty ? "no column" : metrics.quasi.joined(separator: ", "))",
            then == nil ? ["", "measured"] : ["", "before", "after"],
            lines,
            numbers: then == nil ? [1] : [1, 2]
        )
    }

    private func histogram(_ before: AnonymityReport?) -> BarChart {
        let earlier = before?.metrics.classes.histogram ?? []
        let sizes = Set((metrics.classes.histogram + earlier).map(\.sizes)).sorted {
            $0.lowerBound < $1.lowerBound
        }
        return BarChart(
            title: "Rows by the size of their class",
            bars: sizes.map { sizes in
                let bucket = metrics.classes.histogram.first { $0.sizes == sizes }
                let was = earlier.first { $0.sizes == sizes }
                let (low, high) = (sizes.lowerBound, sizes.upperBound)
                let label =
                    low == high ? "\(low)" : high == Int.max - 1 ? "\(low) or more" : "\(low) to \(high)"
                let note = "\(bucket?.rows ?? 0) rows in \(bucket?.classes ?? 0) classes"
                return BarChart.Bar(
                    label: label,
                    value: Double(bucket?.rows ?? 0),
                    note: before == nil ? note : note + ", before \(was?.rows ?? 0)",
                    earlier: before.map { _ in Double(was?.rows ?? 0) }
                )
            }
        )
    }

    private var contributionChart: String {
        guard !metrics.contributions.isEmpty else { return "" }
        let all = metrics.classes.uniques
        let chart = BarChart(
            title: "Unique rows that each column makes",
            bars: metrics.contributions.map { contribution in
                let made = all - contribution.uniquesWithout
                let k = contribution.kWithout.map(String.init) ?? "undefined"
                return BarChart.Bar(
                    label: contribution.column,
                    value: Double(max(0, made)),
                    note: "\(made) fewer without it; k would be \(k)"
                )
            }
        )
        return "<h3>Risk by column: classes of one that each makes</h3>\n" + chart.svg
    }

    private var uniqueTable: String {
        Self.table(
            "What singles rows out, and no fewer columns do"
                + (metrics.minimalUniques.isComplete ? "" : " (the search was given up: too many classes)"),
            ["columns", "rows"],
            metrics.minimalUniques.subsets.map { [$0.columns.joined(separator: ", "), "\($0.rows)"] },
            numbers: [1]
        )
    }

    private var sensitiveTable: String {
        Self.table(
            "Sensitive attributes in the worst class" + (metrics.combined ? ", the others known" : ""),
            ["attribute", "l", "entropy l", "alpha", "c at 2", "beta", "delta", "t"],
            metrics.sensitive.flatMap(\.rows).map { name, value in
                [name, "\(value.l)"]
                    + [value.entropyL, value.alpha, value.cAt2, value.beta, value.delta, value.t].map(
                        Self.number
                    )
            },
            numbers: [1, 2, 3, 4, 5, 6, 7]
        )
    }

    private var gateTable: String {
        Self.table(
            "Rules",
            ["outcome", "rule", "measured", "threshold", "concerned"],
            gate.rules.map { rule in
                let bound =
                    switch rule.threshold {
                    case .atLeast(let least): "≥ \(Self.number(least))"
                    case .atMost(let most): "≤ \(Self.number(most))"
                    }
                return [
                    rule.outcome.rawValue.replacing("_", with: " "), rule.name, Self.number(rule.measured),
                    bound,
                    rule.detail,
                ]
            },
            numbers: [2]
        )
    }
}
