// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Glibc

/// The folder of files by content: `sha256/ab/abcd…`, written once, never changed.
///
/// A file is there only whole: it is written beside, synced, read again and compared, then renamed. Two
/// uploads of the same bytes are one file. A file that no row names any longer is retired by
/// the sweep, never by a request.
package struct FileStore: Sendable {
    /// The store's folder, which holds `sha256` and `incoming`.
    package let directory: String
    /// Bytes of the disk that no upload takes, since the database may be on it too.
    package let reserve: Int64

    /// Opens the store, making its folders; removes what uploads of a killed process left.
    package init(directory: String, reserve: Int64 = 0) throws(FileError) {
        self.directory = directory
        self.reserve = reserve
        for folder in [directory, incoming, digests] { try Folder(folder).make(mode: 0o700) }
        try UnfinishedFile.removeAbandoned(in: incoming)
    }

    private var incoming: String { directory + "/incoming" }

    /// The folder of the folders of whole files.
    var digests: String { directory + "/sha256" }

    /// Where the bytes with this digest are, whether or not they are there.
    package func path(of digest: Digest) -> String {
        "\(digests)/\(digest.hex.prefix(2))/\(digest.hex)"
    }

    /// Whether the bytes with this digest are there and can be read.
    package func contains(_ digest: Digest) -> Bool {
        access(path(of: digest), R_OK) == 0
    }

    /// Begins an upload.
    ///
    /// Nothing is visible until `Upload.finish`.
    package func upload() throws -> Upload {
        try Upload(in: incoming, store: self)
    }

    /// Stores bytes that are in memory.
    package func store(_ bytes: [UInt8]) throws -> Digest {
        let upload = try upload()
        try upload.write(bytes)
        return try upload.finish().digest
    }

    /// Makes a whole file visible under its digest.
    func adopt(_ file: UnfinishedFile, as digest: Digest) throws(FileError) {
        let target = path(of: digest)
        let folder = Folder(containing: target)
        _ = try folder.makeAlone(mode: 0o700)
        try file.rename(to: target)
        try folder.synchronize()
        try Folder(digests).synchronize()
    }
}
