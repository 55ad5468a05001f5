// SPDX-License-Identifier: Apache-2.0
import Tables

/// Vehicles' number plates, where a cell is nothing else.
///
/// No plate has a check digit, and part numbers look like some of them: the column or its name decides.
extension Recognisers {
    /// A plate of a country whose pack is looked for.
    func plate() -> Hit? {
        guard (6...12).contains(bytes.count), shape.digits >= 1, shape.letters >= 2 else { return nil }
        let isPlate =
            packs.contains(.cn) && isChinesePlate || packs.contains(.de) && isGermanPlate
            || packs.contains(.uk) && isBritishPlate
        return isPlate ? Hit(.plate, 0..<bytes.count, .likely) : nil
    }

    /// A province's character, a letter, perhaps a point, and five or (electric, GA 36-2018) six letters and
    /// digits without I and O.
    private var isChinesePlate: Bool {
        guard bytes.count >= 9, Self.provinces.contains(String(decoding: bytes[..<3], as: UTF8.self)),
            Byte.isLetter(bytes[3])
        else { return false }
        var first = 4
        if bytes[4] == 0xC2, bytes[5] == 0xB7 {
            first = 6
        } else if !Byte.isAlphanumeric(bytes[4]) {
            first = 5
        }
        let rest = bytes[first...]
        return (5...6).contains(rest.count) && rest.allSatisfy(Byte.isAlphanumeric)
            && rest.contains(where: Byte.isDigit)
    }

    private static let provinces: Set<String> = [
        "京", "津", "冀", "晋", "蒙", "辽", "吉", "黑", "沪", "苏", "浙", "皖", "闽", "赣", "鲁", "豫", "鄂", "湘", "粤", "桂",
        "琼", "渝", "川", "贵", "云", "藏", "陕", "甘", "青", "宁", "新",
    ]

    /// One to three letters, a blank or hyphen, one or two letters, a blank and one to four digits, with or
    /// without an E or H.
    private var isGermanPlate: Bool {
        var index = 0
        func letters(_ most: Int) -> Bool {
            let first = index
            while index < bytes.count, Byte.isUpper(bytes[index]) || isUmlaut(at: index) {
                index += Byte.isUpper(bytes[index]) ? 1 : 2
            }
            return index > first && index - first <= most
        }
        func skip(_ separators: [UInt8]) -> Bool {
            guard let byte = byte(at: index), separators.contains(byte) else { return false }
            index += 1
            return true
        }
        guard letters(4), skip([Byte.dash, Byte.space]), letters(2), skip([Byte.space]) else { return false }
        let first = index
        while isDigit(at: index) { index += 1 }
        guard (1...4).contains(index - first), bytes[first] != Byte.zero else { return false }
        if let sign = byte(at: index), sign == UInt8(ascii: "E") || sign == UInt8(ascii: "H") { index += 1 }
        return index == bytes.count
    }

    private func isUmlaut(at index: Int) -> Bool {
        bytes[index] == 0xC3 && [0x84, 0x96, 0x9C].contains(byte(at: index + 1) ?? 0)
    }

    /// Two letters, two digits, a blank and three letters (since 2001).
    private var isBritishPlate: Bool {
        guard bytes.count == 8, bytes[4] == Byte.space else { return false }
        return [0, 1, 5, 6, 7].allSatisfy { Byte.isUpper(bytes[$0]) } && Byte.isDigit(bytes[2])
            && Byte.isDigit(bytes[3])
    }
}
