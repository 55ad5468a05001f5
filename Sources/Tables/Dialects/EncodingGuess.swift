// SPDX-License-Identifier: Apache-2.0

/// In which encoding a file's beginning is written, by its mark or by its pattern.
package enum EncodingGuess: Hashable, Sendable {
    /// Proved by the bytes.
    case certain(Dialect.Encoding)
    /// Not UTF-8 at `offset`; these would make text of it, and nothing tells which is right.
    case among([Dialect.Encoding], offset: Int)

    /// Looks at the beginning of a file; `isWhole` when there is no more.
    package init(_ start: [UInt8], isWhole: Bool) {
        if let encoding = Self.mark(of: start)?.encoding ?? Self.byPattern(start) {
            self = .certain(encoding)
            return
        }
        guard let offset = Self.firstError(start, isWhole: isWhole) else {
            self = .certain(.utf8)
            return
        }
        let decodings = [Dialect.Encoding.windows1252, .gb18030].filter {
            DecodedSource.decodes(start, as: $0, isWhole: isWhole)
        }
        self = .among(decodings, offset: offset)
    }

    /// The encoding that a mark at the beginning says, and how many bytes the mark has.
    package static func mark(of start: some Collection<UInt8>) -> (encoding: Dialect.Encoding, length: Int)? {
        // UTF-32's mark begins as UTF-16's does.
        let marks: [([UInt8], Dialect.Encoding)] = [
            ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE, 0, 0], .utf32le), ([0, 0, 0xFE, 0xFF], .utf32be),
            ([0xFF, 0xFE], .utf16le), ([0xFE, 0xFF], .utf16be),
        ]
        return marks.first { start.starts(with: $0.0) }.map { ($0.1, $0.0.count) }
    }

    /// Text of a few scripts in two or four bytes a character has zeros, all of them in the same places.
    private static func byPattern(_ start: [UInt8]) -> Dialect.Encoding? {
        let sample = start.prefix(4096)
        let size = sample.count / 4 * 4
        guard size >= 8 else { return nil }
        var zeros = [0, 0, 0, 0]
        for index in 0..<size where sample[index] == 0 { zeros[index & 3] += 1 }
        let places = size / 4
        // Some characters have a zero where most have none, and none where most have one.
        let few = places / 16
        func isRare(_ place: Int) -> Bool { zeros[place] <= few }
        func isUsual(_ place: Int) -> Bool { zeros[place] >= places - few }
        // Plain text with a NUL in it is no other encoding: as UTF-16, text of such bytes has one in most
        // characters.
        let isPlain = sample.allSatisfy {
            [0, Byte.tab, Byte.lineFeed, Byte.carriageReturn].contains($0) || 0x20..<0x7F ~= $0
        }
        let least = isPlain ? places : places / 4 + 1
        let encoding: Dialect.Encoding? =
            if isRare(0), isUsual(2), isUsual(3) {
                .utf32le
            } else if isUsual(0), isUsual(1), isRare(3) {
                .utf32be
            } else if isRare(0), isRare(2), zeros[1] + zeros[3] >= least {
                .utf16le
            } else if isRare(1), isRare(3), zeros[0] + zeros[2] >= least {
                .utf16be
            } else {
                nil
            }
        return encoding.flatMap {
            DecodedSource.decodes(Array(sample[..<size]), as: $0, isWhole: false) ? $0 : nil
        }
    }

    /// The first byte that is not UTF-8; a character that the beginning cuts off does not count.
    private static func firstError(_ start: [UInt8], isWhole: Bool) -> Int? {
        guard let offset = start.withUnsafeBufferPointer(UTF8Check.firstError) else { return nil }
        return !isWhole && UTF8Check.isBeginning(start[offset...]) ? nil : offset
    }
}
