// SPDX-License-Identifier: Apache-2.0

/// Which cells of a table are left out so that no small count can be told, and what the others say then.
struct TableMask {
    typealias Place = TableJudge.Place

    static let mark = "*"

    private let judge: TableJudge
    private let rounding: Int?
    /// The columns of which something is counted.
    private var columns: Set<Int>
    private(set) var changes: [Place: (text: String, reason: MaskedText.Reason)] = [:]
    /// Columns of shares that fit no column of counts: those of left out counts are left out, and no more.
    private(set) var unexplained: [String] = []

    var table: ResultTable { judge.table }
    var names: [ColumnName] { judge.names }

    /// Nothing is changed where nothing small is counted and nothing is to be rounded.
    init(_ table: ResultTable, _ rules: OutputRules, rounding: Int?) {
        judge = TableJudge(table, rules)
        self.rounding = rounding
        columns = judge.counted.union(judge.smallCounts.map(\.column))
        let hidden = withCompanions(judge.smallCounts)
        for place in hidden where !isMasked(place) {
            changes[place] = (Self.mark, judge.smallCounts.contains(place) ? .small : .companion)
        }
        if rounding != nil { round(hidden) }
        if !hidden.isEmpty || rounding != nil { computeShares(hidden) }
    }

    private func isMasked(_ place: Place) -> Bool { judge.value(place.row, place.column).isUnknown }

    private func count(_ place: Place) -> Int? { judge.value(place.row, place.column).whole }

    private func isTotal(_ place: Place) -> Bool {
        judge.isTotal(row: place.row) || names[place.column].isTotal
    }

    // MARK: Companions

    /// The sums of the table, and columns of which a base above them says the sum.
    ///
    /// Those have a row of their own, which is always known.
    private var sums: [CellSum] {
        let rows = table.rows.indices.filter { !judge.isTotal(row: $0) }
        let bases = names.indices.compactMap { column -> CellSum? in
            let parts = rows.map { Place(row: $0, column: column) }
            guard let base = names[column].base, parts.reduce(0, { $0 + (count($1) ?? 0) }) == base else {
                return nil
            }
            return CellSum(total: Place(row: -1, column: column), parts: parts)
        }
        return judge.sums + bases
    }

    /// Leaves out more, one cell at a time, until no sum tells any of what is left out.
    private func withCompanions(_ small: Set<Place>) -> Set<Place> {
        let sums = sums
        var hidden = small
        for place in Set(sums.flatMap(\.places)) where place.row >= 0 && isMasked(place) {
            hidden.insert(place)
        }
        guard !hidden.isEmpty else { return hidden }
        for column in names.indices where isCumulative(column) {
            for row in table.rows.indices where judge.value(row, column).number != nil {
                hidden.insert(Place(row: row, column: column))
            }
        }
        hidden.formUnion(sharesOfOne(hidden))
        while let sum = open(sums, hidden) {
            let others = sum.places.filter { $0.row >= 0 && !hidden.contains($0) && count($0) != nil }
            // Parts before totals, those that complete another sum as well, small ones: they cost least.
            let next = others.min { cost($0, sums, hidden).lexicographicallyPrecedes(cost($1, sums, hidden)) }
            guard let next else { break }
            hidden.insert(next)
        }
        return hidden
    }

    private func cost(_ place: Place, _ sums: [CellSum], _ hidden: Set<Place>) -> [Int] {
        let closed = sums.count { $0.places.contains(place) && !hidden.isDisjoint(with: $0.places) }
        return [isTotal(place) ? 1 : 0, -closed, count(place) ?? 0, place.row, place.column]
    }

    /// A sum that tells a cell that is left out: one that lacks nothing else, or else any that has it.
    private func open(_ sums: [CellSum], _ hidden: Set<Place>) -> CellSum? {
        guard let place = told(sums, hidden) else { return nil }
        let open = sums.filter { sum in
            sum.places.contains { $0.row >= 0 && !hidden.contains($0) && count($0) != nil }
        }
        return open.first { $0.places.count(where: hidden.contains) == 1 }
            ?? open.first { $0.places.contains(place) }
    }

    /// A cell that is left out, and told by the others all the same.
    private func told(_ sums: [CellSum], _ hidden: Set<Place>) -> Place? {
        var known: [Place: Int] = [:]
        for place in Set(sums.flatMap(\.places)) where !hidden.contains(place) {
            known[place] = place.row < 0 ? names[place.column].base : count(place)
        }
        return CellSum.told(by: sums, known: known).keys.filter(hidden.contains).min {
            ($0.row, $0.column) < ($1.row, $1.column)
        }
    }

    private func isCumulative(_ column: Int) -> Bool {
        names[column].words.contains { $0.hasPrefix("cum") || $0.hasPrefix("kumul") }
            && judge.isNumeric[column]
    }

    /// Shares of a stated base of which one alone is left out are told by the others: they make a hundred.
    private func sharesOfOne(_ hidden: Set<Place>) -> Set<Place> {
        var more: Set<Place> = []
        for column in names.indices where names[column].kind == .percent {
            let rows = table.rows.indices.filter {
                judge.value($0, column).number != nil && !judge.isTotal(row: $0)
            }
            let all = rows.compactMap { judge.value($0, column).number }
            let own = rows.filter { hidden.contains(Place(row: $0, column: column)) }
            guard own.count == 1, abs(all.reduce(0, +) - 100) <= 1 else { continue }
            let least = rows.filter { !own.contains($0) }.min {
                judge.value($0, column).number ?? 0 < judge.value($1, column).number ?? 0
            }
            if let least { more.insert(Place(row: least, column: column)) }
        }
        return more
    }

    // MARK: Rounding and shares

    private mutating func round(_ hidden: Set<Place>) {
        guard let rounding else { return }
        for column in columns where names[column].kind != .percent {
            for row in table.rows.indices {
                let place = Place(row: row, column: column)
                guard !hidden.contains(place), case .number = judge.value(row, column),
                    let count = count(place),
                    count % rounding != 0
                else { continue }
                changes[place] = (String(rounded(count)), .rounded)
            }
        }
    }

    private func rounded(_ count: Int) -> Int {
        guard let rounding else { return count }
        return (count + rounding / 2) / rounding * rounding
    }

    /// What a column adds up to for those who read it: its total, or what is shown.
    private func base(of column: Int, _ hidden: Set<Place>) -> Int {
        let places = table.rows.indices.map { Place(row: $0, column: column) }.filter { !hidden.contains($0) }
        if let total = places.first(where: { judge.isTotal(row: $0.row) }).flatMap(count) {
            return rounded(total)
        }
        if let base = names[column].base { return rounded(base) }
        return places.reduce(0) { $0 + rounded(count($1) ?? 0) }
    }

    private mutating func computeShares(_ hidden: Set<Place>) {
        var explained: Set<Int> = []
        for column in columns.sorted() {
            let base = base(of: column, hidden)
            for (other, scale) in judge.shares(of: column) {
                explained.insert(other)
                for row in table.rows.indices { share(row, column, other, scale, base, hidden) }
            }
            for row in table.rows.indices { composite(row, column, base, hidden) }
        }
        // What is a share of something else is left out where its count is.
        for column in names.indices where names[column].kind == .percent && judge.isNumeric[column] {
            guard !explained.contains(column), !columns.contains(column) else { continue }
            let rows = Set(hidden.map(\.row)).filter { $0 >= 0 && judge.value($0, column).number != nil }
            for row in rows { changes[Place(row: row, column: column)] = (Self.mark, .companion) }
            if !rows.isEmpty { unexplained.append(names[column].text) }
        }
    }

    private mutating func share(
        _ row: Int,
        _ column: Int,
        _ other: Int,
        _ scale: Double,
        _ base: Int,
        _ hidden: Set<Place>
    ) {
        let place = Place(row: row, column: other)
        guard judge.value(row, other).number != nil, !hidden.contains(place) else { return }
        if hidden.contains(Place(row: row, column: column)) {
            changes[place] = (Self.mark, .companion)
        } else if let count = count(Place(row: row, column: column)), base > 0 {
            say(Double(rounded(count)) / Double(base) * scale, place, as: judge.text(row, other))
        }
    }

    private mutating func say(_ share: Double, _ place: Place, as text: String) {
        let written = Self.written(share, as: text)
        if written != text { changes[place] = (written, .share) }
    }

    /// `177 (98.3%)` with the share of what is shown.
    private mutating func composite(_ row: Int, _ column: Int, _ base: Int, _ hidden: Set<Place>) {
        let place = Place(row: row, column: column)
        guard !hidden.contains(place), base > 0 else { return }
        let text = judge.text(row, column)
        let value = judge.value(row, column)
        let count: Int
        switch value {
        case .share(let whole, _): count = whole
        case .bracketed(let whole, _) where names[column].kind == .countWithShare: count = whole
        default: return
        }
        let share = Double(rounded(count)) / Double(base) * 100
        // Which of both numbers comes first stays as it is.
        let written = Self.numbers(text).map { number in
            NumberText.value(number[...]) == Double(count) && !Self.isPercent(number, in: text)
                ? String(rounded(count)) : Self.written(share, as: number)
        }
        let new = Self.replacing(Self.numbers(text), by: written, in: text)
        if new != text { changes[place] = (new, rounded(count) == count ? .share : .rounded) }
    }

    private static func numbers(_ text: String) -> [String] {
        text.split { !($0.isNumber || $0 == "." || $0 == ",") }.map(String.init).filter {
            $0.contains(where: \.isNumber)
        }
    }

    private static func isPercent(_ number: String, in text: String) -> Bool {
        text.contains(number + "%") || text.contains(number + " %") || text.contains(number + "\\%")
    }

    private static func replacing(_ old: [String], by new: [String], in text: String) -> String {
        var result = ""
        var rest = text[...]
        for (number, written) in zip(old, new) {
            guard let at = rest.firstRange(of: number) else { continue }
            result += rest[..<at.lowerBound] + written
            rest = rest[at.upperBound...]
        }
        return result + rest
    }

    /// A share with as many digits, the comma and the sign of another.
    static func written(_ share: Double, as text: String) -> String {
        let decimals = TableJudge.decimals(text)
        let scale = (0..<decimals).reduce(1.0) { value, _ in value * 10 }
        let whole = Int((share * scale).rounded())
        var digits = String(whole)
        while digits.count <= decimals { digits = "0" + digits }
        let comma = text.contains(",") && !text.contains(".") ? "," : "."
        let point = decimals > 0 ? comma + digits.suffix(decimals) : ""
        let end = text.drop { $0.isNumber || $0 == "." || $0 == "," }
        return digits.dropLast(decimals) + point + end
    }
}
