// SPDX-License-Identifier: Apache-2.0
import Files
import Foundation
import Glibc

/// The folder that holds all that a server keeps outside the database.
package struct StateFolder: Sendable {
    package let path: String

    private let otherKeys: String?
    private let otherFiles: String?

    /// - Parameters:
    ///   - keys: where the signing keys are, if not in it.
    ///   - files: where the files are, if not in it.
    package init(_ path: String, keys: String? = nil, files: String? = nil) {
        otherKeys = keys
        otherFiles = files
        self.path = URL(filePath: path).standardizedFileURL.path(percentEncoded: false).trimmingSuffix("/")
    }

    package var cluster: String { path + "/postgres" }
    package var files: String { otherFiles ?? path + "/files" }
    package var keys: String { otherKeys ?? path + "/keys" }
    package var export: String { path + "/export" }
    package var credentials: String { path + "/credentials.json" }
    /// How the running cluster is reached, for the other commands.
    package var connection: String { path + "/connection" }
    package var lock: String { path + "/lock" }

    /// Makes the folder when it is missing.
    ///
    /// Others may pass through it, since PostgreSQL's user has to; what is in it is closed.
    package func make() throws {
        try Self.make(path)
    }

    private static func make(_ path: String) throws(FileError) {
        let folder = Folder(path)
        let parent = Folder(containing: path)
        if try FileStatus(of: parent.path, followingLinks: true) == nil { try make(parent.path) }
        // The mask of the process would close it to PostgreSQL's user.
        if try folder.makeAlone(mode: 0o711), chmod(path, 0o711) != 0 {
            throw FileError(operation: "open to PostgreSQL", path: path, code: errno)
        }
        // It is there by now; this forces its name to the disk.
        try folder.make(mode: 0o711)
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) && count > suffix.count ? String(dropLast(suffix.count)) : self
    }
}
