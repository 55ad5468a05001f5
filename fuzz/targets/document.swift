// SPDX-License-Identifier: Apache-2.0

/// Archives and office documents: what they hold stays within the bounds, or they are refused.
func check(_ input: [UInt8]) {
    let limits = Archive.Limits(bytes: 4 << 20)
    var cells = 0
    do {
        try input.withUnsafeBufferPointer { bytes in
            try PackedDocument(Archive(bytes, limits: limits)).forEach { piece in
                switch piece {
                case .row(let row): cells += row.cells.count
                case .text, .unread: return
                case .part(let entry):
                    hold(entry.content.count <= limits.bytes, "a part is not larger than all may be")
                }
            }
        }
    } catch {
        hold(error is ArchiveFault, "only faults are thrown")
    }
    // Each cell takes some bytes, but for a million empty ones.
    hold(cells <= limits.bytes + 1_000_000, "rows do not grow without bound")
}
