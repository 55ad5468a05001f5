// SPDX-License-Identifier: Apache-2.0

/// Cells that hold no value.
package enum MissingCell {
    /// What R, pandas, SQL and laboratory forms write in them, in small letters.
    package static let words: Set<String> = ["", "na", "n/a", "nan", "null", "\\n", "-", "."]
    private static let longest = words.reduce(0) { max($0, $1.utf8.count) }

    /// Whether a cell says so, in either case.
    package static func contains(_ cell: Bytes) -> Bool {
        guard cell.count <= longest else { return false }
        return words.contains(String(decoding: cell.lazy.map(Byte.lowercased), as: UTF8.self))
    }
}
