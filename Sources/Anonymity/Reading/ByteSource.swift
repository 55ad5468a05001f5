// SPDX-License-Identifier: Apache-2.0
import Glibc

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

/// A file read from its descriptor's current position to its end.
package final class FileSource: ByteSource {
    /// The system refused to open or read the file.
    package struct Failure: Error, Hashable, CustomStringConvertible {
        package let operation: String
        package let code: Int32

        package var description: String { "\(operation): \(String(cString: strerror(code)))" }
    }

    private let descriptor: Int32
    private let closes: Bool

    /// Reads from an open descriptor, which stays the caller's to close.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
        closes = false
    }

    package init(path: String) throws(Failure) {
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw Failure(operation: "open", code: errno) }
        descriptor = opened
        closes = true
    }

    deinit {
        if closes { close(descriptor) }
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw Failure(operation: "read", code: errno) }
        }
    }
}
