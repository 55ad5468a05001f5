// SPDX-License-Identifier: Apache-2.0
import Tables

/// A row reduced to what makes it a copy: its cells, trimmed, joined by the unit separator.
struct RowText {
    private(set) var bytes: [UInt8] = []
    private var cells = 0
    private var filled = 0
    private var content = 0

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        cells = 0
        filled = 0
        content = 0
    }

    mutating func append(_ cell: Bytes) {
        let cell = cell.trimmed
        if cells > 0 { bytes.append(Byte.unitSeparator) }
        bytes.append(contentsOf: cell)
        cells += 1
        content += cell.count
        if !cell.isEmpty { filled += 1 }
    }

    /// Whether the row says enough that an equal one elsewhere is no coincidence.
    var isTelling: Bool { filled >= RowMatcher.fewestCells && content >= RowMatcher.fewestBytes }

    var hash: UInt64 { bytes.withUnsafeBufferPointer { ByteHash.secret.hash($0) } }

    /// A second hash, of the halves: rows that meet in the first do not meet in it as well.
    var check: UInt64 {
        bytes.withUnsafeBufferPointer { all in
            let middle = all.count / 2
            return ByteHash.fold(
                ByteHash.secret.hash(all.part(0..<middle)),
                ~ByteHash.secret.hash(all.part(middle..<all.count))
            )
        }
    }
}
