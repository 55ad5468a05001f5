// SPDX-License-Identifier: Apache-2.0

/// A language by its code of ISO 639: two letters where it has two, else three.
package struct Language: Hashable, Sendable, LosslessStringConvertible {
    /// Two letters of ISO 639-1, or three of ISO 639-3 where the language has no two.
    package let description: String

    /// Reads a code of ISO 639-1 or 639-3 in small letters; of three letters that mean the same as two it
    /// makes the two.
    ///
    /// `nil` for a code that is not in the tables.
    package init?(_ code: String) {
        if Self.long[code] != nil {
            description = code
        } else if Self.codes.contains(code) {
            description = Self.short[code] ?? code
        } else {
            return nil
        }
    }

    private static let long = Dictionary(
        uniqueKeysWithValues: ISO639.pairs.split(separator: " ").map {
            (String($0.prefix(2)), String($0.dropFirst(2)))
        }
    )
    private static let short = Dictionary(uniqueKeysWithValues: long.map { ($1, $0) })
    private static let codes = Set(ISO639.codes.split(separator: " ").map(String.init))
}
