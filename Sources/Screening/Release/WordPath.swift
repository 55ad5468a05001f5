// SPDX-License-Identifier: Apache-2.0
import Tables

/// The hash of several words one behind the other.
enum WordPath {
    /// Of longer values the beginning is looked for.
    static let longest = 12
    static let start: UInt64 = 0x7EA1_0F00

    @inline(__always) static func step(_ path: UInt64, _ word: UInt64) -> UInt64 {
        ByteHash.secret.hash(path &* 0x9E37_79B9_7F4A_7C15 ^ word)
    }
}

/// The words of a whole record, in both readings of numbers with a comma.
struct RecordPath {
    /// With `12,5` as 12 and 5.
    private(set) var plain = WordPath.start
    /// With `12,5` as a number.
    private var joined = WordPath.start

    var isEmpty: Bool { plain == WordPath.start }

    /// The number of the first reading that a table has.
    func find(in table: KeyTable) -> UInt32? {
        guard !isEmpty else { return nil }
        let known = table.find(plain)
        if known != KeyTable.none { return known }
        let other = plain == joined ? KeyTable.none : table.find(joined)
        return other == KeyTable.none ? nil : other
    }

    /// Takes the words of one more cell.
    mutating func take(_ words: [WordCutter.Word]) {
        var end = 0
        for word in words {
            if word.isAlternative {
                joined = WordPath.step(joined, word.hash)
                end = word.end
                continue
            }
            plain = WordPath.step(plain, word.hash)
            if word.start >= end { joined = WordPath.step(joined, word.hash) }
        }
    }
}
