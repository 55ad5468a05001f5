// SPDX-License-Identifier: Apache-2.0

/// Counts a table's classes in one pass; memory grows with classes and pairs, not with rows.
package struct Measurement {
    private struct Column {
        let name: String
        let position: Int
        var values = ValueDictionary()
    }

    private let combine: Bool
    private let hierarchies: [String: Hierarchy]
    private var quasi: [Column]
    private var sensitive: [Column]
    /// Who or what the rows are about, several rows each perhaps.
    private var subject: Column?
    private let subjectPosition: Int?
    private var subjects = PairTable()
    /// Codes of the row at hand: the quasi-identifiers, then the sensitive attributes.
    private var codes: [UInt32]
    private var classes: TupleTable
    /// One table a sensitive attribute when each is measured alone.
    private var pairs: [PairTable]
    /// Classes of all columns, from which the combined measurement is keyed.
    private var whole: TupleTable

    /// Prepares to count rows.
    ///
    /// `combine` measures each sensitive attribute with the others added to the quasi-identifiers. Where a `subject` is named, the sizes of classes are counted in subjects.
    package init(
        header: [String],
        quasi: [String],
        sensitive: [String],
        combine: Bool,
        subject: String? = nil,
        hierarchies: [String: Hierarchy] = [:]
    ) throws {
        func column(_ name: String) throws -> Column {
            guard let position = header.firstIndex(of: name) else { throw MeasureError.unknownColumn(name) }
            return Column(name: name, position: position)
        }
        self.quasi = try quasi.map(column)
        self.sensitive = try sensitive.map(column)
        let subject = try subject.map(column)
        self.subject = subject
        subjectPosition = subject?.position
        self.hierarchies = hierarchies
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
        let about = subjectPosition.flatMap { subject?.values.code(of: row[$0]) }
        let first = quasi.count
        for index in sensitive.indices {
            codes[first &+ index] = sensitive[index].values.code(of: row[sensitive[index].position])
        }
        codes.withUnsafeBufferPointer { codes in
            guard let start = codes.baseAddress else { return }
            let number = classes.add(start)
            if let about { subjects.add(class: number, value: about) }
            if combine {
                _ = whole.add(start)
            } else {
                for index in pairs.indices { pairs[index].add(class: number, value: start[first &+ index]) }
            }
        }
    }

    /// The sensitive attributes that have a value which their hierarchy lacks.
    package var outsideHierarchies: [String] {
        sensitive.filter { column in
            guard let hierarchy = hierarchies[column.name] else { return false }
            return (0..<column.values.count).contains { code in
                column.values.withValue(code) {
                    hierarchy.parents[String(decoding: $0, as: UTF8.self)] == nil
                }
            }
        }.map(\.name)
    }

    package func finish() -> TableMetrics {
        TableMetrics(
            quasi: quasi.map(\.name),
            combined: combine,
            classes: sizes(of: classes) { $0 },
            subject: subject.map { TableMetrics.Subject(column: $0.name, count: $0.values.count) },
            rowK: classes.counts.min(),
            wildcard: WildcardMetrics(classes, empty: quasi.map(\.values.emptyCode)),
            minimalUniques: MinimalUniques(classes, names: quasi.map(\.name)),
            contributions: contributions(),
            sensitive: sensitive.indices.map { index in
                let values = sensitive[index].values
                let hierarchy = hierarchies[sensitive[index].name]
                let ranks = hierarchy == nil ? SensitiveRanks(values) : SensitiveRanks(codesOf: values)
                let (pairs, classes) = pairs(of: index)
                return TableMetrics.Attribute(
                    column: sensitive[index].name,
                    metrics: SensitiveMetrics(
                        pairs,
                        classes: classes,
                        ranks: ranks,
                        tree: hierarchy.map { tree in { HierarchicalDistance(tree, values, counts: $0) } }
                    )
                )
            }
        )
    }

    private func contributions() -> [Contribution] {
        quasi.indices.map { left in
            let others = quasi.indices.filter { $0 != left }
            var numbers = [Int](repeating: 0, count: classes.counts.count)
            let narrower = classes.keyed(by: others) { numbers[$0] = $1 }
            let metrics = sizes(of: narrower) { numbers[$0] }
            return Contribution(
                column: quasi[left].name,
                kWithout: metrics.k,
                uniquesWithout: metrics.uniques
            )
        }
    }

    /// The sizes of classes, in subjects where there are any; `number` says which of them each of the whole table's classes is part of.
    private func sizes(of classes: TupleTable, _ number: (Int) -> Int) -> ClassMetrics {
        guard subject != nil else { return ClassMetrics(sizes: classes.counts, rows: classes.counts) }
        var pairs = PairTable()
        subjects.forEach { own, value, _ in pairs.add(class: number(own), value: value) }
        var sizes = [Int](repeating: 0, count: classes.counts.count)
        pairs.forEach { own, _, _ in sizes[own] += 1 }
        return ClassMetrics(sizes: sizes, rows: classes.counts)
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
