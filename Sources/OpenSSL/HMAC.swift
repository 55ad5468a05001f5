// SPDX-License-Identifier: Apache-2.0
import COpenSSL

/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
    /// The 32 bytes that authenticate `message` under `key`.
    ///
    /// Compare them with ``constantTimeEqual(_:_:)`` only.
    package static func code(for message: some Collection<UInt8>, key: some Collection<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { buffer, count in
            let result = withContiguous(key) { key in
                withContiguous(message) { message in
                    HMAC(
                        EVP_sha256(),
                        key.baseAddress,
                        Int32(key.count),
                        message.bindMemory(to: UInt8.self).baseAddress,
                        message.count,
                        buffer.baseAddress,
                        nil
                    )
                }
            }
            precondition(result != nil, "HMAC failed")
            count = SHA256.byteCount
        }
    }
}
