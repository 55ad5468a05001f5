// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Glibc
import OpenSSL

/// The folder of files by content: `sha256/ab/abcd…`, written once, never changed.
///
/// A file is there only whole: it is written beside, synced, read again and compared, then renamed. Two uploads of the
/// same bytes are one file. A file that no row names any longer is swept by `teahouse verify`, never by a request.
package struct FileStore: Sendable {
    /// The store's folder, which holds `sha256` and `incoming`.
    package let directory: String

    /// Opens the store, making its folders; removes what uploads of a killed process left.
    package init(directory: String) throws(FileStoreError) {
        self.directory = directory
        for folder in [directory, incoming, directory + "/sha256"] {
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw FileStoreError(operation: "mkdir", path: folder)
            }
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: incoming)) ?? [] {
            // An upload of another process that is still running keeps its file locked.
            Upload.removeAbandoned(incoming + "/" + name)
        }
    }

    private var incoming: String { directory + "/incoming" }

    /// Where the bytes with this digest are, whether or not they are there.
    package func path(of digest: Digest) -> String {
        "\(directory)/sha256/\(digest.hex.prefix(2))/\(digest.hex)"
    }

    /// Whether the bytes with this digest are there and can be read.
    package func contains(_ digest: Digest) -> Bool {
        access(path(of: digest), R_OK) == 0
    }

    /// Begins an upload.
    ///
    /// Nothing is visible until `Upload.finish`.
    package func upload() throws -> Upload {
        let name = try randomBytes(16).map { String($0, radix: 16) }.joined()
        return try Upload(path: incoming + "/" + name, store: self)
    }

    /// Stores bytes that are in memory.
    package func store(_ bytes: [UInt8]) throws -> Digest {
        let upload = try upload()
        try bytes.withUnsafeBytes { buffer throws in try upload.write(buffer) }
        return try upload.finish().digest
    }

    /// Makes a finished file visible under its digest.
    func adopt(_ path: String, as digest: Digest) throws(FileStoreError) {
        let target = self.path(of: digest)
        let folder = String(target.prefix(target.count - 65))
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw FileStoreError(operation: "mkdir", path: folder)
        }
        guard rename(path, target) == 0 else { throw FileStoreError(operation: "rename", path: target) }
        try sync(folder)
        try sync(directory + "/sha256")
    }

    private func sync(_ folder: String) throws(FileStoreError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileStoreError(operation: "open", path: folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileStoreError(operation: "fsync", path: folder) }
    }
}
