// SPDX-License-Identifier: Apache-2.0
import OpenSSL

/// The hashing of a Merkle tree (RFC 6962, section 2.1): 32 bytes of SHA-256, leaves and
/// nodes apart by a first byte.
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

    /// The root of a complete subtree over hashes that stand one behind the other; their
    /// number is a power of two.
    static func root(of hashes: ArraySlice<UInt8>) -> [UInt8] {
        var row = Array(hashes)
        while row.count > byteCount { row = parents(of: row) }
        return row
    }

    /// The nodes over a row of hashes that stand one behind the other; one without a neighbour has none.
    static func parents(of row: [UInt8]) -> [UInt8] {
        var parents: [UInt8] = []
        parents.reserveCapacity(row.count / 2)
        let digest = SHA256()
        row.withUnsafeBytes { bytes in
            for start in stride(from: 0, through: bytes.count - 2 * byteCount, by: 2 * byteCount) {
                digest.update(CollectionOfOne<UInt8>(1))
                digest.update(UnsafeRawBufferPointer(rebasing: bytes[start..<start + 2 * byteCount]))
                parents += digest.finish()
            }
        }
        return parents
    }
}
