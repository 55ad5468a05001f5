// SPDX-License-Identifier: Apache-2.0
import Files
import Postgres
import Store
import Workflow

/// Refuses a state folder that does not go with its database, before anything is made in it.
struct StateGuard {
    let state: StateFolder
    /// Whether the operator knows that the files are gone.
    let acceptsLostFiles: Bool

    /// Makes the keys of a new installation, takes over one from before the database knew its keys, and
    /// returns the secret of the cursors.
    ///
    /// - Parameter database: a pool of the platform's own role.
    /// - Throws: ``EmptyFileStore``, ``OtherSecret``, and what `SigningState.begin()` throws.
    func check(_ database: Database) async throws -> [UInt8] {
        if !acceptsLostFiles { try await requireFiles(database) }
        let keys = state.keys
        return try await database.write { db in
            _ = try SigningState(db, keysDirectory: keys).begin()
            return try SharedSecret.cursors(in: keys).agreed(SignerStore(db))
        }
    }

    fileprivate func requireFiles(_ database: Database) async throws {
        let folder = Folder(state.files + "/sha256")
        if try FileStatus(of: folder.path) != nil, try !folder.names().isEmpty { return }
        let isNamed = try await database.read { db in try ReferencedFileStore(db).hasFiles() }
        if isNamed { throw EmptyFileStore(path: state.files) }
    }
}

extension StateFolder {
    /// Throws what a server would refuse to start for, and makes nothing.
    ///
    /// - Parameter database: a pool of the platform's own role.
    package func requireFit(for database: Database) async throws {
        try await StateGuard(state: self, acceptsLostFiles: false).requireFiles(database)
        let keys = keys
        try await database.read { db in _ = try db.signingKeys(in: keys) }
    }
}

/// The database names files, and the store has none at all.
package struct EmptyFileStore: Error, CustomStringConvertible {
    let path: String

    package var description: String {
        "\(path) is empty, but this database names files. Put it back from its backup, or name the right folder with "
            + "--state; where they are lost for good: --accept-lost-files"
    }
}
