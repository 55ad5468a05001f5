// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

/// Writes one export: records in, a signed snapshot out, memory constant.
///
/// Everything goes into a hidden folder that becomes a snapshot in one rename, and `current` follows in
/// another; so it leads to a whole export at every moment, whatever kills the run. Use it from one thread:
/// make it, `append` every record in the order of the PIDs, `seal`, then `makeCurrent`. After an error
/// ``ExportLock/discard(run:)`` frees the disk at once, and otherwise the next run does.
package final class ExportWriter {
    private enum Phase { case writing, failed, sealed }

    private let lock: ExportLock
    private let name: SnapshotName
    private let instant: Instant
    private let keep: Int
    private let keys: KeyRing
    private let previous: PreviousExport?
    private var files: SnapshotFiles
    private var log: SnapshotLog
    private var packs: SnapshotPacks?
    private var crates: SnapshotCrates?
    private var phase = Phase.writing
    private var last: PID?

    /// Removes what killed runs left, and opens the hidden folder.
    ///
    /// - Parameters:
    ///   - run: grows with every run of this folder.
    ///   - instant: the time of the database's snapshot.
    ///   - compression: of the records, which the same must be for the same bytes.
    ///   - keep: how many snapshots stay, this one among them.
    ///   - startsAnew: whether to leave the last export aside, which is the way on when it was damaged. Then
    ///     the delta holds every record.
    package init(
        lock: ExportLock,
        run: Int,
        at instant: Instant,
        keys: KeyRing,
        extras: ExportExtras? = nil,
        compression: Compression = .standard,
        keep: Int = 14,
        startsAnew: Bool = false
    ) throws {
        let folder = lock.folder
        let current = try folder.currentSnapshot()
        try folder.removeLeftovers(current: current)
        if let current, run <= current.run { throw ExportError.runNotNewer(run: run, current: current.run) }
        if let current, !startsAnew {
            previous = try PreviousExport(current, in: folder, keys: keys.trusted)
        } else {
            previous = nil
        }
        let hidden = ExportLock.hidden(run, in: folder)
        files = try SnapshotFiles(path: hidden, compression: compression)
        let earlier = startsAnew ? nil : try current.flatMap { try EarlierSnapshot(folder.snapshot($0)) }
        log = SnapshotLog(path: hidden, earlier: earlier)
        if let extras {
            if extras.hasFormats {
                packs = SnapshotPacks(
                    path: hidden,
                    site: extras.site,
                    at: instant,
                    compression: compression
                )
            }
            crates = try extras.crates.map {
                try SnapshotCrates(
                    path: hidden,
                    site: extras.site,
                    at: instant,
                    source: $0,
                    earlier: earlier
                )
            }
        }
        name = SnapshotName(run: run, at: instant)
        self.lock = lock
        self.instant = instant
        self.keep = max(1, keep)
        self.keys = keys
    }

    /// Adds the next record.
    package func append(_ record: ExportRecord) throws {
        try whileWriting {
            let pid = record.pid
            if let last, last >= pid { throw ExportError.outOfOrder(pid) }
            last = pid
            let (line, operation) = try files.append(record)
            if try previous?.line(for: pid) != line { try files.appendDelta(operation, pid, line) }
            try appendExtras(record)
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

    /// Completes and signs the snapshot, which nobody sees before it is made `current`.
    package func seal() throws -> SealedExport {
        try whileWriting {
            try previous?.finish()
            let further = try log.files + (packs?.finish() ?? []) + (crates.map { [try $0.finish()] } ?? [])
            let manifest = try files.seal(
                name: name,
                at: instant,
                previous: previous?.reference,
                further: further,
                keys: keys
            )
            phase = .sealed
            return SealedExport(
                manifest: manifest,
                name: name,
                hidden: files.path,
                lock: lock,
                keep: keep,
                incomplete: crates?.incomplete ?? []
            )
        }
    }

    private func appendExtras(_ record: ExportRecord) throws {
        guard packs != nil || crates != nil else { return }
        guard case .published(let bytes, let certificate) = record.content else {
            try packs?.append(record.header, nil)
            return
        }
        let document: Document
        do throws(FormatError) {
            document = try Document(parsing: bytes)
        } catch {
            throw ExportError.invalidRecord(record.pid, detail: "its document is wrong: \(error)")
        }
        try packs?.append(record.header, document)
        try crates?.append(document, bytes, certificate: certificate)
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
}
