// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Foundation
import JSON
import Processes
import Store
import Synchronization

/// What a run of the backup did.
package struct BackupSummary: Sendable {
    package let manifest: BackupManifest
    /// Bytes that the database takes in it.
    package let databaseBytes: Int64
    /// Uploaded files that were new.
    package let copied: Int
    package let copiedBytes: Int64
    /// The names of backups that were removed since enough newer ones are there.
    package let removed: [String]
}

/// Makes one backup: the database, then the files, then the keys.
///
/// A file is in the store before a row names it, and a sweep leaves it for days after the last row did; so
/// what the copy of the database names is in the copy of the files, which is made after it.
package struct BackupMaking {
    private let source: BackupSource
    private let folder: BackupFolder

    package init(_ source: BackupSource, into folder: BackupFolder) {
        self.source = source
        self.folder = folder
    }

    /// - Parameter keep: How many whole backups stay.
    /// - Throws: `LockHeld` while another one is made, `BackupError`, and what files and database throw.
    package func run(keep: Int) async throws -> BackupSummary {
        let lock = try folder.lock("backup")
        defer { withExtendedLifetime(lock) {} }
        // What a killed one left; the files that it copied stay, and need not be copied again.
        for name in try folder.begun() { try Folder("\(folder.backups)/\(name)").remove() }
        let (before, namedBefore) = try await source.position()
        let name = Self.name(before.at)
        let unfinished = "\(folder.backups)/\(name)\(BackupFolder.unfinished)"
        try Folder(unfinished).make(mode: 0o700)
        let base = try await copyDatabase(Int(before.major), name, unfinished)
        let (after, namedAfter) = try await source.position()
        var copy = FilesCopy(from: source.files, to: folder)
        let named = namedBefore.intersection(namedAfter)
        let had = try copy.copy(Array(Set(try source.files.stored()).union(named)))
        let list = try write("files.list", of: name, in: unfinished) { writer in
            for digest in had { try writer.write(Array("\(digest.hex)\n".utf8)) }
        }
        let keys = try write("keys", of: name, in: unfinished) { writer in
            try writer.write(KeysCopy(reading: source.keys).json.canonical)
        }
        let manifest = BackupManifest(
            name: name,
            beganAt: before.at,
            endedAt: after.at,
            serverVersion: before.serverVersion,
            systemIdentifier: before.systemIdentifier,
            database: before.database,
            firstSegment: base.segments.first,
            lastSegment: base.segments.last,
            schema: source.schema,
            checkpoint: after.checkpoint,
            files: Int64(had.count),
            missing: named.subtracting(had).sorted(),
            parts: [base.part, list, keys]
        )
        try folder.writeManifest(manifest, in: name + BackupFolder.unfinished)
        try FileSystem.rename(unfinished, toFree: "\(folder.backups)/\(name)")
        try Folder(folder.backups).synchronize()
        return BackupSummary(
            manifest: manifest,
            databaseBytes: base.part.size,
            copied: copy.copied,
            copiedBytes: copy.copiedBytes,
            removed: try BackupRetention(folder, store: source.files).run(keep: keep)
        )
    }

    /// `20261201T020000Z`, and never one that is there.
    private static func name(_ at: Instant) -> String {
        at.description.prefix { $0 != "." && $0 != "Z" }.filter { $0 != "-" && $0 != ":" } + "Z"
    }

    private func write(
        _ part: String,
        of name: String,
        in unfinished: String,
        _ body: (BlobWriter) throws -> Void
    ) throws -> BackupManifest.Part {
        let writer = try folder.write("\(name)/\(part)")
        try body(writer)
        let digest = try writer.finish().stored
        try writer.keep(as: "\(unfinished)/\(part)")
        return BackupManifest.Part(name: part, size: writer.storedSize, digest: digest)
    }

    /// The whole cluster as one archive, with the write-ahead log that it needs to be consistent.
    private func copyDatabase(_ major: Int, _ name: String, _ unfinished: String) async throws
        -> (part: BackupManifest.Part, segments: (first: String, last: String))
    {
        let writer = Mutex(UncheckedBox(try folder.write("\(name)/base.tar")))
        let command = try await PostgresProgram.command(
            "pg_basebackup",
            major: major,
            [
                "--dbname=\(source.replication)", "--pgdata=-", "--format=tar", "--wal-method=fetch",
                "--checkpoint=fast", "--label=teahouse \(name)", "--verbose", "--no-password",
            ]
        )
        let ended = try await command.produce { bytes in
            try writer.withLock { try $0.value.write(bytes) }
        }
        try ended.require("pg_basebackup")
        guard let segments = Self.segments(in: ended.complaint) else {
            throw BackupError.failed(
                program: "pg_basebackup",
                output: "it does not say where it began and ended: \(ended.complaint)"
            )
        }
        return try writer.withLock { box in
            let digest = try box.value.finish().stored
            try box.value.keep(as: "\(unfinished)/base.tar")
            let part = BackupManifest.Part(
                name: "base.tar",
                size: box.value.storedSize,
                digest: digest
            )
            return (part, segments)
        }
    }

    /// The first and the last file of the log that it names: `write-ahead log start point: 0/2000028 on
    /// timeline 1`, and `write-ahead log end point: 0/2000100`.
    static func segments(in text: String) -> (first: String, last: String)? {
        func words(after mark: String) -> [Substring]? {
            text.firstRange(of: mark).map { range in
                text[range.upperBound...].prefix { $0 != "\n" }.split(separator: " ")
            }
        }
        guard let start = words(after: "log start point: "), start.count == 4,
            let end = words(after: "log end point: "), end.count == 1, let timeline = UInt32(start[3]),
            let first = LogPosition(start[0], timeline: timeline),
            let last = LogPosition(end[0], timeline: timeline)
        else { return nil }
        // What ends with a file needs nothing of the next one.
        return (first.segment, LogPosition(last.byte - 1, timeline: timeline).segment)
    }
}

/// Used by one thread after another, under a lock.
private struct UncheckedBox<T>: @unchecked Sendable {
    let value: T

    init(_ value: T) { self.value = value }
}
