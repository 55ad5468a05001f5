// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import OpenSSL

extension Digest {
    /// The SHA-256 digest of these bytes.
    package init(hashing bytes: some Collection<UInt8>) {
        self.init(sha256: SHA256.digest(of: bytes))
    }
}
