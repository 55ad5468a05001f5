// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// The folder that holds all that a server keeps outside the database.
package struct StateFolder: Sendable {
    package let path: String

    package init(_ path: String) {
        self.path = URL(filePath: path).standardizedFileURL.path(percentEncoded: false).trimmingSuffix("/")
    }

    package var cluster: String { path + "/postgres" }
    package var files: String { path + "/files" }
    package var keys: String { path + "/keys" }
    package var export: String { path + "/export" }
    package var credentials: String { path + "/credentials.json" }
    /// How the running cluster is reached, for the other commands.
    package var connection: String { path + "/connection" }
    package var lock: String { path + "/lock" }

    /// Makes the folder when it is missing.
    ///
    /// Others may pass through it, since PostgreSQL's user has to; what is in it is closed.
    package func make() throws {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o711]
        )
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) && count > suffix.count ? String(dropLast(suffix.count)) : self
    }
}
