// SPDX-License-Identifier: Apache-2.0

/// A tile with the roots of all complete subtrees within it, so that none is computed twice.
package struct TileRows: Hashable, Sendable {
    /// The tile's own hashes, one behind the other, then those of each row above.
    private let rows: [[UInt8]]

    /// The tile's own hashes.
    package var hashes: [UInt8] { rows[0] }

    /// - Parameter hashes: the tile's, one behind the other.
    package init(_ hashes: [UInt8]) {
        var rows = [hashes]
        while let row = rows.last, row.count >= 2 * TreeHash.byteCount {
            rows.append(TreeHash.parents(of: row))
        }
        self.rows = rows
    }

    /// The root over `1 << row` of the tile's hashes; `nil` where the tile does not reach.
    func root(row: Int, index: Int) -> [UInt8]? {
        guard row < rows.count else { return nil }
        let start = index * TreeHash.byteCount
        let end = start + TreeHash.byteCount
        return end <= rows[row].count ? Array(rows[row][start..<end]) : nil
    }
}
