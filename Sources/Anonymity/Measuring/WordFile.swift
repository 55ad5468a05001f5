// SPDX-License-Identifier: Apache-2.0
import Files
import Glibc

/// Words in a file without a name, written one by one and then read from the first as often as is asked.
final class WordFile {
    private static let words = 4096

    private let file: ScratchFile
    private let buffer: UnsafeMutableBufferPointer<UInt32>
    private var used = 0
    /// Words in the buffer when reading; `nil` while writing.
    private var filled: Int?

    init() throws(FileError) {
        file = try ScratchFile()
        buffer = .allocate(capacity: Self.words)
    }

    deinit { buffer.deallocate() }

    func append(_ word: UInt32) throws(FileError) {
        if used == Self.words { try flush() }
        buffer[used] = word
        used += 1
    }

    func append(weight: Int) throws(FileError) {
        try append(UInt32(truncatingIfNeeded: weight))
        try append(UInt32(truncatingIfNeeded: weight >> 32))
    }

    private func flush() throws(FileError) {
        try file.write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<(used * 4)]))
        used = 0
    }

    /// Ends the writing, the first time, and goes to the start.
    func rewind() throws(FileError) {
        if filled == nil { try flush() }
        used = 0
        filled = 0
        try file.rewind()
    }

    /// The next word; `nil` at the end.
    func next() throws(FileError) -> UInt32? {
        if used == filled {
            let raw = UnsafeMutableRawBufferPointer(buffer)
            var bytes = 0
            // A read may end within a word.
            repeat {
                let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[bytes...]))
                guard count > 0 else { break }
                bytes += count
            } while bytes % 4 != 0
            used = 0
            filled = bytes / 4
            guard bytes > 0 else { return nil }
        }
        defer { used += 1 }
        return buffer[used]
    }

    /// The next word of a file that must go on.
    func required() throws(FileError) -> UInt32 {
        guard let word = try next() else {
            throw FileError(operation: "read all of", path: file.path, code: EIO)
        }
        return word
    }

    func requiredWeight() throws(FileError) -> Int {
        let low = try required()
        return Int(low) | Int(try required()) << 32
    }
}
