// SPDX-License-Identifier: Apache-2.0
import Glibc
import JSON

/// What a recipe did to a table, and what was lost.
package struct TransformReport: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package let name: String
        /// By the words of ISO/IEC 20889.
        package let techniques: [String]
        package let distinctBefore: Int
        package let distinctAfter: Int
        /// Cells of the rows kept whose text changed.
        package let changed: Int
        /// The share of the column's information that is gone: 0 for none, 1 for all (non-uniform entropy, De
        /// Waal and Willenborg 1999).
        package let loss: Double
    }

    package let rowsBefore: Int
    package let rowsAfter: Int
    package let columns: [Column]

    /// The mean over the columns that were there.
    package var loss: Double {
        columns.isEmpty ? 0 : columns.reduce(0) { $0 + $1.loss } / Double(columns.count)
    }

    package var suppressedShare: Double {
        rowsBefore == 0 ? 0 : Double(rowsBefore - rowsAfter) / Double(rowsBefore)
    }
}

extension TransformReport {
    init(before: EncodedTable, after: EncodedTable, recipe: Recipe, kept: [Bool]?) {
        rowsBefore = before.rows
        rowsAfter = after.rows
        columns = before.columns.indices.map { index in
            let (old, new) = (before.columns[index], after.columns[index])
            let steps = recipe.columns.first { $0.column == old.name }?.steps ?? []
            let averaged = recipe.microaggregations.contains { $0.columns.contains(old.name) }
            let isDropped = steps.contains(.drop)
            var changed = 0
            var row = 0
            for (place, code) in old.codes.enumerated() where kept?[place] ?? true {
                if isDropped || old.values[Int(code)] != new.values[Int(new.codes[row])] { changed += 1 }
                row += 1
            }
            let was = Self.entropy(old.codes, old.values.count)
            let isNow = isDropped ? 0 : Self.entropy(new.codes, new.values.count)
            var techniques: [String] = []
            for name in steps.map(\.technique) + (averaged ? ["microaggregation"] : [])
            where !techniques.contains(name) {
                techniques.append(name)
            }
            return Column(
                name: old.name,
                techniques: techniques,
                distinctBefore: Set(old.codes).count,
                distinctAfter: isDropped ? 0 : Set(new.codes).count,
                changed: changed,
                loss: was > 0 ? max(0, 1 - isNow / was) : 0
            )
        }
    }

    /// In nats.
    static func entropy(_ codes: [UInt32], _ count: Int) -> Double {
        var sizes = [Int](repeating: 0, count: count)
        for code in codes { sizes[Int(code)] += 1 }
        return entropy(of: sizes)
    }

    static func entropy(of sizes: [Int]) -> Double {
        let rows = Double(sizes.reduce(0, +))
        return sizes.reduce(0) { sum, size in
            size == 0 ? sum : sum - Double(size) / rows * log(Double(size) / rows)
        }
    }

    package var json: JSON {
        [
            "rows_before": .integer(Int64(rowsBefore)), "rows_after": .integer(Int64(rowsAfter)),
            "suppressed_share": .number(suppressedShare), "information_loss": .number(loss),
            "columns": .array(
                columns.map { column in
                    [
                        "name": .string(column.name),
                        "techniques": .array(column.techniques.map(JSON.string)),
                        "distinct_before": .integer(Int64(column.distinctBefore)),
                        "distinct_after": .integer(Int64(column.distinctAfter)),
                        "changed_cells": .integer(Int64(column.changed)),
                        "information_loss": .number(column.loss),
                    ]
                }
            ),
        ]
    }
}
