// SPDX-License-Identifier: Apache-2.0

extension TableMetrics.Attribute {
    /// The attribute's rows in a table for people: with its missing values and, where there are any, without.
    var rows: [(name: String, value: SensitiveMetrics)] {
        guard let metrics else { return [] }
        guard let known = measured.known else { return [(column, metrics)] }
        return [(column, metrics), ("\(column), where known", known)]
    }

    /// The values that differ in their spelling only, as questions.
    var spellingLines: [String] {
        let named = spellings.groups.map { group in
            TextTable.cut(
                "  \(TextTable.printable(column)): "
                    + group.map { "“\(TextTable.printable($0))”" }.joined(separator: ", ") + ": one value?",
                to: TextTable.width
            )
        }
        let further = spellings.count - spellings.groups.count
        return named
            + (further > 0
                ? ["  \(TextTable.printable(column)): \(further) more values in several spellings"] : [])
    }
}
