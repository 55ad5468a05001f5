// SPDX-License-Identifier: Apache-2.0
import Tables

/// A part number, a serial, anything of letters and digits that is a whole cell of a release and stands
/// there too rarely to hide what it names.
struct RareMark {
    /// In so many cells of the release it hides what it names.
    static let enough = 5

    /// The first line of the finding's file in which it stands.
    var line: Int
    let column: String
    /// The cells of the release that it is.
    var times: Int
    let masked: String
}

/// Letters and digits together, perhaps with dashes, dots, slashes and underscores between them.
///
/// Small and capital letters are one, and so are the signs between them. The release's cells and the
/// finding's texts go through the same.
enum MarkCutter {
    /// Shorter ones come about by chance.
    private static let shortest = 6
    private static let longest = 64

    /// The hash of a cell that is a mark.
    static func hash(ofCell cell: Bytes) -> UInt64? {
        guard cell.count >= shortest else { return nil }
        if !UTF8Check.isASCII(cell) {
            let plain = PlainText.of(Array(cell))
            // What is no mark in plain signs is told as it is written.
            if let hash = plain.withUnsafeBufferPointer({ mark($0) }) { return hash }
        }
        return mark(cell)
    }

    /// Hands the hash of every mark of a line to `body`, and how it is written.
    static func forEach(in line: Bytes, _ body: (UInt64, Bytes) -> Void) {
        runs(of: line, body)
        guard !UTF8Check.isASCII(line) else { return }
        PlainText.of(Array(line)).withUnsafeBufferPointer { runs(of: $0, body) }
    }

    /// How a mark is told without telling it.
    static func masked(_ mark: Bytes) -> String {
        let text = String(decoding: mark, as: UTF8.self)
        return "\(text.prefix(1))…\(text.suffix(1))"
    }

    private static func runs(of line: Bytes, _ body: (UInt64, Bytes) -> Void) {
        var start = 0
        while start < line.count {
            guard isInner(line[start]) else {
                start &+= 1
                continue
            }
            var end = start
            while end < line.count, isInner(line[end]) { end &+= 1 }
            let run = line.part(start..<end)
            if let hash = mark(run) { body(hash, run) }
            start = end
        }
    }

    /// The hash of a run of such signs; a sentence's full stop is not the mark's.
    private static func mark(_ run: Bytes) -> UInt64? {
        var (start, end) = (0, run.count)
        while end > start, !Byte.isWord(run[end - 1]) { end &-= 1 }
        while start < end, !Byte.isWord(run[start]) { start &+= 1 }
        guard (shortest...longest).contains(end - start) else { return nil }
        var (hasLetter, hasDigit) = (false, false)
        for index in start..<end {
            let byte = run[index]
            guard isInner(byte) else { return nil }
            hasLetter = hasLetter || Byte.isLetter(byte)
            hasDigit = hasDigit || Byte.isDigit(byte)
        }
        guard hasLetter, hasDigit else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { plain in
            var count = 0
            for index in start..<end {
                let byte = run[index]
                if Byte.isWord(byte) {
                    plain.initializeElement(at: count, to: Byte.lowercased(byte))
                } else if plain[count - 1] != Byte.dash {
                    plain.initializeElement(at: count, to: Byte.dash)
                } else {
                    continue
                }
                count &+= 1
            }
            return ByteHash.secret.hash(Bytes(start: plain.baseAddress, count: count))
        }
    }

    private static func isInner(_ byte: UInt8) -> Bool {
        Byte.isWord(byte) || byte == Byte.dash || byte == Byte.dot || byte == Byte.slash
            || byte == Byte.underscore
    }
}
