// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Foundation
import Glibc

/// What no row names is kept under `retired/2026-12-01/` for a while, since a database that is put back to an
/// earlier day may name it again.
extension FileStore {
    private static let form = Date.ISO8601FormatStyle().year().month().day()

    private var retired: String { directory + "/retired" }

    /// The folder for what is retired today; made if it is not there.
    func retiredToday() throws(FileError) -> Folder {
        let folder = Folder("\(retired)/\(Date.now.formatted(Self.form))")
        try folder.make(mode: 0o700)
        return folder
    }

    /// Whether the bytes are kept although they were retired.
    package func isRetired(_ digest: Digest) throws(FileError) -> Bool { try retiredPath(of: digest) != nil }

    /// Gives retired bytes their place in the store again; false when there are none.
    package func restore(_ digest: Digest) throws(FileError) -> Bool {
        guard let path = try retiredPath(of: digest) else { return false }
        _ = try Folder(containing: self.path(of: digest)).makeAlone(mode: 0o700)
        do throws(FileError) {
            try FileSystem.rename(path, toFree: self.path(of: digest))
        } catch {
            // The same bytes came anew.
            guard error.code == EEXIST || error.code == ENOENT else { throw error }
        }
        try Folder(containing: self.path(of: digest)).synchronize()
        return true
    }

    /// Removes for good what was retired more than so many days ago, and says what that was.
    package func purge(after days: Int) throws(FileError) -> [Digest] {
        let limit = Date.now.addingTimeInterval(-86_400 * Double(days)).formatted(Self.form)
        var gone: [Digest] = []
        for day in try folders(before: limit) {
            let folder = Folder("\(retired)/\(day)")
            for name in try folder.names() {
                guard try FileSystem.remove("\(folder.path)/\(name)") else { continue }
                if let digest = Digest("sha256:" + name) { gone.append(digest) }
            }
            rmdir(folder.path)
        }
        return gone
    }

    private func folders(before limit: String) throws(FileError) -> [String] {
        guard try FileStatus(of: retired) != nil else { return [] }
        // Of years of four digits the order of texts is that of days.
        return try Folder(retired).names().filter { $0.count == limit.count && $0 < limit }
    }

    private func retiredPath(of digest: Digest) throws(FileError) -> String? {
        guard try FileStatus(of: retired) != nil else { return nil }
        for day in try Folder(retired).names() {
            let path = "\(retired)/\(day)/\(digest.hex)"
            if try FileStatus(of: path) != nil { return path }
        }
        return nil
    }
}
