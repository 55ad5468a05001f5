// SPDX-License-Identifier: Apache-2.0

/// All addresses that begin with the same bits.
struct IPNetwork: Hashable, Sendable {
    private let address: IPAddress
    /// How many bits of the sixteen bytes are the same.
    private let bits: Int

    /// Reads an address, or one with a length as in `192.0.2.0/24` (RFC 4632, section 3.1).
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        self.address = address
        let whole = address.isVersion4 ? 32 : 128
        guard parts.count == 2 else {
            bits = 128
            return
        }
        guard let length = Int(parts[1]), (0...whole).contains(length) else { return nil }
        bits = 128 - whole + length
    }

    func contains(_ other: IPAddress) -> Bool {
        let whole = bits / 8
        guard address.bytes.prefix(whole) == other.bytes.prefix(whole) else { return false }
        guard bits % 8 > 0 else { return true }
        return (address.bytes[whole] ^ other.bytes[whole]) >> (8 - bits % 8) == 0
    }
}
