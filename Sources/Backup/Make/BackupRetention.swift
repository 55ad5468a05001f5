// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Store

/// Removes backups that are old enough, and what only they needed.
struct BackupRetention {
    private let folder: BackupFolder
    private let store: FileStore

    init(_ folder: BackupFolder, store: FileStore) {
        self.folder = folder
        self.store = store
    }

    /// - Returns: the names of the backups that were removed; nothing is where one that stays cannot be read.
    func run(keep: Int) throws -> [String] {
        let whole = try folder.whole()
        let removed = Array(whole.dropLast(keep))
        guard !removed.isEmpty, let oldest = whole.suffix(keep).first else { return [] }
        let first = try folder.manifest(of: oldest)
        var needed = Set(try store.stored().map(folder.name(of:)))
        for name in whole.suffix(keep) {
            needed.formUnion(try folder.listedFiles(of: name).map(folder.name(of:)))
        }
        for name in removed {
            // One that is half removed is not to be taken for a backup.
            let leaving = name + BackupFolder.unfinished
            try FileSystem.rename("\(folder.backups)/\(name)", toFree: "\(folder.backups)/\(leaving)")
            try Folder("\(folder.backups)/\(leaving)").remove()
        }
        // A file that came after the oldest backup may be named by a moment between two of them.
        let since = Int(first.beganAt.rawValue / 1_000_000)
        for part in try Folder(folder.files).names() {
            for name in try Folder("\(folder.files)/\(part)").names() where !needed.contains(name) {
                let path = "\(folder.files)/\(part)/\(name)"
                guard let status = try FileStatus(of: path), status.modified < since else { continue }
                _ = try FileSystem.remove(path)
            }
        }
        let firstNumber = LogPosition.number(of: first.firstSegment) ?? 0
        for name in try Folder(folder.archive).names() {
            guard let number = LogPosition.number(of: name), number < firstNumber else { continue }
            _ = try FileSystem.remove("\(folder.archive)/\(name)")
        }
        return removed
    }
}
