// SPDX-License-Identifier: Apache-2.0
import Tables

/// Collects, cell by cell, what shows which identifiers a column holds.
struct ColumnScan {
    struct Tally {
        var certain = 0
        var checked = 0
        var likely = 0
        /// Values whose check digits are right, each counted once.
        var checkedValues = 0
        /// Cells of the shape that nobody has.
        var against = 0
        var lines: [Int] = []
        var sample: String?
    }

    private static let shownLines = 5

    let name: String
    let hint: NameHint?
    private let packs: IdentifierPacks
    private let own: OwnIdentifiers?
    private(set) var cells = 0
    private(set) var empty = 0
    private(set) var types = [Int](repeating: 0, count: CellType.allCases.count)
    private(set) var tallies: [IdentifierKind: Tally] = [:]
    private(set) var sample = DistinctSample()
    private(set) var masks = MaskVote()
    private(set) var trend = Trend()
    /// What speaks for places on a map where the name may mean one.
    private(set) var places = PlaceVote()

    init(name: String, hint: NameHint? = nil, _ rules: IdentifierRules = .usual) {
        self.name = name
        self.hint = hint
        packs = rules.packs
        own = rules.own.isEmpty ? nil : rules.own
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
            if reading.kind != nil { tally(reading, bytes, line: line, isNew: false) }
        } else {
            examine(bytes, hash: hash, line: line)
        }
    }

    /// A value not remembered: new, or outside the sample.
    private mutating func examine(_ bytes: Bytes, hash: UInt64, line: Int) {
        let reading = CellReading(bytes, packs, own)
        sample.insert(hash, choice: ByteHash.stable.hash(bytes), reading)
        types[Int(reading.type.rawValue)] &+= 1
        switch reading.type {
        case .text: masks.add(bytes)
        case .integer, .epoch: trend.add(bytes)
        default: break
        }
        if hint?.strength == .place { places.add(bytes) }
        if reading.kind != nil { tally(reading, bytes, line: line, isNew: true) }
    }

    private mutating func tally(_ reading: CellReading, _ bytes: Bytes, line: Int, isNew: Bool) {
        guard let kind = reading.kind else { return }
        var tally = tallies[kind] ?? Tally()
        switch reading.evidence {
        case .certain: tally.certain += 1
        case .checked:
            tally.checked += 1
            if isNew { tally.checkedValues += 1 }
        case .likely: tally.likely += 1
        case .against: tally.against += 1
        }
        if reading.evidence == .against {
            tallies[kind] = tally
            return
        }
        if tally.lines.count < Self.shownLines { tally.lines.append(line) }
        if tally.sample == nil { tally.sample = MaskedSample.of(bytes) }
        tallies[kind] = tally
    }

    func count(_ types: CellType...) -> Int { types.reduce(0) { $0 + self.types[Int($1.rawValue)] } }

    var filled: Int { cells - empty }

    /// The type of nineteen cells in twenty.
    var type: ColumnProfile.DataType {
        // Words for what is missing are none of the column's values, unless it has no others.
        let known = filled - count(.missing)
        guard filled > 0 else { return .empty }
        guard known > 0 else { return .text }
        func most(_ count: Int) -> Bool { Double(count) >= 0.95 * Double(known) }
        if most(count(.timestamp)) || most(count(.epoch)) { return .timestamp }
        if most(count(.integer, .epoch)) { return .integer }
        if most(count(.integer, .epoch, .decimal, .fineDecimal)) { return .decimal }
        // 3.11.24 is a day as well as a version; longer ones beside it tell.
        if most(count(.version, .timestamp)) { return .version }
        return count(.prose) * 2 >= known ? .prose : .text
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
