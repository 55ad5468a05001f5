// SPDX-License-Identifier: Apache-2.0
import COpenSSL

/// Makes a key of a passphrase at a cost that makes guessing slow (scrypt, RFC 7914).
package enum Scrypt {
    /// A key of 32 bytes.
    ///
    /// It takes 128 · `cost` · 8 bytes of memory.
    ///
    /// - Parameter cost: A power of two.
    package static func key(of passphrase: [UInt8], salt: [UInt8], cost: UInt64) throws(OpenSSLError)
        -> [UInt8]
    {
        var key = [UInt8](repeating: 0, count: 32)
        ERR_clear_error()
        let status = passphrase.withUnsafeBytes { text in
            EVP_PBE_scrypt(
                text.bindMemory(to: CChar.self).baseAddress,
                text.count,
                salt,
                salt.count,
                cost,
                8,
                1,
                128 * cost * 8 + (1 << 20),
                &key,
                key.count
            )
        }
        try requireOne(status, "making a key of a passphrase")
        return key
    }
}
