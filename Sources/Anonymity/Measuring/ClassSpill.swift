// SPDX-License-Identifier: Apache-2.0

/// The classes of a table that has more of them than memory may hold, in files: each class in the one that
/// its hash says, so that every file can be counted by itself.
///
/// The files have no name and vanish with the process, however it ends.
final class ClassSpill {
    private static let parts = 64

    private let empty: ClassTables
    private let limit: Int
    private var files: [WordFile]

    /// Opens the files.
    ///
    /// `empty` are tables as are to be written, without a class. No part may take more than
    /// `limit` bytes when it is read.
    init(like empty: ClassTables, limit: Int) throws {
        self.empty = empty
        self.limit = limit
        files = try (0..<Self.parts).map { _ in try WordFile() }
    }

    /// Writes tables out; a class of theirs that was written before is added to when it is read.
    func write(_ tables: ClassTables) throws {
        let classes = tables.classes
        var places = [(part: Int, number: UInt32)](repeating: (0, 0), count: classes.count)
        var numbers = [UInt32](repeating: 0, count: Self.parts)
        for number in 0..<classes.count {
            let part = Int(truncatingIfNeeded: classes.stableHash(of: number) >> 25) & (Self.parts - 1)
            places[number] = (part, numbers[part])
            numbers[part] += 1
        }
        for part in files.indices { try files[part].append(numbers[part]) }
        for number in 0..<classes.count {
            try append(classes, number, to: places[number].part)
        }
        for pairs in tables.pairs + [tables.subjects] { try append(pairs, places) }
        try appendWhole(tables, places)
    }

    private func append(_ table: TupleTable, _ number: Int, to part: Int) throws {
        try table.withTuple(number) { tuple in
            for index in 0..<table.width { try files[part].append(tuple[index]) }
        }
        try files[part].append(weight: table.weight(of: number))
    }

    private func append(_ pairs: PairTable, _ places: [(part: Int, number: UInt32)]) throws {
        var counts = [UInt32](repeating: 0, count: Self.parts)
        pairs.forEach { number, _, _ in counts[places[number].part] += 1 }
        for part in files.indices { try files[part].append(counts[part]) }
        try pairs.forEach { number, value, count in
            let place = places[number]
            try files[place.part].append(place.number)
            try files[place.part].append(value)
            try files[place.part].append(weight: count)
        }
    }

    /// A row of all columns belongs where the class of its quasi-identifiers is.
    private func appendWhole(_ tables: ClassTables, _ places: [(part: Int, number: UInt32)]) throws {
        var classes = tables.classes
        let key = Array(0..<classes.width)
        let parts = (0..<tables.whole.count).map {
            places[classes.add(tables.whole, $0, key, weight: 0)].part
        }
        var counts = [UInt32](repeating: 0, count: Self.parts)
        for part in parts { counts[part] += 1 }
        for part in files.indices { try files[part].append(counts[part]) }
        for (number, part) in parts.enumerated() { try append(tables.whole, number, to: part) }
    }

    /// Calls `body` with the tables of one part after the other.
    func forEach(_ body: (ClassTables) throws -> Void) throws {
        for part in files.indices {
            try files[part].rewind()
            var tables = empty
            while let count = try files[part].next() {
                try read(part, classes: Int(count), into: &tables)
                guard tables.bytes <= limit else { throw MeasureError.tooManyClasses(limit: limit) }
            }
            try body(tables)
        }
    }

    private func read(_ part: Int, classes count: Int, into tables: inout ClassTables) throws {
        let numbers = try (0..<count).map { _ in try readTuple(part, into: &tables.classes) }
        for index in tables.pairs.indices { try readPairs(part, numbers, into: &tables.pairs[index]) }
        try readPairs(part, numbers, into: &tables.subjects)
        for _ in 0..<(try files[part].required()) { _ = try readTuple(part, into: &tables.whole) }
    }

    private func readTuple(_ part: Int, into table: inout TupleTable) throws -> Int {
        try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: table.width + 1) { tuple in
            for index in 0..<table.width { tuple[index] = try files[part].required() }
            let weight = try files[part].requiredWeight()
            return table.add(UnsafePointer(tuple.baseAddress.unsafelyUnwrapped), weight: weight)
        }
    }

    private func readPairs(_ part: Int, _ numbers: [Int], into pairs: inout PairTable) throws {
        for _ in 0..<(try files[part].required()) {
            let number = numbers[Int(try files[part].required())]
            let value = try files[part].required()
            pairs.add(class: number, value: value, weight: try files[part].requiredWeight())
        }
    }
}
