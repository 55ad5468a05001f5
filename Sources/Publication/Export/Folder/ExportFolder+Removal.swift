// SPDX-License-Identifier: Apache-2.0
import Files

extension ExportFolder {
    /// Removes hidden files and folders, and snapshots that a run completed but was killed before it made
    /// them current.
    ///
    /// Whoever calls this holds the lock.
    func removeLeftovers(current: SnapshotName?) throws {
        for name in try Folder(path).names() where name.hasPrefix(Self.hiddenPrefix) {
            let leftover = "\(path)/\(name)"
            if let status = try FileStatus(of: leftover), status.isFolder {
                try Folder(leftover).remove()
            } else {
                _ = try FileSystem.remove(leftover)
            }
        }
        for name in try allSnapshots() where name.run > current?.run ?? -1 { try remove(name) }
    }

    /// Removes a snapshot, out of sight first so that nobody meets half of one.
    func remove(_ name: SnapshotName) throws {
        let hidden = hidden("old-\(name)")
        try FileSystem.rename(snapshot(name), to: hidden)
        try Folder(snapshots).synchronize()
        try Folder(hidden).remove()
    }
}
