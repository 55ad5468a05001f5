// SPDX-License-Identifier: Apache-2.0
import Tables

/// Makes UTF-8 of what a text's bytes are, by its mark or by the pattern of its zeros.
enum Encoding {
    static let mostUnits = 256 << 20

    static func text(of bytes: Bytes) -> FileContent {
        if let mark = EncodingGuess.mark(of: bytes), mark.encoding != .utf8 {
            return wide(bytes, from: mark.length, mark.encoding)
        }
        guard bytes.contains(0) else { return eightBits(bytes) }
        let start = Array(bytes.part(0..<min(bytes.count, 1 << 16)))
        if case .certain(let encoding) = EncodingGuess(start, isWhole: start.count == bytes.count),
            encoding != .utf8
        {
            return wide(bytes, from: 0, encoding)
        }
        var zeros = [0, 0, 0, 0]
        let sample = min(bytes.count, 1 << 16) & ~3
        for index in 0..<sample where bytes[index] == 0 { zeros[index & 3] += 1 }
        let quarter = max(1, sample / 4)
        func most(_ place: Int) -> Bool { zeros[place] * 10 >= quarter * 4 }
        func few(_ place: Int) -> Bool { zeros[place] * 10 < quarter }
        if most(1), most(2), most(3), few(0) { return wide(bytes, from: 0, .utf32le) }
        if most(0), most(1), most(2), few(3) { return wide(bytes, from: 0, .utf32be) }
        if most(1), most(3), few(0), few(2) { return wide(bytes, from: 0, .utf16le) }
        if most(0), most(2), few(1), few(3) { return wide(bytes, from: 0, .utf16be) }
        // Anything else has no use for a zero; what is left is read.
        return withoutZeros(bytes)
    }

    /// The other text that bytes may be which are no UTF-8: GB 18030, where all of them are.
    static func other(of bytes: Bytes) -> [UInt8]? {
        guard bytes.count <= mostUnits, !bytes.contains(0), UTF8Check.firstError(in: bytes) != nil,
            EncodingGuess.mark(of: bytes).map({ $0.encoding == .utf8 }) ?? true
        else { return nil }
        let source = DecodedSource(BytesSource(bytes), .gb18030)
        var text: [UInt8] = []
        do {
            try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
                while true {
                    let count = try source.read(into: buffer)
                    guard count > 0 else { return }
                    text += buffer[..<count]
                }
            }
        } catch {
            // No text in that encoding.
            return nil
        }
        return text
    }

    private static func withoutZeros(_ bytes: Bytes) -> FileContent {
        guard bytes.count <= mostUnits else { return .unreadable("text with zeros, too long to decode") }
        let rest = bytes.filter { $0 != 0 }
        guard !rest.isEmpty, (bytes.count - rest.count) * 20 <= bytes.count else {
            return .unreadable("binary")
        }
        let content = rest.withUnsafeBufferPointer { eightBits($0) }
        if case .text(nil) = content { return .text(rest) }
        return content
    }

    /// UTF-8 as it is; else letters by Windows-1252, which has one for each byte.
    private static func eightBits(_ bytes: Bytes) -> FileContent {
        if hasControls(bytes) { return .unreadable("binary") }
        guard UTF8Check.firstError(in: bytes) != nil else {
            return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? .text(Array(bytes.dropFirst(3))) : .text(nil)
        }
        guard bytes.count <= mostUnits else {
            return .unreadable("text of an unknown encoding, too long to decode")
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
            } else {
                append(byte < 0xA0 ? windows[Int(byte) - 0x80] : UInt32(byte), to: &text)
            }
        }
        return .text(text)
    }

    /// Whether so many signs are none that people read that it is no text.
    private static func hasControls(_ bytes: Bytes) -> Bool {
        let head = bytes.part(0..<min(bytes.count, 1 << 16))
        let controls = head.count { $0 < 0x20 && !($0 >= 9 && $0 <= 13) && $0 != 0x1B && $0 != 0x1F }
        return controls * 50 > head.count
    }

    private static let windows: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152,
        0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
        0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ]

    private static func wide(_ bytes: Bytes, from first: Int, _ encoding: Dialect.Encoding) -> FileContent {
        let size = encoding == .utf16le || encoding == .utf16be ? 2 : 4
        let isLittle = encoding == .utf16le || encoding == .utf32le
        guard bytes.count <= mostUnits else { return .unreadable("UTF-\(size * 8), too long to decode") }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / size + 16)
        func unit(_ index: Int) -> UInt32 {
            var value: UInt32 = 0
            for byte in 0..<size {
                value = value << 8 | UInt32(bytes[isLittle ? index + size - 1 - byte : index + byte])
            }
            return value
        }
        var index = first
        while index + size <= bytes.count {
            var value = unit(index)
            index += size
            if size == 2, 0xD800..<0xDC00 ~= value, index + 2 <= bytes.count {
                let low = unit(index)
                if 0xDC00..<0xE000 ~= low {
                    value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
                    index += 2
                }
            }
            if value != 0 { append(value, to: &text) }
        }
        return text.withUnsafeBufferPointer(hasControls) ? .unreadable("binary") : .text(text)
    }

    private static func append(_ value: UInt32, to text: inout [UInt8]) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
