// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc

/// Writes one export: records in, a signed snapshot out, memory constant.
///
/// Everything goes into a hidden folder that becomes a snapshot in one rename, and `current` follows in another; so it
/// leads to a whole export at every moment, whatever kills the run. The lock is held from `init` until this value goes
/// away. Use it from one thread: make it, `append` every record in the order of the PIDs, then `finish`; after an error,
/// `discard` frees the disk at once, and otherwise the next run does.
package final class ExportWriter {
    private enum Phase { case writing, failed, finished }

    private let folder: ExportFolder
    private let name: SnapshotName
    private let instant: Instant
    private let keep: Int
    private let keys: KeyRing
    private let lock: FileLock
    private let currentName: SnapshotName?
    private let previous: PreviousExport?
    private var files: SnapshotFiles
    private var log: SnapshotLog
    private var phase = Phase.writing
    private var last: PID?

    /// Takes the lock, removes what killed runs left, and opens the hidden folder.
    ///
    /// - Parameters:
    ///   - run: grows with every run of this folder.
    ///   - instant: the time of the database's snapshot.
    ///   - keep: how many snapshots stay, this one among them.
    ///   - startsAnew: whether to leave the last export aside, which is the way on when it was damaged. Then the delta
    ///     holds every record.
    package init(
        directory: String,
        run: Int,
        at instant: Instant,
        keys: KeyRing,
        keep: Int = 14,
        startsAnew: Bool = false
    ) throws {
        let folder = ExportFolder(directory)
        try Folder(folder.snapshots).make()
        lock = try FileLock(path: folder.lock, at: instant)
        let current = try folder.currentSnapshot()
        try folder.removeLeftovers(current: current)
        if let current, run <= current.run { throw ExportError.runNotNewer(run: run, current: current.run) }
        if let current, !startsAnew {
            previous = try PreviousExport(current, in: folder, keys: keys.trusted)
        } else {
            previous = nil
        }
        files = try SnapshotFiles(path: folder.hidden("\(run)"))
        log = SnapshotLog(
            path: files.path,
            previous: startsAnew ? nil : current.map(folder.snapshot)
        )
        name = SnapshotName(run: run, at: instant)
        self.folder = folder
        self.instant = instant
        self.keep = max(1, keep)
        self.keys = keys
        currentName = current
    }

    /// Adds the next record.
    package func append(_ record: ExportRecord) throws {
        try whileWriting {
            let pid = record.pid
            if let last, last >= pid { throw ExportError.outOfOrder(pid) }
            last = pid
            let (line, operation) = try files.append(record)
            if try previous?.line(for: pid) != line { try files.appendDelta(operation, pid, line) }
        }
    }

    /// Adds the next entry of the transparency log, from its first on.
    package func append(logEntry entry: [UInt8]) throws {
        try whileWriting { try log.append(entry) }
    }

    /// Ends the log with its checkpoint, a signed note over all entries that were added.
    package func endLog(checkpoint note: String) throws {
        try whileWriting { try log.finish(note) }
    }

    /// Seals the snapshot, makes it `current` and removes the oldest ones.
    ///
    /// - Parameter confirming: called just before the swap; when it throws, `current` stays where it is. It is the place
    ///   to ask whether this run is still the one that should win.
    package func finish(confirming: () throws -> Void = {}) throws -> ExportSummary {
        try whileWriting {
            try previous?.finish()
            let manifest = try files.seal(
                name: name,
                at: instant,
                previous: previous?.reference,
                log: log.files,
                keys: keys
            )
            try reveal()
            try confirming()
            try swap()
            phase = .finished
            return ExportSummary(
                name: name.description,
                path: folder.snapshot(name),
                manifest: manifest,
                notRemoved: prune()
            )
        }
    }

    /// Removes what was written so far.
    ///
    /// After `finish` returned there is nothing to discard.
    package func discard() throws {
        guard phase != .finished else { return }
        phase = .failed
        try folder.removeLeftovers(current: currentName)
    }

    private func whileWriting<R>(_ body: () throws -> R) throws -> R {
        guard phase == .writing else { throw ExportError.notWriting }
        do {
            return try body()
        } catch {
            phase = .failed
            throw error
        }
    }

    private func reveal() throws {
        let target = folder.snapshot(name)
        _ = try perform("rename to", target) { rename(files.path, target) }
        try Folder(folder.snapshots).synchronize()
        try Folder(folder.path).synchronize()
    }

    private func swap() throws {
        let link = folder.hidden("current")
        _ = try perform("link", link) { symlink("snapshots/\(name)", link) }
        _ = try perform("replace", folder.current) { rename(link, folder.current) }
        try Folder(folder.path).synchronize()
    }

    /// Removes the oldest snapshots.
    ///
    /// A failure is told and not thrown, since the export itself is complete.
    private func prune() -> [String] {
        do {
            for name in try folder.allSnapshots().dropLast(keep) where name != self.name {
                try folder.remove(name)
            }
            return []
        } catch {
            return ["\(error)"]
        }
    }
}
