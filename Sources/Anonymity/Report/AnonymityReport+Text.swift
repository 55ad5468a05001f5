// SPDX-License-Identifier: Apache-2.0

extension AnonymityReport {
    /// The report for a terminal of 100 columns.
    package var text: String {
        var lines = [
            TextTable.cut("Table \(TextTable.printable(digest))", to: TextTable.width),
            "\(rows) rows, \(columns.count) columns, \(metrics.classes.classes) classes",
            "Dialect: \(dialect)",
        ]
        lines += ["", "Columns"] + columnLines
        if !identifiers.isEmpty { lines += ["", "Suspected identifiers"] + identifierLines }
        if !sets.isEmpty { lines += ["", "Sets of quasi-identifiers"] + setLines }
        lines += ["", "Classes"] + classLines
        if !metrics.minimalUniques.subsets.isEmpty {
            lines += ["", "What singles rows out (no fewer columns do)"] + minimalUniqueLines
        }
        if !metrics.contributions.isEmpty {
            lines += ["", "Without one quasi-identifier"] + contributionLines
        }
        if !metrics.sensitive.isEmpty {
            lines +=
                ["", "Sensitive attributes\(metrics.combined ? " (the others known)" : "")"] + sensitiveLines
        }
        lines += ["", "Gate “\(gate.profile)”: \(gate.passed ? "passed" : "failed")"] + gateLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var columnLines: [String] {
        var table = TextTable(rightAligned: [3, 4])
        table.add("name", "role", "type", "distinct", "empty")
        for column in columns {
            let profile = column.profile
            let distinct = (profile.distinctIsExact ? "" : "about ") + String(profile.distinct)
            let role = column.role?.rawValue ?? "unassigned"
            table.add(profile.name, role, profile.type.rawValue, distinct, String(profile.empty))
        }
        return table.lines
    }

    private var identifierLines: [String] {
        var table = TextTable(rightAligned: [3])
        for identifier in identifiers {
            let place = identifier.lines.first.map { " From line \($0)." } ?? ""
            let kind = identifier.kind.rawValue
            table.add(
                identifier.column,
                identifier.verdict,
                kind,
                String(identifier.hits),
                identifier.reason + place
            )
        }
        return table.lines
    }

    private var setLines: [String] {
        var table = TextTable(rightAligned: [1, 2])
        table.add("columns", "k", "uniques")
        for set in setRows { table.add(set[0], set[1], set[2]) }
        return table.lines
    }

    /// Of each set of quasi-identifiers: its columns, k and unique rows.
    var setRows: [[String]] {
        sets.map {
            [
                $0.quasi.joined(separator: ", "), $0.classes.k.map(String.init) ?? "undefined",
                String($0.classes.uniques),
            ]
        }
    }

    private var classLines: [String] {
        let classes = metrics.classes
        var table = TextTable()
        table.add("quasi-identifiers", metrics.quasi.isEmpty ? "none" : metrics.quasi.joined(separator: ", "))
        if let subject = metrics.subject {
            let spellings = subject.spellings > subject.count ? " in \(subject.spellings) spellings" : ""
            table.add("counted in", "\(subject.column), \(subject.count) of them\(spellings)")
        }
        if metrics.suppressedRows > 0 {
            table.add("suppressed rows, in no class", String(metrics.suppressedRows))
        }
        table.add("k, the smallest class", classes.k.map(String.init) ?? "undefined")
        if metrics.subject != nil {
            table.add("the same in rows", metrics.rowK.map(String.init) ?? "undefined")
        }
        table.add(metrics.subject == nil ? "unique rows" : "classes of one subject", String(classes.uniques))
        if let wildcard = metrics.wildcard {
            table.add("k, unique rows if empty is anything", "\(wildcard.k), \(wildcard.uniques)")
        }
        table.add("rows in classes under 5, under 11", "\(classes.rowsUnder5), \(classes.rowsUnder11)")
        let risks = "\(Self.number(classes.averageRisk)), \(Self.number(classes.maximumRisk))"
        table.add("average, maximum risk", risks)
        for bucket in classes.histogram {
            let (low, high) = (bucket.sizes.lowerBound, bucket.sizes.upperBound)
            let sizes = low == high ? "\(low)" : high == Int.max - 1 ? "\(low) or more" : "\(low) to \(high)"
            table.add("classes of \(sizes)", "\(bucket.classes) with \(bucket.rows) rows")
        }
        return table.lines
    }

    private var minimalUniqueLines: [String] {
        var table = TextTable(rightAligned: [1])
        table.add("columns", "rows")
        for subset in metrics.minimalUniques.subsets.prefix(10) {
            table.add(subset.columns.joined(separator: ", "), String(subset.rows))
        }
        return table.lines
            + (metrics.minimalUniques.isComplete ? [] : ["  the search was given up: too many classes"])
    }

    private var contributionLines: [String] {
        var table = TextTable(rightAligned: [1, 2])
        table.add("without", "k", "uniques")
        for contribution in metrics.contributions {
            let k = contribution.kWithout.map(String.init) ?? "undefined"
            table.add(contribution.column, k, String(contribution.uniquesWithout))
        }
        return table.lines
    }

    private var sensitiveLines: [String] {
        var table = TextTable(rightAligned: [1, 2, 3, 4, 5, 6, 7])
        table.add("attribute", "l", "entropy l", "alpha", "c at 2", "beta", "delta", "t")
        for (name, value) in metrics.sensitive.flatMap(\.rows) {
            table.add(
                name,
                String(value.l),
                Self.number(value.entropyL),
                Self.number(value.alpha),
                Self.number(value.cAt2),
                Self.number(value.beta),
                Self.number(value.delta),
                Self.number(value.t)
            )
        }
        return table.lines + metrics.sensitive.flatMap(\.spellingLines)
    }

    private var gateLines: [String] {
        var table = TextTable()
        for rule in gate.rules {
            let (sign, bound) =
                switch rule.threshold {
                case .atLeast(let least): (">=", least)
                case .atMost(let most): ("<=", most)
                }
            let outcome = rule.outcome.rawValue.replacing("_", with: " ")
            table.add(
                outcome,
                rule.name,
                Self.number(rule.measured),
                "\(sign) \(Self.number(bound))",
                rule.detail
            )
        }
        return table.lines
    }

    /// At most four decimals, none for a whole number.
    package static func number(_ value: Double?) -> String {
        guard let value else { return "-" }
        guard value.isFinite else { return "inf" }
        guard abs(value) < 1e12 else { return "\(value)" }
        let scaled = (value * 10_000).rounded()
        let whole = Int(scaled / 10_000)
        let fraction = abs(Int(scaled.truncatingRemainder(dividingBy: 10_000)))
        guard fraction > 0 else { return String(whole) }
        var digits = String(repeating: "0", count: 4 - String(fraction).count) + String(fraction)
        while digits.last == "0" { digits.removeLast() }
        return "\(value < 0 && whole == 0 ? "-" : "")\(whole).\(digits)"
    }
}
