// SPDX-License-Identifier: Apache-2.0
import Publication
import Testing

/// The addresses of tiles, as C2SP tlog-tiles spells them.
@Suite struct TileTests {
    @Test(arguments: [
        (Tile(level: 0, number: 0), "tile/0/000"),
        (Tile(level: 1, number: 7, count: 5), "tile/1/007.p/5"),
        (Tile(level: 0, number: 1_234_067), "tile/0/x001/x234/067"),
        (Tile(level: nil, number: 1000, count: 255), "tile/entries/x001/000.p/255"),
    ])
    func `a tile has one path`(tile: Tile, path: String) {
        #expect(tile.description == path)
        #expect(Tile(path) == tile)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00a", "tile/00/000", "tile/-1/000", "tile/7/000",
        "tile/x/000",
        "tile/0/x000/000", "tile/0/001/000", "tile/0/x001/x002", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/05",
        "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/5/5", "tile/0/+01", "tile/0/000/..",
        "tile/entries/1000", "tile/0/٠٠٠",
    ])
    func `nothing else is one`(path: String) {
        #expect(Tile(path) == nil)
    }

    @Test func `a log has the tiles that its entries fill`() {
        #expect(!Tile(level: 0, number: 0).exists(inLogOf: 255))
        #expect(Tile(level: 0, number: 0).exists(inLogOf: 256))
        #expect(Tile(level: 0, number: 1, count: 1).exists(inLogOf: 257))
        #expect(!Tile(level: 0, number: 1, count: 2).exists(inLogOf: 257))
        #expect(!Tile(level: 1, number: 0).exists(inLogOf: 65_535))
        #expect(Tile(level: 1, number: 0).exists(inLogOf: 65_536))
        #expect(Tile(level: 1, number: 0, count: 1).exists(inLogOf: 256))
        #expect(!Tile(level: 6, number: .max / 512).exists(inLogOf: .max))
    }
}
