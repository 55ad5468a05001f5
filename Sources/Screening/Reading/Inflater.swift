// SPDX-License-Identifier: Apache-2.0
import Files
import Tables

/// Unpacks gzip and zlib in memory, up to a limit.
enum Inflater {
    /// What `packed` holds; `nil` when it is damaged, cut short or longer than `limit`.
    static func unpack(_ packed: Bytes, limit: Int) -> [UInt8]? {
        var source = BytesSource(packed)
        var plain: [UInt8] = []
        do {
            let reader = try GzipReader("", takesZlib: true) { source.read(into: $0) }
            try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { piece in
                while plain.count <= limit {
                    let count = try reader.read(into: piece)
                    guard count > 0 else { return }
                    plain += piece[..<count]
                }
            }
        } catch {
            // Damaged, or cut short.
            return nil
        }
        return plain.count <= limit ? plain : nil
    }
}
