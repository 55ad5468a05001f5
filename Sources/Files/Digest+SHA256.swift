// SPDX-License-Identifier: Apache-2.0
import Domain

extension Digest {
    /// Wraps what ``OpenSSL/SHA256`` returned, which always has the right length.
    package init(sha256 bytes: [UInt8]) {
        guard let digest = Digest(bytes: bytes) else { preconditionFailure("a SHA-256 digest has 32 bytes") }
        self = digest
    }
}
