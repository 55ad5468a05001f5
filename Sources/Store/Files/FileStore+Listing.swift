// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

extension FileStore {
    /// The digests of all files in the store, or of those folders of it that changed since an instant, in
    /// whole seconds since 1970.
    ///
    /// A name alone says that a file is there, and nothing of its bytes.
    package func stored(changedSince: Int = 0) throws(FileError) -> [Digest] {
        var stored: [Digest] = []
        for part in try Folder(digests).names() {
            let folder = Folder("\(digests)/\(part)")
            guard let status = try FileStatus(of: folder.path), status.isFolder,
                status.modified >= changedSince
            else { continue }
            stored += try folder.names().compactMap { Digest(hex: $0[...]) }
        }
        return stored
    }
}
