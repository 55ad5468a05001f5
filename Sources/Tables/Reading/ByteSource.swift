// SPDX-License-Identifier: Apache-2.0

/// Where the bytes of a table come from, chunk by chunk.
///
/// A source whose state matters afterwards (one that hashes what it hands out, say) is a class.
package protocol ByteSource {
    /// Fills `buffer` from the front and returns how many bytes it wrote; 0 means the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Bytes held in memory, optionally handed out in small chunks.
package struct MemorySource: ByteSource {
    private let bytes: [UInt8]
    private let chunk: Int
    private var position = 0

    package init(_ bytes: [UInt8], chunk: Int = .max) {
        self.bytes = bytes
        self.chunk = max(1, chunk)
    }

    package init(_ text: String, chunk: Int = .max) {
        self.init(Array(text.utf8), chunk: chunk)
    }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position, chunk)
        bytes.withUnsafeBytes { all in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
        }
        position += count
        return count
    }
}
