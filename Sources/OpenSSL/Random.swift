// SPDX-License-Identifier: Apache-2.0
import COpenSSL

/// Bytes that nobody can guess, from libcrypto's generator; throws when the system gives it no entropy.
package func randomBytes(_ count: Int) throws(OpenSSLError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    ERR_clear_error()
    try requireOne(RAND_bytes(&bytes, Int32(count)), "making random bytes")
    return bytes
}

/// Whether both are the same bytes, in a time that depends on their number alone.
package func constantTimeEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    withContiguous(left) { left in
        withContiguous(right) { right in
            left.count == right.count && CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
        }
    }
}
