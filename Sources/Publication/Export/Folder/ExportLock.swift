// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

/// The right to write into an export's folder, held until the last copy of this value goes
/// away or the process ends.
package struct ExportLock: Sendable {
    let folder: ExportFolder
    private let lock: FileLock

    /// Takes the right without waiting, and makes the folder where it is missing.
    ///
    /// - Throws: ``LockHeld``, which says by whom and since when.
    package init(directory: String, at instant: Instant) throws {
        folder = ExportFolder(directory)
        try Folder(folder.snapshots).make()
        lock = try FileLock(path: folder.lock, at: instant)
    }

    /// The number of the run that made the current snapshot; 0 before the first one.
    package var currentRun: Int {
        get throws { try folder.currentSnapshot()?.run ?? 0 }
    }

    /// The log's checkpoint in the current snapshot; `nil` where it has none.
    package var currentCheckpoint: (path: String, signed: SignedCheckpoint)? {
        get throws {
            guard let current = try folder.currentSnapshot() else { return nil }
            let file = "\(folder.snapshot(current))/\(SnapshotLog.checkpoint)"
            guard let bytes = try WholeFile.readIfThere(file),
                let signed = SignedCheckpoint(String(decoding: bytes, as: UTF8.self))
            else { return nil }
            return (file, signed)
        }
    }

    /// Removes what a run that failed has written and nobody sees.
    ///
    /// Only its own: a run that has lost its lock is not to touch the folder of the one that has it now.
    package func discard(run: Int) throws {
        let hidden = Self.hidden(run, in: folder)
        if try FileStatus(of: hidden) != nil { try Folder(hidden).remove() }
    }

    /// Where a run writes before anybody is to see it.
    static func hidden(_ run: Int, in folder: ExportFolder) -> String { folder.hidden("\(run)") }
}
