// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Publication

/// The tree against RFC 6962's definition, spelled out without any cleverness.
@Suite struct MerkleTreeTests {
    /// A log in memory: its tiles as the builder gave them, and the edge from its leaves.
    struct Memory {
        var builder = TileBuilder()
        var leaves: [[UInt8]] = []
        var tiles: [Tile: TileBuilder.FullTile] = [:]

        mutating func append(_ entry: String) {
            let leaf = TreeHash.leaf(Array(entry.utf8))
            leaves.append(leaf)
            for tile in builder.append(leaf) {
                tiles[Tile(level: tile.level, number: tile.number)] = tile
            }
        }

        func hashes(_ tile: Tile) -> [UInt8] {
            if let full = tiles[Tile(level: tile.level, number: tile.number)] {
                return Array(full.hashes.prefix(tile.count * 32))
            }
            let first = Int(tile.number) * 256
            guard tile.level ?? 0 > 0 else {
                return leaves.dropFirst(first).prefix(tile.count).flatMap { $0 }
            }
            return (first..<first + tile.count).flatMap { number in
                tiles[Tile(level: (tile.level ?? 0) - 1, number: Int64(number))]?.root ?? []
            }
        }

        func tree(_ size: Int64) -> MerkleTree<TileReader> {
            MerkleTree(size: size, reading: TileReader(size: size) { TileRows(hashes($0)) })
        }
    }

    private static let sizes: [Int64] = [0, 1, 2, 3, 255, 256, 257, 65_535, 65_536, 65_537]

    private static let log: Memory = {
        var log = Memory()
        for number in 0..<65_537 { log.append("entry \(number)") }
        return log
    }()

    /// RFC 6962, section 2.1, by recursion.
    private static func reference(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard let first = leaves.first else { return TreeHash.empty }
        guard leaves.count > 1 else { return first }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return TreeHash.node(reference(leaves[..<middle]), reference(leaves[middle...]))
    }

    @Test func `the hashes of the standard's test vectors`() {
        func hex(_ bytes: [UInt8]) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        #expect(hex(TreeHash.empty) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(hex(TreeHash.leaf([])) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        // The tree over the seven inputs of Certificate Transparency's reference
        // implementation, and an eighth.
        let inputs: [[UInt8]] = [
            [], [0], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            Array(0x50...0x57), Array(0x60...0x6F),
        ]
        let root = Self.reference(inputs.map { TreeHash.leaf($0) }[...])
        #expect(hex(root) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
        var builder = TileBuilder()
        for input in inputs { _ = builder.append(TreeHash.leaf(input)) }
        #expect(builder.root == root)
    }

    @Test(arguments: sizes) func `roots are those of the definition`(size: Int64) throws {
        let expected = Self.reference(Self.log.leaves[..<Int(size)])
        var tree = Self.log.tree(size)
        #expect(try tree.root() == expected)
        var builder = try TileBuilder(size: size) { Self.log.hashes($0) }
        #expect(builder.root == expected)
        // Going on from there fills the same tiles.
        for leaf in Self.log.leaves[Int(size)..<min(Int(size) + 300, 65_537)] {
            for tile in builder.append(leaf) {
                #expect(Self.log.tiles[Tile(level: tile.level, number: tile.number)] == tile)
            }
        }
    }

    @Test(arguments: sizes.filter { $0 > 0 })
    func `every entry is shown to be in, and no other`(size: Int64) throws {
        var tree = Self.log.tree(size)
        let root = try tree.root()
        let indexes = Set(
            [0, 1, 2, 127, 128, 254, 255, 256, size / 2, size - 2, size - 1].filter {
                (0..<size).contains($0)
            }
        )
        for index in indexes {
            let path = try tree.inclusion(of: index)
            let leaf = Self.log.leaves[Int(index)]
            func holds(_ leaf: [UInt8], _ index: Int64, _ size: Int64, _ path: [[UInt8]]) -> Bool {
                MerkleProof.includes(leaf, at: index, in: root, size: size, path: path)
            }
            #expect(holds(leaf, index, size, path))
            #expect(!holds(TreeHash.leaf([1]), index, size, path))
            #expect(!holds(leaf, index, size, path + [leaf]))
            #expect(!holds(leaf, size, size, path))
            #expect(!holds(leaf, -1, size, path))
            if !path.isEmpty { #expect(!holds(leaf, index, size, path.dropLast())) }
            if index > 0 { #expect(!holds(leaf, index - 1, size, path)) }
        }
    }

    @Test(arguments: sizes.filter { $0 > 0 })
    func `every smaller log is shown to be the beginning`(size: Int64) throws {
        var tree = Self.log.tree(size)
        let root = try tree.root()
        let olds = Set(
            ([1, 2, 3, 4, 127, 128, 129, 255, 256, 257, 32_768, 65_535, 65_536] + [size / 3, size - 1, size])
                .filter {
                    $0 > 0 && $0 <= size
                }
        )
        for old in olds {
            var before = Self.log.tree(old)
            let oldRoot = try before.root()
            let path = try tree.consistency(from: old)
            func holds(_ oldRoot: [UInt8], _ old: Int64, _ path: [[UInt8]]) -> Bool {
                MerkleProof.extends(oldRoot, oldSize: old, to: root, size: size, path: path)
            }
            #expect(holds(oldRoot, old, path))
            #expect(!holds(TreeHash.leaf([1]), old, path))
            #expect(!holds(oldRoot, old, path + [oldRoot]))
            #expect(!holds(oldRoot, 0, path))
            if !path.isEmpty { #expect(!holds(oldRoot, old, path.dropLast())) }
        }
    }

    @Test func `a missing tile is named`() {
        var tree = MerkleTree(size: 257, reading: TileReader(size: 257) { _ in TileRows([]) })
        #expect(throws: MissingTile.self) { try tree.root() }
    }
}
