// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file without a name, written word by word and then read from its start as often as is asked.
final class WordFile {
    private static let words = 4096

    private let descriptor: Int32
    private let buffer = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: WordFile.words)
    private var used = 0
    /// Words in the buffer when reading; `nil` while writing.
    private var filled: Int?

    /// Opens the file where the environment wants temporary files.
    init() throws(FileSource.Failure) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array("\(folder)/teahouse-XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else {
            throw FileSource.Failure(operation: "open a temporary file", code: errno)
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(name)
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    func append(_ word: UInt32) throws(FileSource.Failure) {
        if used == Self.words { try flush() }
        buffer[used] = word
        used += 1
    }

    func append(weight: Int) throws(FileSource.Failure) {
        try append(UInt32(truncatingIfNeeded: weight))
        try append(UInt32(truncatingIfNeeded: weight >> 32))
    }

    private func flush() throws(FileSource.Failure) {
        var bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<(used * 4)])
        while !bytes.isEmpty {
            let count = write(descriptor, bytes.baseAddress, bytes.count)
            if count < 0 {
                guard errno == EINTR else {
                    throw FileSource.Failure(operation: "write a temporary file", code: errno)
                }
                continue
            }
            bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
        }
        used = 0
    }

    /// Ends the writing, the first time, and goes to the start.
    func rewind() throws(FileSource.Failure) {
        if filled == nil { try flush() }
        used = 0
        filled = 0
        lseek(descriptor, 0, SEEK_SET)
    }

    /// The next word; `nil` at the end.
    func next() throws -> UInt32? {
        if used == filled {
            let source = FileSource(descriptor: descriptor)
            let raw = UnsafeMutableRawBufferPointer(buffer)
            var bytes = 0
            // A read may end within a word.
            repeat {
                let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[bytes...]))
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
    func required() throws -> UInt32 {
        guard let word = try next() else {
            throw FileSource.Failure(operation: "read a temporary file", code: EIO)
        }
        return word
    }

    func requiredWeight() throws -> Int {
        let low = try required()
        return Int(low) | Int(try required()) << 32
    }
}
