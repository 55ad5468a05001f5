// SPDX-License-Identifier: Apache-2.0

/// Rows of text in columns that fit the terminal; the last ones are cut where they must be.
struct Table {
    private var rows: [[String]]
    private let shrinking: Int

    /// The last `shrinking` columns share what the others leave.
    init(_ header: [String], shrinking: Int = 1) {
        rows = [header]
        self.shrinking = shrinking
    }

    /// Adds a row with a cell for each column.
    mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    /// The first row stands out where the style lets it.
    func text(width: Int, _ style: Style = .plain) -> String {
        let widths = widths(in: width)
        return rows.enumerated().map { number, row in
            let line = zip(row, widths).enumerated().map { index, column in
                let (cell, width) = column
                let cut = cell.count <= width ? cell : cell.prefix(width - 1) + "…"
                // Nothing stands behind the last one.
                return index == widths.count - 1
                    ? cut : cut + String(repeating: " ", count: width - cut.count + 2)
            }.joined()
            return number == 0 ? style(.bold, line) : line
        }.joined(separator: "\n")
    }

    /// How wide each column is, in a terminal of this width.
    private func widths(in width: Int) -> [Int] {
        var widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let fixed = widths.dropLast(shrinking).reduce(0, +) + 2 * (widths.count - 1)
        var left = max(10 * shrinking, width - fixed)
        // The narrowest first, so that what they do not need is the others'.
        let last = widths.indices.suffix(shrinking).sorted { widths[$0] < widths[$1] }
        for (index, column) in last.enumerated() {
            widths[column] = min(widths[column], left / (last.count - index))
            left -= widths[column]
        }
        return widths
    }
}
