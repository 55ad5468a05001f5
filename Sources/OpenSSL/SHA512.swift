// SPDX-License-Identifier: Apache-2.0

/// SHA-512 (FIPS 180-4), which packages for archives carry beside SHA-256.
package final class SHA512: MessageDigest {
    private static let algorithm = Algorithm("SHA512")

    package init() { super.init(Self.algorithm) }
}
