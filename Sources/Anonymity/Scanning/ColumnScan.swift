// SPDX-License-Identifier: Apache-2.0
import Tables

/// Collects, cell by cell, what shows which identifiers a column holds.
struct ColumnScan {
    struct Tally {
        var certain = 0
        var likely = 0
        var lines: [Int] = []
        var sample: String?
    }

    private static let shownLines = 5

    let name: String
    private(set) var cells = 0
    private(set) var empty = 0
    private(set) var types = [Int](repeating: 0, count: CellType.allCases.count)
    private(set) var tallies: [IdentifierKind: Tally] = [:]
    private(set) var sample = DistinctSample()
    private(set) var masks = MaskVote()
    private(set) var trend = Trend()

    init(name: String) {
        self.name = name
    }

    @inline(__always) mutating func add(_ bytes: Bytes, line: Int) {
        cells &+= 1
        if bytes.isEmpty {
            empty &+= 1
            return
        }
        let hash = ByteHash.secret.hash(bytes)
        if let reading = sample.known(hash) {
            types[Int(reading.type.rawValue)] &+= 1
            if reading.kind != nil { tally(reading, bytes, line: line) }
        } else {
            examine(bytes, hash: hash, line: line)
        }
    }

    /// A value not remembered: new, or outside the sample.
    private mutating func examine(_ bytes: Bytes, hash: UInt64, line: Int) {
        let reading = CellReading(bytes)
        sample.insert(hash, choice: ByteHash.stable.hash(bytes), reading)
        types[Int(reading.type.rawValue)] &+= 1
        switch reading.type {
        case .text: masks.add(bytes)
        case .integer, .epoch: trend.add(bytes)
        default: break
        }
        if reading.kind != nil { tally(reading, bytes, line: line) }
    }

    private mutating func tally(_ reading: CellReading, _ bytes: Bytes, line: Int) {
        guard let kind = reading.kind else { return }
        var tally = tallies[kind] ?? Tally()
        if reading.isCertain { tally.certain += 1 } else { tally.likely += 1 }
        if tally.lines.count < Self.shownLines { tally.lines.append(line) }
        if tally.sample == nil { tally.sample = MaskedSample.of(bytes) }
        tallies[kind] = tally
    }

    func count(_ types: CellType...) -> Int { types.reduce(0) { $0 + self.types[Int($1.rawValue)] } }

    var filled: Int { cells - empty }

    /// The type of nineteen cells in twenty.
    var type: ColumnProfile.DataType {
        guard filled > 0 else { return .empty }
        func most(_ count: Int) -> Bool { Double(count) >= 0.95 * Double(filled) }
        if most(count(.timestamp)) || most(count(.epoch)) { return .timestamp }
        if most(count(.integer, .epoch)) { return .integer }
        if most(count(.integer, .epoch, .decimal, .fineDecimal)) { return .decimal }
        // 3.11.24 is a day as well as a version; longer ones beside it tell.
        if most(count(.version, .timestamp)) { return .version }
        return count(.prose) * 2 >= filled ? .prose : .text
    }

    var profile: ColumnProfile {
        ColumnProfile(
            name: name,
            type: type,
            cells: cells,
            empty: empty,
            // An estimate may come out above what is possible.
            distinct: min(sample.distinct, filled),
            distinctIsExact: sample.isExact,
            uniqueness: sample.uniqueness
        )
    }
}
