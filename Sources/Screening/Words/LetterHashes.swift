// SPDX-License-Identifier: Apache-2.0
import Tables

/// Hashes of words; those with letters outside ASCII are told whatever way their marks are composed, which
/// takes long, so that the latest are kept.
struct LetterHashes {
    private static let size = 1 << 12
    private var raw: [UInt64] = []
    private var folded: [UInt64] = []

    @inline(__always) mutating func hash(_ word: Bytes) -> UInt64 {
        let plain = ByteHash.secret.hash(word)
        return UTF8Check.isASCII(word) ? plain : composed(word, plain)
    }

    private mutating func composed(_ word: Bytes, _ plain: UInt64) -> UInt64 {
        if raw.isEmpty {
            raw = Array(repeating: 0, count: Self.size)
            folded = raw
        }
        let slot = Int(truncatingIfNeeded: plain >> 7) & (Self.size - 1)
        if raw[slot] == plain { return folded[slot] }
        // Equal strings have equal hashes, however composed.
        var hasher = Hasher()
        hasher.combine(String(decoding: word, as: UTF8.self).lowercased())
        raw[slot] = plain
        folded[slot] = UInt64(bitPattern: Int64(hasher.finalize()))
        return folded[slot]
    }
}

extension UTF8Check {
    @inline(__always) static func isASCII(_ bytes: Bytes) -> Bool {
        var seen: UInt8 = 0
        for byte in bytes { seen |= byte }
        return seen < 0x80
    }
}
