// SPDX-License-Identifier: Apache-2.0
import Domain
import OpenSSL

extension Digest {
    /// The SHA-256 digest of these bytes.
    package init(hashing bytes: some Collection<UInt8>) {
        self.init(sha256: SHA256.digest(of: bytes))
    }

    /// Wraps what ``OpenSSL/SHA256`` returned, which always has the right length.
    init(sha256 bytes: [UInt8]) {
        guard let digest = Digest(bytes: bytes) else { preconditionFailure("a SHA-256 digest has 32 bytes") }
        self = digest
    }
}
