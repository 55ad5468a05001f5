// SPDX-License-Identifier: Apache-2.0
import Domain

/// The right to write into an export's folder, held until the last copy of this value goes away or the process ends.
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
}
