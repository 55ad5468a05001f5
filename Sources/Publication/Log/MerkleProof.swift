// SPDX-License-Identifier: Apache-2.0

/// Checks what a log hands out, with nothing but hashes (RFC 9162, sections 2.1.3.2 and 2.1.4.2).
package enum MerkleProof {
    /// Whether `path` leads from a leaf's hash at `index` to the root of a tree of `size`.
    package static func includes(
        _ leaf: [UInt8],
        at index: Int64,
        in root: [UInt8],
        size: Int64,
        path: [[UInt8]]
    ) -> Bool {
        Self.root(of: leaf, at: index, size: size, path: path) == root
    }

    /// The root of the tree of `size` in which `path` leads from a leaf's hash at `index`;
    /// `nil` if it leads nowhere.
    package static func root(of leaf: [UInt8], at index: Int64, size: Int64, path: [[UInt8]]) -> [UInt8]? {
        guard index >= 0, index < size else { return nil }
        var (node, last, hash) = (index, size - 1, leaf)
        for sibling in path {
            guard last > 0 else { return nil }
            if node & 1 == 1 || node == last {
                hash = TreeHash.node(sibling, hash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = TreeHash.node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 ? hash : nil
    }

    /// Whether `path` shows that a tree of `size` begins with the tree of `oldSize`, which is not empty.
    package static func extends(
        _ oldRoot: [UInt8],
        oldSize: Int64,
        to root: [UInt8],
        size: Int64,
        path: [[UInt8]]
    ) -> Bool {
        guard oldSize > 0, oldSize <= size else { return false }
        guard oldSize < size else { return path.isEmpty && oldRoot == root }
        var path = path[...]
        if oldSize & (oldSize - 1) == 0 { path = [oldRoot] + path }
        guard let first = path.popFirst() else { return false }
        var (node, last) = (oldSize - 1, size - 1)
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var (old, new) = (first, first)
        for sibling in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = TreeHash.node(sibling, old)
                new = TreeHash.node(sibling, new)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = TreeHash.node(new, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == root
    }
}
