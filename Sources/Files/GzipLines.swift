// SPDX-License-Identifier: Apache-2.0
import Domain

/// Reads the lines of a gzip file of one member one by one; memory does not grow with the file.
package final class GzipLines {
    /// No line that we write is longer; more would only fill a reader's memory.
    package static let longestLine = 1 << 20

    /// Where it was opened.
    package let path: String
    private let file: HashedInput
    private let unpacked: GzipReader
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private var start = 0
    private var end = 0

    /// Opens a file of our own; a link in the last place of its path is refused.
    package init(path: String) throws {
        self.path = path
        let file = HashedInput(try InputFile(path: path))
        self.file = file
        unpacked = try GzipReader(path, isSingle: true) { try file.read(into: $0) }
        buffer = .allocate(capacity: 65_536)
    }

    deinit { buffer.deallocate() }

    /// The next line without its line feed, or `nil` at the end.
    ///
    /// Throws a ``GzipError`` for a file that is damaged, cut short or longer than its member, for a line
    /// that is too long, and for a last one without an end.
    package func next() throws -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            let feed = buffer[start..<end].firstIndex(of: UInt8(ascii: "\n"))
            line.append(contentsOf: buffer[start..<(feed ?? end)])
            guard line.count <= Self.longestLine else { throw failure("a line is too long") }
            if let feed {
                start = feed + 1
                return line
            }
            start = 0
            end = try unpacked.read(into: UnsafeMutableRawBufferPointer(buffer))
            guard end > 0 else {
                guard line.isEmpty else { throw failure("the last line has no end") }
                return nil
            }
        }
    }

    /// The digest of the compressed bytes; to be asked for once, after the last line.
    package func digest() -> Digest { file.digest() }

    private func failure(_ detail: String) -> GzipError { GzipError(path: path, detail: detail) }
}
