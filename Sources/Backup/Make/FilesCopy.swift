// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Glibc
import Store

/// Copies uploaded files, each once.
struct FilesCopy {
    let folder: BackupFolder
    let store: FileStore
    private(set) var copied = 0
    private(set) var copiedBytes: Int64 = 0

    init(from store: FileStore, to folder: BackupFolder) {
        self.folder = folder
        self.store = store
    }

    /// Copies what is in the store and not in the backup.
    ///
    /// - Returns: what is in both afterwards, in order; what a store has under a wrong name is in neither.
    mutating func copy(_ digests: [Digest]) throws -> [Digest] {
        try digests.sorted().filter { try copy($0) }
    }

    /// Copies one file, from where a sweep has put it if need be; false when its bytes are not to be had.
    mutating func copy(_ digest: Digest) throws -> Bool {
        let target = folder.path(of: digest)
        if try FileStatus(of: target) != nil { return true }
        let writer = try folder.write("files/\(folder.name(of: digest))", packs: false)
        guard let input = try open(digest) else { return false }
        try input.forEachPiece { (piece) throws(FileError) in
            do {
                try writer.write(piece)
            } catch let error as FileError {
                throw error
            } catch {
                throw FileError(operation: "seal a copy of (\(error))", path: input.path, code: EIO)
            }
        }
        guard try writer.finish().content == digest else { return false }
        _ = try Folder(containing: target).makeAlone(mode: 0o700)
        try writer.keep(as: target)
        copied += 1
        copiedBytes += writer.size
        return true
    }

    private func open(_ digest: Digest) throws -> InputFile? {
        var paths = [store.path(of: digest)]
        if let retired = try store.retiredPath(of: digest) { paths.append(retired) }
        for path in paths {
            do throws(FileError) {
                return try InputFile(following: path)
            } catch {
                guard error.code == ENOENT else { throw error }
            }
        }
        return nil
    }
}
