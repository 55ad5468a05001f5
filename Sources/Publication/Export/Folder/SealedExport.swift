// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

/// A whole and signed snapshot that nobody sees yet.
package struct SealedExport: Sendable {
    package let manifest: Manifest
    let name: SnapshotName
    let hidden: String
    let lock: ExportLock
    let keep: Int
    let incomplete: [PID]

    private var folder: ExportFolder { lock.folder }

    /// Makes the snapshot `current` and removes the oldest ones.
    ///
    /// Whoever calls this has made sure that this run is still the one that should win.
    package func makeCurrent() throws -> ExportSummary {
        try reveal()
        try swap()
        return ExportSummary(
            name: name.description,
            path: folder.snapshot(name),
            manifest: manifest,
            incomplete: incomplete,
            notRemoved: prune()
        )
    }

    private func reveal() throws {
        let target = folder.snapshot(name)
        try FileSystem.rename(hidden, to: target)
        try Folder(folder.snapshots).synchronize()
        try Folder(folder.path).synchronize()
    }

    private func swap() throws {
        let link = folder.hidden("current")
        try FileSystem.makeLink(link, to: "snapshots/\(name)")
        try FileSystem.rename(link, to: folder.current)
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
