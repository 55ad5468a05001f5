// SPDX-License-Identifier: Apache-2.0
import Tables

extension Timestamp {
    private static let longest = 64
    /// What may stand between two moments, apart from blanks.
    private static let separators: [[UInt8]] = [
        [Byte.dash], Array("–".utf8), [Byte.slash], Array("..".utf8), Array("to".utf8), Array("bis".utf8),
        Array("au".utf8), Array("至".utf8), Array("~".utf8),
    ]

    /// Whether two moments stand here with a sign or word between them; the first may lack its year.
    static func isRange(_ bytes: Bytes) -> Bool {
        guard (7...longest).contains(bytes.count) else { return false }
        for index in 2..<bytes.count - 2 where !Byte.isDigit(bytes[index]) {
            for separator in separators where bytes[index] == separator[0] {
                let end = index + separator.count
                guard end < bytes.count, bytes[index..<end].elementsEqual(separator) else { continue }
                let (from, to) = (bytes.part(0..<index).trimmed, bytes.part(end..<bytes.count).trimmed)
                if !to.isEmpty, Byte.isDigit(to[0]), isMoment(to), isMoment(from) || isDayOfMonth(from) {
                    return true
                }
            }
        }
        return false
    }

    /// A day of a month without its year: `08.06.`, `08.06` or `08.`.
    private static func isDayOfMonth(_ bytes: Bytes) -> Bool {
        let parts = bytes.split(separator: Byte.dot)
        return (1...2).contains(parts.count) && bytes.contains(Byte.dot)
            && parts.allSatisfy { part in
                let value = part.reduce(0) { $0 * 10 + Int($1 &- Byte.zero) }
                return part.count <= 2 && part.allSatisfy(Byte.isDigit) && (1...31).contains(value)
            }
    }
}
