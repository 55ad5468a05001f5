// SPDX-License-Identifier: Apache-2.0
import Glibc
import Tables

/// The steps whose result depends on the row: noise, and dates that are shifted by subject.
struct RowTransform {
    let code: ([UInt8]) -> [UInt8]
    let column: String

    /// Laplace noise of a scale, drawn under the key for this row: nobody without it can tell the noise, and
    /// the same key draws it again.
    func noise(_ scale: Double, row: Int) -> Double {
        let uniform = Self.uniform(code(Array("noise\0\(column)\0\(row)".utf8))) - 0.5
        return -scale * (uniform < 0 ? -1 : 1) * log(1 - 2 * abs(uniform))
    }

    /// How many days a subject's dates are shifted by, at most `most` to either side, never by none.
    func days(_ most: Int, subject: String) -> Int64 {
        let uniform = Self.uniform(code(Array("shift\0\(column)\0\(subject)".utf8)))
        let place = Int64(uniform * Double(2 * most))
        return place < Int64(most) ? place - Int64(most) : place - Int64(most) + 1
    }

    /// A date, shifted, as the table's dialect writes it; what follows the day stays.
    static func shifted(_ text: String, by days: Int64, _ dialect: Dialect) -> String? {
        guard let (day, _) = dialect.day(text) else { return nil }
        return dialect.written(day + days, like: text)
    }

    /// In [0, 1), from the first 53 bits.
    private static func uniform(_ code: [UInt8]) -> Double {
        let bits = code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Double(bits >> 11) / Double(UInt64(1) << 53)
    }
}
