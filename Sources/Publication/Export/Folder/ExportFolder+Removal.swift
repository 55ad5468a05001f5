// SPDX-License-Identifier: Apache-2.0
import Glibc

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
                _ = try perform("remove", leftover) { unlink(leftover) }
            }
        }
        for name in try allSnapshots() where name.run > current?.run ?? -1 { try remove(name) }
    }

    /// Removes a snapshot, out of sight first so that nobody meets half of one.
    func remove(_ name: SnapshotName) throws {
        let hidden = hidden("old-\(name)")
        _ = try perform("rename to", hidden) { rename(snapshot(name), hidden) }
        try Folder(snapshots).synchronize()
        try Folder(hidden).remove()
    }
}
