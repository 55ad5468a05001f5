// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

extension Snapshot {
    /// Whether the export has a log; those made before anything was sealed have none.
    var hasLog: Bool { manifest[SnapshotLog.checkpoint] != nil }

    /// The entries make the tiles and the root, the root is the checkpoint's, and that is
    /// signed by one of the keys.
    func checkLog() throws -> String {
        let text = try WholeFile.read("\(path)/\(SnapshotLog.checkpoint)", limit: 65_536)
        guard let note = SignedNote(String(decoding: text, as: UTF8.self)),
            let checkpoint = Checkpoint(note.text)
        else { throw CheckFailure("\(SnapshotLog.checkpoint) is no checkpoint") }
        guard keys.all.contains(where: { note.isSigned(as: checkpoint.origin, by: $0) }) else {
            throw CheckFailure("\(SnapshotLog.checkpoint) is not signed by a key of this export")
        }
        var builder = TileBuilder()
        var expected: Set = [SnapshotLog.checkpoint]
        while builder.size < checkpoint.size {
            let left = checkpoint.size - builder.size
            let bundle = Tile(
                level: nil,
                number: builder.size / Int64(Tile.width),
                count: Int(min(Int64(Tile.width), left))
            )
            guard let entries = LogEntry.entries(ofBundle: try read(bundle, &expected)),
                entries.count == bundle.count
            else { throw CheckFailure("log/\(bundle) is no bundle of \(bundle.count) entries") }
            for entry in entries {
                for tile in builder.append(TreeHash.leaf(entry)) {
                    try check(Tile(level: tile.level, number: tile.number), tile.hashes, &expected)
                }
            }
        }
        for (tile, hashes) in builder.partialTiles { try check(tile, hashes, &expected) }
        guard builder.root == checkpoint.root else {
            throw CheckFailure("the checkpoint has another root than the \(checkpoint.size) entries")
        }
        if let extra = manifest.files.map(\.name).first(where: {
            $0.hasPrefix("log/") && !expected.contains($0)
        }) {
            throw CheckFailure("\(extra) is no part of a log of \(checkpoint.size) entries")
        }
        return "\(checkpoint.size) entries make the root that is signed for \(checkpoint.origin)"
    }

    private func check(_ tile: Tile, _ hashes: [UInt8], _ expected: inout Set<String>) throws {
        guard try read(tile, &expected) == hashes else {
            throw CheckFailure("log/\(tile) is not what its entries make")
        }
    }

    private func read(_ tile: Tile, _ expected: inout Set<String>) throws -> [UInt8] {
        expected.insert("log/\(tile)")
        // A bundle's entries have 64 KiB each at most.
        return try WholeFile.read("\(path)/log/\(tile)", limit: Tile.width * (LogEntry.byteLimit + 2))
    }
}
