// SPDX-License-Identifier: Apache-2.0

/// Gives signs that look or mean the same one form: full-width letters, hyphens, spaces, what has no width.
enum PlainText {
    static func of(_ text: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0..<0x80: plain.append(UInt8(truncatingIfNeeded: scalar.value))
            case 0xFF01...0xFF5E:
                let byte = UInt8(truncatingIfNeeded: scalar.value - 0xFEE0)
                plain.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
            case 0xAD, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF, 0xFE00...0xFE0F: continue
            case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: plain.append(0x20)
            case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: plain.append(0x2D)
            case 0xDF: plain += [0x73, 0x73]
            case 0xAB, 0xB7, 0xBB, 0x2016...0x2027, 0x2030...0x205E, 0x3001...0x3003, 0x2500...0x257F:
                plain.append(0x20)
            default: plain.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return plain
    }
}
