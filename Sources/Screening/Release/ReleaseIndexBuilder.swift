// SPDX-License-Identifier: Apache-2.0
import Glibc
import Tables

/// Makes the index of a release's table, row by row.
struct ReleaseIndexBuilder {
    struct Parts {
        var name = ""
        var header: [String] = []
        var levels: [ReleaseIndex.Level] = []
        var values: [[UInt32]] = []
        var levelsOf: [[Int]] = []
        var lines: [UInt32] = []
        var starts: [UInt32] = []
        var postings: [UInt32] = []
        var bits: [Float] = []
        var most: [Float] = []
        var least: [Double] = []
        var keys = KeyTable()
        var entries: [ReleaseIndex.Entry] = []
        var members: [ReleaseIndex.Member] = []
        var whole = KeyTable()
        var wholeRows: [UInt32] = []
        var marks = MarkTable()
    }

    /// One column while it is read; `numbers` are of the column's own values.
    private struct Column {
        var keys = KeyTable()
        var values: [UInt32] = []
        /// Of each value, its words, for the longest match.
        var words: [[UInt64]] = []
        var decimals: [Decimal?] = []
        var isCounter = true
        var first: Decimal?

        mutating func add(_ cutter: WordCutter, row: Int) {
            guard !cutter.words.isEmpty, !Self.isMissing(cutter.text) else {
                values.append(ReleaseIndex.missing)
                isCounter = false
                return
            }
            let words = cutter.words
            let hash = words.count == 1 ? words[0].hash : Self.joined(words)
            let known = keys.count
            let number = keys.number(hash)
            values.append(number)
            let decimal = words.count == 1 ? words[0].number : nil
            if Int(number) == known {
                self.words.append(words.prefix(WordPath.longest).map(\.hash))
                decimals.append(decimal)
            }
            if isCounter {
                if row == 0 { first = decimal }
                isCounter =
                    first.map { first in
                        first.exponent >= 0 && decimal?.whole == first.whole.map { $0 + row }
                    } ?? false
            }
        }

        var isOfNumbers: Bool { decimals.count { $0 != nil } * 2 > decimals.count }

        /// What programs write where there is no value, and what people do.
        private static let missing = MissingCell.words.union(["none given"])
        private static let longestMissing = missing.reduce(0) { max($0, $1.utf8.count) }

        private static func isMissing(_ text: [UInt8]) -> Bool {
            text.count <= longestMissing && missing.contains(String(decoding: text, as: UTF8.self))
        }

        private static func joined(_ words: [WordCutter.Word]) -> UInt64 {
            words.prefix(WordPath.longest).reduce(WordPath.start) { WordPath.step($0, $1.hash) }
        }
    }

    /// Rows with fewer filled cells, or with less in them, are no copies when they are met whole.
    private static let fewestCells = 3
    private static let fewestBytes = 10

    private var columns: [Column]
    private var cutter = WordCutter()
    private var parts = Parts()

    init(name: String, header: [String]) {
        parts.name = name
        parts.header = header
        columns = header.map { _ in Column() }
    }

    var isFull: Bool { parts.lines.count >= max(1, ReleaseIndex.mostCells / max(1, columns.count)) }
    var isEmpty: Bool { parts.lines.isEmpty }

    mutating func add(_ row: borrowing CSVReader) {
        var (path, filled, content) = (WordPath.start, 0, 0)
        for column in columns.indices {
            let cell = row[column].trimmed
            cutter.cut(cell)
            for word in cutter.words { path = WordPath.step(path, word.hash) }
            if !cell.isEmpty { filled += 1 }
            content += cell.count
            columns[column].add(cutter, row: parts.lines.count)
            parts.marks.add(cell, column: column)
        }
        if filled >= Self.fewestCells, content >= Self.fewestBytes {
            let known = parts.whole.count
            if Int(parts.whole.number(path)) == known {
                parts.wholeRows.append(UInt32(truncatingIfNeeded: parts.lines.count))
            }
        }
        parts.lines.append(UInt32(clamping: row.line))
    }

    /// The index; nothing is left here.
    consuming func finished() -> ReleaseIndex {
        var members: [[ReleaseIndex.Member]] = []
        var goesOn: [Bool] = []
        func entry(_ key: UInt64, _ keys: inout KeyTable) -> Int {
            let place = Int(keys.number(key))
            if place == members.count {
                members.append([])
                goesOn.append(false)
            }
            return place
        }
        let rows = parts.lines.count
        for at in columns.indices {
            let column = columns[at]
            columns[at] = Column()
            var own: [Int] = []
            defer { parts.levelsOf.append(own) }
            guard !(column.isCounter && rows > 2), column.keys.count > 1 else { continue }
            var forms: [(precision: Decimal.Precision, numbers: [UInt32], count: Int)] = [
                (.exact, Array(0..<UInt32(column.words.count)), column.words.count)
            ]
            for precision in [Decimal.Precision.three, .two] where column.isOfNumbers {
                var table = KeyTable()
                let numbers = column.decimals.map {
                    $0.map { table.number($0.rounded(precision).hash(precision)) } ?? ReleaseIndex.missing
                }
                // Where nothing is rounded off, numbers as they are say the same.
                let isRounding = column.decimals.contains { $0.map { $0.digits > precision.digits } ?? false }
                if table.count > 1, isRounding { forms.append((precision, numbers, table.count)) }
            }
            for form in forms {
                let base = UInt32(parts.starts.count)
                let level = UInt16(truncatingIfNeeded: parts.levels.count)
                let values = column.values.map { value in
                    guard value != ReleaseIndex.missing, form.numbers[Int(value)] != ReleaseIndex.missing
                    else { return ReleaseIndex.missing }
                    return form.numbers[Int(value)] + base
                }
                parts.add(values, base: base, count: form.count)
                var isIn = [Bool](repeating: false, count: form.count)
                for (value, number) in form.numbers.enumerated()
                where number != ReleaseIndex.missing && !isIn[Int(number)] {
                    isIn[Int(number)] = true
                    let member = ReleaseIndex.Member(level: level, value: number + base)
                    let words = column.words[value]
                    if form.precision != .exact, let decimal = column.decimals[value] {
                        let key = decimal.rounded(form.precision).hash(form.precision)
                        members[entry(key, &parts.keys)].append(member)
                    } else if words.count == 1 {
                        members[entry(words[0], &parts.keys)].append(member)
                    } else {
                        goesOn[entry(words[0], &parts.keys)] = true
                        var path = WordPath.step(WordPath.start, words[0])
                        for word in words.dropFirst().dropLast() {
                            path = WordPath.step(path, word)
                            goesOn[entry(path, &parts.keys)] = true
                        }
                        path = WordPath.step(path, words[words.count - 1])
                        members[entry(path, &parts.keys)].append(member)
                    }
                }
                own.append(parts.levels.count)
                parts.levels.append(.init(column: at, precision: form.precision))
                parts.values.append(values)
            }
        }
        parts.starts.append(UInt32(parts.postings.count))
        for (list, more) in zip(members, goesOn) {
            parts.entries.append(
                .init(
                    firstMember: UInt32(parts.members.count),
                    memberCount: UInt32(list.count),
                    goesOn: more
                )
            )
            parts.members += list
        }
        parts.addExtremes()
        return ReleaseIndex(parts)
    }
}

extension ReleaseIndexBuilder.Parts {
    /// The rows of each value, by counting.
    fileprivate mutating func add(_ values: [UInt32], base: UInt32, count: Int) {
        var counts = [UInt32](repeating: 0, count: count)
        for value in values where value != ReleaseIndex.missing { counts[Int(value - base)] += 1 }
        var next: [UInt32] = []
        next.reserveCapacity(count)
        var at = UInt32(postings.count)
        for each in counts {
            next.append(at)
            starts.append(at)
            at += each
            bits.append(each == 0 ? 0 : Float(log2(Double(values.count) / Double(each))))
        }
        postings.append(contentsOf: repeatElement(0, count: Int(at) - postings.count))
        for (row, value) in values.enumerated() where value != ReleaseIndex.missing {
            postings[Int(next[Int(value - base)])] = UInt32(truncatingIfNeeded: row)
            next[Int(value - base)] += 1
        }
    }
    /// What rows tell in each column at least, and rows of each value at most.
    fileprivate mutating func addExtremes() {
        most = bits
        least = levelsOf.map { levels in
            guard let exact = levels.first else { return 0 }
            var least = Double.infinity
            for (row, value) in values[exact].enumerated() {
                guard value != ReleaseIndex.missing else {
                    least = 0
                    continue
                }
                let told = bits[Int(value)]
                least = min(least, Double(told))
                for level in levels.dropFirst() where values[level][row] != ReleaseIndex.missing {
                    let rounded = Int(values[level][row])
                    most[rounded] = max(most[rounded], told)
                }
            }
            return least.isFinite ? least : 0
        }
    }
}
