// SPDX-License-Identifier: Apache-2.0

/// Rows of text in columns that fit the terminal; the last column is cut where it must be.
struct Table {
    private var rows: [[String]]

    init(_ header: [String]) {
        rows = [header]
    }

    /// Adds a row with a cell for each column.
    mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    var isEmpty: Bool { rows.count == 1 }

    /// The first row stands out where the style lets it.
    func text(width: Int, _ style: Style = .plain) -> String {
        let columns = rows[0].count
        let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let before = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        let last = max(10, width - before)
        return rows.enumerated().map { number, row in
            let line = row.enumerated().map { index, cell in
                guard index < columns - 1 else {
                    return cell.count <= last ? cell : cell.prefix(last - 1) + "…"
                }
                return cell + String(repeating: " ", count: widths[index] - cell.count + 2)
            }.joined()
            return number == 0 ? style(.bold, line) : line
        }.joined(separator: "\n")
    }
}
