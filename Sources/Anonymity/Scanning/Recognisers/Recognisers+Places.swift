// SPDX-License-Identifier: Apache-2.0
import Tables

/// Places on earth.
extension Recognisers {
    /// Two numbers with four places or more in the ranges of latitude and longitude, both with a decimal
    /// point or both with a comma.
    func coordinates(at index: Int) -> Hit? {
        guard let point = decimalPoint(at: index), begins(at: index, joiners: [Byte.dot, Byte.dash]),
            let latitude = degrees(at: index, limit: 90, point)
        else {
            return nil
        }
        var position = latitude
        var hasSeparator = false
        while let byte = byte(at: position), Self.isPairSeparator(byte), position - latitude < 3 {
            hasSeparator = true
            position += 1
        }
        guard hasSeparator, let end = degrees(at: position, limit: 180, point),
            ends(at: end, joiners: [Byte.dot])
        else {
            return nil
        }
        return Hit(.coordinates, index..<end, .likely)
    }

    private static func isPairSeparator(_ byte: UInt8) -> Bool {
        byte == Byte.space || byte == Byte.comma || byte == Byte.semicolon || byte == Byte.slash
            || byte == Byte.pipe
    }

    /// The point or comma behind one to three digits at `index`.
    private func decimalPoint(at index: Int) -> UInt8? {
        var position = index
        if byte(at: position) == Byte.dash || byte(at: position) == Byte.plus { position += 1 }
        let whole = position
        while isDigit(at: position), position - whole < 4 { position += 1 }
        guard (1...3).contains(position - whole), let point = byte(at: position) else { return nil }
        return point == Byte.dot || point == Byte.comma ? point : nil
    }

    /// The index behind a decimal of degrees at `index`.
    private func degrees(at index: Int, limit: Int, _ point: UInt8) -> Int? {
        var position = index
        if byte(at: position) == Byte.dash || byte(at: position) == Byte.plus { position += 1 }
        let whole = position
        while isDigit(at: position), position - whole < 4 { position += 1 }
        guard (1...3).contains(position - whole), byte(at: position) == point else { return nil }
        guard number(whole..<position) <= limit else { return nil }
        position += 1
        let fraction = position
        while isDigit(at: position) { position += 1 }
        return position - fraction >= 4 ? position : nil
    }
}
