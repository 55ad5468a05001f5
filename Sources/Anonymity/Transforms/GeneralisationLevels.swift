// SPDX-License-Identifier: Apache-2.0
import Glibc
import Tables

/// The ways in which a column can be made coarser, from as it is to one star for all.
struct GeneralisationLevels {
    /// What each level does; `nil` leaves the column as it is.
    let steps: [Recipe.Step?]
    /// By level, the new code of each of the column's codes.
    let codes: [[UInt32]]
    /// By level, how many values there are.
    let counts: [Int]
    /// By level, the share of the column's information that is gone.
    let losses: [Double]

    /// Numbers in ever wider intervals, dates by ever longer parts, codes of one length by ever shorter
    /// beginnings, other texts with what is rare under one name.
    ///
    /// Missing values are neither, and stay.
    init(
        of column: EncodedTable.Column,
        k: Int,
        _ dialect: Dialect = Dialect(),
        missing: MissingWords = MissingWords()
    ) {
        let values = column.values.filter { !missing.contain($0) }
        var candidates: [Recipe.Step?] = [nil]
        if values.allSatisfy({ dialect.number($0) != nil }) {
            candidates += Self.intervals(values.compactMap { dialect.number($0) })
        } else if values.allSatisfy({ dialect.day($0) != nil }) {
            candidates += [.date(.day), .date(.month), .date(.quarter), .date(.year)]
        } else if let length = values.first?.count, length > 2, values.count > 20,
            values.allSatisfy({ $0.count == length })
        {
            candidates += (1..<length).reversed().map { .prefix($0) }
        } else {
            candidates += Self.rare(column, [k, 10 * k, 100 * k])
        }
        candidates.append(.all)
        let sizes = column.codes.reduce(into: [Int](repeating: 0, count: column.values.count)) {
            $0[Int($1)] += 1
        }
        let whole = TransformReport.entropy(of: sizes)
        var steps: [Recipe.Step?] = []
        var codes: [[UInt32]] = []
        var counts: [Int] = []
        var losses: [Double] = []
        for step in candidates {
            var known: [String: UInt32] = [:]
            let mapped = column.values.map { value -> UInt32 in
                let text = step.map { Self.map(value, by: $0, dialect) } ?? value
                return known[text]
                    ?? {
                        let code = UInt32(known.count)
                        known[text] = code
                        return code
                    }()
            }
            // A level that merges nothing further is left out.
            guard counts.last != known.count || steps.isEmpty else { continue }
            var merged = [Int](repeating: 0, count: known.count)
            for (old, new) in mapped.enumerated() { merged[Int(new)] += sizes[old] }
            steps.append(step)
            codes.append(mapped)
            counts.append(known.count)
            losses.append(whole > 0 ? max(0, 1 - TransformReport.entropy(of: merged) / whole) : 0)
        }
        self.steps = steps
        self.codes = codes
        self.counts = counts
        self.losses = losses
    }

    private static func map(_ value: String, by step: Recipe.Step, _ dialect: Dialect) -> String {
        guard !value.isEmpty else { return "" }
        return (try? ValueTransform(step: step, code: nil, column: "", dialect: dialect)(value)) ?? value
    }

    /// From a hundredth of the range to half of it, in widths of one, two or five times a power of ten.
    private static func intervals(_ numbers: [Double]) -> [Recipe.Step] {
        guard let low = numbers.min(), let high = numbers.max(), high > low else { return [] }
        var widths: [Double] = []
        for parts in [100.0, 50, 20, 10, 5, 2] {
            let rough = (high - low) / parts
            // Read from their decimal form, as a recipe's width is.
            let power = Int(floor(log10(rough)))
            let choices = [1, 2, 5, 10].compactMap { Double("\($0)e\(power)") }
            guard let width = choices.first(where: { $0 >= rough * (1 - 1e-12) }) ?? choices.last else {
                continue
            }
            if widths.last.map({ width > $0 }) ?? true { widths.append(width) }
        }
        return widths.map { .interval(width: $0, origin: 0) }
    }

    /// Values of fewer rows than each of these bounds under the name `other`.
    private static func rare(_ column: EncodedTable.Column, _ bounds: [Int]) -> [Recipe.Step] {
        var sizes = [Int](repeating: 0, count: column.values.count)
        for code in column.codes { sizes[Int(code)] += 1 }
        return bounds.compactMap { bound in
            let common = column.values.indices.filter { sizes[$0] >= bound && !column.values[$0].isEmpty }
            guard common.count < column.values.count(where: { !$0.isEmpty }), !common.isEmpty else {
                return nil
            }
            let parents = Dictionary(
                uniqueKeysWithValues: common.map { (column.values[$0], column.values[$0]) }
            )
            return .tree(parents, otherwise: "other")
        }
    }
}
