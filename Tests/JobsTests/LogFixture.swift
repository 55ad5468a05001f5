// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Publication

/// A log made by hand, in an export of its own.
enum LogFixture {
    static func entries(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("{\"entry\":\($0)}".utf8) } }

    /// Opens an export, and signs a checkpoint over that many entries.
    static func with(entries count: Int, _ body: (ExportWriter, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-log-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        let now = Instant(rawValue: 1_800_000_000_000_000)
        let keys = try KeyRing.create(in: path + "/keys", at: now)
        var builder = TileBuilder()
        for entry in entries(count) { _ = builder.append(TreeHash.leaf(entry)) }
        let checkpoint = Checkpoint(origin: "teahouse.example/log", size: Int64(count), root: builder.root)
        let writer = try ExportWriter(
            lock: ExportLock(directory: path + "/export", at: now),
            run: 1,
            at: now,
            keys: keys
        )
        try body(writer, try keys.sign(checkpoint).note.description)
    }
}
