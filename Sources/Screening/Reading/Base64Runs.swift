// SPDX-License-Identifier: Apache-2.0
import Tables

/// Finds what is written in base64 within a text, on one line or on several.
enum Base64Runs {
    private static let shortest = 40
    private static let shortestLine = 40

    /// Calls `body` with the bytes of each run, the length it was written in and its line.
    static func forEach(in text: Bytes, _ body: ([UInt8], Int, Int) throws -> Void) rethrows {
        var lines = LineCutter(text)
        var run: [UInt8] = []
        var first = 0
        func flush() throws {
            defer { run.removeAll(keepingCapacity: true) }
            guard run.count >= shortest, isLikely(run), let bytes = decoded(run) else { return }
            try body(bytes, run.count, first)
        }
        while let range = lines.read() {
            guard range.count >= shortestLine || !run.isEmpty else { continue }
            let line = text.part(range).trimmed
            if line.allSatisfy(isDigit), !line.isEmpty, run.isEmpty ? line.count >= shortestLine : true {
                if run.isEmpty { first = lines.line }
                run += line
                continue
            }
            try flush()
            var start = 0
            while start < line.count {
                guard isDigit(line[start]) else {
                    start &+= 1
                    continue
                }
                var end = start
                while end < line.count, isDigit(line[end]) { end &+= 1 }
                if end &- start >= shortest {
                    first = lines.line
                    run += line.part(start..<end)
                    try flush()
                }
                start = end
            }
        }
        try flush()
    }

    @inline(__always) private static func isDigit(_ byte: UInt8) -> Bool {
        Byte.isLetter(byte) || Byte.isDigit(byte) || byte == Byte.plus || byte == Byte.slash
            || byte == UInt8(ascii: "=") || byte == Byte.dash || byte == Byte.underscore
    }

    /// Small and capital letters; a digest in hexadecimal has not both.
    private static func isLikely(_ run: [UInt8]) -> Bool {
        run.contains(where: Byte.isUpper) && run.contains { $0 &- 0x61 < 26 }
            && run.contains { !(Byte.isHex($0)) }
    }

    private static func decoded(_ run: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(run.count * 3 / 4)
        var bits: UInt32 = 0
        var count = 0
        for byte in run {
            let value: UInt32
            switch byte {
            case 0x41...0x5A: value = UInt32(byte) - 0x41
            case 0x61...0x7A: value = UInt32(byte) - 0x61 + 26
            case 0x30...0x39: value = UInt32(byte) - 0x30 + 52
            case Byte.plus, Byte.dash: value = 62
            case Byte.slash, Byte.underscore: value = 63
            default: continue
            }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes.count > 20 ? bytes : nil
    }
}
