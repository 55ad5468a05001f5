// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

/// Writes the transparency log into a snapshot: `log/checkpoint`, and tiles and bundles of entries below
/// `log/tile`, laid out as C2SP tlog-tiles has them.
///
/// Tiles are made of the entries and not copied, so what the checkpoint says is checked on the way. A file
/// that the last snapshot has already is linked from there: a log that grew by a day costs a day.
struct SnapshotLog {
    static let checkpoint = "log/checkpoint"

    private let path: String
    private let earlier: EarlierSnapshot?
    private var builder = TileBuilder()
    private var bundle: [[UInt8]] = []
    private var folders: Set<String> = []
    private(set) var files: [Manifest.File] = []

    /// `path` is the snapshot that is written, `earlier` the one before it.
    init(path: String, earlier: EarlierSnapshot?) {
        self.path = path
        self.earlier = earlier
    }

    mutating func append(_ entry: [UInt8]) throws {
        bundle.append(entry)
        let full = builder.append(TreeHash.leaf(entry))
        if bundle.count == Tile.width { try writeBundle() }
        for tile in full { try write(Tile(level: tile.level, number: tile.number), tile.hashes) }
    }

    /// Writes what is left, and the checkpoint; throws when that is not of exactly these entries.
    mutating func finish(_ note: String) throws {
        guard let checkpoint = SignedNote(note).flatMap({ Checkpoint($0.text) }),
            checkpoint.size == builder.size, checkpoint.root == builder.root
        else { throw ExportError.logDisagrees(entries: builder.size) }
        if !bundle.isEmpty { try writeBundle() }
        for (tile, hashes) in builder.partialTiles { try write(tile, hashes) }
        try write(Self.checkpoint, Array(note.utf8))
        for folder in folders.sorted() { try Folder("\(path)/\(folder)").synchronize() }
    }

    private mutating func writeBundle() throws {
        let tile = Tile(level: nil, number: (builder.size - 1) / Int64(Tile.width), count: bundle.count)
        try write(tile, LogEntry.bundle(bundle))
        bundle.removeAll(keepingCapacity: true)
    }

    private mutating func write(_ tile: Tile, _ bytes: [UInt8]) throws { try write("log/\(tile)", bytes) }

    private mutating func write(_ name: String, _ bytes: [UInt8]) throws {
        let target = "\(path)/\(name)"
        let folder = name.split(separator: "/").dropLast().joined(separator: "/")
        if folders.insert(folder).inserted { try Folder("\(path)/\(folder)").make() }
        files.append(Manifest.File(name: name, size: bytes.count, digest: Digest(hashing: bytes)))
        if try earlier?.share(name, holding: bytes, as: target) == true { return }
        let file = try OutputFile(path: target)
        try file.write(bytes)
        _ = try file.finish()
    }
}
