// SPDX-License-Identifier: Apache-2.0

/// What the hashes of words depend on: without it nobody can tell a word by its hash, or write words
/// whose hashes are the same.
///
/// Texts are compared under one key only. What is kept in the database is made with its salt; what is
/// compared once, with a random one.
package struct WordKey: Hashable, Sendable {
    let first: UInt64
    let second: UInt64

    /// The key of a salt of sixteen bytes; `nil` for any other number.
    package init?(salt: [UInt8]) {
        guard salt.count == 16 else { return nil }
        first = salt[..<8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        second = salt[8...].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    /// A new one, from the system's source of random numbers.
    package static func random() -> WordKey {
        WordKey(first: .random(in: .min ... .max), second: .random(in: .min ... .max))
    }

    /// SipHash-2-4 (Aumasson and Bernstein, 2012), which is made for short inputs under a secret key.
    func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var v0 = first ^ 0x736F_6D65_7073_6575
        var v1 = second ^ 0x646F_7261_6E64_6F6D
        var v2 = first ^ 0x6C79_6765_6E65_7261
        var v3 = second ^ 0x7465_6462_7974_6573

        func round() {
            v0 &+= v1
            v1 = (v1 &<< 13 | v1 &>> 51) ^ v0
            v0 = v0 &<< 32 | v0 &>> 32
            v2 &+= v3
            v3 = (v3 &<< 16 | v3 &>> 48) ^ v2
            v0 &+= v3
            v3 = (v3 &<< 21 | v3 &>> 43) ^ v0
            v2 &+= v1
            v1 = (v1 &<< 17 | v1 &>> 47) ^ v2
            v2 = v2 &<< 32 | v2 &>> 32
        }
        func take(_ block: UInt64) {
            v3 ^= block
            round()
            round()
            v0 ^= block
        }

        let raw = UnsafeRawBufferPointer(bytes)
        let whole = raw.count & ~7
        for offset in stride(from: 0, to: whole, by: 8) {
            take(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        }
        var last = UInt64(truncatingIfNeeded: raw.count) &<< 56
        for index in whole..<raw.count { last |= UInt64(raw[index]) &<< UInt64((index & 7) * 8) }
        take(last)
        v2 ^= 0xFF
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }
}
