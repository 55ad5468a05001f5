// SPDX-License-Identifier: Apache-2.0

/// Counts a table's classes in one pass; memory grows with classes and pairs, not with rows.
package struct Measurement {
    private struct Column {
        let name: String
        let position: Int
        var values = ValueDictionary()
    }

    private let combine: Bool
    private var quasi: [Column]
    private var sensitive: [Column]
    /// Codes of the row at hand: the quasi-identifiers, then the sensitive attributes.
    private var codes: [UInt32]
    private var classes: TupleTable
    /// One table a sensitive attribute when each is measured alone.
    private var pairs: [PairTable]
    /// Classes of all columns, from which the combined measurement is keyed.
    private var whole: TupleTable

    /// `combine` measures each sensitive attribute with the others added to the quasi-identifiers.
    package init(header: [String], quasi: [String], sensitive: [String], combine: Bool) throws {
        func column(_ name: String) throws -> Column {
            guard let position = header.firstIndex(of: name) else { throw MeasureError.unknownColumn(name) }
            return Column(name: name, position: position)
        }
        self.quasi = try quasi.map(column)
        self.sensitive = try sensitive.map(column)
        self.combine = combine && sensitive.count > 1
        // One code more than needed, so that a table of no columns has an address too.
        codes = [UInt32](repeating: 0, count: quasi.count + sensitive.count + 1)
        classes = TupleTable(width: quasi.count)
        pairs = [PairTable](repeating: PairTable(), count: self.combine ? 0 : sensitive.count)
        whole = TupleTable(width: quasi.count + sensitive.count)
    }

    /// Counts the row that the reader is at.
    package mutating func add(_ row: borrowing CSVReader) {
        for index in quasi.indices {
            codes[index] = quasi[index].values.code(of: row[quasi[index].position])
        }
        let first = quasi.count
        for index in sensitive.indices {
            codes[first &+ index] = sensitive[index].values.code(of: row[sensitive[index].position])
        }
        codes.withUnsafeBufferPointer { codes in
            guard let start = codes.baseAddress else { return }
            let number = classes.add(start)
            if combine {
                _ = whole.add(start)
            } else {
                for index in pairs.indices { pairs[index].add(class: number, value: start[first &+ index]) }
            }
        }
    }

    package func finish() -> TableMetrics {
        TableMetrics(
            quasi: quasi.map(\.name),
            combined: combine,
            classes: ClassMetrics(sizes: classes.counts),
            contributions: contributions(),
            sensitive: sensitive.indices.map { index in
                let ranks = SensitiveRanks(sensitive[index].values)
                let (pairs, classes) = pairs(of: index)
                return TableMetrics.Attribute(
                    column: sensitive[index].name,
                    metrics: SensitiveMetrics(pairs, classes: classes, ranks: ranks)
                )
            }
        )
    }

    private func contributions() -> [Contribution] {
        quasi.indices.map { left in
            let others = quasi.indices.filter { $0 != left }
            let metrics = ClassMetrics(sizes: classes.keyed(by: others).counts)
            return Contribution(
                column: quasi[left].name,
                kWithout: metrics.k,
                uniquesWithout: metrics.uniques
            )
        }
    }

    private func pairs(of index: Int) -> (PairTable, classes: Int) {
        guard combine else { return (pairs[index], classes.counts.count) }
        let target = quasi.count + index
        let key = (0..<whole.width).filter { $0 != target }
        var classes = TupleTable(width: key.count)
        var pairs = PairTable()
        var codes = [UInt32](repeating: 0, count: key.count + 1)
        for number in whole.counts.indices {
            let value = whole.withTuple(number) { tuple in
                for (position, column) in key.enumerated() { codes[position] = tuple[column] }
                return tuple[target]
            }
            let weight = whole.counts[number]
            let id = codes.withUnsafeBufferPointer {
                classes.add($0.baseAddress.unsafelyUnwrapped, weight: weight)
            }
            pairs.add(class: id, value: value, weight: weight)
        }
        return (pairs, classes.counts.count)
    }
}
