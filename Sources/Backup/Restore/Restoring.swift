// SPDX-License-Identifier: Apache-2.0
import Cluster
import Domain
import Files
import Glibc
import Logging
import Postgres
import Store

/// What a restore made.
package struct RestoreSummary: Sendable {
    package let backup: BackupManifest
    /// The moment that it was restored to; `nil` for the end of what there is.
    package let moment: Instant?
    package let files: Int
    package let fileBytes: Int64
    /// Files that the restored database names and that are not in the backup, or not whole.
    package let missing: [Digest]
    /// How long it took until the database answered and the files were there.
    package let took: Duration
}

/// Makes a new state folder of a backup: `postgres`, `files`, `keys`.
package struct Restoring: Sendable {
    private let folder: BackupFolder
    private let logger: Logger

    package init(_ folder: BackupFolder, logger: Logger) {
        self.folder = folder
        self.logger = logger
    }

    /// - Parameters:
    ///   - target: The folder to be made, which must not be there, or be empty; it gets its name once all is
    ///     in it.
    ///   - name: Which backup; `nil` for the newest that reaches back far enough.
    ///   - moment: A moment by the database's wall clock; `nil` for the end of the archive, or of the backup.
    ///   - look: Is called with the restored database's address while it runs.
    package func run(
        into target: String,
        from name: String? = nil,
        to moment: Instant? = nil,
        _ look: (_ connection: String, _ made: String) async throws -> Void = { _, _ in }
    ) async throws -> RestoreSummary {
        let clock = ContinuousClock()
        let start = clock.now
        if try FileStatus(of: target, followingLinks: true) != nil {
            guard try Folder(target).names().isEmpty else { throw BackupError.inTheWay(path: target) }
        }
        let state = try folder.archiveState()
        let manifest = try choose(name, moment, state)
        let making = "\(target).restoring"
        guard try FileStatus(of: making) == nil else { throw BackupError.inTheWay(path: making) }
        try Folder(making).make(mode: 0o711)
        do {
            // The mask of the process would close it to PostgreSQL's user.
            guard chmod(making, 0o711) == 0 else {
                throw FileError(operation: "open to PostgreSQL", path: making, code: errno)
            }
            let files = try await fill(making, manifest, moment, state, look)
            if try FileStatus(of: target) != nil { rmdir(target) }
            try FileSystem.rename(making, toFree: target)
            try Folder(containing: target).synchronize()
            return RestoreSummary(
                backup: manifest,
                moment: moment,
                files: files.count,
                fileBytes: files.bytes,
                missing: files.missing,
                took: clock.now - start
            )
        } catch {
            try? Folder(making).remove()
            throw error
        }
    }

    private func choose(_ name: String?, _ moment: Instant?, _ state: ArchiveState?) throws -> BackupManifest
    {
        let whole = try folder.whole()
        if let name, !whole.contains(name) { throw BackupError.unknownName(name) }
        guard let newest = name ?? whole.last else { throw BackupError.nothingWhole(path: folder.path) }
        guard let moment else { return try folder.manifest(of: newest) }
        guard let state, state.until >= moment else {
            throw BackupError.tooLate(moment, last: state?.until)
        }
        var first: Instant?
        for candidate in name.map({ [$0] }) ?? whole.reversed() {
            let manifest = try folder.manifest(of: candidate)
            // Between an older one and the archive files of the log are missing. A backup ends with a whole
            // file.
            guard LogPosition.number(of: manifest.lastSegment).map({ $0 + 1 >= state.first }) == true else {
                break
            }
            if manifest.endedAt <= moment { return manifest }
            first = manifest.endedAt
        }
        throw BackupError.tooEarly(moment, first: first ?? moment)
    }

    private func fill(
        _ making: String,
        _ manifest: BackupManifest,
        _ moment: Instant?,
        _ state: ArchiveState?,
        _ look: (_ connection: String, _ made: String) async throws -> Void
    ) async throws -> (count: Int, bytes: Int64, missing: [Digest]) {
        // What is needed first and what is small: damage is told before hours are spent.
        try layKeys(manifest, state, in: making + "/keys")
        let base = try BaseFolder(making: making + "/postgres")
        let archive = folder.part("base.tar", of: manifest.name)
        try await base.unpack { sink in try archive.forEachPiece(sink) }
        if let trouble = try await base.verify() {
            throw BackupError.damaged(path: archive.path, detail: trouble)
        }
        try addLog(to: base, manifest, state)
        func complete(_ connection: String) async throws -> (count: Int, bytes: Int64, missing: [Digest]) {
            let outcome = try await layFiles(connection, manifest, in: making + "/files")
            try await look("\(connection) dbname=\(manifest.database)", making)
            return outcome
        }
        do {
            return try await base.recover(to: moment.map(Self.text), logger: logger, complete)
        } catch ClusterError.endsEarly {
            // Nothing was committed between that moment and the end, which is after it.
            return try await base.recover(to: nil, logger: logger, complete)
        }
    }

    /// As PostgreSQL reads it, whatever its time zone.
    private static func text(_ moment: Instant) -> String {
        moment.description.replacing("T", with: " ").replacing("Z", with: "+00")
    }

    private func layKeys(_ manifest: BackupManifest, _ state: ArchiveState?, in path: String) throws {
        // The newest there are: a key that was made since signs nothing that an older one signed.
        let blob = state.map { folder.archived($0.keys) } ?? folder.part("keys", of: manifest.name)
        guard let copy = KeysCopy(try KeysCopy.json(in: blob)) else {
            throw BackupError.damaged(path: blob.path, detail: "it holds no keys")
        }
        try copy.lay(in: path)
    }

    private func addLog(to base: BaseFolder, _ manifest: BackupManifest, _ state: ArchiveState?) throws {
        guard let state, let first = LogPosition.number(of: manifest.firstSegment) else { return }
        let names = try folder.archivedNames()
        let whole = Set(names.map { $0.prefix { $0 != "-" } })
        for name in names {
            let plain = name.prefix { $0 != "-" }
            let isPartial = plain.hasSuffix(".partial")
            if !plain.hasSuffix(".history") {
                guard let number = LogPosition.number(of: plain), number >= first,
                    !isPartial || name == state.partial && !whole.contains(plain.prefix(24))
                else { continue }
            }
            let blob = folder.archived(name)
            try base.addLog(String(isPartial ? plain.prefix(24) : plain)) { try blob.forEachPiece($0) }
        }
    }

    /// Copies what the restored database names.
    private func layFiles(_ connection: String, _ manifest: BackupManifest, in path: String) async throws
        -> (count: Int, bytes: Int64, missing: [Digest])
    {
        let options = PoolOptions(
            conninfo: "\(connection) dbname=\(manifest.database) user=teahouse_platform",
            applicationName: "teahouse restore"
        )
        let database = Database(configuration: options, logger: logger)
        let named: [ReferencedFile]
        do {
            named = try await database.read { db in try ReferencedFileStore(db).files() }
        } catch {
            await database.shutdown()
            throw error
        }
        await database.shutdown()
        let store = try FileStore(directory: path)
        var (count, bytes, missing) = (0, Int64(0), [Digest]())
        for file in named {
            let upload = try store.upload()
            do {
                try folder.file(file.digest).forEachPiece { try upload.write(Array($0)) }
                _ = try upload.finish(expecting: file.digest)
                count += 1
                bytes += file.size
            } catch is BackupError {
                missing.append(file.digest)
            } catch is DigestMismatch {
                missing.append(file.digest)
            } catch let error as FileError where error.code == ENOENT {
                missing.append(file.digest)
            }
        }
        return (count, bytes, missing)
    }
}
