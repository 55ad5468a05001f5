// SPDX-License-Identifier: Apache-2.0
import Tables

/// Counts a table's classes in one pass; memory grows with classes and pairs, not with rows, and past a limit
/// they are spilled to files.
package struct Measurement {
    private struct Column {
        let name: String
        let position: Int
        var values = ValueDictionary()
        /// The code of `*`, once it was seen.
        var star: UInt32?

        @inline(__always) mutating func code(of cell: Bytes) -> UInt32 {
            let code = values.code(of: cell)
            if cell.count == 1, cell[0] == UInt8(ascii: "*") { star = code }
            return code
        }
    }

    /// Rows between two looks at the memory that is taken.
    private static let rowsBetweenLooks = 1 << 12
    private static let rowsTogether = 64

    private let dialect: Dialect
    private let combine: Bool
    private let hierarchies: [String: Hierarchy]
    private let missing: MissingWords
    private let memory: Int
    private let threads: Int
    private var quasi: [Column]
    private var sensitive: [Column]
    /// Who or what the rows are about, several rows each perhaps.
    private var subject: Subjects?
    /// Codes of the rows that wait to be counted: the quasi-identifiers, the
    /// sensitive attributes, the subject.
    private var codes: [UInt32]
    private let width: Int
    private var waiting = 0
    private var batch = ClassTables.Batch(rows: Self.rowsTogether)
    private var tables: ClassTables
    /// The rows of which every quasi-identifier is a star: what ARX and others leave of a row that they
    /// suppress.
    private var stars: ClassTables
    private var starRows = 0
    private var spill: ClassSpill?
    private var rowsUntilLook = Self.rowsBetweenLooks

    /// Prepares to count rows.
    ///
    /// `combine` measures each sensitive attribute with the others added to the quasi-identifiers. Where
    /// a `subject` is named, the sizes of classes are counted in subjects. `memory` limits, in bytes,
    /// what values and classes take.
    package init(
        header: [String],
        quasi: [String],
        sensitive: [String],
        combine: Bool,
        subject: String? = nil,
        hierarchies: [String: Hierarchy] = [:],
        missing: MissingWords = MissingWords(),
        dialect: Dialect = Dialect(),
        memory: Int = MeasureOptions.usualMemory,
        threads: Int = 1
    ) throws {
        func column(_ name: String) throws -> Column {
            guard let position = header.firstIndex(of: name) else { throw MeasureError.unknownColumn(name) }
            return Column(name: name, position: position)
        }
        self.dialect = dialect
        self.quasi = try quasi.map(column)
        self.sensitive = try sensitive.map(column)
        self.subject = try subject.map { Subjects(column: try column($0).position, name: $0, dialect) }
        self.hierarchies = hierarchies
        self.missing = missing
        self.memory = memory
        self.threads = threads
        self.combine = combine && sensitive.count > 1
        width = quasi.count + sensitive.count + 1
        codes = [UInt32](repeating: 0, count: width * Self.rowsTogether)
        tables = ClassTables(quasi: quasi.count, sensitive: sensitive.count, combined: self.combine)
        stars = tables
    }

    /// Counts the row that the reader is at.
    package mutating func add(_ row: borrowing CSVReader) throws {
        try count { row[$0] }
    }

    /// Counts rows copied from a reader.
    mutating func add(_ rows: RowBatch) throws {
        try rows.forEach { row in try count { row[$0] } }
    }

    @inline(__always) private mutating func count(_ cell: (_ column: Int) -> Bytes) throws {
        let first = waiting &* width
        for index in quasi.indices {
            codes[first &+ index] = quasi[index].code(of: cell(quasi[index].position))
        }
        let sensitiveCodes = first &+ quasi.count
        for index in sensitive.indices {
            codes[sensitiveCodes &+ index] = sensitive[index].values.code(
                of: cell(sensitive[index].position)
            )
        }
        if let position = subject?.column, let code = subject?.code(of: cell(position)) {
            codes[first &+ width &- 1] = code
        }
        if let last = quasi.last, last.star == codes[sensitiveCodes &- 1], isOfStars(at: first) {
            starRows += 1
            stars.add(codes, from: first, rows: 1, width: width, subjects: subject != nil, &batch)
            return
        }
        waiting &+= 1
        guard waiting == Self.rowsTogether else { return }
        countWaiting()
        rowsUntilLook &-= Self.rowsTogether
        if rowsUntilLook <= 0 { try spillIfNeeded() }
    }

    private func isOfStars(at first: Int) -> Bool {
        quasi.indices.allSatisfy { codes[first + $0] == quasi[$0].star }
    }

    /// Counts the rows whose codes wait.
    private mutating func countWaiting() {
        tables.add(codes, from: 0, rows: waiting, width: width, subjects: subject != nil, &batch)
        waiting = 0
    }

    /// Values stay in memory, since every class is told by their numbers; classes go to files.
    private mutating func spillIfNeeded() throws {
        rowsUntilLook = Self.rowsBetweenLooks
        let values = (quasi + sensitive).reduce(subject?.bytes ?? 0) { $0 + $1.values.bytes }
        guard values + tables.bytes > memory else { return }
        guard values < memory / 2 else { throw MeasureError.tooManyValues(limit: memory) }
        let spill = try self.spill ?? ClassSpill(like: emptyTables, limit: memory)
        try spill.write(tables)
        tables = emptyTables
        self.spill = spill
    }

    private var emptyTables: ClassTables {
        ClassTables(quasi: quasi.count, sensitive: sensitive.count, combined: combine)
    }

    /// The sensitive attributes that have values which their hierarchy lacks.
    package var outsideHierarchies: [MeasureError] {
        sensitive.compactMap { column in
            guard let hierarchy = hierarchies[column.name] else { return nil }
            var first: String?
            var count = 0
            for code in 0..<column.values.count {
                let value = column.values.withValue(code) { String(decoding: $0, as: UTF8.self) }
                guard hierarchy.parents[value] == nil else { continue }
                first = first ?? value
                count += 1
            }
            return first.map { .notInHierarchy(column: column.name, value: $0, count: count) }
        }
    }

    package mutating func finish() throws -> TableMetrics {
        countWaiting()
        // Where nothing else is left, stars are what the table was made coarser to, and no row was
        // suppressed.
        if tables.classes.count == 0, spill == nil {
            (tables, stars) = (stars, emptyTables)
            starRows = 0
        }
        return try metrics()
    }

    private func metrics() throws -> TableMetrics {
        let parts = try ClassParts(tables, spill)
        let (sizes, rowK) = try sizes(of: parts)
        // The files of a spill are read by one thread at a time.
        let tasks = Parallel(parts.whole == nil ? 1 : threads)
        let contributions = try tasks.map(quasi.count) { try contribution(of: $0, parts) }
        return TableMetrics(
            quasi: quasi.map(\.name),
            combined: combine,
            classes: sizes,
            subject: subject.map {
                TableMetrics.Subject(column: $0.name, count: $0.count, spellings: $0.spellings)
            },
            rowK: rowK,
            suppressedRows: starRows,
            wildcard: parts.whole.flatMap {
                WildcardMetrics($0.classes, empty: quasi.map(\.values.emptyCode))
            },
            minimalUniques: parts.whole.map {
                MinimalUniques($0.classes, names: quasi.map(\.name), tasks: tasks)
            } ?? .notSearched,
            contributions: contributions,
            sensitive: try tasks.map(sensitive.count) { index in
                TableMetrics.Attribute(
                    column: sensitive[index].name,
                    measured: try measured(index, parts),
                    spellings: Spellings(of: sensitive[index].values, dialect)
                )
            }
        )
    }

    private func contribution(of left: Int, _ parts: ClassParts) throws -> Contribution {
        let narrower = try parts.narrowed(to: quasi.indices.filter { $0 != left }, limit: memory)
        let metrics = try sizes(of: narrower).classes
        return Contribution(
            column: quasi[left].name,
            kWithout: metrics.k,
            uniquesWithout: metrics.uniques
        )
    }

    /// The sizes of classes, in subjects where there are any, and the smallest in rows.
    private func sizes(of parts: ClassParts) throws -> (classes: ClassMetrics, rowK: Int?) {
        var tally = ClassTally()
        try parts.forEach { tables in
            let rows = tables.classes.weights
            tally.add(sizes: subject == nil ? rows : tables.subjectCounts, rows: rows)
        }
        return (ClassMetrics(tally), tally.classes == 0 ? nil : tally.smallestInRows)
    }

    private func measured(_ index: Int, _ parts: ClassParts) throws -> MeasuredAttribute {
        let values = sensitive[index].values
        let hierarchy = hierarchies[sensitive[index].name]
        let ranks = SensitiveRanks(values, dialect, missing: missing, hierarchical: hierarchy != nil)
        var counts = [Int](repeating: 0, count: ranks.count)
        // A suppressed row is in no class, and yet in the table that classes are compared with.
        stars.forEachValue(of: index) { counts[Int(ranks.ranks[Int($0)])] += $1 }
        try parts.forEach { tables in
            tables.forEachValue(of: index) { counts[Int(ranks.ranks[Int($0)])] += $1 }
        }
        var measurement = AttributeMeasurement(ranks: ranks, counts: counts) { counts in
            hierarchy.flatMap { HierarchicalDistance($0, values, ranks: ranks, counts: counts) }
        }
        try parts.forEach { tables in
            let (pairs, classes) = tables.values(of: index)
            measurement.add(pairs, classes: classes)
        }
        return measurement.finish()
    }
}
