// SPDX-License-Identifier: Apache-2.0
import COpenSSL

/// SHA-256 (FIPS 180-4), over bytes at hand or over a stream.
package final class SHA256: MessageDigest {
    package static let byteCount = 32

    /// Looked up once: a lookup by name costs more than hashing a short string.
    private static let algorithm = Algorithm("SHA256")

    package init() { super.init(Self.algorithm) }

    /// The digest of these bytes alone.
    package static func digest(of bytes: some Collection<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            let status = withContiguous(bytes) {
                EVP_Digest($0.baseAddress, $0.count, buffer.baseAddress, nil, algorithm.pointer, nil)
            }
            precondition(status == 1, "SHA-256 failed")
            count = byteCount
        }
    }
}
