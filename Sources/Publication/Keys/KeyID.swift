// SPDX-License-Identifier: Apache-2.0
import Domain
import OpenSSL

/// A signing key's name: the first sixteen hexadecimal digits of SHA-256 over its 32 public bytes.
package struct KeyID: Hashable, Sendable, LosslessStringConvertible {
    package let description: String

    package init(of key: Ed25519.PublicKey) {
        description = String(Digest(hashing: key.rawBytes).hex.prefix(16))
    }

    package init?(_ text: String) {
        guard text.utf8.count == 16,
            text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        description = text
    }
}
