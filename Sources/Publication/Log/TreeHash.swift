// SPDX-License-Identifier: Apache-2.0
import OpenSSL

/// The hashing of a Merkle tree (RFC 6962, section 2.1): 32 bytes of SHA-256, leaves and nodes apart by a first byte.
package enum TreeHash {
    package static let byteCount = SHA256.byteCount

    /// The root of the tree without leaves.
    package static let empty = SHA256.digest(of: [])

    package static func leaf(_ entry: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = [0]
        bytes.append(contentsOf: entry)
        return SHA256.digest(of: bytes)
    }

    package static func node(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = [1]
        bytes.reserveCapacity(1 + 2 * byteCount)
        bytes.append(contentsOf: left)
        bytes.append(contentsOf: right)
        return SHA256.digest(of: bytes)
    }

    /// The root of a complete subtree over hashes that stand one behind the other; their number is a power of two.
    static func root(of hashes: ArraySlice<UInt8>) -> [UInt8] {
        var row = Array(hashes)
        let digest = SHA256()
        while row.count > byteCount {
            // Each pair gives way to its parent, in place.
            for pair in 0..<row.count / (2 * byteCount) {
                digest.update(CollectionOfOne<UInt8>(1))
                row.withUnsafeBytes {
                    digest.update(UnsafeRawBufferPointer(rebasing: $0[pair * 64..<pair * 64 + 64]))
                }
                row.replaceSubrange(pair * byteCount..<(pair + 1) * byteCount, with: digest.finish())
            }
            row.removeLast(row.count / 2)
        }
        return row
    }
}
