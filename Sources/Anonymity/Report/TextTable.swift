// SPDX-License-Identifier: Apache-2.0

/// Lines of aligned columns for the terminal; the last column is cut where the line would grow too wide.
struct TextTable {
    static let width = 100

    private var rows: [[String]] = []
    private let rightAligned: Set<Int>

    init(rightAligned: Set<Int> = []) {
        self.rightAligned = rightAligned
    }

    mutating func add(_ cells: String...) {
        rows.append(cells.map(Self.printable))
    }

    var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            // No column but the last takes more than a third of the line.
            min(
                Self.width / 3,
                rows.compactMap { $0.indices.contains(column) ? $0[column].count : nil }.max() ?? 0
            )
        }
        return rows.map { row in
            var line = " "
            for (column, cell) in row.enumerated() {
                line += " "
                if column == row.count - 1, !rightAligned.contains(column) {
                    line += Self.cut(cell, to: Self.width - line.count)
                } else {
                    let text = Self.cut(cell, to: widths[column])
                    let padding = String(repeating: " ", count: widths[column] - text.count)
                    line += rightAligned.contains(column) ? padding + text : text + padding
                }
            }
            return line
        }
    }

    static func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : text.prefix(max(0, width - 1)) + "…"
    }

    /// Names come from the file: nothing in them may steer the terminal.
    static func printable(_ text: String) -> String {
        String(
            text.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "?" : $0 }
        )
    }
}
