// SPDX-License-Identifier: Apache-2.0

/// Cells of a table of which one is the sum of the others.
struct CellSum {
    typealias Place = TableJudge.Place

    /// Cells up to which they are told by all sums together, and not by one after the other alone.
    private static let mostTogether = 300

    let total: Place
    let parts: [Place]

    var places: [Place] { [total] + parts }

    /// The cells that sums tell, where `known` says what others hold.
    ///
    /// First one after the other, as people do, then by all sums at once, as a computer can.
    static func told(by sums: [Self], known: [Place: Int]) -> [Place: Int] {
        var known = known
        var told: [Place: Int] = [:]
        while true {
            let more = single(sums, known)
            let found = more.isEmpty ? together(sums, known) : more
            guard !found.isEmpty else { return told }
            known.merge(found) { first, _ in first }
            told.merge(found) { first, _ in first }
        }
    }

    private static func single(_ sums: [Self], _ known: [Place: Int]) -> [Place: Int] {
        var found: [Place: Int] = [:]
        for sum in sums {
            let open = sum.places.filter { known[$0] == nil }
            guard open.count == 1, let place = open.first else { continue }
            let parts = sum.parts.reduce(0) { $0 + (known[$1] ?? 0) }
            let value = place == sum.total ? parts : (known[sum.total] ?? 0) - parts
            // What is negative was no sum.
            if value >= 0 { found[place] = value }
        }
        return found
    }

    /// Solves for the open cells; a row with one of them tells it.
    private static func together(_ sums: [Self], _ known: [Place: Int]) -> [Place: Int] {
        let open = Array(Set(sums.flatMap(\.places).filter { known[$0] == nil }))
        guard open.count > 1, open.count <= mostTogether else { return [:] }
        let columns = Dictionary(uniqueKeysWithValues: open.enumerated().map { ($1, $0) })
        var rows = sums.compactMap { $0.equation(columns, known) }
        var solved = 0
        for column in open.indices {
            guard
                let pivot = rows[solved...].indices.max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }
                ),
                abs(rows[pivot][column]) > 1e-6
            else { continue }
            rows.swapAt(solved, pivot)
            let scale = rows[solved][column]
            for place in rows[solved].indices { rows[solved][place] /= scale }
            for row in rows.indices where row != solved && abs(rows[row][column]) > 1e-9 {
                let factor = rows[row][column]
                for place in rows[row].indices { rows[row][place] -= factor * rows[solved][place] }
            }
            solved += 1
            if solved == rows.count { break }
        }
        var found: [Place: Int] = [:]
        for row in rows.prefix(solved) {
            let filled = open.indices.filter { abs(row[$0]) > 1e-6 }
            guard filled.count == 1, let place = filled.first else { continue }
            let value = row[open.count].rounded()
            if value >= 0, abs(value - row[open.count]) < 1e-3, value < 1e15 {
                found[open[place]] = Int(value)
            }
        }
        return found
    }

    /// Of each open cell how often it is added, and what comes out; `nil` where nothing is open.
    private func equation(_ columns: [Place: Int], _ known: [Place: Int]) -> [Double]? {
        var row = Array(repeating: 0.0, count: columns.count + 1)
        for (place, sign) in parts.map({ ($0, 1.0) }) + [(total, -1.0)] {
            if let column = columns[place] {
                row[column] += sign
            } else {
                row[columns.count] -= sign * Double(known[place] ?? 0)
            }
        }
        return row.dropLast().contains { $0 != 0 } ? row : nil
    }
}
