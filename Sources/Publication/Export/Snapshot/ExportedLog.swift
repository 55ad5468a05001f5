// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

/// The transparency log of a snapshot under verification.
package struct ExportedLog {
    private let path: String
    private let keys: TrustedKeys

    /// What a log was found to be.
    struct Found {
        let checkpoint: Checkpoint
        /// The names that its files have in the snapshot.
        let names: Set<String>
    }

    /// The log of the snapshot at `path`.
    init(snapshot path: String, keys: TrustedKeys) {
        self.path = path
        self.keys = keys
    }

    /// The log of one snapshot, or of the newest in an export's folder.
    package init(directory: String, keys: TrustedKeys) throws {
        let folder = ExportFolder(directory)
        self.init(snapshot: try folder.currentSnapshot().map(folder.snapshot) ?? directory, keys: keys)
    }

    /// When each of these files, a certificate or a revocation, came into the log; those that did not are
    /// left out.
    package func times(of digests: Set<Digest>) throws -> [Digest: Instant] {
        var times: [Digest: Instant] = [:]
        _ = try verify { entry in
            guard let file = LogEntry.signedFile(entry), digests.contains(file.digest) else { return }
            times[file.digest] = times[file.digest] ?? file.at
        }
        return times
    }

    /// Checks that the entries make the tiles and the root, that the root is the checkpoint's, that one of
    /// the keys which nobody else ever had signed that, and that the log has the name that its entries say.
    ///
    /// - Throws: `CheckFailure`, and what `visit` throws for an entry.
    func verify(_ visit: ([UInt8]) throws -> Void) throws -> Found {
        let text = try WholeFile.read("\(path)/\(SnapshotLog.checkpoint)", limit: 65_536)
        guard let signed = SignedCheckpoint(String(decoding: text, as: UTF8.self)) else {
            throw CheckFailure("\(SnapshotLog.checkpoint) is no checkpoint")
        }
        guard signed.isSigned(by: keys.sound) else {
            throw CheckFailure("\(SnapshotLog.checkpoint) is not signed by a key of this export")
        }
        let checkpoint = signed.checkpoint
        var builder = TileBuilder()
        var names: Set = [SnapshotLog.checkpoint]
        var origin: String?
        while builder.size < checkpoint.size {
            let left = checkpoint.size - builder.size
            let bundle = Tile(
                level: nil,
                number: builder.size / Int64(Tile.width),
                count: Int(min(Int64(Tile.width), left))
            )
            guard let entries = LogEntry.entries(ofBundle: try read(bundle, &names)),
                entries.count == bundle.count
            else { throw CheckFailure("log/\(bundle) is no bundle of \(bundle.count) entries") }
            for entry in entries {
                for tile in builder.append(TreeHash.leaf(entry)) {
                    try check(Tile(level: tile.level, number: tile.number), tile.hashes, &names)
                }
                origin = LogEntry.resumption(entry)?.origin ?? origin
                try visit(entry)
            }
        }
        for (tile, hashes) in builder.partialTiles { try check(tile, hashes, &names) }
        guard builder.root == checkpoint.root else {
            throw CheckFailure("the checkpoint has another root than the \(checkpoint.size) entries")
        }
        if let origin, origin != checkpoint.origin {
            throw CheckFailure("the log goes on as \(origin), and its checkpoint is of \(checkpoint.origin)")
        }
        return Found(checkpoint: checkpoint, names: names)
    }

    private func check(_ tile: Tile, _ hashes: [UInt8], _ names: inout Set<String>) throws {
        guard try read(tile, &names) == hashes else {
            throw CheckFailure("log/\(tile) is not what its entries make")
        }
    }

    private func read(_ tile: Tile, _ names: inout Set<String>) throws -> [UInt8] {
        names.insert("log/\(tile)")
        // A bundle's entries have 64 KiB each at most.
        return try WholeFile.read("\(path)/log/\(tile)", limit: Tile.width * (LogEntry.byteLimit + 2))
    }
}
