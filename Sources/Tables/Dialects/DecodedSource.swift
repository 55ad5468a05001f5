// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A source's bytes as UTF-8, decoded by the C library as they come.
package final class DecodedSource: ByteSource {
    private static let chunk = 1 << 16

    private let encoding: Dialect.Encoding
    private var source: any ByteSource
    private let converter: iconv_t?
    /// Room for a chunk behind a character that the chunk before cut off.
    private var packed = [UInt8](repeating: 0, count: 16 + chunk)
    /// How many bytes of that character there are.
    private var kept = 0
    private var text = MemorySource([])
    private var isAtEnd = false
    private var line = 1

    package init(_ source: any ByteSource, _ encoding: Dialect.Encoding) {
        self.source = source
        self.encoding = encoding
        converter = iconv_open("UTF-8", encoding.cName)
        // The C library has all of them, or it is not the one that this was built for.
        precondition(Int(bitPattern: converter) != -1, "no converter for \(encoding.rawValue)")
    }

    deinit {
        iconv_close(converter)
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = text.read(into: buffer)
            guard count == 0, !isAtEnd else { return count }
            try refill()
        }
    }

    private func refill() throws {
        let got = try packed.withUnsafeMutableBytes {
            try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[kept..<(kept + Self.chunk)]))
        }
        isAtEnd = got == 0
        let count = kept + got
        let (decoded, used, isInvalid) = packed.withUnsafeMutableBytes {
            Self.decode(UnsafeMutableRawBufferPointer(rebasing: $0[..<count]), by: converter)
        }
        line += decoded.count { $0 == Byte.lineFeed }
        text = MemorySource(decoded)
        kept = count - used
        guard !isInvalid, !isAtEnd || kept == 0 else {
            throw CSVError.undecodable(line: line, encoding)
        }
        packed.withUnsafeMutableBytes {
            $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[used..<count]))
        }
    }

    /// What the bytes are as UTF-8, up to a character that is cut off or wrong.
    private static func decode(_ input: UnsafeMutableRawBufferPointer, by converter: iconv_t?) -> (
        text: [UInt8], used: Int, isInvalid: Bool
    ) {
        var isInvalid = false
        var used = 0
        // No character of these encodings takes more than three times its bytes in UTF-8.
        let text = [UInt8](unsafeUninitializedCapacity: input.count * 3 + 4) { output, count in
            var from = input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var fromLeft = input.count
            var to = UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(to: CChar.self)
            var toLeft = output.count
            errno = 0
            let result = iconv(converter, &from, &fromLeft, &to, &toLeft)
            isInvalid = result == -1 && errno == EILSEQ
            used = input.count - fromLeft
            count = output.count - toLeft
        }
        return (text, used, isInvalid)
    }

    /// Whether the beginning of a file is text in that encoding.
    static func decodes(_ start: [UInt8], as encoding: Dialect.Encoding, isWhole: Bool) -> Bool {
        text(of: start, encoding, isWhole: isWhole) != nil
    }

    /// The beginning of a file as UTF-8 without its mark, or `nil` when it is no text in that encoding.
    static func text(of start: [UInt8], _ encoding: Dialect.Encoding, isWhole: Bool) -> [UInt8]? {
        var text = start
        if encoding != .utf8 {
            let converter = iconv_open("UTF-8", encoding.cName)
            guard Int(bitPattern: converter) != -1 else { return nil }
            defer { iconv_close(converter) }
            var start = start
            let (decoded, used, isInvalid) = start.withUnsafeMutableBytes { decode($0, by: converter) }
            guard !isInvalid, !isWhole || used == start.count else { return nil }
            text = decoded
        }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        return text
    }
}

extension Dialect.Encoding {
    /// What iconv calls it.
    fileprivate var cName: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16le: "UTF-16LE"
        case .utf16be: "UTF-16BE"
        case .utf32le: "UTF-32LE"
        case .utf32be: "UTF-32BE"
        case .windows1252: "WINDOWS-1252"
        case .gb18030: "GB18030"
        }
    }
}

extension Dialect {
    /// What `source` holds as UTF-8.
    package func decoded(_ source: any ByteSource) -> any ByteSource {
        encoding == .utf8 ? source : DecodedSource(source, encoding)
    }
}
