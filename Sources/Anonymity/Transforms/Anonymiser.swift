// SPDX-License-Identifier: Apache-2.0
import Glibc
import Tables

/// Carries a recipe out on a table in memory.
package struct Anonymiser {
    private let recipe: Recipe
    private let code: (([UInt8]) -> [UInt8])?
    private let missing: MissingWords

    /// - Parameters:
    ///   - code: authenticates a message under the key of this release (HMAC with SHA-256); needed by keyed
    ///     steps alone.
    ///   - missing: what stays as it is where numbers or dates are changed.
    package init(
        _ recipe: Recipe,
        code: (([UInt8]) -> [UInt8])? = nil,
        missing: MissingWords = MissingWords()
    ) {
        self.recipe = recipe
        self.code = code
        self.missing = missing
    }

    /// Changes the table; says what was done and what it cost.
    ///
    /// Throws `MeasureError` for columns that the table does not have, and `TransformError`.
    package func apply(to table: inout EncodedTable, quasi: [String]) throws -> TransformReport {
        let before = table
        for change in recipe.columns { try apply(change, to: &table) }
        for group in recipe.microaggregations { try average(group, in: &table) }
        let kept = try recipe.rows.map { try suppressRows($0, quasi, in: &table) }
        let dropped = Set(recipe.columns.filter { $0.steps.contains(.drop) }.map(\.column))
        let report = TransformReport(before: before, after: table, recipe: recipe, kept: kept)
        table.columns.removeAll { dropped.contains($0.name) }
        return report
    }

    private func apply(_ change: Recipe.ColumnSteps, to table: inout EncodedTable) throws {
        let index = try table.index(of: change.column)
        for step in change.steps where step != .drop {
            guard !step.needsKey || code != nil else { throw TransformError.needsKey(column: change.column) }
            switch step {
            case .noise(let scale): try addNoise(scale, to: index, &table)
            case .shiftDates(let subject, let days): try shift(index, by: days, of: subject, &table)
            default: try mapValues(of: index, by: step, &table)
            }
        }
    }

    private func mapValues(of index: Int, by step: Recipe.Step, _ table: inout EncodedTable) throws {
        let column = table.columns[index]
        let transform = ValueTransform(step: step, code: code, column: column.name, dialect: table.dialect)
        var interned = Interned()
        let codes = try column.values.enumerated().map { old, value in
            do throws(ValueTransform.Fault) {
                return interned.code(of: value.isEmpty ? "" : try transform(value))
            } catch {
                if staysMissing(value, error) { return interned.code(of: value) }
                throw fault(error, column, UInt32(old), table.dialect)
            }
        }
        table.columns[index] = EncodedTable.Column(
            name: column.name,
            values: interned.values,
            codes: column.codes.map { codes[Int($0)] }
        )
    }

    /// Whether what is no number or date says that there is none.
    private func staysMissing(_ value: String, _ fault: ValueTransform.Fault) -> Bool {
        fault != .notInTree && missing.contain(value)
    }

    private func fault(
        _ fault: ValueTransform.Fault,
        _ column: EncodedTable.Column,
        _ code: UInt32,
        _ dialect: Dialect
    ) -> TransformError {
        // Of the header and what is above it too.
        let line = (column.codes.firstIndex(of: code) ?? 0) + 2 + dialect.skipLines
        return switch fault {
        case .notANumber: .notANumber(column: column.name, line: line)
        case .notADate: .notADate(column: column.name, line: line)
        case .notInTree: .notInTree(column: column.name, line: line)
        }
    }

    private func addNoise(_ scale: Double, to index: Int, _ table: inout EncodedTable) throws {
        let dialect = table.dialect
        try mapRows(of: index, &table) { column, row, value in
            guard let number = dialect.number(value) else { throw ValueTransform.Fault.notANumber }
            let noise = RowTransform(code: code ?? { $0 }, column: column).noise(scale, row: row)
            return dialect.written(ValueTransform.text(number + noise))
        }
    }

    private func shift(_ index: Int, by days: Int, of subject: String, _ table: inout EncodedTable) throws {
        let subjects = table.columns[try table.index(of: subject)]
        let dialect = table.dialect
        try mapRows(of: index, &table) { column, row, value in
            let transform = RowTransform(code: code ?? { $0 }, column: column)
            let shift = transform.days(days, subject: subjects.values[Int(subjects.codes[row])])
            guard let shifted = RowTransform.shifted(value, by: shift, dialect) else {
                throw ValueTransform.Fault.notADate
            }
            return shifted
        }
    }

    private func mapRows(
        of index: Int,
        _ table: inout EncodedTable,
        _ body: (_ column: String, _ row: Int, _ value: String) throws -> String
    ) throws {
        let column = table.columns[index]
        var interned = Interned()
        let codes = try column.codes.enumerated().map { row, old in
            let value = column.values[Int(old)]
            do {
                return interned.code(of: value.isEmpty ? "" : try body(column.name, row, value))
            } catch let error as ValueTransform.Fault {
                if staysMissing(value, error) { return interned.code(of: value) }
                throw fault(error, column, old, table.dialect)
            }
        }
        table.columns[index] = EncodedTable.Column(name: column.name, values: interned.values, codes: codes)
    }

    private func average(_ group: Recipe.Microaggregation, in table: inout EncodedTable) throws {
        let indexes = try group.columns.map(table.index)
        let columns = indexes.map { table.columns[$0] }
        // Rows that lack a value among these stay as they are.
        let isMissing = columns.map { $0.values.map(missing.contain) }
        let rows = (0..<table.rows).filter { row in
            columns.indices.allSatisfy { !isMissing[$0][Int(columns[$0].codes[row])] }
        }
        let points = try rows.map { row in
            try columns.map { column in
                let old = column.codes[row]
                guard let number = table.dialect.number(column.values[Int(old)]) else {
                    throw fault(.notANumber, column, old, table.dialect)
                }
                return number
            }
        }
        guard !points.isEmpty else { return }
        let groups = Microaggregator.groups(points, k: group.k)
        let count = (groups.max() ?? 0) + 1
        for (place, index) in indexes.enumerated() {
            var sums = [Double](repeating: 0, count: count)
            var sizes = [Double](repeating: 0, count: count)
            for (point, group) in zip(points, groups) {
                sums[group] += point[place]
                sizes[group] += 1
            }
            var interned = Interned()
            var codes = table.columns[index].codes.map { interned.code(of: columns[place].values[Int($0)]) }
            for (row, group) in zip(rows, groups) {
                codes[row] = interned.code(
                    of: table.dialect.written(ValueTransform.text(sums[group] / sizes[group]))
                )
            }
            table.columns[index] = EncodedTable.Column(
                name: columns[place].name,
                values: interned.values,
                codes: codes
            )
        }
    }

    /// Leaves rows of small classes out; which are kept.
    private func suppressRows(_ rule: Recipe.RowSuppression, _ quasi: [String], in table: inout EncodedTable)
        throws
        -> [Bool]
    {
        let dropped = Set(recipe.columns.filter { $0.steps.contains(.drop) }.map(\.column))
        let columns = try quasi.filter { !dropped.contains($0) }.map {
            table.columns[try table.index(of: $0)]
        }
        guard !columns.isEmpty else { throw TransformError.noQuasiIdentifiers }
        var classes = TupleTable(width: columns.count)
        let numbers = (0..<table.rows).map { row in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: columns.count) { key in
                for (place, column) in columns.enumerated() { key[place] = column.codes[row] }
                return classes.add(UnsafePointer(key.baseAddress.unsafelyUnwrapped))
            }
        }
        let isKept = numbers.map { classes.weight(of: $0) >= rule.k }
        let share = table.rows == 0 ? 0 : Double(isKept.count { !$0 }) / Double(table.rows)
        guard share <= rule.limit else {
            throw TransformError.tooManySuppressed(share: share, limit: rule.limit)
        }
        table.keep(isKept)
        return isKept
    }
}

/// Numbers texts in the order in which they come.
private struct Interned {
    private var known: [String: UInt32] = [:]
    private(set) var values: [String] = []

    mutating func code(of text: String) -> UInt32 {
        if let code = known[text] { return code }
        let code = UInt32(values.count)
        known[text] = code
        values.append(text)
        return code
    }
}
