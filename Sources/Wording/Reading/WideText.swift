// SPDX-License-Identifier: Apache-2.0

/// Characters of UTF-16 beyond ASCII, which are read two bytes at a time; those of ASCII are themselves,
/// beside a NUL.
enum WideText {
    enum Order {
        case littleEndian, bigEndian
    }

    /// As the mark at its beginning says; `nil` for a text that has none, and for UTF-32.
    static func order(of text: UnsafeBufferPointer<UInt8>) -> Order? {
        guard text.count >= 4 else { return nil }
        switch (text[0], text[1]) {
        case (0xFF, 0xFE): return text[2] == 0 && text[3] == 0 ? nil : .littleEndian
        case (0xFE, 0xFF): return .bigEndian
        default: return nil
        }
    }

    /// The character at an even place, with its length in bytes; `nil` for one of ASCII, for half a pair, and
    /// where no two bytes are left.
    static func scalar(
        of text: UnsafeBufferPointer<UInt8>,
        at index: Int,
        _ order: Order
    ) -> (Unicode.Scalar, Int)? {
        guard let unit = unit(of: text, at: index, order), unit >= 0x80 else { return nil }
        if let scalar = Unicode.Scalar(unit) { return (scalar, 2) }
        guard unit < 0xDC00, let low = self.unit(of: text, at: index + 2, order), low & 0xFC00 == 0xDC00
        else {
            return nil
        }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)).map { ($0, 4) }
    }

    private static func unit(
        of text: UnsafeBufferPointer<UInt8>,
        at index: Int,
        _ order: Order
    ) -> UInt32? {
        guard index + 1 < text.count else { return nil }
        let (first, second) = (UInt32(text[index]), UInt32(text[index + 1]))
        return order == .littleEndian ? second << 8 | first : first << 8 | second
    }
}
