// SPDX-License-Identifier: Apache-2.0
import CZlib
import Domain
import OpenSSL

/// Reads the lines of a gzip file one by one; memory does not grow with the file.
final class GzipLines {
    /// No line that we write is longer; more would only fill a reader's memory.
    static let longestLine = 1 << 20

    let path: String
    private let file: InputFile
    private let stream: UnsafeMutablePointer<z_stream>
    private let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)
    private let output = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)
    private var outputStart = 0
    private var outputEnd = 0
    private var hasEnded = false
    private let hash = SHA256()

    init(path: String) throws {
        self.path = path
        file = try InputFile(path: path)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw GzipError(path: path, detail: "zlib cannot start (\(status))") }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        input.deallocate()
        output.deallocate()
    }

    /// The next line without its line feed, or `nil` at the end.
    func next() throws -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            let rest = output[outputStart..<outputEnd]
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line.append(contentsOf: output[outputStart..<end])
                outputStart = end + 1
                return line
            }
            line.append(contentsOf: rest)
            guard line.count <= Self.longestLine else { throw failure("a line is too long") }
            guard try fill() else {
                guard line.isEmpty else { throw failure("the last line has no end") }
                return nil
            }
        }
    }

    /// The digest of the compressed bytes.
    ///
    /// To be asked for after the last line.
    func digest() -> Digest { Digest(sha256: hash.finish()) }

    /// Decompresses more; `false` at the end of the file, which must be the end of its only member.
    private func fill() throws -> Bool {
        outputStart = 0
        outputEnd = 0
        while !hasEnded, outputEnd == 0 {
            if stream.pointee.avail_in == 0 { try readMore() }
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(output.count)
            let status = inflate(stream, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END else { throw failure("damaged (\(status))") }
            outputEnd = output.count - Int(stream.pointee.avail_out)
            hasEnded = status == Z_STREAM_END
            if hasEnded { try expectEnd() }
        }
        return outputEnd > 0
    }

    private func readMore() throws {
        let count = try file.read(into: UnsafeMutableRawBufferPointer(input))
        guard count > 0 else { throw failure("cut short") }
        hash.update(
            UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(input)[..<count]))
        )
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(count)
    }

    private func expectEnd() throws {
        var more: UInt8 = 0
        let count = try withUnsafeMutableBytes(of: &more) { try file.read(into: $0) }
        guard stream.pointee.avail_in == 0, count == 0 else { throw failure("bytes after the end") }
    }

    private func failure(_ detail: String) -> GzipError { GzipError(path: path, detail: detail) }
}
